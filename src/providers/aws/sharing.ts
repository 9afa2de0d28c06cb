// What workloads take on behind one Application Load Balancer. Sources: kubernetes-sigs/aws-load-balancer-controller v3.5.0
// docs/guide/ingress/annotations.md (IngressGroup, exclusive annotations) and its issues 1839 and 3262; docs.aws.amazon.com.
import type { Risk } from '../../domain/consolidation/consolidation.ts'
import type { Entrance } from '../../domain/design/design.ts'
import { isAtLayer4 } from '../../domain/design/layer4.ts'
import { listed } from '../../domain/design/rule.ts'
import type { SharedEntrances } from '../../domain/provider.ts'
import { isControllersGateway } from './annotate-entrances.ts'
import { objectsOf } from './annotate-ingress.ts'
import { isApplicationLoadBalancer } from './provision.ts'

/** docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html */
const IDLE_SECONDS = 60

const isBalancer = (entrance: Entrance): boolean => isApplicationLoadBalancer(entrance) && !isAtLayer4(entrance)

export const shared: SharedEntrances = {
  cutAfter: (entrance) =>
    isBalancer(entrance)
      ? { seconds: IDLE_SECONDS, cut: `an Application Load Balancer drops what is silent for ${IDLE_SECONDS} s` }
      : undefined,
  // A target group is made for each Service and port.
  cookieOf: (entrance, topology) =>
    isBalancer(entrance) && (entrance.api === 'ingress' || isControllersGateway(entrance, topology))
      ? 'Service'
      : undefined,
  risks: (entrance, topology) => {
    const grouped =
      entrance.api === 'ingress' &&
      isBalancer(entrance) &&
      objectsOf(entrance) > 1 &&
      topology.target.controller !== 'eks-auto-mode'
    return grouped ? [settingsOfGroup(entrance)] : []
  },
}

function settingsOfGroup(entrance: Entrance): Risk {
  const namespaces = [...new Set(entrance.routes.map((route) => route.namespace))].sort()
  return {
    code: 'ALL_OR_NOTHING_SETTINGS',
    affects: [...new Set(entrance.routes.map((route) => route.workload))].sort(),
    text: `${entrance.name} is ${objectsOf(entrance)} Ingresses of one IngressGroup. Scheme, TLS policy, web firewall, idle timeout and other settings are one for all of them: a second value on any one Ingress halts changes to the whole group until it is taken back.`,
    check: `kubectl get events -A --field-selector reason=FailedBuildModel (none must come), and: who may annotate an Ingress in ${listed(namespaces)}?`,
  }
}
