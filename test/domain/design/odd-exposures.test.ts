// Inputs an expert would try about ways in: several exposures of one port, both sides at once, pins. Each was written for an answer
// that was once wrong, or that is easy to get wrong.
import { describe, expect, it } from 'vitest'
import { fieldOf } from '../../../src/domain/design/design.ts'
import { findingsOf, serviceNamed } from './drafting.ts'
import { CELLAR, GCP, planned, shown, tls, type Workload } from './odd-inputs.ts'

describe('several exposures of one workload', () => {
  it('on one port with two hosts are one port of one Service', () => {
    const web: Workload = {
      ports: { http: { port: 80, targetPort: 8080 } },
      expose: ['a', 'b'].map((name) => ({ port: 'http', to: 'internet', host: `${name}.example.com` })),
    }
    const drawn = planned({ web })
    expect(shown(drawn)).toEqual(['web LoadBalancer public http:80→8080/TCP'])
    expect(serviceNamed(drawn, 'web').facing?.hosts).toEqual(['a.example.com', 'b.example.com'])
  })

  it('on one port at two numbers are two ports with two names', () => {
    const expose = [80, 8080].map((listen) => ({ port: 'http', to: 'internet', listen }))
    expect(shown(planned({ web: { ports: { http: 80 }, expose } }))).toEqual([
      'web LoadBalancer public http:80→80/TCP http-8080:8080→80/TCP',
    ])
  })

  it('of two ports at one number are two Services, since one Service has a number once', () => {
    const web: Workload = {
      ports: { http: 80, admin: { port: 8081, protocol: 'http' } },
      expose: ['http', 'admin'].map((port) => ({ port, to: 'internet', listen: 80 })),
    }
    expect(shown(planned({ web }))).toEqual([
      'web-admin LoadBalancer public admin:80→8081/TCP',
      'web-http LoadBalancer public http:80→80/TCP',
    ])
  })

  it('of one number over two transports are one Service, and two where a balancer answers a number over one', () => {
    const dns: Workload = {
      ports: { dns: 53, 'dns-tcp': { port: 53, protocol: 'tcp' } },
      expose: ['dns', 'dns-tcp'].map((port) => ({ port, to: 'internet' })),
    }
    expect(shown(planned({ dns }))).toEqual(['dns LoadBalancer public dns:53→53/UDP dns-tcp:53→53/TCP'])
    expect(shown(planned({ dns }, { provider: 'linode' }))).toEqual([
      'dns-dns LoadBalancer public dns:53→53/UDP',
      'dns-dns-tcp LoadBalancer public dns-tcp:53→53/TCP',
    ])
    const apart: Workload = { ...dns, ports: { dns: 53, 'dns-tcp': { port: 54, protocol: 'tcp' } } }
    expect(shown(planned({ apart }, { provider: 'linode' }))).toEqual([
      'apart LoadBalancer public dns:53→53/UDP dns-tcp:54→54/TCP',
    ])
  })

  it('to clients with different networks are two Services: ranges hold for a whole one', () => {
    const expose = ['partner', 'office'].map((to) => ({ port: 'http', to, listen: to === 'office' ? 8443 : 80 }))
    const { services } = planned({ web: { ports: { http: 80 }, expose } }).designs.recommended
    const ranges = services.map(({ facing }) => facing?.sourceRanges.join())
    expect(ranges.sort()).toEqual(['192.0.2.0/24', '203.0.113.0/24'])
  })

  it('through an entrance, at layer 4 and by port-forward leave each port reachable by what needs it', () => {
    const drawn = planned({
      web: {
        ports: { http: 8080, admin: 8081 },
        expose: [
          { port: 'http', to: 'internet', host: 'a.example.com', tls },
          { port: 'http', to: 'partner', preserveClientIP: true, listen: 8080 },
          { port: 'admin', to: 'office', until: '2027-01-31' },
        ],
      },
    })
    expect(shown(drawn)).toEqual([
      'web LoadBalancer public http:8080→8080/TCP',
      'web-internal ClusterIP admin:8081→8081/TCP http:8080→8080/TCP',
    ])
    expect(serviceNamed(drawn, 'web-internal').verify.join('\n')).toMatch(
      /kubectl -n default port-forward service\/web-internal \d+:8081\b/,
    )
    expect(drawn.designs.recommended.entrances).toMatchObject([{ routes: [{ service: 'web-internal' }] }])
  })

  it('with the same place and no host are one route', () => {
    const expose = [{}, { criticality: 'high' }].map((more) => ({ port: 'http', to: 'internet', tls, ...more }))
    const { entrances } = planned({ web: { ports: { http: 80 }, expose } }).designs.recommended
    expect(entrances.map((entrance) => entrance.routes.length)).toEqual([1])
  })
})

describe('vpc and partner together', () => {
  const exposed = (more: object): Workload => ({
    ports: { http: 80 },
    expose: [{ port: 'http', to: ['vpc', 'partner'], ...more }],
  })

  it('are two sides of one workload, and whoever calls it inside keeps its name', () => {
    const drawn = planned({ web: exposed({}), caller: { ports: { http: 80 }, calls: ['web'] } })
    expect(shown(drawn)).toEqual([
      'caller ClusterIP http:80→80/TCP',
      'web ClusterIP http:80→80/TCP',
      'web-http-internal LoadBalancer internal http:80→80/TCP',
      'web-http-public LoadBalancer public http:80→80/TCP',
    ])
    expect(serviceNamed(drawn, 'web-http-internal').facing?.sourceRanges).toEqual([])
    expect(serviceNamed(drawn, 'web-http-public').facing?.sourceRanges).toEqual(['203.0.113.0/24'])
  })

  it('are two entrances with routes of two names where TLS is ended', () => {
    const { entrances, manifests } = planned({ web: exposed({ host: 'a.example.com', tls }) }, GCP).designs.recommended
    expect(entrances.map(({ name, scheme }) => `${name} ${scheme}`)).toEqual([
      'web-entrance public',
      'web-entrance-2 internal',
    ])
    const routes = manifests.filter(({ kind }) => kind === 'HTTPRoute').map(({ metadata }) => metadata.name)
    expect(routes).toEqual(['web-http', 'web-http-2'])
  })
})

describe('a pin', () => {
  const pinned = (
    type: 'LoadBalancer' | 'NodePort' | 'ClusterIP' | 'Headless',
    more: Workload,
  ): Record<string, Workload> => ({
    web: { ports: { http: 80, metrics: 9090 }, pin: { type, reason: 'A firewall forwards to it.' }, ...more },
  })

  it('to LoadBalancer opens what is offered and nothing else', () => {
    const drawn = planned(pinned('LoadBalancer', { expose: [{ port: 'http', to: 'internet' }] }))
    expect(shown(drawn)).toEqual([
      'web LoadBalancer public http:80→80/TCP',
      'web-internal ClusterIP metrics:9090→9090/TCP',
    ])
    expect(serviceNamed(drawn, 'web').because.text).toBe(
      'Pinned to LoadBalancer by the owner: A firewall forwards to it.',
    )
  })

  it('to LoadBalancer neither widens the networks of one client to another, nor shuts one out', () => {
    const expose = [
      { port: 'http', to: 'internet' },
      { port: 'metrics', to: 'office' },
    ]
    const { services } = planned(pinned('LoadBalancer', { expose })).designs.recommended
    expect(services.map(({ ports, facing }) => [ports.map((port) => port.name), facing?.sourceRanges])).toEqual([
      [['http'], []],
      [['metrics'], ['192.0.2.0/24']],
    ])
  })

  it('to LoadBalancer that nobody was offered stays on the inner side, and that is said', () => {
    const drawn = planned(pinned('LoadBalancer', {}))
    expect(shown(drawn)).toEqual(['web LoadBalancer internal http:80→80/TCP metrics:9090→9090/TCP'])
    expect(findingsOf(drawn)).toContain('PIN_WITHOUT_CLIENTS /workloads/web/pin')
  })

  it('to LoadBalancer where nothing makes one is an error', () => {
    const drawn = planned(pinned('LoadBalancer', { expose: [{ port: 'http', to: 'internet' }] }), CELLAR)
    expect(findingsOf(drawn)).toContain('LOAD_BALANCER_PENDING /workloads/web/pin')
  })

  it('to ClusterIP or Headless hides an exposure, which is an error', () => {
    for (const type of ['ClusterIP', 'Headless'] as const) {
      const drawn = planned(pinned(type, { expose: [{ port: 'http', to: 'internet' }] }))
      expect(findingsOf(drawn)).toContain('PIN_HIDES_EXPOSURE /workloads/web/pin')
    }
  })

  it('leaves a StatefulSet the headless Service its pods are named by', () => {
    const drawn = planned(pinned('ClusterIP', { kind: 'StatefulSet', image: 'registry.example.com/web:1' }))
    expect(shown(drawn)).toContain('web-pods Headless http:80→80/TCP metrics:9090→9090/TCP')
    const peers = planned(pinned('LoadBalancer', { kind: 'StatefulSet', discovery: 'per-pod' }))
    expect(fieldOf(serviceNamed(peers, 'web-pods'), 'publishNotReadyAddresses')).toBe(true)
  })

  it('is no alternative to itself, and the others were not weighed', () => {
    expect(serviceNamed(planned(pinned('NodePort', {})), 'web').rejected).toEqual(
      ['ClusterIP', 'Headless', 'LoadBalancer'].map((type) => ({
        type,
        because: 'Not weighed: the owner pinned NodePort.',
      })),
    )
  })
})

describe('traffic', () => {
  it('that comes two ways is counted half on each, and once in all', () => {
    const load = { newConnectionsPerSecond: 80, activeConnections: 0, gbOutPerMonth: 0, requestsPerSecond: 0 }
    const web: Workload = {
      ports: { http: 8080 },
      expose: [
        { port: 'http', to: 'internet', host: 'a.example.com', tls },
        { port: 'http', to: 'partner', preserveClientIP: true },
      ],
      traffic: load,
    }
    const { lines } = planned({ web }).designs.recommended.estimate
    const capacity = lines.filter(({ item }) => item.includes('LCU'))
    // 40 of 80 new connections a second: 40/800 of an NLCU, 40/25 of an LCU.
    expect(capacity.map(({ item, quantity }) => [item, quantity])).toEqual([
      ['NLCU-hours (TCP)', String((730 * 40) / 800)],
      ['LCU-hours', String((730 * 40) / 25)],
    ])
  })
})
