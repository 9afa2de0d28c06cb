// How busy the event loop is, for whoever could do some of its work.
import { performance } from 'node:perf_hooks'

// Long enough to be no accident, short enough to notice a rush while it lasts.
const LOOKED_AT_MILLISECONDS = 100

/** Answers with the share of the last tenth of a second or more that the event loop had work to do, 0 to 1. */
export function watchEventLoop(): () => number {
  let since = performance.eventLoopUtilization()
  let looked = performance.now()
  let share = 0
  return () => {
    const now = performance.now()
    if (now - looked >= LOOKED_AT_MILLISECONDS) {
      const current = performance.eventLoopUtilization()
      share = performance.eventLoopUtilization(current, since).utilization
      since = current
      looked = now
    }
    return share
  }
}
