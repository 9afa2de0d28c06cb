// The path of each form of Service, hop by hop, on the clouds that differ, and what is said on the way: whose address is seen, where
// TLS ends.
import { describe, expect, it } from 'vitest'
import type { Hop } from '../../../src/domain/design/design.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf, serviceNamed } from './drafting.ts'

type Workload = TopologyInput['workloads'][string]
type Target = TopologyInput['target']

const AWS: Target = { provider: 'aws', region: 'us-east-1' }
const LEGACY: Target = { ...AWS, controller: 'aws-cloud-provider' }
const GCP: Target = { provider: 'gcp', region: 'us-central1' }
const AZURE: Target = { provider: 'azure', region: 'eastus' }
const METALLB: Target = { provider: 'bare-metal', loadBalancers: 'metallb' }
const NONE: Target = { provider: 'bare-metal' }

const lineOf = ({ hop, from, to, layer, port, protocol }: Hop) =>
  `${hop} ${from} → ${to} ${port ?? '-'} ${protocol} L${layer}`

function pathTo(name: string, target: Target, workloads: Record<string, Workload>, rest: Partial<TopologyInput> = {}) {
  const { path } = serviceNamed(draftOf({ name: 'small', target, workloads, ...rest }), name)
  return { lines: path.map(lineOf), said: path.map(({ note }) => note ?? '').join(' | ') }
}

const toInternet = (more: object = {}): Workload['expose'] => [
  { port: 'https', to: 'internet', tls: { mode: 'passthrough' }, ...more },
]
const secure = (more: object = {}): Workload => ({
  ports: { https: { port: 443, targetPort: 8443 } },
  expose: toInternet(more),
})
const office = { office: { network: 'office' as const, cidrs: ['192.0.2.0/24'] } }

describe('a LoadBalancer', () => {
  it('of the AWS Load Balancer Controller sends straight to pods, without the caller’s address unless it is asked for', () => {
    expect(pathTo('web', AWS, { web: secure() })).toEqual({
      lines: [
        '1 client internet → load balancer default-web (nlb) 443 https L4',
        '2 load balancer default-web (nlb) → pods of web 8443 https L4',
      ],
      said: expect.stringMatching(
        /passed through .* no kube-proxy; the balancer’s address replaces the caller’s; TLS ends in the pod/,
      ),
    })
    expect(pathTo('web', AWS, { web: secure({ preserveClientIP: true }) }).said).toMatch(/the caller’s address is kept/)
  })

  it('of AWS keeps the caller’s address of every datagram', () => {
    const dns: Workload = { ports: { dns: 53 }, expose: [{ port: 'dns', to: 'internet' }] }
    expect(pathTo('web', AWS, { web: dns })).toMatchObject({
      lines: [expect.stringContaining('53 dns L4'), expect.stringContaining('pods of web 53 dns L4')],
      said: expect.stringContaining('the caller’s address is kept'),
    })
  })

  it('of AWS with a certificate ends TLS itself', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/x'
    const mqtt: Workload = {
      ports: { mqtt: 1883 },
      expose: [{ port: 'mqtt', to: 'internet', listen: 8883, tls: { mode: 'terminate', certificateArn } }],
    }
    expect(pathTo('web', AWS, { web: mqtt })).toEqual({
      lines: [
        '1 client internet → load balancer default-web (nlb) 8883 tls L4',
        '2 load balancer default-web (nlb) → pods of web 1883 mqtt L4',
      ],
      said: expect.stringMatching(/TLS ends here .* in clear text/),
    })
  })

  it('of the legacy controller of AWS goes by node ports', () => {
    expect(pathTo('web', LEGACY, { web: secure({ preserveClientIP: true }) })).toEqual({
      lines: [
        '1 client internet → load balancer default-web (nlb) 443 https L4',
        '2 load balancer default-web (nlb) → node - https L4',
        '3 node → pods of web 8443 https L4',
      ],
      said: expect.stringMatching(
        /on the node port .* externalTrafficPolicy Local: a pod of this node, and no other.*is kept/,
      ),
    })
  })

  it.each([
    ['Google', GCP, 'default-web (forwarding-rule)'],
    ['Azure', AZURE, 'kubernetes (load-balancer-standard)'],
    ['MetalLB', METALLB, 'default-web (metallb)'],
  ])(
    'of %s goes to a node with the Service’s own port; the address is lost there unless traffic stays on it',
    (_, target, name) => {
      expect(pathTo('web', target, { web: secure() })).toEqual({
        lines: [
          `1 client internet → load balancer ${name} 443 https L4`,
          `2 load balancer ${name} → node 443 https L4`,
          '3 node → pods of web 8443 https L4',
        ],
        said: expect.stringMatching(
          /no node port is used .* on another node it may be; the node’s address replaces the caller’s; TLS ends in the pod/,
        ),
      })
      expect(pathTo('web', target, { web: secure({ preserveClientIP: true }) }).said).toMatch(
        /Local: a pod of this node.*the caller’s address is kept/,
      )
    },
  )

  it('of two ports has two paths, and a third for callers inside', () => {
    const web: Workload = {
      ports: { mqtt: 1883, tls: 8883 },
      expose: [
        { port: 'mqtt', to: 'internet' },
        { port: 'tls', to: 'internet', tls: { mode: 'none' } },
      ],
    }
    expect(pathTo('web', AWS, { web, other: { calls: ['web/mqtt'] } }).lines).toEqual([
      '1 client internet → load balancer default-web (nlb) 1883 mqtt L4',
      '2 load balancer default-web (nlb) → pods of web 1883 mqtt L4',
      '1 client internet → load balancer default-web (nlb) 8883 tls L4',
      '2 load balancer default-web (nlb) → pods of web 8883 tls L4',
      '1 caller other → virtual address of web 1883 mqtt L4',
      '2 virtual address of web → pods of web 1883 mqtt L4',
    ])
  })

  it('names those that come in on its side only, and the networks they must come from', () => {
    const clients = { partner: { network: 'partner' as const, cidrs: ['203.0.113.0/24'] } }
    const drawn = draftOf({
      name: 'small',
      target: AWS,
      clients,
      workloads: { web: secure({ to: ['vpc', 'partner'] }) },
    })
    const firsts = drawn.designs.recommended.services.flatMap(({ path }) => path.filter(({ hop }) => hop === 1))
    expect(firsts.map(({ from, note }) => `${from}: ${note}`).sort()).toEqual([
      'client partner: public address; for network 203.0.113.0/24 only; TLS is passed through',
      'client vpc: internal address; TLS is passed through',
    ])
  })

  it('that is pinned and offered to nobody begins at a client nobody named', () => {
    const pin = { type: 'LoadBalancer' as const, reason: 'It always was.' }
    expect(pathTo('web', AWS, { web: { ports: { http: 80 }, pin } }).lines[0]).toMatch(
      /^1 client \(none named\) → load balancer/,
    )
  })
})

describe('a NodePort', () => {
  it('is a port of every node, from which any pod may answer', () => {
    expect(pathTo('web', NONE, { web: secure() })).toEqual({
      lines: ['1 client internet → node - https L4', '2 node → pods of web 8443 https L4'],
      said: expect.stringMatching(
        /30000 to 32767.*no allowed networks are held .* the node’s address replaces the caller’s/,
      ),
    })
  })

  it('stays on its node where the caller’s address is to be kept', () => {
    expect(pathTo('web', NONE, { web: secure({ preserveClientIP: true }) }).said).toMatch(
      /Local: a pod of this node.*the caller’s address is kept/,
    )
  })
})

describe('behind an entrance', () => {
  const web: Workload = {
    ports: { http: { port: 80, targetPort: 8080 } },
    expose: [{ port: 'http', to: 'internet', hosts: ['a.example.com', 'b.example.com'], tls: { mode: 'terminate' } }],
  }

  it.each([
    ['an Application Load Balancer', AWS, 'web-entrance (alb)'],
    ['a Gateway of GKE', GCP, 'web-entrance (gke-l7-global-external-managed)'],
    ['an Ingress of GKE', { ...GCP, routing: 'ingress' as const }, 'web-entrance (gce)'],
  ])('%s goes straight to pods at layer 7', (_, target, name) => {
    expect(pathTo('web', target, { web })).toEqual({
      lines: [`1 client internet → entrance ${name} 443 https L7`, `2 entrance ${name} → pods of web 8080 http L7`],
      said: expect.stringMatching(
        /hosts a.example.com, b.example.com; TLS ends here .* X-Forwarded-For only; in clear text/,
      ),
    })
  })

  it.each([
    ['Azure', AZURE, 'kubernetes (load-balancer-standard)', 'web-entrance (approuting-istio)'],
    ['MetalLB', METALLB, 'default-web-entrance (metallb)', 'web-entrance (eg)'],
  ])('on %s: a balancer, a node and a proxy stand before the pods', (_, target, balancer, name) => {
    expect(pathTo('web', target, { web })).toEqual({
      lines: [
        `1 client internet → load balancer ${balancer} 443 https L4`,
        `2 load balancer ${balancer} → node 443 https L4`,
        `3 node → entrance ${name} 443 https L7`,
        `4 entrance ${name} → pods of web 8080 http L7`,
      ],
      said: expect.stringMatching(/the proxy sees the node’s address and can hand on no other.*TLS ends here/),
    })
  })

  it('that exists and is a proxy: what stands before it is its owner’s to know', () => {
    const entrances = { shared: { api: 'ingress' as const, class: 'nginx' } }
    expect(pathTo('web', { ...AWS, entrances }, { web })).toEqual({
      lines: [
        '1 client internet → entrance shared (nginx) 443 https L7',
        '2 entrance shared (nginx) → pods of web 8080 http L7',
      ],
      said: expect.stringMatching(/proxies in the cluster, behind the balancer they have/),
    })
  })

  it('pods that speak TLS get it anew', () => {
    const https: Workload = {
      ports: { https: 443 },
      expose: [{ port: 'https', to: 'internet', host: 'a.example.com', tls: { mode: 'terminate' } }],
    }
    expect(pathTo('web', AWS, { web: https }).said).toMatch(/TLS ends here .*encrypted anew, up to the pod/)
  })
})

describe('inside the cluster', () => {
  const caller: Workload = { calls: ['web'] }

  it('a ClusterIP: the callers, a virtual address, a pod of any node', () => {
    expect(
      pathTo('web', AWS, { web: { ports: { http: { port: 80, targetPort: 8080 } } }, b: caller, a: caller }),
    ).toEqual({
      lines: [
        '1 callers a, b → virtual address of web 80 http L4',
        '2 virtual address of web → pods of web 8080 http L4',
      ],
      said: expect.stringMatching(/kube-proxy, or what replaces it.*the caller’s address is kept/),
    })
  })

  it.each<[string, Workload, RegExp]>([
    ['gRPC on several pods', { ports: { grpc: 50_051 }, replicas: 2 }, /many calls on one connection stay on one pod/],
    ['an agent', { kind: 'DaemonSet', locality: 'same-node', ports: { http: 80 } }, /only of the caller’s own node/],
    ['the same zone', { locality: 'same-zone', ports: { http: 80 } }, /of the caller’s own zone where there is one/],
    ['TLS', { ports: { https: 443 } }, /TLS ends in the pod/],
  ])('%s is told apart', (_, web, says) => {
    expect(pathTo('web', AWS, { web, caller }).said).toMatch(says)
  })

  it('one that nobody calls begins at a caller nobody named', () => {
    expect(pathTo('web', AWS, { web: { ports: { http: 80 } } }).lines[0]).toBe(
      '1 caller (none named) → virtual address of web 80 http L4',
    )
  })

  it('a headless one: straight to the pods, at the container’s port', () => {
    const web: Workload = {
      kind: 'StatefulSet',
      ports: { postgres: { port: 80, targetPort: 5432 } },
      discovery: 'per-pod',
    }
    expect(pathTo('web', AWS, { web, caller })).toEqual({
      lines: ['1 caller caller → pods of web 5432 postgres L4'],
      said: expect.stringMatching(
        /ready or not, and nothing between balances or maps the port; the caller’s address is kept/,
      ),
    })
  })

  it('a headless one without ports is only asked for names', () => {
    expect(pathTo('web', AWS, { web: { kind: 'StatefulSet' } }).lines).toEqual([
      '1 caller (none named) → pods of web 53 dns L7',
    ])
  })

  it('a port-forward: through the API server to one pod', () => {
    const web: Workload = { ports: { http: 80 }, expose: [{ port: 'http', to: 'office', until: '2027-06-30' }] }
    expect(pathTo('web', AWS, { web }, { clients: office })).toEqual({
      lines: ['1 client office → API server - https L7', '2 API server → pods of web 80 http L4'],
      said: expect.stringMatching(/RBAC.*sees 127\.0\.0\.1 as the caller/),
    })
  })
})

describe('to the outside', () => {
  const workloads = { web: { calls: ['external:cards'] } }

  it('an ExternalName: an alias, then the host itself', () => {
    expect(
      pathTo('cards', AWS, workloads, { externals: { cards: { host: 'api.example.net', port: 443, tls: true } } }),
    ).toEqual({
      lines: [
        '1 caller web → DNS alias cards 53 dns L7',
        '2 DNS alias cards → outside host api.example.net 443 tls L4',
      ],
      said: expect.stringMatching(
        /no packet goes through the Service .* its certificate names api.example.net, not the alias/,
      ),
    })
  })

  it('one without a port leaves the port to the caller', () => {
    expect(pathTo('cards', AWS, workloads, { externals: { cards: { host: 'api.example.net' } } }).lines[1]).toBe(
      '2 DNS alias cards → outside host api.example.net - tcp L4',
    )
  })

  it('addresses: a virtual address before them', () => {
    const externals = { cards: { addresses: ['192.0.2.10', '192.0.2.11'], port: 5432 } }
    expect(pathTo('cards', AWS, workloads, { externals }).lines).toEqual([
      '1 caller web → virtual address of cards 5432 tcp L4',
      '2 virtual address of cards → outside addresses 192.0.2.10, 192.0.2.11 5432 tcp L4',
    ])
  })
})
