// Plans that were kept before there were policies have none: they are read, compared and planned again as any other.
import { expect, it } from 'vitest'
import { planIn } from '../../src/application/kept-plan.ts'
import type { Store } from '../../src/application/store.ts'
import { ANYBODY, createMapStore, createRealPlanner } from '../http/planner.ts'
import { SHOP } from '../http/service.ts'

/** The same store, whose plans were written by a version of the service that knew no policies. */
const forgetful = (store: Store): Store => ({
  ...store,
  keep: (tenant, { summary, body }, keeping) => {
    const { policy: _short, ...known } = summary
    const { policy: _long, ...plan } = planIn({ body })
    const old = { summary: known as typeof summary, body: Buffer.from(JSON.stringify(plan)) }
    return store.keep(tenant, old, keeping)
  },
})

it('an old plan becomes one with a policy by a PUT or a reprice, and its difference tells what is known', async () => {
  const store = createMapStore()
  const old = createRealPlanner(forgetful(store))
  const [put, repriced] = [await old.create(ANYBODY, SHOP), await old.create(ANYBODY, { ...SHOP, name: 'bank' })]
  expect(planIn(put)).toHaveProperty('policy')
  expect(planIn(await old.find(ANYBODY, put.summary.id))).not.toHaveProperty('policy')

  const planner = createRealPlanner(store)
  await planner.policies.create(ANYBODY, {
    id: 'default',
    rules: { costIncrease: [{ severity: 'fail', percent: 10 }] },
  })
  const again = [
    await planner.put(ANYBODY, put.summary.id, SHOP, {}, {}),
    await planner.reprice(ANYBODY, repriced.summary.id, {}, {}),
  ]
  for (const { summary, made } of again) {
    expect(made).toBe('revision')
    expect(summary.policy).toEqual({ id: 'default', version: '1', verdict: 'pass' })
    const { change } = await planner.diff(ANYBODY, { id: summary.id })
    expect(change.from).not.toHaveProperty('policy')
    expect(change.to.policy?.verdict).toBe('pass')
    expect(change.summaryText).not.toContain('Policy')
  }
})
