// Requests generated from the OpenAPI document (valid, mutated, hostile): no 5xx, and no answer that contradicts the document.
// A share of what test/heavy/generated.test.ts runs; the same again with GENERATED_SEED.
import { expect, it } from 'vitest'
import { exchangeGenerated, type Tally } from './generated/exchange.ts'

const SEED = Number(process.env.GENERATED_SEED ?? 20_261_124)

it('are answered as the document says', async () => {
  const tally: Tally = { requests: 0, byStatus: {}, slowestMilliseconds: 0 }
  await exchangeGenerated(600, SEED, tally)
  expect(tally.requests).toBe(600)
  // The generator reaches what it is for: successes, refusals of every kind.
  for (const status of [200, 201, 400, 401, 403, 404, 405, 415, 422])
    expect(tally.byStatus[status], `${status}`).toBeGreaterThan(0)
})
