// Published limits that cap sharing. Sources: kubernetes-sigs/cloud-provider-azure, MicrosoftDocs/azure-docs includes.
import type { Limit } from '../../domain/provider.ts'

const CPAZ = 'kubernetes-sigs/cloud-provider-azure pkg/consts/consts.go (MaximumLoadBalancerRuleCount)'
const AGC = 'MicrosoftDocs/azure-docs includes/application-gateway-for-containers-limits.md (2024-02)'

export const limits: readonly Limit[] = [
  { product: 'load-balancer-standard', item: 'rules', value: 250, adjustable: true, source: CPAZ },
  {
    product: 'load-balancer-standard',
    item: 'frontends',
    value: 600,
    adjustable: false,
    source: 'learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits',
  },
  { product: 'application-gateway-for-containers', item: 'certificates', value: 100, adjustable: false, source: AGC },
  { product: 'application-gateway-for-containers', item: 'listeners', value: 200, adjustable: false, source: AGC },
]
