// What is asked of a back end → the objects GKE's controllers read, and the ports that stay open for the health checks they make.
import { describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf } from '../../domain/design/drafting.ts'
import { type Listed, listedOf, listOf, valuesOf } from '../../domain/manifests/objects.ts'
import { anywhere, asked, planned } from '../../domain/manifests/planned-network.ts'

type Workload = TopologyInput['workloads'][string]
type Exposure = NonNullable<Workload['expose']>[number]
type Target = TopologyInput['target']

const GATEWAY: Target = { provider: 'gcp', region: 'us-central1' }
const INGRESS: Target = { ...GATEWAY, routing: 'ingress' }
const THERE: Target = { ...GATEWAY, entrances: { there: { api: 'gateway', class: 'gke-l7-global-external-managed' } } }

const tls = { mode: 'terminate' as const }
const web = (exposure: Partial<Exposure>, workload: Workload = {}): Workload => ({
  ports: { http: { port: 80, targetPort: 8080 }, admin: 9090 },
  expose: [{ port: 'http', to: 'internet', host: 'web.example.com', tls, ...exposure }],
  ...workload,
})
const speaking = (port: string, probe?: Workload['probe']): Workload => ({
  ports: { [port]: 8443 },
  expose: [{ port, to: 'internet', host: 'web.example.com', tls }],
  ...(probe === undefined ? {} : { probe }),
})

const OURS = ['HealthCheckPolicy', 'GCPBackendPolicy', 'GCPGatewayPolicy', 'BackendConfig', 'FrontendConfig']

function written(target: Target, workloads: TopologyInput['workloads']): Listed[] {
  const { designs } = draftOf({ name: 'shop', target, workloads })
  return listedOf(designs.recommended.manifests).filter(({ kind }) => OURS.includes(kind))
}
/** By kind, what is settled for the Service "web". */
const settled = (target: Target, workload: Workload): object =>
  Object.fromEntries(
    written(target, { web: workload }).map(({ kind, spec }) => [kind, kind === 'BackendConfig' ? spec : spec.default]),
  )

const fixed = (type: string, port: number, requestPath?: string) => ({
  config: {
    type,
    [`${type.toLowerCase()}HealthCheck`]: {
      portSpecification: 'USE_FIXED_PORT',
      port,
      ...(requestPath === undefined ? {} : { requestPath }),
    },
  },
})
const cookie = { type: 'GENERATED_COOKIE', cookieTtlSec: 600 }
const sticky = { by: 'cookie' as const, ttlSeconds: 600 }

describe('behind a Gateway', () => {
  it.each<[string, Workload, object]>([
    ['nothing asked', web({}), {}],
    ['"/" on the port of the requests', web({}, { probe: '/' }), {}],
    ['a path', web({}, { probe: '/ready' }), { HealthCheckPolicy: fixed('HTTP', 8080, '/ready') }],
    [
      '"/" on another port',
      web({}, { probe: { path: '/', port: 'admin' } }),
      { HealthCheckPolicy: fixed('HTTP', 9090, '/') },
    ],
    ['TCP', web({}, { probe: { protocol: 'tcp', port: 'admin' } }), { HealthCheckPolicy: fixed('TCP', 9090) }],
    ['TLS in the pod', speaking('https', '/ready'), { HealthCheckPolicy: fixed('HTTPS', 8443, '/ready') }],
    ['gRPC', speaking('grpc', { protocol: 'grpc', port: 'grpc' }), { HealthCheckPolicy: fixed('GRPC', 8443) }],
    [
      'gRPC and no probe',
      speaking('grpc'),
      { HealthCheckPolicy: { config: { type: 'TCP', tcpHealthCheck: { portSpecification: 'USE_SERVING_PORT' } } } },
    ],
    ['a path no CRD takes', web({}, { probe: '/a@b' }), {}],
    ['a cookie', web({ sticky }), { GCPBackendPolicy: { sessionAffinity: cookie } }],
    ['an idle timeout', web({ idleTimeoutSeconds: 900 }), { GCPBackendPolicy: { timeoutSec: 900 } }],
    ['WebSockets', speaking('websocket'), { GCPBackendPolicy: { timeoutSec: 3600 } }],
    [
      'all of it',
      web({ sticky, idleTimeoutSeconds: 900 }, { probe: '/ready' }),
      {
        GCPBackendPolicy: { timeoutSec: 900, sessionAffinity: cookie },
        HealthCheckPolicy: fixed('HTTP', 8080, '/ready'),
      },
    ],
  ])('%s', (_, workload, expected) => {
    expect(settled(GATEWAY, workload)).toEqual(expected)
    // What exists already reads the same policies: they belong to the Service.
    expect(settled(THERE, workload)).toEqual(expected)
  })

  it('a policy finds the Service beside it by group, kind and name, and carries its name and labels', () => {
    const policies = written(GATEWAY, { web: web({ sticky }, { namespace: 'front', probe: '/ready' }) })
    expect(policies.map(({ kind, name, namespace, spec }) => [kind, name, namespace, spec.targetRef])).toEqual([
      ['GCPBackendPolicy', 'web', 'front', { group: '', kind: 'Service', name: 'web' }],
      ['HealthCheckPolicy', 'web', 'front', { group: '', kind: 'Service', name: 'web' }],
    ])
    for (const { metadata } of policies) {
      expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/part-of': 'shop' })
    }
  })

  it('two ways to one Service share its policy: the longer timeout and the longer cookie hold', () => {
    const both = web(
      {},
      {
        expose: [
          { port: 'http', to: 'internet', host: 'a.example.com', tls, idleTimeoutSeconds: 60, sticky },
          { port: 'http', to: 'vpc', host: 'b.example.com', tls, idleTimeoutSeconds: 90 },
        ],
      },
    )
    expect(settled(GATEWAY, both)).toEqual({ GCPBackendPolicy: { timeoutSec: 90, sessionAffinity: cookie } })
  })

  it('is for managed classes alone', () => {
    const proxied: Target = { ...GATEWAY, entrances: { there: { api: 'gateway', class: 'eg' } } }
    expect(settled(proxied, web({ sticky }, { probe: '/ready' }))).toEqual({})
  })

  it('a workload with the longest name still has its policy', () => {
    const name = `w${'o'.repeat(62)}`
    expect(written(GATEWAY, { [name]: web({}, { probe: '/ready' }) }).map((one) => one.spec.targetRef)).toEqual([
      { group: '', kind: 'Service', name: expect.stringMatching(/^wo{1,62}/) },
    ])
  })
})

describe('behind an Ingress', () => {
  it.each<[string, Workload, object]>([
    ['nothing asked', web({}), {}],
    [
      'a path',
      web({}, { probe: '/ready' }),
      { BackendConfig: { healthCheck: { type: 'HTTP', port: 8080, requestPath: '/ready' } } },
    ],
    ['TCP, which a BackendConfig cannot say', web({}, { probe: { protocol: 'tcp', port: 'http' } }), {}],
    [
      'all of it',
      web({ sticky, idleTimeoutSeconds: 900 }, { probe: { path: '/ready', port: 'admin' } }),
      {
        BackendConfig: {
          timeoutSec: 900,
          sessionAffinity: { affinityType: 'GENERATED_COOKIE', affinityCookieTtlSec: 600 },
          healthCheck: { type: 'HTTP', port: 9090, requestPath: '/ready' },
        },
      },
    ],
  ])('%s', (_, workload, expected) => {
    expect(settled(INGRESS, workload)).toEqual(expected)
  })

  it('the Service names its BackendConfig, and only where there is one', () => {
    const annotationsFor = (workload: Workload) => {
      const { designs } = draftOf({ name: 'shop', target: INGRESS, workloads: { web: workload } })
      const service = listedOf(designs.recommended.manifests).find(({ kind }) => kind === 'Service')
      return valuesOf(service?.metadata.annotations)['cloud.google.com/backend-config']
    }
    expect(annotationsFor(web({ sticky }))).toBe('{"default":"web"}')
    expect(annotationsFor(web({}))).toBeUndefined()
  })
})

describe('a health check on a port nobody calls', () => {
  it.each([
    ['Gateway', GATEWAY],
    ['Ingress', INGRESS],
    ['Gateway that exists', THERE],
  ])('is let in behind an %s', (_, target) => {
    const probed = planned({ web: web({}, { probe: { path: '/ready', port: 'admin' } }) }, target)
    asked(probed, [
      [anywhere, 'web', 8080, true],
      [anywhere, 'web', 9090, true],
    ])
    const unprobed = planned({ web: web({}) }, target)
    asked(unprobed, [[anywhere, 'web', 9090, false]])
  })

  it('stays shut where none can be written', () => {
    asked(planned({ web: web({}, { probe: { protocol: 'tcp', port: 'admin' } }) }, INGRESS), [
      [anywhere, 'web', 9090, false],
    ])
  })

  it('asks the container’s port, which a policy of the pods names as well', () => {
    const { manifests } = planned({ web: web({}, { probe: '/ready' }) }, GATEWAY)
    const policy = listedOf(manifests).find(({ kind }) => kind === 'NetworkPolicy')
    const open = listOf(policy?.spec.ingress).flatMap((rule) => listOf(rule.ports).map(({ port }) => port))
    expect(open).toEqual([8080])
  })
})
