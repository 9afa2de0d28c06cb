// The kinds of the AWS controllers that are checked, ours among them: one row for each, in every version a cluster serves.
// Sources: kubernetes-sigs/aws-load-balancer-controller v3.5.0 apis/gateway/v1, config/crd; the EKS user guide on Auto Mode.
import { type KindCatalogue, kindRows } from '../../domain/manifests/validation/kinds.ts'
import type { Say } from '../../domain/manifests/validation/report.ts'
import { checkLoadBalancerConfiguration, loadBalancerConfiguration, targetGroupConfiguration } from './kinds-gateway.ts'
import {
  autoModeIngressClassParams,
  checkIngressClassParams,
  ingressClassParams,
  targetGroupBinding,
} from './kinds-ingress.ts'
import { checkListenerRuleConfiguration, listenerRuleConfiguration } from './kinds-listener-rule.ts'

/** Served and stored since v3.5.0 of the controller, which still serves v1beta1 and calls it deprecated. */
export const GATEWAY_GROUP = 'gateway.k8s.aws'
export const GATEWAY_VERSION = `${GATEWAY_GROUP}/v1`
const GATEWAY_VERSIONS = [GATEWAY_VERSION, `${GATEWAY_GROUP}/v1beta1`]

function sayOutdated({ apiVersion }: { apiVersion?: string | undefined }, say: Say): void {
  if (apiVersion !== `${GATEWAY_GROUP}/v1beta1`) return
  say.warning('/apiVersion', 'API_VERSION_DEPRECATED', `is outdated; use ${GATEWAY_VERSION}`)
}

export const kinds: KindCatalogue = new Map([
  ...kindRows(GATEWAY_VERSIONS, 'LoadBalancerConfiguration', {
    schema: loadBalancerConfiguration,
    check: (object, say, circumstances) => {
      sayOutdated(object, say)
      checkLoadBalancerConfiguration(object, say, circumstances)
    },
  }),
  ...kindRows(GATEWAY_VERSIONS, 'TargetGroupConfiguration', {
    schema: targetGroupConfiguration,
    check: sayOutdated,
  }),
  ...kindRows(GATEWAY_VERSIONS, 'ListenerRuleConfiguration', {
    schema: listenerRuleConfiguration,
    check: (object, say, circumstances) => {
      sayOutdated(object, say)
      checkListenerRuleConfiguration(object, say, circumstances)
    },
  }),
  ...kindRows(['elbv2.k8s.aws/v1beta1'], 'IngressClassParams', {
    schema: ingressClassParams,
    check: checkIngressClassParams,
    scope: 'Cluster',
  }),
  ...kindRows(['eks.amazonaws.com/v1'], 'IngressClassParams', { schema: autoModeIngressClassParams, scope: 'Cluster' }),
  ...kindRows(['elbv2.k8s.aws/v1beta1'], 'TargetGroupBinding', { schema: targetGroupBinding }),
])
