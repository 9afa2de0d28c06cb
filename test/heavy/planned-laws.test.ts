// The law of every plan on thousands of topologies, as many on a rare cloud as on a usual one: npm run test:heavy, more of them with
// LAW_RUNS=1000, the same again with LAW_SEED.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PROVIDERS } from '../../src/providers/index.ts'
import { arbitraryTopology } from '../domain/arbitrary-topology.ts'
import { arbitraryShops } from '../domain/design/arbitrary-shops.ts'
import { brokenByPlan } from '../domain/manifests/planned-laws.ts'

const RUNS = Number(process.env.LAW_RUNS ?? 300)
const SEED = process.env.LAW_SEED === undefined ? {} : { seed: Number(process.env.LAW_SEED) }

it.each([...PROVIDERS.keys()])('no plan for %s breaks a rule of whoever reads it', (provider) => {
  fc.assert(
    fc.property(
      fc.oneof(arbitraryTopology({ providers: [provider] }), arbitraryShops([provider])),
      fc.integer(),
      (document, seed) => {
        expect(brokenByPlan(document, seed)).toEqual([])
      },
    ),
    { numRuns: RUNS, ...SEED },
  )
})
