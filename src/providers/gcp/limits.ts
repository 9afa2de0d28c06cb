// Published limits that cap sharing. Sources: docs.cloud.google.com/load-balancing/docs/quotas, GKE documentation.
import type { Limit } from '../../domain/provider.ts'

const QUOTAS = 'docs.cloud.google.com/load-balancing/docs/quotas'

export const limits: readonly Limit[] = [
  // Of one target proxy, without a certificate map.
  { product: 'application-load-balancer', item: 'certificates', value: 15, adjustable: false, source: QUOTAS },
  {
    product: 'application-load-balancer',
    item: 'backends per backend service',
    value: 50,
    adjustable: false,
    source: QUOTAS,
  },
  {
    product: 'application-load-balancer',
    item: 'endpoints per zonal NEG',
    value: 10_000,
    adjustable: false,
    source: QUOTAS,
  },
  {
    product: 'forwarding-rule',
    item: 'ports of an internal passthrough rule',
    value: 5,
    adjustable: false,
    source: QUOTAS,
  },
]

/**
 * The first minor version all builds of which carry two transports in one Service: GKE does from 1.36.2-gke.1498000 on
 * (cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer).
 */
export const MIXES_TRANSPORTS = 37
