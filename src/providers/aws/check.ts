// What is known to go wrong on AWS. Sources: kubernetes-sigs/aws-load-balancer-controller v3.5.0, kubernetes/cloud-provider-aws.
import { type Design, type Entrance, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import {
  backendProtocolsNotWritten,
  cookiesNotWritten,
  idleTimeoutClamped,
  idleTimeoutNotWritten,
  listenersNotWritten,
  longConnectionsCut,
  pathOf,
  staticAddressUnnamed,
  transportNotCarried,
} from '../findings.ts'
import { isTlsEnded, nlbIdleTimeout } from './annotate.ts'
import { albIdleTimeout, objectsOf } from './annotate-ingress.ts'
import { isApplicationLoadBalancer } from './provision.ts'

const NLB_DOCS = 'kubernetes-sigs/aws-load-balancer-controller docs/guide/service/annotations.md'
const ALB_DOCS = 'kubernetes-sigs/aws-load-balancer-controller docs/guide/ingress/annotations.md'
const LEGACY_DOCS = 'kubernetes/cloud-provider-aws docs/service_controller.md'
const IDLE_DOCS = 'docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html'
const AUTO_MODE_DOCS = 'docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html'

export const check = (design: Design, topology: Topology): Finding[] => [
  ...design.services
    .filter((service) => service.type === 'LoadBalancer')
    .flatMap((service) => checkService(service, topology)),
  ...design.entrances.flatMap((entrance) => checkEntrance(entrance, topology)),
]

function checkService(service: Service, topology: Topology): Finding[] {
  const { facing } = service
  if (facing === undefined) return []
  const path = pathOf.service(service)
  const legacy = topology.target.controller === 'aws-cloud-provider'
  const findings = transportNotCarried(service, ['TCP', 'UDP'], {
    path,
    source: 'docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html',
  })
  const more = legacy ? checkLegacy(service) : checkNetwork(service, topology)
  if (facing.tls.mode === 'terminate' && !isTlsEnded(service, topology)) {
    findings.push({
      code: 'CERTIFICATE_MISSING',
      severity: 'error',
      path,
      message: `${referenceTo.service(service)}: a Network Load Balancer ends TLS with a certificate named by its ARN only; none is ${legacy ? 'written here' : 'given'}, so it passes TCP through.`,
      fix: 'Give tls.certificateArn, or end TLS in the workload (mode: passthrough).',
      source: NLB_DOCS,
    })
  }
  return [...findings, ...more]
}

function checkNetwork(service: Service, { target, workloads }: Topology): Finding[] {
  const { facing } = service
  if (facing === undefined) return []
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  const about = { path, source: NLB_DOCS }
  const findings: Finding[] = []
  if (facing.sticky?.by === 'clientIP') {
    findings.push({
      code: 'SESSION_AFFINITY_HAS_NO_EFFECT',
      severity: 'info',
      ...about,
      message: `${name}: sessionAffinity has no effect behind a Network Load Balancer; target-group stickiness by source address is written instead, and its duration cannot be set.`,
    })
  }
  const names = facing.staticIP === false ? [] : facing.staticIP
  if (names.length > 0 && names.length !== target.zones) {
    findings.push({
      code: 'STATIC_ADDRESS_COUNT',
      severity: 'error',
      ...about,
      message: `${name}: ${names.length} addresses for ${target.zones} zones; one is needed for each subnet.`,
      fix: 'Give as many allocations as there are zones, in the order of the subnets.',
    })
  }
  return [
    ...findings,
    ...staticAddressUnnamed(name, facing.staticIP, {
      ...about,
      fix: 'Allocate one address for each zone and name them in staticIP.',
    }),
    ...checkUdpHealth(service, workloads),
    ...checkIdleTimeout(service, target),
  ]
}

function checkUdpHealth(service: Service, workloads: Topology['workloads']): Finding[] {
  const workload = workloads[service.workload ?? '']
  const probed = workload?.probe !== undefined && workload.ports[workload.probe.port]?.transport === 'TCP'
  const answered = new Set(service.ports.filter((port) => port.transport === 'TCP').map((port) => port.targetPort))
  const mute = service.ports.find((port) => port.transport === 'UDP' && !answered.has(port.targetPort))
  if (mute === undefined || probed) return []
  return [
    {
      code: 'UDP_HEALTH_CHECK_OVER_TCP',
      severity: 'warning',
      path: pathOf.service(service),
      message: `${referenceTo.service(service)}: a Network Load Balancer checks the health of UDP targets over TCP, on port ${mute.targetPort} where nothing answers it: all pods look ill, so none is ever taken out.`,
      fix: 'Give a probe on a TCP port of the workload.',
      source: 'docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html',
    },
  ]
}

function checkIdleTimeout(service: Service, target: Topology['target']): Finding[] {
  const wanted = service.facing?.idleTimeoutSeconds
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  if (target.controller === 'eks-auto-mode') {
    const because = 'EKS Auto Mode reads no listener attributes, so TCP connections are dropped after 350 s'
    return idleTimeoutNotWritten(name, wanted, { path, because, source: AUTO_MODE_DOCS })
  }
  if (isTlsEnded(service, { target }) || service.ports.every((port) => port.transport !== 'TCP')) {
    const because =
      'only plain TCP listeners have one to set; TLS listeners drop connections idle for 350 s, UDP flows for 120 s'
    return idleTimeoutNotWritten(name, wanted, { path, because, source: IDLE_DOCS })
  }
  return idleTimeoutClamped(name, wanted, nlbIdleTimeout(wanted ?? 0), { path, source: IDLE_DOCS })
}

/** The controller in cloud-provider-aws gets critical fixes only, and knows little. */
function checkLegacy(service: Service): Finding[] {
  const { facing } = service
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  const about = { path, source: LEGACY_DOCS }
  const findings: Finding[] = []
  if (facing?.sticky?.by === 'clientIP') {
    findings.push({
      code: 'SESSION_AFFINITY_HAS_NO_EFFECT',
      severity: 'warning',
      path,
      message: `${name}: the controller in cloud-provider-aws refuses a Service with sessionAffinity; it is left out, so there is no stickiness.`,
      source: 'kubernetes/cloud-provider-aws pkg/providers/v1/aws.go (EnsureLoadBalancer)',
    })
  }
  if (facing !== undefined && facing.staticIP !== false) {
    findings.push({
      code: 'STATIC_ADDRESS_NOT_POSSIBLE',
      severity: 'error',
      ...about,
      message: `${name}: a fixed address is not written for the controller in cloud-provider-aws.`,
      fix: 'Use the AWS Load Balancer Controller.',
    })
  }
  const because = 'the controller in cloud-provider-aws sets it on Classic Load Balancers only'
  return [...findings, ...idleTimeoutNotWritten(name, facing?.idleTimeoutSeconds, { ...about, because })]
}

function checkEntrance(entrance: Entrance, topology: Topology): Finding[] {
  const path = pathOf.entrance(entrance)
  const name = referenceTo.entrance(entrance)
  if (!isApplicationLoadBalancer(entrance)) {
    const because = `what class ${entrance.class} reads for it is not known here`
    const source = 'the documentation of the implementation'
    return [
      ...cookiesNotWritten(entrance, { because, source }),
      ...backendProtocolsNotWritten(entrance),
      ...listenersNotWritten(entrance),
    ]
  }
  const findings: Finding[] = []
  if (entrance.staticIP !== false) {
    findings.push({
      code: 'STATIC_ADDRESS_NOT_POSSIBLE',
      severity: 'error',
      path,
      message: `${name}: an Application Load Balancer has no fixed address.`,
      fix: 'Keep it at layer 4 (tls: passthrough), or put AWS Global Accelerator before it.',
      source: ALB_DOCS,
    })
  }
  const found = entrance.routes.filter(
    (route) => route.tls.mode === 'terminate' && route.tls.certificateArn === undefined,
  )
  if (found.length > 0) {
    findings.push({
      code: 'CERTIFICATE_DISCOVERED',
      severity: 'info',
      path,
      message: `${name}: no certificate ARN is given, so the controller looks for one in ACM by host: ${[...new Set(found.map((route) => route.host ?? 'any'))].slice(0, 5).join(', ')}.`,
      fix: 'Give tls.certificateArn where more than one certificate would fit.',
      source: 'kubernetes-sigs/aws-load-balancer-controller docs/guide/ingress/cert_discovery.md',
    })
  }
  if (topology.target.controller === 'eks-auto-mode' && (entrance.existing || objectsOf(entrance) > 1)) {
    findings.push({
      code: 'GROUP_NOT_HONOURED',
      severity: 'warning',
      path,
      message: `${name}: EKS Auto Mode does not read group.name from an Ingress; the group belongs into the IngressClassParams of class ${entrance.class}.`,
      source: 'docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html',
    })
  }
  const wanted = entrance.idleTimeoutSeconds
  return [
    ...findings,
    ...checkProtocols(entrance),
    ...longConnectionsCut(entrance, {
      cut: 'an Application Load Balancer drops what is silent for 60 s',
      source: ALB_DOCS,
    }),
    ...idleTimeoutClamped(name, wanted, albIdleTimeout(wanted ?? 0), { path, source: ALB_DOCS }),
  ]
}

/** HTTP/2 and gRPC go to targets from HTTPS listeners only, and the protocol holds for all ports of a Service. */
function checkProtocols(entrance: Entrance): Finding[] {
  const findings: Finding[] = []
  const spoken = new Map<string, Set<string>>()
  const serviceOf = ({ namespace, service }: Entrance['routes'][number]) => `${namespace}/${service}`
  for (const route of entrance.routes) {
    spoken.set(serviceOf(route), (spoken.get(serviceOf(route)) ?? new Set()).add(route.protocol))
  }
  for (const route of entrance.routes) {
    const path = `/workloads/${route.workload}/ports/${route.port}`
    const protocols = [...(spoken.get(serviceOf(route)) ?? [])].sort()
    if ((route.protocol === 'grpc' || route.protocol === 'http2') && route.tls.mode !== 'terminate') {
      findings.push({
        code: 'HTTP_2_NEEDS_TLS',
        severity: 'error',
        path,
        message: `${referenceTo.entrance(entrance)}: an Application Load Balancer takes ${route.protocol} on HTTPS listeners only.`,
        fix: 'End TLS at the edge: tls: { mode: terminate }.',
        source: ALB_DOCS,
      })
    }
    if (protocols.length > 1 && protocols.some((protocol) => protocol !== 'http' && protocol !== 'websocket')) {
      findings.push({
        code: 'BACKEND_PROTOCOLS_DIFFER',
        severity: 'error',
        path,
        message: `${referenceTo.entrance(entrance)}: ${route.workload} is routed to by ${protocols.join(' and ')}, but the protocol of targets is one annotation for the whole Service.`,
        fix: 'Expose ports of different protocols from workloads of their own.',
        source: ALB_DOCS,
      })
    }
  }
  return findings
}
