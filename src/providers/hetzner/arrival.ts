// How traffic gets from what Hetzner makes into the cluster: its load balancer is a proxy that opens connections of its own to a node
// port of each node (hetznercloud/hcloud-cloud-controller-manager internal/hcops/load_balancer.go, DestinationPort), so that packets
// carry the balancer's address. Gateways are proxies in the cluster behind such a balancer.
import type { Provider } from '../../domain/provider.ts'
import { protocolOf } from './annotate.ts'

export const arrival: Provider['arrival'] = {
  service: (service) => ({
    at: 'node-ports',
    callerAddress: 'replaced',
    tls: protocolOf(service) === 'https' ? 'ended' : 'passed',
  }),
  entrance: () => 'proxy-on-node-port',
}
