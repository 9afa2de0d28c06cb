// The planner and the store, unchanged but for a clock beside each call.
import type { Planner } from '../../application/planner.ts'
import type { Store } from '../../application/store.ts'
import type { Metrics } from './metrics.ts'

type Call<Given extends unknown[], Result> = (...given: Given) => Promise<Result>
type Outcome = { seconds: number; failed: boolean }

/** `told` hears how each call went, also of one that throws. */
function timed<Given extends unknown[], Result>(
  call: Call<Given, Result>,
  told: (outcome: Outcome) => void,
): Call<Given, Result> {
  return async (...given) => {
    const from = performance.now()
    let failed = true
    try {
      const result = await call(...given)
      failed = false
      return result
    } finally {
      told({ seconds: (performance.now() - from) / 1000, failed })
    }
  }
}

export function measuredStore(store: Store, metrics: Metrics): Store {
  const measured = Object.entries(store).map(([operation, call]) => [
    operation,
    timed(call as Call<unknown[], unknown>, (outcome) => metrics.storage(operation, outcome)),
  ])
  return Object.fromEntries(measured) as Store
}

/** A plan that is answered again was not drawn up again: it is no plan more. */
type Kept = { body: Buffer; replayed: boolean }

export function measuredPlanner(planner: Planner, metrics: Metrics): Planner {
  const measured = <Given extends unknown[], Result>(name: string, call: Call<Given, Result>) =>
    timed(call, ({ seconds }) => metrics.planning(name, seconds))
  const keeping =
    <Given extends unknown[], Result extends Kept>(name: string, call: Call<Given, Result>): Call<Given, Result> =>
    async (...given) => {
      const kept = await measured(name, call)(...given)
      if (!kept.replayed) metrics.keptPlan(kept.body.length)
      return kept
    }
  return {
    ...planner,
    create: keeping('create', planner.create),
    put: keeping('put', planner.put),
    reprice: keeping('reprice', planner.reprice),
    bill: measured('bill', planner.bill),
    compare: measured('compare', planner.compare),
    diff: measured('diff', planner.diff),
    planAgain: measured('planAgain', planner.planAgain),
    draft: measured('draft', planner.draft),
    // The same work, answered as bytes.
    drawn: measured('draft', planner.drawn),
    import: measured('import', planner.import),
  }
}
