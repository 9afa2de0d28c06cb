// Inputs an expert would try about Services: mixed transports, headless ones, names at their limit, many hosts. Each was written for
// an answer that was once wrong, or that is easy to get wrong.
import { describe, expect, it } from 'vitest'
import { fieldOf } from '../../../src/domain/design/design.ts'
import { draftOf, findingsOf, serviceNamed } from './drafting.ts'
import { AWS, CELLAR, GCP, planned, shown, tls, type Workload } from './odd-inputs.ts'

describe('transports', () => {
  const dns: Record<string, Workload> = {
    dns: { ports: { dns: 53, 'dns-tcp': 53 }, expose: ['dns', 'dns-tcp'].map((port) => ({ port, to: 'internet' })) },
  }

  it('share one Network Load Balancer on AWS, with the annotation one number over two needs', () => {
    const drawn = planned(dns)
    expect(shown(drawn)).toEqual(['dns LoadBalancer public dns:53→53/UDP dns-tcp:53→53/TCP'])
    expect(JSON.stringify(drawn.designs.recommended.manifests)).toContain(
      '"service.beta.kubernetes.io/aws-load-balancer-enable-tcp-udp-listener":"true"',
    )
  })

  it('are two Services on GKE before 1.37, and it is said that they have two addresses', () => {
    const drawn = planned(dns, GCP)
    expect(drawn.designs.recommended.services.map(({ name }) => name)).toEqual(['dns-dns', 'dns-dns-tcp'])
    expect(findingsOf(drawn)).toContain('TRANSPORTS_ON_TWO_ADDRESSES /workloads/dns')
    expect(shown(planned(dns, { ...GCP, kubernetesVersion: '1.37' }))).toHaveLength(1)
  })

  it('are two Services for the legacy controller of AWS, which refuses both on one', () => {
    expect(shown(planned(dns, { ...AWS, controller: 'aws-cloud-provider' }))).toHaveLength(2)
  })

  it('SCTP is an error on every cloud balancer that faces the internet', () => {
    const sctp = {
      sctp: {
        ports: { diameter: { port: 3868, protocol: 'sctp' as const } },
        expose: [{ port: 'diameter', to: 'internet' }],
      },
    }
    for (const target of [AWS, GCP, { provider: 'azure' as const, region: 'eastus' }])
      expect(findingsOf(planned(sctp, target))).toContain('TRANSPORT_NOT_SUPPORTED /workloads/sctp')
  })
})

describe('inside the cluster', () => {
  it('an agent on every node is reached on its own node only', () => {
    const agent: Workload = { kind: 'DaemonSet', locality: 'same-node', ports: { grpc: 4317 } }
    expect(fieldOf(serviceNamed(planned({ agent }), 'agent'), 'internalTrafficPolicy')).toBe('Local')
    const elsewhere: Workload = { ...agent, kind: 'Deployment' }
    expect(fieldOf(serviceNamed(planned({ agent: elsewhere }), 'agent'), 'trafficDistribution')).toBe('PreferClose')
    const newer = planned({ agent: elsewhere }, { ...AWS, kubernetesVersion: '1.35' })
    expect(fieldOf(serviceNamed(newer, 'agent'), 'trafficDistribution')).toBe('PreferSameNode')
  })

  it('a headless Service says the port of the pods, once, though two ports lead to it', () => {
    const drawn = planned({
      web: { discovery: 'client-side', ports: { grpc: { port: 80, targetPort: 8080 }, http2: 8080 } },
    })
    expect(shown(drawn)).toEqual(['web Headless grpc:8080→8080/TCP'])
  })

  it('client-side gRPC that is offered outside has a Service for the entrance beside the headless one', () => {
    const web: Workload = {
      discovery: 'client-side',
      ports: { grpc: { port: 80, targetPort: 8080 } },
      expose: [{ port: 'grpc', to: 'internet', host: 'g.example.com', tls }],
    }
    const drawn = planned({ web })
    expect(shown(drawn)).toEqual(['web Headless grpc:8080→8080/TCP', 'web-any ClusterIP grpc:80→8080/TCP'])
    expect(drawn.designs.recommended.entrances[0]?.routes).toMatchObject([{ service: 'web-any', portNumber: 80 }])
    expect(JSON.stringify(drawn.designs.recommended.manifests)).toContain(
      '"alb.ingress.kubernetes.io/backend-protocol-version":"GRPC"',
    )
  })

  it('a NodePort stands before the workload’s own port, whatever number was wished outside', () => {
    const drawn = planned({ web: { ports: { http: 80 }, expose: [{ port: 'http', to: 'internet', tls }] } }, CELLAR)
    expect(shown(drawn)).toEqual(['web NodePort public http:80→80/TCP'])
    expect(serviceNamed(drawn, 'web').dns.urls).toEqual({ http: 'http://web.default.svc.cluster.local:80' })
  })

  it('an alias is looked at as an alias: it has no endpoints', () => {
    const drawn = draftOf({
      name: 'odd',
      target: AWS,
      externals: { cards: { host: 'cards.example.com', port: 443 } },
      workloads: { web: { ports: { http: 80 }, calls: ['external:cards'] } },
    })
    expect(serviceNamed(drawn, 'cards').verify[0]).toContain('{.spec.externalName}')
  })
})

describe('names at their limit', () => {
  const longest = 'a'.repeat(63)

  it('stay valid for companions, and apart from what others are called', () => {
    const drawn = planned({
      [longest]: { ports: { http: 80, metrics: 9090 }, expose: [{ port: 'http', to: 'internet' }] },
      [`${'a'.repeat(54)}-internal`]: { ports: { http: 80 } },
    })
    expect(drawn.designs.recommended.services.map(({ name }) => name).sort()).toEqual(
      [longest, `${'a'.repeat(54)}-internal`, `${'a'.repeat(52)}-internal-2`].sort(),
    )
  })

  it('leave room for the class that implementations append to the name of a Gateway', () => {
    const web: Workload = {
      ports: { http: 80 },
      expose: [{ port: 'http', to: 'internet', host: 'a.example.com', tls }],
    }
    const drawn = planned({ [longest]: web }, { provider: 'azure', region: 'eastus' })
    const [entrance] = drawn.designs.recommended.entrances
    expect(`${entrance?.name}-${entrance?.class}`.length).toBeLessThanOrEqual(63)
  })
})

describe('many hosts', () => {
  const hosts = (count: number) =>
    Array.from({ length: count }, (_, index) => `h${String(index).padStart(3, '0')}.example.com`)
  const web = (count: number): Record<string, Workload> => ({
    web: {
      ports: { http: 80 },
      expose: [{ port: 'http', to: 'internet', hosts: hosts(count), tls: { ...tls, secret: 'wildcard' } }],
    },
  })

  it('on one exposure are split over HTTPRoutes of 16', () => {
    const { manifests } = planned(web(40), GCP).designs.recommended
    const routes = manifests.filter(({ kind }) => kind === 'HTTPRoute')
    expect(routes.map(({ metadata }) => metadata.name)).toEqual(['web-http', 'web-http-2', 'web-http-3'])
  })

  it('beyond the 64 listeners of a Gateway take a second one, which is a second balancer', () => {
    const drawn = planned(web(100), GCP)
    expect(drawn.designs.recommended.entrances.map(({ name, routes }) => [name, routes.length])).toEqual([
      ['web-entrance', 64],
      ['web-entrance-2', 36],
    ])
    expect(drawn.designs.recommended.loadBalancers).toHaveLength(2)
  })

  it('beyond the certificates or rules of the class are an error that names the limit', () => {
    const each: Record<string, Workload> = {
      web: { ports: { http: 80 }, expose: [{ port: 'http', to: 'internet', hosts: hosts(16), tls }] },
    }
    const message = planned(each, GCP).findings.find(({ code }) => code === 'LIMIT_EXCEEDED')?.message
    expect(message).toMatch(/16 certificates; class gke-l7-global-external-managed carries 15/)
    const rules = planned(web(100)).findings.find(({ code }) => code === 'LIMIT_EXCEEDED')
    expect(rules).toBeUndefined()
    const inUse = { ...AWS, entrances: { public: { api: 'ingress' as const, class: 'alb', rulesInUse: 95 } } }
    expect(planned(web(6), inUse).findings.find(({ code }) => code === 'ENTRANCE_FULL')?.message).toMatch(/101 rules/)
  })

  it('and wildcards are listeners, hostnames and certificates of their own', () => {
    const { manifests } = planned(
      {
        web: {
          ports: { http: 80 },
          expose: [{ port: 'http', to: 'internet', hosts: ['*.example.com', 'example.com'], tls }],
        },
      },
      GCP,
    ).designs.recommended
    const gateway = manifests.find(({ kind }) => kind === 'Gateway')
    expect(gateway).toMatchObject({
      spec: {
        listeners: [
          {
            name: 'https-443',
            hostname: '*.example.com',
            tls: { certificateRefs: [{ name: 'wildcard-example-com-tls' }] },
          },
          { name: 'https-443-2', hostname: 'example.com', tls: { certificateRefs: [{ name: 'example-com-tls' }] } },
        ],
      },
    })
  })
})
