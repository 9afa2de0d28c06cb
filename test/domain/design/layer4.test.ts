// Layer 4 for an owner who asks for the Gateway API: what a Gateway holds, what stays with a LoadBalancer Service and why, and that
// nothing changes for owners who did not ask.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { listedOf } from '../manifests/objects.ts'
import { anyTopology, draftOf, RUNS } from './drafting.ts'

type Workload = TopologyInput['workloads'][string]
type Target = TopologyInput['target']

const AWS: Target = { provider: 'aws', region: 'us-east-1', routing: 'gateway' }
const METAL: Target = { provider: 'bare-metal', loadBalancers: 'metallb', routing: 'gateway' }
const clients: TopologyInput['clients'] = {
  partner: { network: 'partner', cidrs: ['203.0.113.0/24'] },
  six: { network: 'partner', cidrs: ['2001:db8::/32'] },
}
const on = (target: Target, web: Workload): TopologyInput => ({ name: 'small', target, clients, workloads: { web } })
const mqtt = (exposure: object = {}, more: Workload = {}): Workload => ({
  ports: { mqtt: 1883 },
  expose: [{ port: 'mqtt', to: 'internet', ...exposure }],
  ...more,
})
const udp = { ports: { game: { port: 7777, transport: 'UDP' as const }, live: 8080 } }
const game: Workload = { ...udp, expose: [{ port: 'game', to: 'internet' }] }
const probed: Workload = { ...game, probe: { port: 'live' } }
const passed = { port: 'https', to: 'internet', host: 'a.example.com', tls: { mode: 'passthrough' as const } }
const dns = (targetPort: number, listen: number): Workload => ({
  ports: { tcp: { port: 53, transport: 'TCP' }, udp: { port: 53, transport: 'UDP', targetPort } },
  expose: [
    { port: 'tcp', to: 'internet' },
    { port: 'udp', to: 'internet', listen },
  ],
  probe: { port: 'tcp' },
})

/** "nlb: TCP 1883", or "LoadBalancer: the reason". */
function through(document: TopologyInput): string {
  const { designs, findings } = draftOf(document)
  const { entrances } = designs.recommended
  const held = entrances.flatMap(({ class: name, listeners }) =>
    listeners.flatMap(({ transport, port }) => (transport === undefined ? [] : [`${name}: ${transport} ${port}`])),
  )
  const said = findings.filter(({ code }) => code === 'LAYER_4_NOT_ROUTED').map(({ message }) => message)
  return [...held, ...said.map((text) => text.replace(/^.* gets a (LoadBalancer) Service/, '$1'))].join(', ')
}

it.each<[string, TopologyInput, string | RegExp]>([
  ['TCP', on(AWS, mqtt()), 'nlb: TCP 1883'],
  ['TCP inside', on(AWS, mqtt({ to: 'vpc' })), 'nlb: TCP 1883'],
  ['the caller kept', on(AWS, mqtt({ preserveClientIP: true })), 'nlb: TCP 1883'],
  ['stickiness', on(AWS, mqtt({ sticky: { by: 'clientIP' } })), 'nlb: TCP 1883'],
  ['networks', on(AWS, mqtt({ to: 'partner' })), 'nlb: TCP 1883'],
  ['IPv6 networks', on(AWS, mqtt({ to: 'six' })), /IPv4 addresses only/],
  ['a fixed address', on(AWS, mqtt({ staticIP: ['a', 'b', 'c'] })), /subnets are not known here/],
  ['TLS ended', on(AWS, mqtt({ tls: { mode: 'terminate' } })), /hands bytes on/],
  ['TLS passed', on(AWS, { ports: { https: 443 }, expose: [passed] }), 'nlb: TCP 443'],
  ['UDP with a probe', on(AWS, probed), 'nlb: UDP 7777'],
  ['UDP without', on(AWS, game), /no probe names a TCP port/],
  [
    'UDP with an idle timeout',
    on(AWS, { ...probed, expose: [{ port: 'game', to: 'internet', idleTimeoutSeconds: 90 }] }),
    /only TCP listeners/,
  ],
  ['both transports', on(AWS, dns(53, 5353)), 'nlb: TCP 53, nlb: UDP 5353'],
  ['both at one number', on(AWS, dns(53, 53)), /TCP and UDP on one number are one listener/],
  ['both to two container ports', on(AWS, dns(54, 5353)), /different container ports/],
  [
    'EKS Auto Mode',
    on({ ...AWS, controller: 'eks-auto-mode' }, mqtt()),
    /^LoadBalancer: no Gateway that can be made here/,
  ],
  ['TCP', on(METAL, mqtt()), 'eg: TCP 1883'],
  ['both at one number', on(METAL, dns(53, 53)), 'eg: TCP 53, eg: UDP 53'],
  ['the caller kept', on(METAL, mqtt({ preserveClientIP: true })), /a proxy puts its own address/],
  ['networks', on(METAL, mqtt({ to: 'partner' })), /allowed networks would be a policy/],
  ['Istio', on({ ...METAL, controller: 'istio' }, mqtt()), /^LoadBalancer: no Gateway that can be made here/],
  ['Google', on({ provider: 'gcp', region: 'us-central1', routing: 'gateway' }, mqtt()), /^LoadBalancer: no Gateway/],
  ['HTTP at layer 4', on(AWS, { ports: { http: 80 }, expose: [{ port: 'http', to: 'internet' }] }), ''],
  ['nobody asked', on({ ...AWS, routing: 'auto' }, mqtt()), ''],
  ['a pin', on(AWS, mqtt({}, { pin: { type: 'LoadBalancer', reason: 'It was so.' } })), ''],
])('%s: %o', (_is, document, expected) => {
  if (typeof expected === 'string') expect(through(document)).toBe(expected)
  else expect(through(document)).toMatch(expected)
})

it('keeps to a LoadBalancer Service what shares its Service with layer 7, whose target groups are others', () => {
  const both = mqtt()
  const web = {
    ports: { ...both.ports, http: 80 },
    expose: [
      ...(both.expose ?? []),
      { port: 'http', to: 'internet', host: 'a.example.com', tls: { mode: 'terminate' } },
    ],
  } as Workload
  expect(through(on(AWS, web))).toMatch(/target groups of both layers/)
  expect(through(on(METAL, web))).toBe('eg: TCP 1883')
})

describe('a Gateway of class nlb', () => {
  const asked = {
    to: 'partner',
    host: 'mq.example.com',
    preserveClientIP: true,
    sticky: { by: 'clientIP' as const },
    idleTimeoutSeconds: 600,
  }
  const { designs, consolidation } = draftOf(on(AWS, mqtt(asked, { probe: { port: 'mqtt' } })))
  const written = (kind: string) => listedOf(designs.recommended.manifests).find((one) => one.kind === kind)?.spec

  it('is told by its configuration all that a Service would have been told', () => {
    expect(written('LoadBalancerConfiguration')).toEqual({
      scheme: 'internet-facing',
      sourceRanges: ['203.0.113.0/24'],
      listenerConfigurations: [
        { protocolPort: 'TCP:1883', listenerAttributes: [{ key: 'tcp.idle_timeout.seconds', value: '600' }] },
      ],
    })
    expect(written('TargetGroupConfiguration')?.defaultConfiguration).toEqual({
      targetType: 'ip',
      targetGroupAttributes: [
        { key: 'preserve_client_ip.enabled', value: 'true' },
        { key: 'stickiness.enabled', value: 'true' },
        { key: 'stickiness.type', value: 'source_ip' },
      ],
    })
    expect(written('TCPRoute')).toEqual({
      parentRefs: [{ name: 'web-entrance', namespace: 'default', sectionName: 'tcp-1883' }],
      rules: [{ backendRefs: [{ name: 'web', port: 1883 }] }],
    })
  })

  it('is a Network Load Balancer that costs what that of a Service costs', () => {
    const service = draftOf(on({ ...AWS, routing: 'auto' }, mqtt(asked))).designs.recommended
    const { estimate, loadBalancers } = designs.recommended
    expect(loadBalancers.map(({ product, addresses }) => [product, addresses])).toEqual([['nlb', 3]])
    expect(estimate.monthly).toEqual(service.estimate.monthly)
  })

  it('hands on the caller’s address and is tried at its own address', () => {
    const [service] = designs.recommended.services
    expect(service?.path.map(({ to, layer, port }) => [to, layer, port])).toEqual([
      ['load balancer default-web-entrance (nlb)', 4, 1883],
      ['pods of web', 4, 1883],
    ])
    expect(service?.path.at(-1)?.note).toContain('the caller’s address is kept')
    expect(designs.recommended.entrances[0]?.verify.at(-1)).toBe('nc -zv -w 5 "$ADDRESS" 1883')
  })

  it('is shared with nobody where its networks are its own, and that is said', () => {
    expect(consolidation.keptApart.map(({ code }) => code)).toEqual(['SOURCE_RANGES'])
  })

  it('asks after pods that answer UDP at their probe, where the NetworkPolicy lets it in', () => {
    const { manifests } = draftOf(on(AWS, probed)).designs.recommended
    const specOf = (kind: string) => listedOf(manifests).find((one) => one.kind === kind)?.spec
    expect(specOf('TargetGroupConfiguration')?.defaultConfiguration).toMatchObject({
      healthCheckConfig: { healthCheckPort: '8080' },
    })
    expect(specOf('NetworkPolicy')?.ingress).toEqual([
      {
        ports: [
          { port: 7777, protocol: 'UDP' },
          { port: 8080, protocol: 'TCP' },
        ],
      },
    ])
  })
})

it('goes through the proxies of Envoy Gateway, whose address arrives, and from which alone a policy lets in', () => {
  const { services, manifests } = draftOf(on(METAL, mqtt())).designs.recommended
  expect(services[0]?.path.map(({ to, layer }) => [to, layer])).toEqual([
    ['load balancer default-web-entrance (metallb)', 4],
    ['node', 4],
    ['entrance web-entrance (eg)', 4],
    ['pods of web', 4],
  ])
  expect(services[0]?.path.at(-1)?.note).toContain('the proxy’s address replaces the caller’s')
  const policy = listedOf(manifests).find(({ kind }) => kind === 'NetworkPolicy')
  expect(JSON.stringify(policy?.spec.ingress)).toContain('gateway.envoyproxy.io/owning-gateway')
})

describe('whatever the topology', () => {
  const asking = fc
    .tuple(anyTopology, fc.constantFrom(AWS, METAL))
    .map(([document, target]): TopologyInput => ({ ...document, target: { ...target, zones: 2 } }))

  it('an entrance is at layer 4 with all its routes or with none, and leads each number to one port', () => {
    fc.assert(
      fc.property(asking, (document) => {
        const { recommended, consolidated } = draftOf(document).designs
        for (const { routes, listeners, existing } of [...recommended.entrances, ...consolidated.entrances]) {
          const byPort = routes.filter(({ layer4 }) => layer4 !== undefined)
          if (byPort.length === 0) continue
          expect([existing, byPort.length]).toEqual([false, routes.length])
          const led = routes.map(
            ({ layer4, listen, service, port }) => `${layer4?.transport} ${listen} ${service} ${port}`,
          )
          expect(new Set(led).size).toBe(listeners.length)
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('nothing is routed by its port for owners who do not ask', () => {
    fc.assert(
      fc.property(asking, (document) => {
        const drawn = draftOf({ ...document, target: { ...document.target, routing: 'auto' } })
        const text = JSON.stringify([drawn.designs, drawn.findings])
        expect(text).not.toMatch(/"layer4"|TCPRoute|UDPRoute|layer-4-through-gateway|LAYER_4_NOT_ROUTED/)
      }),
      { numRuns: RUNS },
    )
  })
})
