// The examples of the document are what the planner really answers. `npm run openapi` (UPDATE=1) writes them anew.
import { readFileSync, writeFileSync } from 'node:fs'
import { dump } from 'js-yaml'
import { expect, it } from 'vitest'
import { planIn } from '../../src/application/kept-plan.ts'
import { readStream } from '../../src/http/documents.ts'
import { BILL_EXAMPLE } from '../../src/http/openapi/bill-example.ts'
import { COMPARISON_EXAMPLE } from '../../src/http/openapi/comparison-example.ts'
import { CHANGED_TOPOLOGY_EXAMPLE } from '../../src/http/openapi/diff-example.ts'
import { IMPORT_EXAMPLE } from '../../src/http/openapi/import-example.ts'
import { OBJECTS_EXAMPLE } from '../../src/http/openapi/objects-example.ts'
import { POLICY_EXAMPLE } from '../../src/http/openapi/policy-example.ts'
import { PRICE_BOOK_EXAMPLE } from '../../src/http/openapi/price-book-example.ts'
import { TOPOLOGY_EXAMPLE } from '../../src/http/openapi/topology-example.ts'
import { planDiffOf } from '../../src/http/plan-difference.ts'
import { validationAnswer } from '../../src/http/validation-answer.ts'
import { ANYBODY, createMapStore, createRealPlanner } from './planner.ts'

const FILE = 'src/http/openapi/examples.json'

it('shows what the planner answers', async () => {
  const planner = createRealPlanner(createMapStore())
  const plan = planIn(await planner.create(ANYBODY, TOPOLOGY_EXAMPLE))
  const sent = readStream(Buffer.from(dump(OBJECTS_EXAMPLE)), 'YAML')
  const found = planner.validate(sent.documents, { provider: 'aws', kubernetesVersion: '1.33' })
  const whyNot = await planner.whyNot(ANYBODY, { id: plan.id, service: 'web', type: 'Ingress' })
  const priceBook = await planner.priceBooks.create(ANYBODY, PRICE_BOOK_EXAMPLE)
  await planner.put(ANYBODY, plan.id, CHANGED_TOPOLOGY_EXAMPLE, { priceBook: priceBook.id }, {})
  const examples = {
    plan,
    diff: planDiffOf(await planner.diff(ANYBODY, { id: plan.id })),
    provider: planner.provider('bare-metal'),
    validation: validationAnswer(found, sent),
    whyNot,
    bill: await planner.bill(ANYBODY, BILL_EXAMPLE),
    comparison: await planner.compare(ANYBODY, COMPARISON_EXAMPLE),
    priceBook,
    priceBooks: await planner.priceBooks.list(ANYBODY),
    policy: await planner.policies.create(ANYBODY, POLICY_EXAMPLE),
    policies: await planner.policies.list(ANYBODY),
    import: await planner.import(ANYBODY, {
      files: [{ name: 'input', text: JSON.stringify(IMPORT_EXAMPLE.input) }],
      target: IMPORT_EXAMPLE.target,
    }),
  }
  const text = `${JSON.stringify(examples, null, 2)}\n`
  if (process.env.UPDATE === '1') writeFileSync(FILE, text)
  expect(readFileSync(FILE, 'utf8'), 'run `npm run openapi`').toBe(text)
})
