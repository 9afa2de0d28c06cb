// Why not another type: row by row for each situation, whether it is possible, by which rule, and what it would cost.
import { describe, expect, it } from 'vitest'
import { FOR_EXTERNALS, FOR_GROUPS } from '../../../src/domain/design/alternatives-for-others.ts'
import { FOR_WAYS } from '../../../src/domain/design/alternatives-for-ways.ts'
import { FOR_WORKLOADS } from '../../../src/domain/design/alternatives-for-workloads.ts'
import { RULES } from '../../../src/domain/design/rules.ts'
import { AskedType, readAskedType, whyNot } from '../../../src/domain/design/why-not.ts'
import { estimate } from '../../../src/domain/estimate/estimate.ts'
import { Failure } from '../../../src/domain/failure.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { exampleNamed, onTarget } from '../../examples/stories.ts'
import { BOOK, draftOf, providerOf, TARIFF } from './drafting.ts'

type Workload = TopologyInput['workloads'][string]
type Target = TopologyInput['target']

function ask(document: TopologyInput, name: string, type: string) {
  const { topology, designs, chosen } = draftOf(document)
  const design = designs[chosen]
  const service = design.services.find((one) => one.name === name)
  if (service === undefined) throw new Error(`no ${name} among ${design.services.map((one) => one.name).join(', ')}`)
  const provider = providerOf(topology.target.provider)
  const cost = (one: typeof design | Parameters<typeof estimate>[0]) =>
    estimate(one, topology, provider, TARIFF).estimate
  return whyNot({ topology, design, provider, cost }, service, readAskedType(type))
}

/** "yes temporary-team-access 27.38", "no entrance-of-its-own -". */
function shown(document: TopologyInput, name: string, type: string): string {
  const { possible, rule, monthly } = ask(document, name, type)
  return `${possible ? 'yes' : 'no'} ${rule} ${monthly?.difference ?? '-'}`
}

const AWS: Target = { provider: 'aws', region: 'us-east-1' }
const article = exampleNamed('article')
const azure = onTarget(article, { provider: 'azure', region: 'eastus' })
const bareMetal = onTarget(article, { provider: 'bare-metal', environment: 'development', loadBalancers: 'none' })
const small = (workloads: Record<string, Workload>, target: Target = AWS): TopologyInput => ({
  name: 'small',
  target,
  workloads,
})
const ended = { mode: 'terminate' as const }
const shop = (host: string): Workload => ({
  ports: { http: 80 },
  expose: [{ port: 'http', to: 'internet', host, tls: ended }],
  traffic: { source: 'declared', newConnectionsPerSecond: 10 },
})
const shared = small({ shop: shop('shop.example.com'), blog: shop('blog.example.com') })

describe('the article on AWS', () => {
  // One hour of an NLB or ALB is 0.0225 USD, an address 0.005: 16.425 and 3.65 for each of three zones, 27.375 together.
  it.each([
    ['admin', 'ClusterIP', 'yes temporary-team-access 0.00'],
    ['admin', 'Headless', 'yes client-side-balancing 0.00'],
    ['admin', 'NodePort', 'yes no-load-balancer-here 0.00'],
    ['admin', 'LoadBalancer', 'yes temporary-team-access 27.38'],
    ['admin', 'Ingress', 'yes temporary-team-access 27.38'],
    ['admin', 'Gateway', 'no entrance-of-its-own -'],
    ['admin', 'ExternalName', 'no external-by-name -'],
    ['backend', 'Headless', 'yes client-side-balancing 0.00'],
    ['backend', 'LoadBalancer', 'yes http-without-layer-7-needs 16.43'],
    ['backend', 'Ingress', 'yes entrance-of-its-own 16.43'],
    ['cache', 'Ingress', 'no entrance-of-its-own -'],
    ['database', 'ClusterIP', 'yes called-inside-only 0.00'],
    ['database', 'Headless', 'yes peers-by-name 0.00'],
    ['database-any', 'Headless', 'yes any-replica 0.00'],
    ['external-database', 'ClusterIP', 'no external-by-address -'],
    ['external-database', 'LoadBalancer', 'no external-by-name -'],
    ['frontend', 'LoadBalancer', 'yes route-on-existing-entrance 26.71'],
    ['frontend', 'NodePort', 'yes no-load-balancer-here -1.86'],
    ['frontend', 'Ingress', 'yes route-on-existing-entrance 0.00'],
    ['webapp', 'NodePort', 'yes no-load-balancer-here -32.77'],
    ['webapp', 'Ingress', 'no entrance-of-its-own -'],
    ['webapp-internal', 'LoadBalancer', 'yes http-without-layer-7-needs 16.43'],
  ])('%s, why not %s: %s', (name, type, answer) => {
    expect(shown(article, name, type)).toBe(answer)
  })

  it('names what keeps webapp from any entrance, and looks at it', () => {
    expect(ask(article, 'webapp', 'ingress')).toMatchObject({
      because: expect.stringMatching(/^Not possible: the workload ends TLS itself/),
      facts: { blockers: ['TLS_PASSTHROUGH', 'CLIENT_IP_AT_LAYER_4', 'STICKY_BY_CLIENT_IP'], preserveClientIP: true },
      source: expect.stringContaining('Gateway API'),
      monthly: null,
    })
  })

  it('answers about what was chosen with its own reason', () => {
    expect(ask(article, 'backend', 'clusterip')).toEqual({
      service: 'backend',
      namespace: 'default',
      type: 'ClusterIP',
      chosen: { type: 'ClusterIP', because: expect.stringMatching(/^backend is called by/) },
      possible: true,
      rule: 'called-inside-only',
      facts: { callers: ['admin', 'frontend', 'webapp'], exposedPorts: 0 },
      because: expect.stringMatching(/^It is what was chosen, because backend is called by admin, frontend, webapp/),
      monthly: { currency: 'USD', chosen: '34.64', instead: '34.64', difference: '0.00', atLeast: false },
      source: expect.stringContaining('#type-clusterip'),
    })
    expect(ask(article, 'admin', 'ClusterIP').because).toMatch(/because only the office needs admin/)
  })
})

describe('elsewhere', () => {
  it.each<[string, TopologyInput, string, string, string]>([
    [
      'AKS has one balancer for all: a Service adds an address and a rule',
      azure,
      'admin',
      'LoadBalancer',
      'yes temporary-team-access 3.65',
    ],
    ['AKS writes Gateways', azure, 'backend', 'Ingress', 'no entrance-of-its-own -'],
    ['nothing answers a LoadBalancer', bareMetal, 'webapp', 'LoadBalancer', 'no no-load-balancer-here -'],
    ['nor for what is called inside', bareMetal, 'backend', 'LoadBalancer', 'no no-load-balancer-here -'],
    ['nor before an entrance', bareMetal, 'frontend', 'Gateway', 'no entrance-of-its-own -'],
    [
      'GKE writes either, as the owner says',
      onTarget(article, { provider: 'gcp', region: 'us-central1', routing: 'ingress' }),
      'admin',
      'Gateway',
      'no entrance-of-its-own -',
    ],
  ])('%s', (_, document, name, type, answer) => {
    expect(shown(document, name, type)).toBe(answer)
  })

  it('behind a shared entrance: one of its own pays the fixed charge again', () => {
    expect(shown(shared, 'shop', 'Ingress')).toBe('yes shared-entrance 0.00')
    expect(ask(shared, 'shop', 'LoadBalancer')).toMatchObject({
      because: 'It would pay for a load balancer of its own beside the shared one.',
      facts: { members: ['blog', 'shop'], entrance: 'small-public' },
    })
  })

  it('behind an entrance of another API that exists: one of its own would be a second', () => {
    const entrances = { shared: { api: 'gateway' as const, class: 'amazon-alb' } }
    const document = small({ shop: shop('shop.example.com') }, { ...AWS, entrances })
    expect(ask(document, 'shop', 'Gateway').because).toMatch(/^It is what was chosen/)
    expect(ask(document, 'shop', 'Ingress')).toMatchObject({
      possible: true,
      because: 'The Gateway "shared" does that already; one of its own would be a second entrance.',
    })
  })

  it('at layer 4 through a Gateway: a Service costs the same, and what the Gateway cannot hold stays one', () => {
    const target: Target = { ...AWS, routing: 'gateway' }
    const broker = (exposure: object): TopologyInput =>
      small({ broker: { ports: { mqtt: 1883 }, expose: [{ port: 'mqtt', to: 'internet', ...exposure }] } }, target)
    expect(shown(broker({}), 'broker', 'LoadBalancer')).toBe('yes layer-4-through-gateway 0.00')
    expect(ask(broker({}), 'broker', 'Gateway').because).toMatch(/^It is what was chosen/)
    expect(shown(broker({}), 'broker', 'Ingress')).toMatch(/^no /)
    expect(ask(broker({ staticIP: true }), 'broker', 'Gateway')).toMatchObject({
      possible: false,
      rule: 'layer-4-through-gateway',
      facts: { routing: 'gateway', class: 'nlb', blockers: ['NOT_HTTP', 'STATIC_ADDRESS'] },
    })
  })

  it('what has no ports can be nothing but headless', () => {
    const document = small({ worker: { kind: 'StatefulSet' } })
    for (const type of ['ClusterIP', 'NodePort', 'LoadBalancer', 'Ingress'])
      expect(shown(document, 'worker', type), type).toBe('no no-ports -')
  })

  it('a pin is the owner’s: the others were not weighed, but cost what they cost', () => {
    const pin = { type: 'NodePort' as const, reason: 'A firewall forwards to it.' }
    const document = small({ web: { ports: { http: 80 }, pin } })
    expect(ask(document, 'web', 'LoadBalancer')).toMatchObject({
      rule: 'pinned',
      because: 'Not weighed: the owner pinned NodePort.',
      facts: { pin },
      monthly: { difference: '16.43' },
    })
    const none = small({ web: { ports: { http: 80 }, pin } }, { provider: 'bare-metal' })
    expect(shown(none, 'web', 'LoadBalancer')).toBe('no no-load-balancer-here -')
  })

  it('addresses outside may be handed out by a headless Service, and cost nothing either way', () => {
    const externals = { legacy: { addresses: ['192.0.2.10'], port: 5432 } }
    const document = { ...small({ web: { calls: ['external:legacy'] } }), externals }
    expect(shown(document, 'legacy', 'Headless')).toBe('yes external-by-address 0.00')
    expect(shown(document, 'legacy', 'ExternalName')).toBe('no external-by-name -')
  })

  it('one port that no entrance carries keeps the whole Service from one', () => {
    const web: Workload = {
      ports: { http: 80, mqtt: 1883 },
      expose: ['http', 'mqtt'].map((port) => ({ port, to: 'internet' })),
    }
    expect(ask(small({ web }), 'web', 'Ingress')).toMatchObject({ possible: false, facts: { blockers: ['NOT_HTTP'] } })
  })

  it('a price that is missing makes the difference an "at least"', () => {
    const document = small({ web: { ports: { http: 80 } } }, { provider: 'aws', region: 'us-east-1' })
    const { topology, designs } = draftOf(document)
    const provider = providerOf('aws')
    const [service] = designs.recommended.services
    const empty = { ...TARIFF, book: { ...BOOK, prices: new Map() } }
    const cost = (one: Parameters<typeof estimate>[0]) => estimate(one, topology, provider, empty).estimate
    if (service === undefined) throw new Error('no Service')
    const { monthly } = whyNot({ topology, design: designs.recommended, provider, cost }, service, 'LoadBalancer')
    expect(monthly).toMatchObject({ difference: '0.00', atLeast: true })
  })
})

describe('the rows about what lost', () => {
  const rows = [...FOR_WORKLOADS, ...FOR_WAYS, ...FOR_EXTERNALS, ...FOR_GROUPS]
  const rules = new Set(RULES.map((rule) => rule.id))

  it('name rules of the decision table', () => {
    expect(rows.filter((row) => !rules.has(row.rule))).toEqual([])
  })

  it.each([
    ['workloads', FOR_WORKLOADS],
    ['ways in', FOR_WAYS],
    ['externals', FOR_EXTERNALS],
    ['groups', FOR_GROUPS],
  ])('about %s cover every type that can be asked about', (_, table) => {
    const types = new Set(table.map(({ type }) => type))
    for (const type of ['Headless', 'NodePort', 'LoadBalancer', 'Entrance', 'ExternalName'] as const)
      expect(types, type).toContain(type)
  })
})

describe('the type that is asked about', () => {
  it.each([...AskedType.options])('%s is read in any case', (type) => {
    for (const text of [type, type.toLowerCase(), type.toUpperCase()]) expect(readAskedType(text)).toBe(type)
  })

  it('is refused with those there are', () => {
    expect(() => readAskedType('Entrance')).toThrow(Failure)
    expect(() => readAskedType('')).toThrow(
      /ClusterIP, Headless, NodePort, LoadBalancer, ExternalName, Ingress, Gateway/,
    )
  })
})
