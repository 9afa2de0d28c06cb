// The path of what is called inside the cluster, forwarded to a person, or lies outside, hop by hop.
import { describe, expect, it } from 'vitest'
import { AWS, pathTo, type Workload } from './paths.ts'

const office = { office: { network: 'office' as const, cidrs: ['192.0.2.0/24'] } }

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
