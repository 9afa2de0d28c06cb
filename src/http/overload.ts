// Is there more to do than can be done in time? Told by how late the event loop is, on average over half a second and twice in a row:
// one long plan is no overload.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Refusal } from './problems.ts'
import type { App } from './route.ts'

const INTERVAL_MILLISECONDS = 500
const RESOLUTION_MILLISECONDS = 10
const NANOSECONDS_PER_MILLISECOND = 1e6

/** Answers whether the service is overloaded; never, where `afterMilliseconds` is 0. Stops looking when the service stops. */
export function watchOverload(app: App, afterMilliseconds: number): () => boolean {
  if (afterMilliseconds === 0) return () => false
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MILLISECONDS })
  delay.enable()
  let timesLate = 0
  const timer = setInterval(() => {
    const late = delay.mean / NANOSECONDS_PER_MILLISECOND - RESOLUTION_MILLISECONDS
    // Not a number: the loop did not turn once.
    timesLate = Number.isNaN(late) || late > afterMilliseconds ? timesLate + 1 : 0
    delay.reset()
  }, INTERVAL_MILLISECONDS).unref()
  app.addHook('onClose', async () => {
    clearInterval(timer)
    delay.disable()
  })
  return () => timesLate > 1
}

export const overloaded = (): Refusal =>
  new Refusal('OVERLOADED', 'There is more to do than can be done in time. Try again later.')
