// How traffic gets into a cluster on one's own machines: MetalLB, kube-vip and Cilium bring the packets of an address to a node as they
// are, and kube-proxy, or Cilium in its place, goes on from there (metallb.io/usage/#traffic-policies). Gateways are proxies behind that.
import type { Provider } from '../../domain/provider.ts'

export const arrival: Provider['arrival'] = {
  service: () => ({ at: 'nodes', callerAddress: 'kept', tls: 'passed' }),
  entrance: () => 'proxy',
}
