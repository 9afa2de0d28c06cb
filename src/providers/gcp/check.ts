// What is known to go wrong on Google Cloud. Source: cloud.google.com/kubernetes-engine/docs.
import { type Design, type Entrance, referenceTo, type Service } from '../../domain/design/design.ts'
import { compareText, type Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import {
  backendProtocolsNotWritten,
  cookiesNotWritten,
  idleTimeoutNotWritten,
  layer4EndsNoTls,
  listenersNotWritten,
  longConnectionsCut,
  pathOf,
  sourceRangesNotEnforced,
  staticAddressUnnamed,
  transportNotCarried,
} from '../findings.ts'
import { isManaged } from './provision.ts'

const GKE = 'cloud.google.com/kubernetes-engine/docs'
const SERVICES = `${GKE}/concepts/service-load-balancer`
const GATEWAYS = `${GKE}/how-to/configure-gateway-resources`
const INGRESSES = `${GKE}/how-to/ingress-configuration`

export const check = (design: Design, topology: Topology): Finding[] => {
  const services = design.services.filter((service) => service.type === 'LoadBalancer')
  return [
    ...services.flatMap(checkService),
    ...checkTwins(services),
    ...design.entrances.flatMap((entrance) => checkEntrance(entrance, topology)),
  ]
}

function checkService(service: Service): Finding[] {
  const { facing } = service
  if (facing === undefined) return []
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  const about = { path, source: SERVICES }
  const findings = [
    ...transportNotCarried(service, ['TCP', 'UDP'], about),
    ...layer4EndsNoTls(service, about),
    ...staticAddressUnnamed(name, facing.staticIP, {
      ...about,
      fix: 'Reserve a regional address and name it in staticIP.',
    }),
  ]
  if (facing.idleTimeoutSeconds !== undefined) {
    findings.push({
      code: 'IDLE_TIMEOUT_NOT_SETTABLE',
      severity: 'warning',
      path,
      message: `${name}: Google's passthrough load balancer has no idle timeout to set; idle connections are tracked for 10 minutes at least.`,
      source: 'cloud.google.com/load-balancing/docs/network/networklb-backend-service',
    })
  }
  return findings
}

/** One number over two transports is two Services here, and two addresses unless both name the same reserved one. */
function checkTwins(services: readonly Service[]): Finding[] {
  return services.flatMap((service) => {
    const twin = services.find(
      (other) =>
        other.workload === service.workload &&
        other.facing?.scheme === service.facing?.scheme &&
        compareText(service.name, other.name) < 0 &&
        other.ports.some((port) =>
          service.ports.some((own) => own.port === port.port && own.transport !== port.transport),
        ),
    )
    const named = service.facing?.staticIP !== false && (service.facing?.staticIP.length ?? 0) > 0
    if (twin === undefined || named) return []
    return [
      {
        code: 'TRANSPORTS_ON_TWO_ADDRESSES',
        severity: 'warning',
        path: pathOf.service(service),
        message: `${referenceTo.service(service)} and ${referenceTo.service(twin)} answer the same port over two transports, each on an address of its own.`,
        fix: 'Reserve one regional address and name it in staticIP of both exposures.',
        source: SERVICES,
      },
    ]
  })
}

function checkEntrance(entrance: Entrance, topology: Topology): Finding[] {
  const path = pathOf.entrance(entrance)
  const name = referenceTo.entrance(entrance)
  const ingress = entrance.api === 'ingress'
  const source = ingress ? INGRESSES : GATEWAYS
  if (!isManaged(entrance)) {
    const because = `what class ${entrance.class} reads for it is not known here`
    const other = 'the documentation of the implementation'
    return [
      ...cookiesNotWritten(entrance, { because, source: other }),
      ...backendProtocolsNotWritten(entrance),
      ...listenersNotWritten(entrance),
    ]
  }
  const policy = ingress ? 'a BackendConfig' : 'a GCPBackendPolicy'
  const field = ingress ? 'timeoutSec' : 'default.timeoutSec'
  return [
    ...sourceRangesNotEnforced(entrance, {
      fix: `Create a Cloud Armor policy and name it in ${policy} for the Service.`,
      source,
    }),
    ...staticAddressUnnamed(name, entrance.staticIP, {
      path,
      source,
      fix: 'Reserve an address and name it in staticIP.',
    }),
    ...idleTimeoutNotWritten(name, entrance.idleTimeoutSeconds, {
      path,
      source,
      because: `${policy} must say it (${field}, 30 s unless set, which also ends WebSockets)`,
    }),
    ...cookiesNotWritten(entrance, { source, because: `${policy} must say it (GENERATED_COOKIE)` }),
    ...longConnectionsCut(entrance, { cut: 'a back end of it ends a connection after 30 s, silent or not', source }),
    ...listenersNotWritten(entrance),
    ...checkProtocols(entrance),
    ...checkHealth(entrance, topology, source),
  ]
}

/** An Ingress of GKE speaks HTTP/2 to pods over TLS only; a Gateway takes the clear-text kind from appProtocol. */
const checkProtocols = ({ api, name, namespace, routes }: Entrance): Finding[] =>
  api === 'gateway'
    ? []
    : routes
        .filter((route) => route.protocol === 'grpc' || route.protocol === 'http2')
        .map((route) => ({
          code: 'HTTP_2_NEEDS_TLS',
          severity: 'error',
          path: `/workloads/${route.workload}/ports/${route.port}`,
          message: `${referenceTo.entrance({ namespace, name })}: an Ingress of GKE speaks ${route.protocol} to pods over TLS only.`,
          fix: 'Use the Gateway API (target.routing: gateway), or end TLS in the workload.',
          source: INGRESSES,
        }))

function checkHealth(entrance: Entrance, topology: Topology, source: string): Finding[] {
  const ingress = entrance.api === 'ingress'
  const policy = ingress ? 'BackendConfig' : 'HealthCheckPolicy'
  // An Ingress takes the path from the readiness probe of pods that are there when it is made; a Gateway never does.
  return [...new Set(entrance.routes.map((route) => route.workload))].flatMap((workload) => {
    const probe = topology.workloads[workload]?.probe
    if (probe?.path === undefined || probe.path === '/') return []
    return [
      {
        code: 'HEALTH_CHECK_PATH_DIFFERS',
        severity: 'warning',
        path: `/workloads/${workload}/probe`,
        message: `${referenceTo.entrance(entrance)}: the health check ${ingress ? 'of an Ingress may ask' : 'of a Gateway asks'} for "/" unless a ${policy} names ${probe.path}; pods that answer "/" with an error go dark.`,
        fix: `Apply a ${policy} for the Service.`,
        source,
      },
    ]
  })
}
