// Published limits of NodeBalancers. Sources: techdocs.akamai.com (Linode API changelog of 2026-09-30);
// linode/linode-cloud-controller-manager cloud/linode/services/firewalls.go.
import type { Limit } from '../../domain/provider.ts'

const CHANGELOG = 'techdocs.akamai.com/linode-api/changelog/sep-30-2026-nodebalancers-and-flexible-backend-connectivity'
const FIREWALLS = 'linode/linode-cloud-controller-manager cloud/linode/services/firewalls.go'

export const limits: readonly Limit[] = [
  { product: 'nodebalancer', item: 'connections', value: 10_000, adjustable: false, source: CHANGELOG },
  { product: 'nodebalancer', item: 'backends per port', value: 1000, adjustable: false, source: CHANGELOG },
  { product: 'nodebalancer', item: 'firewall rules', value: 25, adjustable: false, source: FIREWALLS },
  { product: 'nodebalancer', item: 'addresses of a firewall rule', value: 255, adjustable: false, source: FIREWALLS },
  { product: 'nodebalancer-premium', item: 'connections', value: 100_000, adjustable: false, source: CHANGELOG },
  { product: 'nodebalancer-premium', item: 'UDP connections', value: 80_000, adjustable: false, source: CHANGELOG },
  { product: 'nodebalancer-premium', item: 'backends per port', value: 2000, adjustable: false, source: CHANGELOG },
]
