// The decision table row by row: for each, a smallest topology that it decides, and what comes of it.
import { describe, expect, it } from 'vitest'
import type { Subject, SubjectFacts } from '../../../src/domain/design/facts.ts'
import { FIELD_RULES } from '../../../src/domain/design/fields.ts'
import { RULES, ruleTexts } from '../../../src/domain/design/rules.ts'
import { ServiceType, type TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf } from './drafting.ts'

type Workload = TopologyInput['workloads'][string]
type Rest = Omit<Partial<TopologyInput>, 'target' | 'workloads'>

const AWS: TopologyInput['target'] = { provider: 'aws', region: 'us-east-1' }
const CELLAR: TopologyInput['target'] = { provider: 'bare-metal' }

const on = (target: TopologyInput['target'], workloads: Record<string, Workload>, rest: Rest = {}): TopologyInput => ({
  name: 'small',
  target,
  workloads,
  ...rest,
})
const one = (web: Workload, rest: Rest = {}) => on(AWS, { web }, rest)
const http = { http: 80 }
const toInternet = { port: 'http', to: 'internet' }
const office = { office: { network: 'office' as const, cidrs: ['192.0.2.0/24'] } }

/** Rule, what it comes to ("web ClusterIP", "entrance web-entrance", "web unserved"), the topology. */
const ROWS: [rule: string, gives: string, document: TopologyInput][] = [
  [
    'external-by-address',
    'legacy ClusterIP',
    one({ ports: http }, { externals: { legacy: { addresses: ['192.0.2.10'], port: 5432 } } }),
  ],
  [
    'external-by-name',
    'cards ExternalName',
    one({ ports: http }, { externals: { cards: { host: 'cards.example.com' } } }),
  ],
  [
    'pinned-node-port',
    'web NodePort',
    one({ ports: http, pin: { type: 'NodePort', reason: 'A firewall forwards to it.' } }),
  ],
  ['pinned', 'web Headless', one({ ports: http, pin: { type: 'Headless', reason: 'The mesh wants it.' } })],
  ['identity-without-ports', 'web Headless', one({ kind: 'StatefulSet' })],
  ['no-ports', 'web unserved', one({})],
  ['peers-by-name', 'web Headless', one({ kind: 'StatefulSet', ports: http, discovery: 'per-pod' })],
  ['name-of-the-one-pod', 'web Headless', one({ ports: http, replicas: 1, discovery: 'per-pod' })],
  ['client-side-balancing', 'web Headless', one({ ports: { grpc: 50_051 }, discovery: 'client-side' })],
  ['agent-on-each-node', 'web ClusterIP', one({ kind: 'DaemonSet', ports: http, locality: 'same-node' })],
  [
    'grpc-called-inside',
    'web ClusterIP',
    on(AWS, { web: { ports: { grpc: 50_051 }, replicas: 2 }, shop: { calls: ['web'] } }),
  ],
  ['called-inside-only', 'web ClusterIP', one({ ports: http })],
  [
    'route-on-existing-entrance',
    'entrance public',
    on(
      { ...AWS, entrances: { public: { api: 'ingress', class: 'alb' } } },
      { web: { ports: http, expose: [{ ...toInternet, host: 'www.example.com' }] } },
    ),
  ],
  [
    'tls-route-on-existing-gateway',
    'entrance public',
    on(
      { ...CELLAR, entrances: { public: { api: 'gateway', class: 'eg' } } },
      {
        web: {
          ports: { https: 443 },
          expose: [{ port: 'https', to: 'internet', host: 'a.example.com', tls: { mode: 'passthrough' } }],
        },
      },
    ),
  ],
  [
    'node-port-to-try-with',
    'web NodePort',
    on({ ...CELLAR, environment: 'test' }, { web: { ports: http, expose: [toInternet] } }),
  ],
  ['no-load-balancer-here', 'web NodePort', on(CELLAR, { web: { ports: http, expose: [toInternet] } })],
  [
    'temporary-team-access',
    'web ClusterIP',
    one({ ports: http, expose: [{ port: 'http', to: 'office', until: '2027-06-30' }] }, { clients: office }),
  ],
  [
    'long-lived-connections',
    'entrance web-entrance',
    one({ ports: { ws: 80 }, expose: [{ port: 'ws', to: 'internet', tls: { mode: 'terminate' } }] }),
  ],
  [
    'entrance-of-its-own',
    'entrance web-entrance',
    one({ ports: http, expose: [{ ...toInternet, host: 'www.example.com', tls: { mode: 'terminate' } }] }),
  ],
  [
    'datagrams-inside-the-network',
    'web LoadBalancer',
    one({ ports: { dns: 53 }, expose: [{ port: 'dns', to: 'vpc' }] }),
  ],
  ['inside-the-network', 'web LoadBalancer', one({ ports: http, expose: [{ port: 'http', to: 'vpc' }] })],
  [
    'layer-4-through-gateway',
    'entrance web-entrance',
    on({ ...AWS, routing: 'gateway' }, { web: { ports: { mqtt: 1883 }, expose: [{ port: 'mqtt', to: 'internet' }] } }),
  ],
  ['layer-4-datagrams', 'web LoadBalancer', one({ ports: { dns: 53 }, expose: [{ port: 'dns', to: 'internet' }] })],
  ['layer-4-kept', 'web LoadBalancer', one({ ports: http, expose: [{ ...toInternet, preserveClientIP: true }] })],
  ['layer-4-protocol', 'web LoadBalancer', one({ ports: { mqtt: 1883 }, expose: [{ port: 'mqtt', to: 'internet' }] })],
  ['http-without-layer-7-needs', 'web LoadBalancer', one({ ports: http, expose: [toInternet] })],
  ['any-replica', 'web-any ClusterIP', one({ kind: 'StatefulSet', ports: http, discovery: 'per-pod' })],
  ['pod-names', 'web-pods Headless', one({ kind: 'StatefulSet', ports: http, image: 'registry.example.com/web:1' })],
  [
    'other-ports-stay-inside',
    'web-internal ClusterIP',
    one({ ports: { http: 80, metrics: 9090 }, expose: [toInternet] }),
  ],
  [
    'shared-entrance',
    'entrance small-public',
    on(AWS, {
      shop: { ports: http, expose: [{ ...toInternet, host: 'shop.example.com', tls: { mode: 'terminate' } }] },
      blog: { ports: http, expose: [{ ...toInternet, host: 'blog.example.com', tls: { mode: 'terminate' } }] },
    }),
  ],
]

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
