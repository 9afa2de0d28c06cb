// Published limits of DigitalOcean's load balancers. How many of them an account may have is settled for each account.
import type { Limit } from '../../domain/provider.ts'

export const limits: readonly Limit[] = [
  {
    product: 'load-balancer-regional',
    item: 'nodes',
    value: 200,
    adjustable: true,
    source: 'docs.digitalocean.com/products/networking/load-balancers/how-to/scale',
  },
]
