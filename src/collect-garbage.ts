// One collection of what starting left behind: a third of the memory of a process that nobody has asked much yet.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// Before, V8 keeps the room that starting took.
const LOOKED_AT_MILLISECONDS = 15_000
// Of the time between two looks. Whoever works gains nothing from it, and loses code that is made for what it works on.
const QUIET_SHARE = 0.2

/** Once, as soon as the event loop has been quiet for a while; `busyShare` tells how much of the time since it was last asked it was not. */
export function collectGarbageWhenQuiet(busyShare: () => number): void {
  const looking = setInterval(() => {
    if (busyShare() > QUIET_SHARE) return
    clearInterval(looking)
    collectGarbage()
  }, LOOKED_AT_MILLISECONDS).unref()
}

/**
 * Takes some 60 ms. V8 gives memory back only under pressure, and a service that waits is under none. What starting left is scattered:
 * only what is moved together frees whole pages, a tenth of the heap more.
 */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  setFlagsFromString('--compact-on-every-full-gc')
  collect()
  setFlagsFromString('--no-compact-on-every-full-gc')
}
