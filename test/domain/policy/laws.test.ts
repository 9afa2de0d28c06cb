// What holds of the judgement of any plan by any policy.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Draft } from '../../../src/domain/plan/plan.ts'
import { BUILT_IN_POLICY } from '../../../src/domain/policy/built-in.ts'
import { judge } from '../../../src/domain/policy/judge.ts'
import { PolicyJudgement } from '../../../src/domain/policy/judgement.ts'
import type { Policy } from '../../../src/domain/policy/policy.ts'
import { valueAt } from '../../../src/domain/schema/issues.ts'
import { anyTopology, draftOf, everyDraft, RUNS } from '../design/drafting.ts'
import { TODAY } from '../reading.ts'
import { shuffled } from '../shuffled.ts'

/** Every rule, each so strict that most plans break it. */
const STRICT: Policy = {
  id: 'strict',
  version: '7',
  rules: {
    budget: [{ severity: 'fail', monthly: '1', currency: 'USD' }],
    costIncrease: [{ severity: 'fail', percent: 0 }],
    publicWithoutTls: { severity: 'fail' },
    databasePublic: { severity: 'fail' },
    adminPortPublic: { severity: 'warn' },
    loadBalancerWithoutReason: { severity: 'warn' },
    nodePortInProduction: { severity: 'fail' },
    loadBalancers: { severity: 'warn', most: 0 },
    providers: { severity: 'warn', allowed: ['oci'] },
    regions: { severity: 'fail', allowed: ['nowhere'] },
    networks: { severity: 'warn', allowed: ['office'], cidrs: ['192.0.2.0/24'] },
  },
}
const judged = ({ topology, designs, chosen }: Draft, policy = STRICT) =>
  judge(policy, topology, designs[chosen], TODAY)

describe('a judgement', () => {
  it('is as it is described, names every rule that is held, and its verdict is the worst of its results', () => {
    const rank = { pass: 0, warn: 1, fail: 2 }
    everyDraft((drawn) => {
      const { verdict, results } = PolicyJudgement.parse(judged(drawn))
      expect(new Set(results.map(({ rule }) => rule))).toEqual(new Set(Object.keys(STRICT.rules)))
      expect(rank[verdict]).toBe(Math.max(...results.map((result) => rank[result.verdict])))
      expect(results.map((result) => rank[result.verdict])).toEqual(
        results.map((result) => rank[result.verdict]).sort((a, b) => b - a),
      )
    })
  })

  it('points into the topology, and says how to mend what is broken', () => {
    everyDraft((drawn) => {
      for (const { pointer, verdict, mend } of judged(drawn).results) {
        // A target need not have a region.
        if (pointer !== '/target/region')
          expect(valueAt(drawn.topology, pointer.split('/').slice(1)), pointer).toBeDefined()
        expect(mend === undefined).toBe(verdict === 'pass')
      }
    })
  })

  it('is that of the draft where nobody names a policy', () => {
    everyDraft((drawn) => {
      expect(drawn.policy).toEqual(judged(drawn, BUILT_IN_POLICY))
    })
  })

  it('is the same whatever the order of the topology', () => {
    fc.assert(
      fc.property(anyTopology, fc.integer(), (document, seed) => {
        expect(judged(draftOf(shuffled(document, seed)))).toEqual(judged(draftOf(document)))
      }),
      { numRuns: Math.ceil(RUNS / 5) },
    )
  })
})
