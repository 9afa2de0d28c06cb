// Published limits that cap sharing. Sources: kubernetes-sigs/cloud-provider-azure, MicrosoftDocs/azure-docs includes.
import type { Limit } from '../../domain/provider.ts'

const MULTIPLE = 'kubernetes-sigs/cloud-provider-azure docs (multislb.md)'
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
  // Of one network interface: what the platform takes of one node, whatever the controller's own cap.
  { product: 'load-balancer-standard', item: 'rules of one node', value: 300, adjustable: false, source: MULTIPLE },
  {
    product: 'load-balancer-standard',
    item: 'private link services',
    value: 8,
    adjustable: false,
    source: 'kubernetes-sigs/cloud-provider-azure docs (pls-integration.md)',
  },
  { product: 'application-gateway-for-containers', item: 'associations', value: 1, adjustable: false, source: AGC },
  { product: 'application-gateway-for-containers', item: 'certificates', value: 100, adjustable: false, source: AGC },
  { product: 'application-gateway-for-containers', item: 'front ends', value: 5, adjustable: false, source: AGC },
  { product: 'application-gateway-for-containers', item: 'listeners', value: 200, adjustable: false, source: AGC },
  { product: 'application-gateway-for-containers', item: 'rules', value: 200, adjustable: false, source: AGC },
  { product: 'application-gateway-for-containers', item: 'services', value: 100, adjustable: false, source: AGC },
]
