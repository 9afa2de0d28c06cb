// The decision table row by row: for each, a smallest topology that it decides, and what comes of it.
import { describe, expect, it } from 'vitest'
import type { Subject, SubjectFacts } from '../../../src/domain/design/facts.ts'
import { FIELD_RULES } from '../../../src/domain/design/fields.ts'
import { RULES, ruleTexts } from '../../../src/domain/design/rules.ts'
import { ServiceType, type TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf } from './drafting.ts'
import { CELLAR, http, office, on, one, ROWS, toInternet } from './rule-rows.ts'

function decisionsIn(document: TopologyInput): Map<string, string[]> {
  const drawn = draftOf(document)
  const { services, entrances, unserved } = drawn.designs.consolidated
  const decisions: [string, string][] = [
    ...services.map(({ because, name, type }): [string, string] => [because.rule, `${name} ${type}`]),
    ...entrances.map(({ because, name }): [string, string] => [because.rule, `entrance ${name}`]),
    ...unserved.map(({ because, workload }): [string, string] => [because.rule, `${workload} unserved`]),
  ]
  const byRule = new Map<string, string[]>()
  for (const [rule, what] of decisions) byRule.set(rule, [...(byRule.get(rule) ?? []), what])
  return byRule
}

describe('the decision table', () => {
  it.each(ROWS)('%s gives %s', (rule, gives, document) => {
    expect(decisionsIn(document).get(rule)).toContain(gives)
  })

  it('has a smallest topology here for each row', () => {
    expect(new Set(ROWS.map(([rule]) => rule))).toEqual(new Set(RULES.map((rule) => rule.id)))
  })

  it('gives what the row says', () => {
    for (const [id, gives] of ROWS) {
      const row = RULES.find((rule) => rule.id === id)
      if (row?.gives === 'Entrance') expect(gives).toMatch(/^entrance /)
      else if (row?.gives === 'None') expect(gives).toMatch(/ unserved$/)
      else if (row?.gives !== 'Pinned') expect(gives).toMatch(new RegExp(` ${row?.gives}$`))
    }
  })

  it('gives every form of Service somewhere', () => {
    const given = ROWS.map(([, gives]) => gives.split(' ')[1])
    for (const type of ServiceType.options) expect(given).toContain(type)
  })

  it('has ids that are unique and read like words, a sentence for readers and a source', () => {
    const ids = ruleTexts().map((rule) => rule.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id, situation, source } of ruleTexts()) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(situation).toMatch(/^[A-Z].{10,}[^.]$/)
      expect(source).not.toBe('')
    }
  })

  it('ends every subject with a row that matches all', () => {
    const subjects = [...new Set(RULES.map((rule) => rule.about))]
    expect(subjects).toEqual(['external', 'workload', 'way', 'companion', 'group'])
    for (const about of subjects) {
      const last = RULES.filter((rule) => rule.about === about).at(-1)
      // No fact is looked at, so none is needed.
      expect(last?.when({} as SubjectFacts[Subject] & never)).toBe(true)
    }
  })

  it('is told to readers in the order it runs in', () => {
    const told = ruleTexts().map(({ id, order }) => [id, order])
    expect(told).toEqual([...RULES, ...FIELD_RULES].map(({ id }, index) => [id, index + 1]))
  })
})

describe('the order of rows', () => {
  const ruleOf = (document: TopologyInput, what: string) =>
    [...decisionsIn(document)].find(([, given]) => given.includes(what))?.[0]

  it('prefers an entrance that exists to a NodePort where nothing makes load balancers', () => {
    const entrances = { public: { api: 'ingress' as const, class: 'nginx' } }
    const web = { ports: http, expose: [{ ...toInternet, host: 'www.example.com' }] }
    expect(ruleOf(on({ ...CELLAR, entrances }, { web }), 'web ClusterIP')).toBe('route-on-existing-entrance')
  })

  it('prefers a port-forward to a load balancer for a team, and a load balancer when it has a host or no end', () => {
    const exposed = (more: object) =>
      one({ ports: http, expose: [{ port: 'http', to: 'office', ...more }] }, { clients: office })
    expect(ruleOf(exposed({ until: '2027-06-30' }), 'web ClusterIP')).toBe('temporary-team-access')
    expect(ruleOf(exposed({}), 'web LoadBalancer')).toBe('http-without-layer-7-needs')
    expect(ruleOf(exposed({ until: '2027-06-30', host: 'a.example.com' }), 'web LoadBalancer')).toBe(
      'http-without-layer-7-needs',
    )
  })

  it('keeps at layer 4 what asks for both layers', () => {
    const web = {
      ports: http,
      expose: [{ ...toInternet, preserveClientIP: true, tls: { mode: 'terminate' as const } }],
    }
    expect(ruleOf(one(web), 'web LoadBalancer')).toBe('layer-4-kept')
  })
})
