// Layer 4 through a Gateway on AWS: one Gateway of class nlb is one Network Load Balancer, written for what its configuration can hold.
// Source: kubernetes-sigs/aws-load-balancer-controller docs/guide/gateway/{gateway,l4gateway,loadbalancerconfig,targetgroupconfig}.md,
// pull request 4829 (v3.5.0 reads TCPRoute and UDPRoute v1, of Gateway API 1.6, only).
import type { Entrance } from '../../domain/design/design.ts'
import { type Blocker, layer7Blockers, needsLayer7, type Way } from '../../domain/design/way.ts'
import type { EntranceClass, Layer4 } from '../../domain/provider.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { limitOf } from '../limit.ts'
import { limits } from './limits.ts'

const GATEWAYS = 'kubernetes-sigs/aws-load-balancer-controller docs/guide/gateway'
const CONFIGURATION = `${GATEWAYS}/loadbalancerconfig.md`
const TARGETS = `${GATEWAYS}/targetgroupconfig.md`

const NETWORK: EntranceClass = {
  api: 'gateway',
  class: 'nlb',
  oneObject: false,
  capacity: { listeners: limitOf(limits, 'nlb', 'listeners') },
  needs:
    'the AWS Load Balancer Controller v3.5 or later, its own Gateway CRDs, TCPRoute, UDPRoute and TLSRoute of the Gateway API’s standard channel 1.6 or later, and a GatewayClass nlb (controllerName gateway.k8s.aws/nlb) whose LoadBalancerConfiguration, if it names one, has mergingMode prefer-gateway',
}

export const layer4: Layer4 = {
  // EKS Auto Mode and the legacy controller read no Gateway of this class.
  entranceClass: ({ target: { controller, loadBalancers } }) =>
    loadBalancers !== 'none' && (controller === undefined || controller === 'aws-load-balancer-controller')
      ? NETWORK
      : undefined,
  notHeld: (way, beside, topology) => [
    ...ofBalancer(way),
    ...ofTargets(way, topology),
    ...ofService(way, beside, topology),
  ],
  // UDP always keeps it; TCP to pod addresses where that is written.
  callerAddress: (entrance, { layer4: carried }) =>
    carried?.transport === 'UDP' || keepsAddress(entrance) ? 'kept' : 'replaced',
}

/** Source ranges need the caller's address as well. */
export const keepsAddress = ({ sourceRanges, routes }: Pick<Entrance, 'sourceRanges' | 'routes'>): boolean =>
  sourceRanges.length > 0 || routes.some((route) => route.layer4?.preserveClientIP === true)

function ofBalancer({ exposure, port, sourceRanges }: Way): Blocker[] {
  const blockers: Blocker[] = []
  if (exposure.staticIP !== false) {
    blockers.push({
      code: 'STATIC_ADDRESS',
      because: 'a LoadBalancerConfiguration names an address together with its subnet, and subnets are not known here',
      source: CONFIGURATION,
    })
  }
  if (sourceRanges.some((range) => range.includes(':'))) {
    blockers.push({
      code: 'IPV6_RANGES',
      because: 'IPv6 networks are allowed, and the load balancer has IPv4 addresses only',
      source: CONFIGURATION,
    })
  }
  if (exposure.idleTimeoutSeconds !== undefined && port.transport === 'UDP') {
    blockers.push({
      code: 'IDLE_TIMEOUT',
      because: 'only TCP listeners have an idle timeout to set',
      source: 'docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html',
    })
  }
  return blockers
}

/** Health is asked over TCP, also where the traffic is UDP. */
function ofTargets({ workload, port }: Way, { workloads }: Topology): Blocker[] {
  const probe = workloads[workload]?.probe
  const probed = probe === undefined ? undefined : workloads[workload]?.ports[probe.port]
  if (port.transport !== 'UDP' || probed?.transport === 'TCP') return []
  return [
    {
      code: 'NO_HEALTH_CHECK_PORT',
      because: 'a Network Load Balancer asks over TCP how pods are, and no probe names a TCP port',
      source: 'docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html',
    },
  ]
}

/** One TargetGroupConfiguration holds for all target groups of the one Service behind. */
function ofService(way: Way, beside: readonly Way[], { target }: Topology): Blocker[] {
  const blockers: Blocker[] = []
  const routesHttp = (other: Way) =>
    layer7Blockers(other).length === 0 && (needsLayer7(other) || Object.keys(target.entrances).length > 0)
  if (beside.some(routesHttp)) {
    blockers.push({
      code: 'LAYER_7_BESIDE',
      because: 'HTTP goes to the same workload, and target groups of both layers cannot be configured alike',
      source: TARGETS,
    })
  }
  const carried = beside.filter((other) => layer7Blockers(other).length > 0)
  if (carried.some((other) => targetsOf(other) !== targetsOf(way))) {
    blockers.push({
      code: 'TARGETS_DIFFER',
      because:
        'its ways in differ in stickiness, or in whether the caller’s address must be kept (as for allowed networks), and target groups are configured alike',
      source: TARGETS,
    })
  }
  if (carried.some((other) => other.scheme === way.scheme && isSameNumber(other, way))) {
    blockers.push({
      code: 'BOTH_TRANSPORTS',
      because: 'TCP and UDP on one number are one listener, which sends both to either target group',
      source: `${GATEWAYS}/l4gateway.md (Combined Protocols)`,
    })
  }
  return blockers
}

const isSameNumber = (one: Way, other: Way): boolean =>
  one.exposure.listen === other.exposure.listen && one.port.transport !== other.port.transport

const targetsOf = ({ exposure, sourceRanges }: Way): string =>
  JSON.stringify([exposure.preserveClientIP || sourceRanges.length > 0, exposure.sticky?.by])
