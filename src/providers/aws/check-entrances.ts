// What is known to go wrong with Application Load Balancers, made from an Ingress or a Gateway, and with entrances that are none.
// Source: kubernetes-sigs/aws-load-balancer-controller v3.5.0 docs/guide/{ingress,gateway}; docs.aws.amazon.com/eks (Auto Mode).
import { type Entrance, type Route, referenceTo } from '../../domain/design/design.ts'
import { isAtLayer4 } from '../../domain/design/layer4.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import {
  backendProtocolsNotWritten,
  cookiesNotWritten,
  idleTimeoutClamped,
  listenersNotWritten,
  longConnectionsCut,
  pathOf,
} from '../findings.ts'
import { isControllersGateway } from './annotate-entrances.ts'
import { albIdleTimeout } from './annotate-ingress.ts'
import { checkCertificates } from './check-certificates.ts'
import { checkApplicationLimits } from './check-limits.ts'
import { checkNetworkGateway } from './check-network-gateways.ts'
import { ipv6NotServed } from './findings.ts'
import { isApplicationLoadBalancer } from './provision.ts'

const ALB_DOCS = 'kubernetes-sigs/aws-load-balancer-controller docs/guide/ingress/annotations.md'
const AUTO_MODE_DOCS = 'docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html'
const AUTO_MODE_GATEWAYS = 'docs.aws.amazon.com/eks/latest/userguide/auto-configure-gateway-api.html'

export function checkEntrance(entrance: Entrance, topology: Topology): Finding[] {
  const path = pathOf.entrance(entrance)
  const name = referenceTo.entrance(entrance)
  if (isAtLayer4(entrance)) return checkNetworkGateway(entrance, topology)
  if (!isApplicationLoadBalancer(entrance)) return checkOther(entrance)
  if (entrance.api === 'gateway' && !isControllersGateway(entrance, topology)) return checkAutoModeGateway(entrance)
  const wanted = entrance.idleTimeoutSeconds
  return [
    ...(entrance.existing ? checkGroup(entrance, topology) : checkMade(entrance, topology)),
    ...checkCertificates(entrance),
    ...checkProtocols(entrance),
    ...checkGrpcHealth(entrance, topology),
    ...checkApplicationLimits(entrance, topology),
    ...longConnectionsCut(entrance, {
      cut: 'an Application Load Balancer drops what is silent for 60 s',
      source: ALB_DOCS,
    }),
    ...idleTimeoutClamped(name, wanted, albIdleTimeout(wanted ?? 0), { path, source: ALB_DOCS }),
    ...ipv6NotServed(name, entrance.sourceRanges, {
      path,
      severity: 'warning',
      outcome: 'nobody comes in from there',
      source: ALB_DOCS,
    }),
  ]
}

/** A proxy in the cluster, whose own settings are not known here. */
function checkOther(entrance: Entrance): Finding[] {
  const because = `what class ${entrance.class} reads for it is not known here`
  return [
    ...cookiesNotWritten(entrance, { because, source: 'the documentation of the implementation' }),
    ...backendProtocolsNotWritten(entrance),
    ...listenersNotWritten(entrance),
  ]
}

const checkAutoModeGateway = (entrance: Entrance): Finding[] => [
  {
    code: 'TARGET_GROUPS_NOT_WRITTEN',
    severity: 'warning',
    path: pathOf.entrance(entrance),
    message: `${referenceTo.entrance(entrance)}: what EKS Auto Mode reads for the targets of a Gateway (pod addresses, health checks, protocols, stickiness) is not written here.`,
    fix: 'Apply it as its guide says: the Services behind it have no node ports.',
    source: AUTO_MODE_GATEWAYS,
  },
]

/** An entrance of one's own. */
function checkMade(entrance: Entrance, { target }: Topology): Finding[] {
  const path = pathOf.entrance(entrance)
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
  if (target.zones < 2) {
    findings.push({
      code: 'ZONES_TOO_FEW',
      severity: 'error',
      path: '/target/zones',
      message: `${name}: an Application Load Balancer needs subnets in two zones at least; the cluster has one.`,
      fix: 'Give the VPC a subnet in a second zone, tagged for load balancers.',
      source: 'docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html',
    })
  }
  return findings
}

/** Ingresses that exist are joined by a group, which is named alike on all of them, and whose settings are one for all. */
function checkGroup(entrance: Entrance, { target }: Topology): Finding[] {
  if (entrance.api === 'gateway') return []
  const name = referenceTo.entrance(entrance)
  if (target.controller === 'eks-auto-mode') {
    return [
      {
        code: 'GROUP_NOT_HONOURED',
        severity: 'warning',
        path: pathOf.entrance(entrance),
        message: `${name}: EKS Auto Mode does not read group.name from an Ingress; the group belongs into the IngressClassParams of class ${entrance.class}, or each Ingress here gets a load balancer of its own.`,
        fix: `Name the group in spec.group.name of the IngressClassParams (eks.amazonaws.com/v1) of class ${entrance.class}.`,
        source: AUTO_MODE_DOCS,
      },
    ]
  }
  return [
    {
      code: 'GROUP_MUST_MATCH',
      severity: 'info',
      path: '/target/entrances',
      message: `${name}: its Ingresses join the group "${entrance.name}" (group.name); the Ingresses that made the load balancer must name the same group and scheme, or a second load balancer is made, or none changes any more.`,
      source: ALB_DOCS,
    },
  ]
}

const isHttp2 = ({ protocol }: Route): boolean => protocol === 'grpc' || protocol === 'http2'

/** HTTP/2 and gRPC go to targets from HTTPS listeners only, and the protocol holds for all ports of a Service. */
function checkProtocols(entrance: Entrance): Finding[] {
  const findings: Finding[] = []
  const spoken = new Map<string, Set<string>>()
  const serviceOf = ({ namespace, service }: Route) => `${namespace}/${service}`
  for (const route of entrance.routes) {
    spoken.set(serviceOf(route), (spoken.get(serviceOf(route)) ?? new Set()).add(route.protocol))
  }
  for (const route of entrance.routes) {
    const path = `/workloads/${route.workload}/ports/${route.port}`
    const protocols = [...(spoken.get(serviceOf(route)) ?? [])].sort()
    if (isHttp2(route) && route.tls.mode !== 'terminate') {
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
        message: `${referenceTo.entrance(entrance)}: ${route.workload} is routed to by ${protocols.join(' and ')}, but the protocol of targets is one setting for the whole Service.`,
        fix: 'Expose ports of different protocols from workloads of their own.',
        source: ALB_DOCS,
      })
    }
  }
  return findings
}

/** gRPC targets are asked over gRPC, on the port of the traffic: a probe over HTTP cannot be handed on. */
function checkGrpcHealth(entrance: Entrance, { workloads }: Topology): Finding[] {
  const asked = new Set(entrance.routes.filter((route) => route.protocol === 'grpc').map((route) => route.workload))
  return [...asked].flatMap((workload) => {
    const probe = workloads[workload]?.probe
    if (probe?.protocol !== 'http' || probe.path === undefined) return []
    return [
      {
        code: 'HEALTH_CHECK_PATH_DIFFERS',
        severity: 'warning' as const,
        path: `/workloads/${workload}/probe`,
        message: `${referenceTo.entrance(entrance)}: an Application Load Balancer asks gRPC pods over gRPC whether they answer at all, not for ${probe.path} as the probe does.`,
        fix: 'Rely on readiness for the rest: pods that are not ready are taken out of the Service.',
        source: 'docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
      },
    ]
  })
}
