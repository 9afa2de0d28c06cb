// At least 20,000 requests generated from the OpenAPI document: npm run test:heavy, more of them with GENERATED_REQUESTS, the same again
// with GENERATED_SEED.
import { expect, it } from 'vitest'
import { exchangeGenerated, type Tally } from '../http/generated/exchange.ts'

const REQUESTS = Number(process.env.GENERATED_REQUESTS ?? 20_000)
const SEED = Number(process.env.GENERATED_SEED ?? Date.now() % 2 ** 31)
// What is kept is forgotten with its service.
const PER_SERVICE = 1000

it(`${REQUESTS} generated requests are answered as the document says (GENERATED_SEED=${SEED})`, async () => {
  const tally: Tally = { requests: 0, byStatus: {}, slowestMilliseconds: 0 }
  while (tally.requests < REQUESTS) await exchangeGenerated(PER_SERVICE, SEED + tally.requests, tally)
  process.stdout.write(`${JSON.stringify({ seed: SEED, ...tally })}\n`)
  expect(tally.requests).toBeGreaterThanOrEqual(REQUESTS)
})
