// The text of a plan is put together from parts: it must be what one call of JSON.stringify would have written.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawnOf } from '../../src/application/drawn.ts'
import { planIn, recordOf, summaryOf } from '../../src/application/kept-plan.ts'
import { PlanSummary } from '../../src/domain/plan/plan.ts'
import { arbitraryTopology } from '../domain/arbitrary-topology.ts'
import { draftOf } from '../domain/design/drafting.ts'

const id = '019ab4d2-5c00-7000-8000-000000000001'
const IDENTITY = { id, revision: 2, createdAt: '2026-11-24T09:00:00.000Z', updatedAt: '2026-11-25T09:00:00.000Z' }

it('is the same text as that of the whole plan, and its summary says the same', () => {
  fc.assert(
    fc.property(arbitraryTopology(), (topology) => {
      const draft = draftOf(topology)
      const { summary, body } = recordOf(drawnOf(draft), IDENTITY)
      const plan = planIn({ body })
      const { etag, url, links } = plan
      const { createdAt, updatedAt, revision } = IDENTITY
      expect(body.toString()).toBe(JSON.stringify({ id, revision, etag, url, createdAt, updatedAt, ...draft, links }))
      expect(PlanSummary.parse(summary)).toEqual(summaryOf(plan))
    }),
    { numRuns: 30, seed: 3 },
  )
})
