// The kinds of GKE's controllers: what their CRDs refuse, and what the controllers would make nothing of.
import { describe, expect, it } from 'vitest'
import { validateObjects } from '../../../src/domain/manifests/validation/index.ts'
import { kinds } from '../../../src/providers/gcp/kinds.ts'

type Fields = Record<string, unknown>
const said = (object: Fields): string[] => {
  const [report] = validateObjects([object], { kubernetesVersion: '1.36', kinds })
  expect(report?.known).toBe(true)
  return [
    ...(report?.mistakes ?? []).map(({ code, pointer }) => `${code} ${pointer}`),
    ...(report?.warnings ?? []).map(({ code, pointer }) => `warning ${code} ${pointer}`),
  ]
}
const object = (apiVersion: string, kind: string, spec: Fields, metadata: Fields = {}): Fields => ({
  apiVersion,
  kind,
  metadata: { name: 'web', ...metadata },
  spec,
})
const V1 = 'networking.gke.io/v1'
const SERVICE = { group: '', kind: 'Service', name: 'web' }
const health = (set: Fields, targetRef: Fields = SERVICE) =>
  object(V1, 'HealthCheckPolicy', { default: set, targetRef }, { namespace: 'shop' })
const config = (fields: Fields) => health({ config: fields })
const backend = (set: Fields, targetRef: Fields = SERVICE) =>
  object(V1, 'GCPBackendPolicy', { default: set, targetRef }, { namespace: 'shop' })
const gateway = (
  set: Fields,
  targetRef: Fields = { ...SERVICE, group: 'gateway.networking.k8s.io', kind: 'Gateway' },
) => object(V1, 'GCPGatewayPolicy', { default: set, targetRef })
const affinity = (cookieTtlSeconds?: number) =>
  object(V1, 'GCPSessionAffinityPolicy', { statefulGeneratedCookie: { cookieTtlSeconds }, targetRef: SERVICE })
const backendConfig = (spec: Fields) => object('cloud.google.com/v1', 'BackendConfig', spec)
const frontendConfig = (spec: Fields) => object('networking.gke.io/v1beta1', 'FrontendConfig', spec)
const certificate = (...domains: string[]) => object(V1, 'ManagedCertificate', { domains })

const ROWS: [about: string, object: Fields, said: string[]][] = [
  ['a health check', config({ type: 'HTTP', httpHealthCheck: { port: 8080, requestPath: '/ready' } }), []],
  ['a health check of each type', config({ type: 'GRPC', grpcHealthCheck: { grpcServiceName: 'shop' } }), []],
  ['no target', object(V1, 'HealthCheckPolicy', {}), ['REQUIRED /spec/targetRef']],
  ['no spec', { apiVersion: V1, kind: 'GCPBackendPolicy', metadata: { name: 'web' } }, ['REQUIRED /spec']],
  ['a target without group', health({}, { kind: 'Service', name: 'web' }), ['REQUIRED /spec/targetRef/group']],
  [
    'the group of core by its common name',
    health({}, { ...SERVICE, group: 'v1' }),
    ['warning TARGET_NOT_FOUND /spec/targetRef/group'],
  ],
  [
    'a target in another namespace',
    backend({}, { ...SERVICE, namespace: 'other' }),
    ['warning TARGET_IN_OTHER_NAMESPACE /spec/targetRef/namespace'],
  ],
  ['a target in the same namespace', backend({}, { ...SERVICE, namespace: 'shop' }), []],
  ['a type alone', config({ type: 'HTTP' }), ['ONE_HEALTH_CHECK /spec/default/config']],
  [
    'two health checks',
    config({ type: 'HTTP', httpHealthCheck: {}, tcpHealthCheck: {} }),
    ['ONE_HEALTH_CHECK /spec/default/config'],
  ],
  [
    'the health check of another type',
    config({ type: 'HTTP', tcpHealthCheck: {} }),
    ['warning HEALTH_CHECK_OF_OTHER_TYPE /spec/default/config/tcpHealthCheck'],
  ],
  ['an unknown type', config({ type: 'UDP', httpHealthCheck: {} }), ['INVALID_FORMAT /spec/default/config/type']],
  [
    'a path with another character',
    config({ type: 'HTTP', httpHealthCheck: { requestPath: '/a@b' } }),
    ['INVALID_FORMAT /spec/default/config/httpHealthCheck/requestPath'],
  ],
  [
    'port 0',
    config({ type: 'TCP', tcpHealthCheck: { port: 0 } }),
    ['TOO_SMALL /spec/default/config/tcpHealthCheck/port'],
  ],
  ['an interval above its bound', health({ checkIntervalSec: 301 }), ['TOO_BIG /spec/default/checkIntervalSec']],
  [
    'a timeout above the interval',
    health({ checkIntervalSec: 10, timeoutSec: 11 }),
    ['TIMEOUT_ABOVE_INTERVAL /spec/default/timeoutSec'],
  ],
  [
    'an interval below the timeout nobody wrote',
    health({ checkIntervalSec: 4 }),
    ['TIMEOUT_ABOVE_INTERVAL /spec/default/timeoutSec'],
  ],
  [
    'a field of a BackendConfig in a policy',
    health({ requestPath: '/ready' }),
    ['UNKNOWN_FIELD /spec/default/requestPath'],
  ],
  ['a cookie', backend({ sessionAffinity: { type: 'GENERATED_COOKIE', cookieTtlSec: 1_209_600 } }), []],
  [
    'a cookie for more than two weeks',
    backend({ sessionAffinity: { type: 'GENERATED_COOKIE', cookieTtlSec: 1_209_601 } }),
    ['TOO_BIG /spec/default/sessionAffinity/cookieTtlSec'],
  ],
  [
    'the life of no cookie',
    backend({ sessionAffinity: { type: 'CLIENT_IP', cookieTtlSec: 60 } }),
    ['warning NO_COOKIE /spec/default/sessionAffinity/cookieTtlSec'],
  ],
  [
    'the affinity as a BackendConfig has it',
    backend({ sessionAffinity: { affinityType: 'CLIENT_IP' } }),
    ['UNKNOWN_FIELD /spec/default/sessionAffinity/affinityType'],
  ],
  ['a timeout of nothing', backend({ timeoutSec: 0 }), ['TOO_SMALL /spec/default/timeoutSec']],
  [
    'a preference for a Service',
    backend({ backendPreference: 'PREFERRED' }),
    ['ONLY_FOR_SERVICE_EXPORT /spec/default/backendPreference'],
  ],
  [
    'a preference for a ServiceExport',
    backend({ backendPreference: 'PREFERRED' }, { group: 'net.gke.io', kind: 'ServiceExport', name: 'web' }),
    [],
  ],
  ['half a client', backend({ iap: { enabled: true, clientID: 'a' } }), ['warning HALF_A_CLIENT /spec/default/iap']],
  ['a Gateway', gateway({ sslPolicy: 'modern', allowGlobalAccess: true }), []],
  ['a Gateway’s policy for a Service', gateway({}, SERVICE), ['warning TARGET_NOT_FOUND /spec/targetRef']],
  ['stateful affinity', affinity(600), []],
  ['stateful affinity without a life', affinity(), ['REQUIRED /spec/statefulGeneratedCookie/cookieTtlSeconds']],
  [
    'stateful affinity for more than a day',
    affinity(86_401),
    ['warning COOKIE_LIFE /spec/statefulGeneratedCookie/cookieTtlSeconds'],
  ],
  [
    'a BackendConfig',
    backendConfig({
      timeoutSec: 40,
      healthCheck: { type: 'HTTP', port: 8080, requestPath: '/ready' },
      sessionAffinity: { affinityType: 'GENERATED_COOKIE', affinityCookieTtlSec: 86_400 },
      logging: { enable: true, sampleRate: 0.5 },
      securityPolicy: { name: 'office' },
    }),
    [],
  ],
  [
    'a BackendConfig without spec',
    { apiVersion: 'cloud.google.com/v1', kind: 'BackendConfig', metadata: { name: 'a' } },
    [],
  ],
  ['Cloud Armor without a name', backendConfig({ securityPolicy: {} }), ['REQUIRED /spec/securityPolicy/name']],
  ['Cloud Armor as a policy has it', backendConfig({ securityPolicy: 'office' }), ['WRONG_TYPE /spec/securityPolicy']],
  ['a share above 1', backendConfig({ logging: { sampleRate: 2 } }), ['TOO_BIG /spec/logging/sampleRate']],
  [
    'an affinity Ingress does not have',
    backendConfig({ sessionAffinity: { affinityType: 'HTTP_COOKIE', affinityCookieTtlSec: 86_401 } }),
    [
      'warning AFFINITY_UNKNOWN /spec/sessionAffinity/affinityType',
      'warning COOKIE_LIFE /spec/sessionAffinity/affinityCookieTtlSec',
    ],
  ],
  [
    'a health check over TCP',
    backendConfig({ healthCheck: { type: 'TCP' } }),
    ['warning HEALTH_CHECK_UNKNOWN /spec/healthCheck/type'],
  ],
  [
    'a cache before a login',
    backendConfig({ cdn: { enabled: true }, iap: { enabled: true } }),
    ['warning CDN_BESIDE_IAP /spec/cdn'],
  ],
  ['a redirect', frontendConfig({ redirectToHttps: { enabled: true, responseCodeName: 'FOUND' }, sslPolicy: 'a' }), []],
  [
    'a redirect that is neither on nor off',
    frontendConfig({ redirectToHttps: {} }),
    ['REQUIRED /spec/redirectToHttps/enabled'],
  ],
  [
    'a redirect by number',
    frontendConfig({ redirectToHttps: { enabled: true, responseCodeName: '301' } }),
    ['warning REDIRECT_UNKNOWN /spec/redirectToHttps/responseCodeName'],
  ],
  ['a certificate', certificate('shop.example.com', 'www.example.com'), []],
  ['a certificate for a wildcard', certificate('*.example.com'), ['INVALID_FORMAT /spec/domains/0']],
  [
    'a certificate for 101 names',
    certificate(...Array.from({ length: 101 }, (_, index) => `a${index}.example.com`)),
    ['TOO_BIG /spec/domains'],
  ],
  ['a certificate for nothing', certificate(), ['warning NO_DOMAINS /spec/domains']],
]

describe('objects of GKE', () => {
  it.each(ROWS)('%s', (_, value, expected) => {
    expect(said(value)).toEqual(expected)
  })
})
