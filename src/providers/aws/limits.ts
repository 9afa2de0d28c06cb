// Published quotas that cap sharing a load balancer. The pages were read in the copy current in November 2026.
import type { Limit } from '../../domain/provider.ts'

const ALB = 'docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html'
const NLB = 'docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html'

export const limits: readonly Limit[] = [
  { product: 'alb', item: 'load balancers per region', value: 50, adjustable: true, source: ALB },
  { product: 'alb', item: 'listeners', value: 50, adjustable: true, source: ALB },
  { product: 'alb', item: 'rules', value: 100, adjustable: true, source: ALB },
  { product: 'alb', item: 'certificates', value: 25, adjustable: true, source: ALB },
  { product: 'alb', item: 'target groups', value: 100, adjustable: false, source: ALB },
  { product: 'alb', item: 'targets', value: 1000, adjustable: true, source: ALB },
  { product: 'nlb', item: 'load balancers per region', value: 50, adjustable: true, source: NLB },
  { product: 'nlb', item: 'listeners', value: 50, adjustable: false, source: NLB },
  { product: 'nlb', item: 'certificates', value: 25, adjustable: true, source: NLB },
  { product: 'nlb', item: 'targets', value: 3000, adjustable: false, source: NLB },
]
