// What Google's passthrough load balancers and GKE's data plane do with Services that is not what one might think.
// Source: cloud.google.com/kubernetes-engine/docs (service-load-balancer, service-load-balancer-parameters, internal-load-balancing).
import { type Design, fieldOf, referenceTo, type Service } from '../../domain/design/design.ts'
import { compareText, type Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { layer4EndsNoTls, pathOf, staticAddressUnnamed, transportNotCarried } from '../findings.ts'
import { limitOf } from '../limit.ts'
import { limits, MIXES_TRANSPORTS } from './limits.ts'

const GKE = 'cloud.google.com/kubernetes-engine/docs'
const SERVICES = `${GKE}/concepts/service-load-balancer`
const PARAMETERS = `${GKE}/concepts/service-load-balancer-parameters`
const INTERNAL = `${GKE}/how-to/internal-load-balancing`

export function checkServices({ services }: Design, topology: Topology): Finding[] {
  const balanced = services.filter((service) => service.type === 'LoadBalancer')
  return [
    ...balanced.flatMap((service) => [
      ...checkLoadBalancer(service),
      ...checkAddress(service),
      ...checkRules(service),
      ...checkCluster(service, topology),
    ]),
    ...checkTwins(balanced, topology),
    ...services.flatMap(checkLocality),
  ]
}

function checkLoadBalancer(service: Service): Finding[] {
  const { facing } = service
  if (facing === undefined) return []
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  const about = { path, source: SERVICES }
  const findings = [...transportNotCarried(service, ['TCP', 'UDP'], about), ...layer4EndsNoTls(service, about)]
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

function checkAddress(service: Service): Finding[] {
  const { facing } = service
  if (facing === undefined) return []
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  const unnamed = staticAddressUnnamed(name, facing.staticIP, {
    path,
    source: SERVICES,
    fix: 'Reserve a regional address and name it in staticIP.',
  })
  if (facing.staticIP === false || unnamed.length > 0) return unnamed
  const kind =
    facing.scheme === 'public'
      ? 'external ones of the cluster’s region, in the Premium tier'
      : 'internal ones of the cluster’s region'
  return [
    {
      code: 'STATIC_ADDRESS_MUST_FIT',
      severity: 'info',
      path,
      message: `${name}: the addresses named in staticIP must be ${kind}; with any other the load balancer is not made.`,
      source: PARAMETERS,
    },
  ]
}

function checkRules(service: Service): Finding[] {
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  const findings: Finding[] = []
  const transports = [...new Set(service.ports.map((port) => port.transport))].sort(compareText)
  if (transports.length > 1) {
    findings.push({
      code: 'FORWARDING_RULE_PER_TRANSPORT',
      severity: 'info',
      path,
      message: `${name} carries ${transports.join(' and ')}: a forwarding rule for each, and each is paid.`,
      source: SERVICES,
    })
  }
  const most = limitOf(limits, 'forwarding-rule', 'ports of an internal passthrough rule')
  const many = transports.filter(
    (transport) => service.ports.filter((port) => port.transport === transport).length > most,
  )
  if (service.facing?.scheme === 'internal' && many.length > 0) {
    findings.push({
      code: 'FORWARDING_RULE_FOR_ALL_PORTS',
      severity: 'info',
      path,
      message: `${name} has more than ${most} ports for ${many.join(' and ')}: its internal forwarding rule takes all ports, so no other Service can share its address.`,
      source: INTERNAL,
    })
  }
  return findings
}

// The classes came in the middle of 1.33; without subsetting, which is everywhere from 1.36 on, the internal one makes nothing.
function checkCluster(service: Service, { target }: Topology): Finding[] {
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  const minor = Number(target.kubernetesVersion.split('.')[1])
  const internal = service.facing?.scheme === 'internal'
  const findings: Finding[] = []
  if (minor === 33) {
    findings.push({
      code: 'CLASS_NEEDS_BUILD',
      severity: 'info',
      path,
      message: `${name}: GKE reads its loadBalancerClass from 1.33.1-gke.1779000 on; an older 1.33 leaves the Service pending.`,
      source: PARAMETERS,
    })
  }
  if (internal && minor >= 33 && minor < 36) {
    findings.push({
      code: 'SUBSETTING_NEEDED',
      severity: 'warning',
      path,
      message: `${name}: its class makes an internal load balancer only where GKE subsetting is switched on, which it always is from GKE 1.36 on.`,
      fix: 'gcloud container clusters update CLUSTER --enable-l4-ilb-subsetting',
      source: INTERNAL,
    })
  }
  if (internal) {
    findings.push({
      code: 'ONE_REGION_ONLY',
      severity: 'info',
      path,
      message: `${name}: clients in other regions do not reach it unless global access is allowed (networking.gke.io/internal-load-balancer-allow-global-access: "true").`,
      source: INTERNAL,
    })
  }
  if (internal && fieldOf(service, 'trafficDistribution') !== undefined) {
    findings.push({
      code: 'ZONAL_AFFINITY_IN_PREVIEW',
      severity: 'info',
      path,
      message: `${name}: GKE takes trafficDistribution for zonal affinity of the load balancer as well, from 1.33.3-gke.1392000 on and in preview.`,
      source: INTERNAL,
    })
  }
  return findings
}

/** Two transports of one workload that are two Services here, with two addresses unless both name the same reserved one. */
function checkTwins(services: readonly Service[], { target }: Topology): Finding[] {
  const mixed = Number(target.kubernetesVersion.split('.')[1]) >= MIXES_TRANSPORTS
  const ofWorkload = new Map<string | undefined, Service[]>()
  for (const service of services) {
    const there = ofWorkload.get(service.workload)
    if (there === undefined) ofWorkload.set(service.workload, [service])
    else there.push(service)
  }
  return services.flatMap((service) => {
    const twins = (ofWorkload.get(service.workload) ?? []).filter(
      (other) =>
        other.facing?.scheme === service.facing?.scheme &&
        compareText(service.name, other.name) < 0 &&
        other.ports.every((port) => service.ports.every((own) => own.transport !== port.transport)),
    )
    const named = service.facing?.staticIP !== false && (service.facing?.staticIP.length ?? 0) > 0
    const same = twins.find((other) => other.ports.some((port) => service.ports.some((own) => own.port === port.port)))
    const twin = same ?? (mixed ? undefined : twins[0])
    if (twin === undefined || named) return []
    return [
      {
        code: 'TRANSPORTS_ON_TWO_ADDRESSES',
        severity: same === undefined ? 'info' : 'warning',
        path: pathOf.service(service),
        message: `${referenceTo.service(service)} and ${referenceTo.service(twin)} answer ${same === undefined ? '' : 'the same port over '}two transports, each on an address of its own.`,
        fix: `Reserve one regional address and name it in staticIP of both exposures${mixed ? '' : `, or go to Kubernetes 1.${MIXES_TRANSPORTS}, where one Service carries both`}.`,
        source: SERVICES,
      },
    ]
  })
}

const checkLocality = (service: Service): Finding[] =>
  fieldOf(service, 'internalTrafficPolicy') === 'Local'
    ? [
        {
          code: 'INTERNAL_TRAFFIC_POLICY_NOT_SUPPORTED',
          severity: 'warning',
          path: pathOf.service(service),
          message: `${referenceTo.service(service)}: GKE does not support internalTrafficPolicy: Local with Dataplane V2, which every Autopilot cluster has: calls may leave the node.`,
          fix: 'Let callers use the address of their node (status.hostIP and a hostPort) where the call must stay on it.',
          source: `${GKE}/concepts/dataplane-v2`,
        },
      ]
    : []
