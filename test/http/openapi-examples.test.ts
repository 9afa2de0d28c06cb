// The examples of the document are what the planner really answers. `npm run openapi` (UPDATE=1) writes them anew.
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { TOPOLOGY_EXAMPLE } from '../../src/http/openapi/topology-example.ts'
import { createMapStore, createRealPlanner } from './planner.ts'

const FILE = 'src/http/openapi/examples.json'

it('shows what the planner answers', async () => {
  const planner = createRealPlanner(createMapStore())
  const { plan } = await planner.create(TOPOLOGY_EXAMPLE)
  const text = `${JSON.stringify({ plan, provider: planner.provider('bare-metal') }, null, 2)}\n`
  if (process.env.UPDATE === '1') writeFileSync(FILE, text)
  expect(readFileSync(FILE, 'utf8'), 'run `npm run openapi`').toBe(text)
})
