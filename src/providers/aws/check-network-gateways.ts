// What is known to go wrong with Network Load Balancers that are made from a Gateway. What such a Gateway cannot hold is not made one
// (`layer4.ts`). Sources: kubernetes-sigs/aws-load-balancer-controller v3.5.0 docs/guide/gateway;
// docs.aws.amazon.com/elasticloadbalancing/latest/network.
import { type Entrance, referenceTo } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { idleTimeoutClamped, longConnectionsCut, pathOf } from '../findings.ts'
import { nlbIdleTimeout } from './annotate.ts'
import { checkNetworkGatewayLimits } from './check-limits.ts'
import { zonesWithoutPods } from './findings.ts'

const IDLE_DOCS = 'docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html'

export function checkNetworkGateway(entrance: Entrance, topology: Topology): Finding[] {
  const path = pathOf.entrance(entrance)
  const name = referenceTo.entrance(entrance)
  const wanted = entrance.idleTimeoutSeconds
  return [
    ...checkStickiness(entrance),
    ...zonesWithoutPods(name, { path, fixed: false, workload: entrance.routes[0]?.workload, topology }),
    ...checkNetworkGatewayLimits(entrance, topology),
    ...idleTimeoutClamped(name, wanted, nlbIdleTimeout(wanted ?? 0), { path, source: IDLE_DOCS }),
    ...longConnectionsCut(entrance, {
      cut: 'a Network Load Balancer drops what is silent for 350 s',
      source: IDLE_DOCS,
    }),
  ]
}

const checkStickiness = (entrance: Entrance): Finding[] =>
  entrance.routes.some(({ sticky }) => sticky?.by === 'clientIP')
    ? [
        {
          code: 'STICKINESS_HAS_NO_DURATION',
          severity: 'info',
          path: pathOf.entrance(entrance),
          message: `${referenceTo.entrance(entrance)}: callers are kept to a pod by stickiness of the target group, whose duration cannot be set.`,
          source: 'docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html',
        },
      ]
    : []
