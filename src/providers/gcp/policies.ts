// What a back end asks for → the objects that say it: policies behind a Gateway, a BackendConfig behind an Ingress. Each carries the
// Service's name, for one of a kind holds for a Service. Sources: GKE docs (configure-gateway-resources, ingress-configuration);
// GoogleCloudPlatform/gke-gateway-api config/crd; kubernetes/ingress-gce pkg/apis/backendconfig/v1.
import type { Service } from '../../domain/design/design.ts'
import type { Manifest } from '../../domain/manifests/manifest.ts'
import { metadata } from '../../domain/manifests/metadata.ts'
import { defined } from '../../domain/manifests/service.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { type Backend, cookieOf, type HealthCheck, timeoutOf } from './backends.ts'
import { GKE_NETWORKING, REQUEST_PATH } from './kinds.ts'

/** Can a HealthCheckPolicy say this? Its CRD leaves out some characters of a path. */
export const isPolicy = ({ path }: HealthCheck): boolean => path === undefined || REQUEST_PATH.test(path)

/** Can a BackendConfig say this? It knows HTTP, HTTPS and HTTP/2. */
export const isConfig = ({ type }: HealthCheck): boolean => type === 'HTTP' || type === 'HTTPS'

export function gatewayPolicies(service: Service, backend: Backend, topology: Topology): Manifest[] {
  const { healthCheck } = backend
  const cookie = cookieOf(backend)
  const settings = defined({
    timeoutSec: timeoutOf(backend),
    sessionAffinity: cookie === undefined ? undefined : { type: 'GENERATED_COOKIE', cookieTtlSec: cookie },
  })
  const policy = (kind: string, settled: Record<string, unknown>): Manifest => ({
    apiVersion: GKE_NETWORKING,
    kind,
    metadata: identity(service, topology),
    spec: { default: settled, targetRef: { group: '', kind: 'Service', name: service.name } },
  })
  return [
    ...(healthCheck === undefined || !isPolicy(healthCheck)
      ? []
      : [policy('HealthCheckPolicy', { config: configOf(healthCheck) })]),
    ...(Object.keys(settings).length === 0 ? [] : [policy('GCPBackendPolicy', settings)]),
  ]
}

const configOf = ({ type, port, path }: HealthCheck): Record<string, unknown> => ({
  type,
  [`${type.toLowerCase()}HealthCheck`]: defined({
    portSpecification: port === undefined ? 'USE_SERVING_PORT' : 'USE_FIXED_PORT',
    port,
    requestPath: path,
  }),
})

/** At most one; the Service names it in an annotation. */
export function backendConfigs(service: Service, backend: Backend, topology: Topology): Manifest[] {
  const { healthCheck } = backend
  const cookie = cookieOf(backend)
  const spec = defined({
    timeoutSec: timeoutOf(backend),
    sessionAffinity:
      cookie === undefined ? undefined : { affinityType: 'GENERATED_COOKIE', affinityCookieTtlSec: cookie },
    healthCheck:
      healthCheck === undefined || !isConfig(healthCheck)
        ? undefined
        : defined({ type: healthCheck.type, port: healthCheck.port, requestPath: healthCheck.path }),
  })
  if (Object.keys(spec).length === 0) return []
  return [{ apiVersion: 'cloud.google.com/v1', kind: 'BackendConfig', metadata: identity(service, topology), spec }]
}

const identity = ({ name, namespace, workload }: Service, topology: Topology): Manifest['metadata'] =>
  metadata(topology, { name, namespace, component: workload })
