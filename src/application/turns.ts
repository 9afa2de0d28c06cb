// Work that holds the event loop up is done one piece a turn, so that in between those are heard who came meanwhile: other callers, and
// workers that are free again.

/** Does the work, or throws what it throws, after all that was asked for before it. */
export type Turns = <Result>(work: () => Result) => Promise<Result>

/** `pause` resolves in the next turn of the event loop. */
export function createTurns(pause: () => Promise<unknown>): Turns {
  let free: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = free.then(work)
    free = done.then(pause, pause)
    return done
  }
}
