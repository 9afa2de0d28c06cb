// How traffic gets from Scaleway's load balancers into the cluster: they are proxies that open connections of their own to node ports
// (scaleway/scaleway-cloud-controller-manager scaleway/loadbalancers.go, servicePortToBackend). Gateways are proxies behind that.
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
