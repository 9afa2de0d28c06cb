// What is known to go wrong on Google Cloud. Source: cloud.google.com/kubernetes-engine/docs.
import { type Design, type Entrance, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { layer4EndsNoTls, transportNotCarried } from '../findings.ts'

const GKE = 'cloud.google.com/kubernetes-engine/docs'

export const check = (design: Design, topology: Topology): Finding[] => [
  ...design.services
    .filter((service) => service.type === 'LoadBalancer')
    .flatMap((service) => checkService(service, topology)),
  ...design.entrances.filter((entrance) => !entrance.existing).flatMap((entrance) => checkEntrance(entrance, topology)),
]

function checkService(service: Service, topology: Topology): Finding[] {
  const { facing } = service
  if (facing === undefined) return []
  const path = `/workloads/${service.workload}`
  const name = referenceTo.service(service)
  const findings = [
    ...transportNotCarried(service, ['TCP', 'UDP'], { path, source: `${GKE}/concepts/service-load-balancer` }),
    ...layer4EndsNoTls(service, { path, source: `${GKE}/concepts/service-load-balancer` }),
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
  const replicas = topology.workloads[service.workload ?? '']?.replicas ?? 1
  if (facing.preserveClientIP && replicas < topology.target.nodes) {
    findings.push({
      code: 'LOCAL_TRAFFIC_UNEVEN',
      severity: 'info',
      path,
      message: `${name}: externalTrafficPolicy: Local keeps the caller's address but sends traffic only to nodes with a pod: ${replicas} replicas on ${topology.target.nodes} nodes.`,
      source: 'kubernetes.io/docs/tutorials/services/source-ip',
    })
  }
  return findings
}

function checkEntrance(entrance: Entrance, topology: Topology): Finding[] {
  const path = `/workloads/${entrance.routes[0]?.workload}`
  const name = referenceTo.entrance(entrance)
  const findings: Finding[] = []
  if (entrance.sourceRanges.length > 0) {
    findings.push({
      code: 'SOURCE_RANGES_NOT_ENFORCED',
      severity: 'error',
      path,
      message: `${name}: the allowed networks ${entrance.sourceRanges.slice(0, 4).join(', ')} are not enforced by a Gateway; a Cloud Armor policy must be attached.`,
      fix: 'Create a Cloud Armor policy and name it in a GCPBackendPolicy for the Service.',
      source: `${GKE}/how-to/configure-gateway-resources`,
    })
  }
  for (const route of entrance.routes) {
    if (route.sticky?.by === 'cookie') {
      findings.push({
        code: 'STICKINESS_NOT_WRITTEN',
        severity: 'warning',
        path: `/workloads/${route.workload}`,
        message: `${name}: cookie stickiness of ${route.workload} needs a GCPBackendPolicy (sessionAffinity: GENERATED_COOKIE), which is not written yet.`,
        source: `${GKE}/how-to/configure-gateway-resources`,
      })
    }
    const probe = topology.workloads[route.workload]?.probe
    if (probe?.path !== undefined && probe.path !== '/') {
      findings.push({
        code: 'HEALTH_CHECK_PATH_DIFFERS',
        severity: 'warning',
        path: `/workloads/${route.workload}/probe`,
        message: `${name}: the health check of a Gateway asks for "/" unless a HealthCheckPolicy names ${probe.path}; pods that answer "/" with an error go dark.`,
        fix: 'Apply a HealthCheckPolicy for the Service.',
        source: `${GKE}/how-to/configure-gateway-resources`,
      })
    }
  }
  return findings
}
