// What is known to go wrong on AWS. Sources: kubernetes-sigs/aws-load-balancer-controller v3.5.0, kubernetes/cloud-provider-aws.
import { type Design, type Entrance, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'

const NLB_DOCS = 'kubernetes-sigs/aws-load-balancer-controller docs/guide/service/annotations.md'
const ALB_DOCS = 'kubernetes-sigs/aws-load-balancer-controller docs/guide/ingress/annotations.md'

export const check = (design: Design, topology: Topology): Finding[] => [
  ...design.services
    .filter((service) => service.type === 'LoadBalancer')
    .flatMap((service) => checkService(service, topology)),
  ...design.entrances.flatMap((entrance) => checkEntrance(entrance, topology)),
]

function checkService(service: Service, topology: Topology): Finding[] {
  const { facing } = service
  if (facing === undefined) return []
  const path = `/workloads/${service.workload}`
  const name = referenceTo.service(service)
  const findings: Finding[] = []
  const legacy = topology.target.controller === 'aws-cloud-provider'
  if (facing.sticky?.by === 'clientIP') {
    findings.push({
      code: 'SESSION_AFFINITY_HAS_NO_EFFECT',
      severity: legacy ? 'warning' : 'info',
      path,
      message: legacy
        ? `${name}: the controller in cloud-provider-aws refuses a Service with sessionAffinity; it is left out, so there is no stickiness.`
        : `${name}: sessionAffinity has no effect behind a Network Load Balancer; target-group stickiness by source address is written instead, and its duration cannot be set.`,
      source: legacy ? 'kubernetes/cloud-provider-aws pkg/providers/v1/aws.go (EnsureLoadBalancer)' : NLB_DOCS,
    })
  }
  if (service.ports.some((port) => port.transport === 'SCTP')) {
    findings.push({
      code: 'TRANSPORT_NOT_SUPPORTED',
      severity: 'error',
      path,
      message: `${name}: a Network Load Balancer carries TCP and UDP, not SCTP.`,
      fix: 'Reach it inside the VPC by pod address, or carry it over UDP.',
      source: 'docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html',
    })
  }
  if (facing.tls.mode === 'terminate' && facing.tls.certificateArn === undefined) {
    findings.push({
      code: 'CERTIFICATE_MISSING',
      severity: 'error',
      path,
      message: `${name}: a Network Load Balancer ends TLS with a certificate named by its ARN only; none is given, so it passes TCP through.`,
      fix: 'Give tls.certificateArn, or end TLS in the workload (mode: passthrough).',
      source: NLB_DOCS,
    })
  }
  const names = facing.staticIP === false ? 0 : facing.staticIP.length
  if (names > 0 && names !== topology.target.zones) {
    findings.push({
      code: 'STATIC_ADDRESS_COUNT',
      severity: 'error',
      path,
      message: `${name}: ${names} addresses for ${topology.target.zones} zones; one is needed for each subnet.`,
      fix: 'Give as many allocations as there are zones, in the order of the subnets.',
      source: NLB_DOCS,
    })
  } else if (facing.staticIP !== false && names === 0 && facing.scheme === 'public') {
    findings.push(staticAddressUnnamed(name, path))
  }
  return findings
}

const staticAddressUnnamed = (name: string, path: string): Finding => ({
  code: 'STATIC_ADDRESS_UNNAMED',
  severity: 'warning',
  path,
  message: `${name}: a fixed address is wanted but none is named; the balancer keeps its addresses only as long as it lives.`,
  fix: 'Allocate Elastic IPs and give their allocation ids in staticIP.',
  source: NLB_DOCS,
})

function checkEntrance(entrance: Entrance, topology: Topology): Finding[] {
  const first = entrance.routes[0]
  const path = first === undefined ? '/workloads' : `/workloads/${first.workload}`
  const name = referenceTo.entrance(entrance)
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
  if (topology.target.controller === 'eks-auto-mode' && entrance.existing) {
    findings.push({
      code: 'GROUP_NOT_HONOURED',
      severity: 'warning',
      path,
      message: `${name}: EKS Auto Mode does not read group.name from an Ingress; the group belongs into the IngressClassParams of class ${entrance.class}.`,
      source: 'docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html',
    })
  }
  return findings
}
