// The kinds GKE's Gateway controller reads, as its CRDs have them, and the catalogue of all of Google's kinds that are checked.
// Source: GoogleCloudPlatform/gke-gateway-api config/crd and apis/networking/v1.
import { group, kind, namespaceName, objectName } from '../../domain/manifests/validation/gateway/values.ts'
import { type KindCatalogue, kindRows } from '../../domain/manifests/validation/kinds.ts'
import { type Metadata, STATUS, topLevel } from '../../domain/manifests/validation/metadata.ts'
import type { Circumstances, Say } from '../../domain/manifests/validation/report.ts'
import { between, fields, flag, int64, shaped, text } from '../../domain/manifests/validation/values.ts'
import { ingressKinds } from './kinds-ingress.ts'
import { oneOf } from './one-of.ts'

/** A path the CRD of HealthCheckPolicy takes. */
export const REQUEST_PATH = /\/[A-Za-z0-9/\-._~%!?$&'()*+,;=:]*$/

const targetRef = fields({ group, kind, name: objectName, namespace: namespaceName }, 'group', 'kind', 'name')
type Targeted = {
  metadata: Metadata
  spec: { targetRef: { group: string; kind: string; namespace?: string | undefined } }
}

/** What the controllers never find: a policy holds for what stands beside it, and core is the empty group. */
function checkTarget({ metadata, spec: { targetRef: target } }: Targeted, say: Say): void {
  if (target.kind === 'Service' && target.group !== '') {
    say.warning(
      '/spec/targetRef/group',
      'TARGET_NOT_FOUND',
      'must be "" for a Service: GKE finds none in another group',
    )
  }
  if (target.namespace !== undefined && target.namespace !== (metadata.namespace ?? 'default')) {
    say.warning(
      '/spec/targetRef/namespace',
      'TARGET_IN_OTHER_NAMESPACE',
      'must be the namespace of the policy: GKE attaches none across namespaces',
    )
  }
}

const ascii = text
  .min(1, { error: 'must not be empty' })
  .max(1024, { error: 'must have at most 1024 characters', abort: true })
const AT_PORT = {
  port: between(1, 65_535),
  portName: shaped(/[a-z]/, 63, 'must be the name of a port'),
  portSpecification: oneOf('USE_FIXED_PORT', 'USE_NAMED_PORT', 'USE_SERVING_PORT'),
}
const proxyHeader = oneOf('NONE', 'PROXY_V1')
const overHttp = fields({
  ...AT_PORT,
  host: shaped(
    /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/,
    2048,
    'must be a lower-case DNS name',
  ),
  proxyHeader,
  requestPath: shaped(REQUEST_PATH, 2048, 'must be a path such as "/healthz"'),
  response: ascii,
})

const healthCheckPolicy = topLevel(
  {
    ...STATUS,
    spec: fields(
      {
        default: fields({
          checkIntervalSec: between(1, 300),
          config: fields({
            grpcHealthCheck: fields({ ...AT_PORT, grpcServiceName: ascii }),
            http2HealthCheck: overHttp,
            httpHealthCheck: overHttp,
            httpsHealthCheck: overHttp,
            tcpHealthCheck: fields({ ...AT_PORT, proxyHeader, request: ascii, response: ascii }),
            type: oneOf('TCP', 'HTTP', 'HTTPS', 'HTTP2', 'GRPC'),
          }),
          healthyThreshold: between(1, 10),
          logConfig: fields({ enabled: flag }),
          timeoutSec: between(1, 300),
          unhealthyThreshold: between(1, 10),
        }),
        targetRef,
      },
      'targetRef',
    ),
  },
  'spec',
)

// Where one of the two is left out, 5 s stand for it (apis/networking/v1/healthcheck_types.go, XValidation).
const SECONDS = 5

function checkHealthCheckPolicy(
  object: (typeof healthCheckPolicy)['_output'],
  say: Say,
  { unread }: Circumstances,
): void {
  checkTarget(object, say)
  const { config, checkIntervalSec = SECONDS, timeoutSec = SECONDS } = object.spec.default ?? {}
  if (timeoutSec > checkIntervalSec && !unread('/spec/default')) {
    say.mistake('/spec/default/timeoutSec', 'TIMEOUT_ABOVE_INTERVAL', 'must not be above `checkIntervalSec`')
  }
  if (config === undefined || unread('/spec/default/config')) return
  const wanted = config.type === undefined ? undefined : `${config.type.toLowerCase()}HealthCheck`
  const given = Object.keys(config).filter((key) => key !== 'type')
  if (wanted === undefined || given.length !== 1) {
    say.mistake(
      '/spec/default/config',
      'ONE_HEALTH_CHECK',
      'must have `type` and the one health check that belongs to it',
    )
  } else if (given[0] !== wanted) {
    say.warning(
      `/spec/default/config/${given[0]}`,
      'HEALTH_CHECK_OF_OTHER_TYPE',
      `must be \`${wanted}\`, as \`type\` says`,
    )
  }
}

const gcpBackendPolicy = topLevel(
  {
    ...STATUS,
    spec: fields(
      {
        default: fields({
          backendPreference: oneOf('DEFAULT', 'PREFERRED'),
          connectionDraining: fields({ drainingTimeoutSec: between(0, 3600) }),
          iap: fields({ clientID: text, enabled: flag, oauth2ClientSecret: fields({ name: text }) }),
          logging: fields({ enabled: flag, sampleRate: between(0, 1_000_000) }),
          maxRatePerEndpoint: between(1, 1_000_000_000),
          securityPolicy: text,
          sessionAffinity: fields({
            cookieTtlSec: between(0, 1_209_600),
            type: oneOf(
              ...['CLIENT_IP', 'CLIENT_IP_PORT_PROTO', 'CLIENT_IP_PROTO', 'GENERATED_COOKIE'],
              ...['HEADER_FIELD', 'HTTP_COOKIE', 'NONE'],
            ),
          }),
          timeoutSec: between(1, 2_147_483_647),
        }),
        targetRef,
      },
      'targetRef',
    ),
  },
  'spec',
)

function checkGcpBackendPolicy(object: (typeof gcpBackendPolicy)['_output'], say: Say): void {
  checkTarget(object, say)
  const { default: set, targetRef: target } = object.spec
  if (set?.backendPreference !== undefined && !(target.group === 'net.gke.io' && target.kind === 'ServiceExport')) {
    say.mistake(
      '/spec/default/backendPreference',
      'ONLY_FOR_SERVICE_EXPORT',
      'must stand only where the policy is for a ServiceExport of net.gke.io',
    )
  }
  const { type = 'NONE', cookieTtlSec } = set?.sessionAffinity ?? {}
  if (cookieTtlSec !== undefined && !type.endsWith('_COOKIE')) {
    say.warning(
      '/spec/default/sessionAffinity/cookieTtlSec',
      'NO_COOKIE',
      'has no effect unless `type` is GENERATED_COOKIE or HTTP_COOKIE',
    )
  }
  if (set?.iap?.enabled === true && (set.iap.clientID === undefined) !== (set.iap.oauth2ClientSecret === undefined)) {
    say.warning('/spec/default/iap', 'HALF_A_CLIENT', 'must have both `clientID` and `oauth2ClientSecret`, or neither')
  }
}

const gcpGatewayPolicy = topLevel(
  {
    ...STATUS,
    spec: fields(
      { default: fields({ allowGlobalAccess: flag, region: text, sslPolicy: text }), targetRef },
      'targetRef',
    ),
  },
  'spec',
)

function checkGcpGatewayPolicy(object: (typeof gcpGatewayPolicy)['_output'], say: Say): void {
  checkTarget(object, say)
  const { group: of, kind: what } = object.spec.targetRef
  if (of !== 'gateway.networking.k8s.io' || what !== 'Gateway') {
    say.warning('/spec/targetRef', 'TARGET_NOT_FOUND', 'must be a Gateway of gateway.networking.k8s.io')
  }
}

const gcpSessionAffinityPolicy = topLevel(
  {
    ...STATUS,
    spec: fields(
      { statefulGeneratedCookie: fields({ cookieTtlSeconds: int64 }, 'cookieTtlSeconds'), targetRef },
      'targetRef',
    ),
  },
  'spec',
)

function checkGcpSessionAffinityPolicy(object: (typeof gcpSessionAffinityPolicy)['_output'], say: Say): void {
  checkTarget(object, say)
  const seconds = object.spec.statefulGeneratedCookie?.cookieTtlSeconds
  if (seconds !== undefined && (seconds < 1 || seconds > 86_400)) {
    say.warning('/spec/statefulGeneratedCookie/cookieTtlSeconds', 'COOKIE_LIFE', 'must be between 1 and 86400')
  }
}

export const GKE_NETWORKING = 'networking.gke.io/v1'
const V1 = [GKE_NETWORKING]

export const kinds: KindCatalogue = new Map([
  ...kindRows(V1, 'HealthCheckPolicy', { schema: healthCheckPolicy, check: checkHealthCheckPolicy }),
  ...kindRows(V1, 'GCPBackendPolicy', { schema: gcpBackendPolicy, check: checkGcpBackendPolicy }),
  ...kindRows(V1, 'GCPGatewayPolicy', { schema: gcpGatewayPolicy, check: checkGcpGatewayPolicy }),
  ...kindRows(V1, 'GCPSessionAffinityPolicy', {
    schema: gcpSessionAffinityPolicy,
    check: checkGcpSessionAffinityPolicy,
  }),
  ...ingressKinds,
])
