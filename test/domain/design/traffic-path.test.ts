// The path of each way in from outside, hop by hop, on the clouds that differ, and what is said on the way: whose address is seen,
// where TLS ends.
import { describe, expect, it } from 'vitest'
import { draftOf } from './drafting.ts'
import { AWS, pathTo, type Target, type Workload } from './paths.ts'

const LEGACY: Target = { ...AWS, controller: 'aws-cloud-provider' }
const GCP: Target = { provider: 'gcp', region: 'us-central1' }
const AZURE: Target = { provider: 'azure', region: 'eastus' }
const METALLB: Target = { provider: 'bare-metal', loadBalancers: 'metallb' }
const NONE: Target = { provider: 'bare-metal' }

const toInternet = (more: object = {}): Workload['expose'] => [
  { port: 'https', to: 'internet', tls: { mode: 'passthrough' }, ...more },
]
const secure = (more: object = {}): Workload => ({
  ports: { https: { port: 443, targetPort: 8443 } },
  expose: toInternet(more),
})

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
  it('that runs in pods behind a proxying balancer traffic goes by node ports', () => {
    const web: Workload = {
      ports: { http: 8080 },
      expose: [{ port: 'http', to: 'internet', host: 'web.example.com', tls: { mode: 'terminate' } }],
    }
    expect(pathTo('web', { provider: 'linode' }, { web })).toEqual({
      lines: [
        '1 client internet → load balancer default-web-entrance (nodebalancer) 443 https L4',
        '2 load balancer default-web-entrance (nodebalancer) → node - https L4',
        '3 node → entrance web-entrance (eg) 443 https L7',
        '4 entrance web-entrance (eg) → pods of web 8080 http L7',
      ],
      said: expect.stringContaining('on the node port of this port'),
    })
  })

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
