// What is known to go wrong with Network Load Balancers. Source: kubernetes-sigs/aws-load-balancer-controller v3.5.0
// docs/guide/service/annotations.md and pkg/service; docs.aws.amazon.com/elasticloadbalancing/latest/network.
import { referenceTo, type Service } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import {
  idleTimeoutClamped,
  idleTimeoutNotWritten,
  pathOf,
  staticAddressUnnamed,
  transportNotCarried,
} from '../findings.ts'
import { isTlsEnded, nlbIdleTimeout, plainTcpPorts } from './annotate.ts'
import { checkNetworkLimits } from './check-limits.ts'
import { ipv6NotServed, zonesWithoutPods } from './findings.ts'

const NLB_DOCS = 'kubernetes-sigs/aws-load-balancer-controller docs/guide/service/annotations.md'
const IDLE_DOCS = 'docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html'
const AUTO_MODE_DOCS = 'docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html'

/** Whichever controller makes it. */
export function checkService(service: Service, topology: Topology): Finding[] {
  const { facing } = service
  if (facing === undefined) return []
  const path = pathOf.service(service)
  const legacy = topology.target.controller === 'aws-cloud-provider'
  const findings = [
    ...transportNotCarried(service, ['TCP', 'UDP'], {
      path,
      source: 'docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html',
    }),
    ...ipv6NotServed(referenceTo.service(service), facing.sourceRanges, {
      path,
      severity: 'error',
      outcome: 'the controller refuses the Service and makes none',
      source: 'kubernetes-sigs/aws-load-balancer-controller pkg/service/model_build_managed_sg.go',
    }),
    ...checkNetworkLimits(service, topology),
  ]
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
  return findings
}

/** Made by the AWS Load Balancer Controller or EKS Auto Mode, with pods as targets. */
export function checkNetwork(service: Service, topology: Topology): Finding[] {
  const { facing } = service
  const { target } = topology
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
    ...zonesWithoutPods(name, { path, fixed: facing.staticIP !== false, workload: service.workload, topology }),
    ...checkUdpHealth(service, topology.workloads),
    ...checkIdleTimeout(service, target),
    ...checkLongConnections(service, target),
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

/** What keeps an idle timeout from being written; undefined where plain TCP listeners take it. */
function fixedTimeout(service: Service, target: Topology['target']): { because: string; source: string } | undefined {
  if (target.controller === 'eks-auto-mode') {
    const because = 'EKS Auto Mode reads no listener attributes, so TCP connections are dropped after 350 s'
    return { because, source: AUTO_MODE_DOCS }
  }
  if (isTlsEnded(service, { target }) || plainTcpPorts(service).length === 0) {
    const because =
      'only plain TCP listeners have one to set; TLS listeners drop connections idle for 350 s, UDP flows for 120 s'
    return { because, source: IDLE_DOCS }
  }
  return undefined
}

function checkIdleTimeout(service: Service, target: Topology['target']): Finding[] {
  const wanted = service.facing?.idleTimeoutSeconds
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  const fixed = fixedTimeout(service, target)
  return fixed === undefined
    ? idleTimeoutClamped(name, wanted, nlbIdleTimeout(wanted ?? 0), { path, source: IDLE_DOCS })
    : idleTimeoutNotWritten(name, wanted, { path, ...fixed })
}

function checkLongConnections(service: Service, target: Topology['target']): Finding[] {
  if (service.facing?.idleTimeoutSeconds !== undefined) return []
  if (!service.ports.some((port) => port.protocol === 'websocket')) return []
  return [
    {
      code: 'LONG_CONNECTIONS_CUT',
      severity: 'warning',
      path: pathOf.service(service),
      message: `${referenceTo.service(service)}: it carries WebSockets, and a Network Load Balancer drops what is silent for 350 s.`,
      fix:
        fixedTimeout(service, target) === undefined
          ? 'Say in idleTimeoutSeconds how long a connection may be silent.'
          : 'Send a ping more often than that: the timeout cannot be set here.',
      source: IDLE_DOCS,
    },
  ]
}
