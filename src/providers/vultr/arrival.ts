// How traffic gets from Vultr's load balancers into the cluster: they are proxies that open connections of their own to node ports
// (vultr/vultr-cloud-controller-manager vultr/loadbalancers.go, buildForwardingRule). Gateways are proxies behind that.
import type { Provider } from '../../domain/provider.ts'
import { isTlsEnded } from './annotate.ts'

export const arrival: Provider['arrival'] = {
  service: (service) => ({
    at: 'node-ports',
    callerAddress: 'replaced',
    tls: isTlsEnded(service) ? 'ended' : 'passed',
  }),
  entrance: () => 'proxy-on-node-port',
}
