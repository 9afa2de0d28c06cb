// Work that wants to write in the same turn of the event loop → one transaction, and so one wait for the disk instead of one for each.
// Nobody is answered before it is committed.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Connection } from './connect.ts'
import { answer } from './trouble.ts'

type Outcome = { result: unknown } | { reason: unknown }
type Work = { run: () => unknown; settle: (outcome: Outcome) => void }

/** Runs something that writes, and tells what goes wrong as the store does. */
type Written = <Result>(work: () => Result) => Result
/**
 * Does the work with the write lock taken, perhaps a second time where the first was taken back. Throws what it throws, and then has
 * written nothing; what keeps a transaction from being committed is thrown for everything that is in it.
 */
export type GroupCommit = <Result>(run: () => Result) => Promise<Result>

export function createGroupCommit(connection: Connection, written: Written): GroupCommit {
  let waiting: Work[] = []
  // Within the other one it is a savepoint.
  const one = connection.transaction((run: Work['run']) => run())
  const all = connection.transaction((works: readonly Work[]) => works.map(({ run }) => attempt(run)))

  function attempt(run: Work['run']): Outcome {
    try {
      return { result: answer(() => one(run)) }
    } catch (reason) {
      if (!connection.inTransaction) throw new TakenBack(reason)
      return { reason }
    }
  }

  function commit(works: readonly Work[]): Outcome[] {
    try {
      return written(() => all.immediate(works))
    } catch (error) {
      if (!(error instanceof TakenBack)) return works.map(() => ({ reason: error }))
      return works.length === 1 ? [{ reason: error.reason }] : works.flatMap((work) => commit([work]))
    }
  }

  async function commitNextTurn(): Promise<void> {
    await nextTurn()
    const works = waiting
    waiting = []
    const outcomes = commit(works)
    for (const [index, { settle }] of works.entries()) settle(outcomes[index] as Outcome)
  }

  return (run) =>
    new Promise((resolve, reject) => {
      const settle = (outcome: Outcome) =>
        'reason' in outcome ? reject(outcome.reason) : resolve(outcome.result as never)
      waiting.push({ run, settle })
      if (waiting.length === 1) void commitNextTurn()
    })
}

/** SQLite itself takes a whole transaction back where a work finds the disk full or broken: the others are to be done without it. */
class TakenBack extends Error {
  constructor(readonly reason: unknown) {
    super('the transaction was taken back')
  }
}
