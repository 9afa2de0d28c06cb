// What the back ends behind Google's entrances cannot do for every route to a Service, and what nobody asked of them.
// Source: cloud.google.com/kubernetes-engine/docs (configure-gateway-resources, ingress-configuration).
import { type Design, type Entrance, referenceTo, type Service } from '../../domain/design/design.ts'
import { entrancesByService, keyOfService } from '../../domain/design/entrances-by-service.ts'
import type { Finding } from '../../domain/finding.ts'
import { PROTOCOLS, type Topology } from '../../domain/topology/index.ts'
import { type Backend, backendOf, cookieOf, type Routed, routedBy, timeoutOf, WEBSOCKET_SECONDS } from './backends.ts'
import { GATEWAYS, INGRESSES } from './check-entrances.ts'
import { isConfig, isPolicy } from './policies.ts'

const WEBSOCKETS = 'cloud.google.com/load-balancing/docs/https (WebSocket support)'
const CONFORMANCE = 'kubernetes-sigs/gateway-api conformance/reports/v1.6.0 (GKE)'

export function checkBackends(design: Design, topology: Topology): Finding[] {
  const entrances = entrancesByService(design)
  return design.services.flatMap((service) => {
    const leading = entrances.get(keyOfService(service)) ?? []
    return (['gateway', 'ingress'] as const).flatMap((api) => {
      const routed = routedBy(api, service, leading)
      if (routed.length === 0) return []
      const backend = backendOf(service, routed, topology)
      return [
        ...checkTimeouts(service, backend, api),
        ...checkCookies(service, backend, api),
        ...checkWebSockets(service, backend, routed),
        ...checkHealth(service, backend, api),
        ...(api === 'gateway' ? checkConformance(service, routed) : []),
      ]
    })
  })
}

type Api = Entrance['api']
const about = (service: Service, api: Api) => ({
  path: `/workloads/${service.workload}`,
  source: api === 'gateway' ? GATEWAYS : INGRESSES,
})
const objectOf = (api: Api): string => (api === 'gateway' ? 'GCPBackendPolicy' : 'BackendConfig')

function checkTimeouts(service: Service, { timeouts, webSockets }: Backend, api: Api): Finding[] {
  const name = referenceTo.service(service)
  if (timeouts.length > 1) {
    return [
      {
        code: 'IDLE_TIMEOUTS_DIFFER',
        severity: 'warning',
        ...about(service, api),
        message: `${name}: idle timeouts of ${timeouts.join(', ')} s are asked for, and a ${objectOf(api)} holds for the whole Service: ${timeouts.at(-1)} s is written.`,
      },
    ]
  }
  if (timeouts.length === 1 || !webSockets) return []
  return [
    {
      code: 'IDLE_TIMEOUT_ASSUMED',
      severity: 'info',
      ...about(service, api),
      message: `${name}: it carries WebSockets and nobody says how long one may be silent: ${WEBSOCKET_SECONDS} s is written, where Google would end it after 30 s. An answer may take as long.`,
      fix: 'Say it in idleTimeoutSeconds.',
    },
  ]
}

function checkCookies(service: Service, backend: Backend, api: Api): Finding[] {
  const cookie = cookieOf(backend)
  if (cookie === undefined || backend.cookies.length < 2) return []
  const asked = backend.cookies.map((seconds) => (seconds === 0 ? 'none' : `${seconds} s`))
  return [
    {
      code: 'STICKINESS_DIFFERS',
      severity: 'warning',
      ...about(service, api),
      message: `${referenceTo.service(service)}: its routes ask for different cookies (${asked.join(', ')}), and a ${objectOf(api)} holds for the whole Service: a cookie of ${cookie} s is written.`,
    },
  ]
}

/** The classic balancer, unlike the others, takes the timeout for the life of a WebSocket. */
const isClassic = ({ entrance }: Routed): boolean => /^gce$|^gke-l7-gxlb/.test(entrance.class)

function checkWebSockets(service: Service, backend: Backend, routed: readonly Routed[]): Finding[] {
  const classic = routed.find((one) => one.route.protocol === 'websocket' && isClassic(one))
  if (classic === undefined) return []
  const { entrance } = classic
  return [
    {
      code: 'WEBSOCKETS_END_AT_TIMEOUT',
      severity: 'warning',
      path: `/workloads/${service.workload}`,
      message: `${referenceTo.entrance(entrance)}: class ${entrance.class} is Google's classic load balancer, which ends a WebSocket after ${timeoutOf(backend)} s, silent or not.`,
      fix: 'Have clients connect again, name more in idleTimeoutSeconds, or use class gke-l7-global-external-managed.',
      source: WEBSOCKETS,
    },
  ]
}

function checkHealth(service: Service, { healthCheck }: Backend, api: Api): Finding[] {
  if (healthCheck === undefined) return []
  const name = referenceTo.service(service)
  const { path, source } = about(service, api)
  if (api === 'gateway' && healthCheck.port === undefined) {
    return [
      {
        code: 'HEALTH_CHECK_ASSUMED',
        severity: 'info',
        path,
        message: `${name}: no probe is named, and what it speaks does not answer Google's GET / over HTTP/1.1: the health check only opens a connection.`,
        fix: 'Name a probe.',
        source,
      },
    ]
  }
  if (api === 'gateway' ? isPolicy(healthCheck) : isConfig(healthCheck)) return []
  return [
    {
      code: 'HEALTH_CHECK_PATH_DIFFERS',
      severity: 'warning',
      path: healthCheck.port === undefined ? path : `${path}/probe`,
      message:
        api === 'gateway'
          ? `${name}: a HealthCheckPolicy does not take the path ${healthCheck.path}, so the health check asks for "/"; pods that answer "/" with an error go dark.`
          : `${name}: a BackendConfig has health checks over HTTP only, so the probe over ${healthCheck.type} is not written and the health check may ask for "/"; pods that answer "/" with an error go dark.`,
      fix: 'Name a probe over HTTP, with a path of letters, digits and - . _ ~ % ! $ & ( ) + , ; = :',
      source,
    },
  ]
}

function checkConformance(service: Service, routed: readonly Routed[]): Finding[] {
  const told = new Map(routed.map(({ route }) => [route.port, route.protocol]))
  return [...told].flatMap(([port, protocol]): Finding[] => {
    if (!['grpc', 'http2', 'websocket'].includes(protocol)) return []
    return [
      {
        code: 'BACKEND_PROTOCOL_NOT_CLAIMED',
        severity: 'info',
        path: `/workloads/${service.workload}/ports/${port}`,
        message: `${referenceTo.service(service)}: the Gateway learns from appProtocol ${PROTOCOLS[protocol].appProtocol} that ${port} speaks ${protocol}, which GKE's conformance report does not claim to be read: try it before you rely on it.`,
        source: CONFORMANCE,
      },
    ]
  })
}
