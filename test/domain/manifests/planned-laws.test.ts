// A plan of any topology holds against everybody who will read it; thousands of them are tried by `npm run test:heavy`.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyTopology } from '../design/drafting.ts'
import { brokenByPlan } from './planned-laws.ts'

it('no plan breaks a rule of whoever reads it, in whatever order its topology is written', () => {
  fc.assert(
    fc.property(anyTopology, fc.integer(), (document, seed) => {
      expect(brokenByPlan(document, seed)).toEqual([])
    }),
    { numRuns: Number(process.env.LAW_RUNS ?? 150) },
  )
})
