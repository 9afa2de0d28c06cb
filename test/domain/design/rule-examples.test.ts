// Each row of the decision table is shown with what the planner really makes of a smallest topology that it decides.
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Service } from '../../../src/domain/design/design.ts'
import { FIELD_RULES } from '../../../src/domain/design/fields.ts'
import { type RuleExample, RuleInContext, ruleInContext } from '../../../src/domain/design/rule-context.ts'
import { RULES, ruleTexts } from '../../../src/domain/design/rules.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf } from './drafting.ts'
import { ROWS as FIELD_ROWS } from './field-rows.ts'
import { ROWS } from './rule-rows.ts'

const FILE = 'src/domain/design/rule-examples.json'

const short = ({ name, namespace, type, ports }: Service) => ({ name, namespace, type, ports })

/** What a row about anything but a field has decided. */
function decided(rule: string, gives: string, topology: TopologyInput): RuleExample {
  const { services, entrances, unserved } = draftOf(topology).designs.consolidated
  const [name = '', type = ''] = gives.replace(/^entrance (.*)/, '$1 Entrance').split(' ')
  const service = services.find((one) => one.name === name && one.type === type && one.because.rule === rule)
  const entrance = entrances.find((one) => one.name === name && one.because.rule === rule)
  const none = unserved.find((one) => one.workload === name && one.because.rule === rule)
  const found = service ?? entrance ?? none
  if (found === undefined) throw new Error(`${rule} does not give ${gives}`)
  const part =
    service !== undefined
      ? { services: [{ ...short(service), because: service.because }] }
      : entrance !== undefined
        ? {
            entrances: [
              {
                name: entrance.name,
                api: entrance.api,
                class: entrance.class,
                scheme: entrance.scheme,
                routes: entrance.routes.map(({ host, path, workload, port, listen }) => ({
                  host,
                  path,
                  workload,
                  port,
                  listen,
                })),
                because: entrance.because,
              },
            ],
          }
        : { unserved: [{ workload: name, because: found.because }] }
  return { topology, text: found.because.text, rejected: found.rejected, part }
}

/** What stands in a field. */
function standing(rule: string, topology: TopologyInput, name: string): RuleExample {
  const service = draftOf(topology).designs.consolidated.services.find((one) => one.name === name)
  const field = service?.fields.find((one) => one.rule === rule)
  if (service === undefined || field === undefined) throw new Error(`${rule} decides nothing of ${name}`)
  return { topology, text: field.because, rejected: [], part: { services: [{ ...short(service), fields: [field] }] } }
}

function examples(): Record<string, RuleExample> {
  const found: Record<string, RuleExample> = {}
  for (const [rule, gives, topology] of ROWS) found[rule] ??= decided(rule, gives, topology)
  for (const [rule, , , topology, name = 'web'] of FIELD_ROWS) found[rule] ??= standing(rule, topology, name)
  return found
}

it('are what the planner answers', () => {
  const text = `${JSON.stringify(examples(), null, 2)}\n`
  if (process.env.UPDATE === '1') writeFileSync(FILE, text)
  expect(
    readFileSync(FILE, 'utf8'),
    `run \`UPDATE=1 npx vitest run ${import.meta.url.replace(/.*\/test/, 'test')}\``,
  ).toBe(text)
})

it('are there for each row that a known cloud comes to', () => {
  for (const { id, about } of ruleTexts()) {
    const rule = RuleInContext.parse(ruleInContext(id))
    if (about !== 'field') expect(rule.example?.rejected.length, id).toBeGreaterThanOrEqual(2)
    if (rule.example === null) expect(NO_CLOUD, id).toContain(id)
  }
})

const NO_CLOUD = [
  'caller-address-by-other-means',
  'affinity-the-cloud-does-not-know',
  'node-ports-unless-known',
  'networks-not-held-by-the-cloud',
]

it('a row knows those before it and its neighbours', () => {
  const all = ruleTexts()
  const ids = all.map(({ id }) => id)
  for (const [index, { id }] of all.entries()) {
    const rule = ruleInContext(id)
    expect([rule?.previous, rule?.next], id).toEqual([ids[index - 1] ?? null, ids[index + 1] ?? null])
    for (const before of rule?.before ?? []) expect(ids.indexOf(before), id).toBeLessThan(index)
  }
  const [first, second] = RULES.filter(({ about }) => about === 'way').map(({ id }) => id)
  expect(ruleInContext(first ?? '')?.before).toEqual([])
  expect(ruleInContext(second ?? '')?.before).toEqual([first])
  const [, sticky] = FIELD_RULES.filter(({ field }) => field === 'sessionAffinity').map(({ id }) => id)
  expect(ruleInContext(sticky ?? '')?.before).toEqual(['affinity-as-the-cloud-keeps-it'])
  expect(ruleInContext('no-such-row')).toBeUndefined()
})
