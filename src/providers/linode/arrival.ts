// How traffic gets from NodeBalancers into the cluster: they open connections of their own to node ports
// (linode/linode-cloud-controller-manager cloud/linode/loadbalancers.go, buildNodeBalancerNodeConfigRebuildOptions); UDP too leaves them
// with their address. Gateways are proxies in pods behind one.
import type { Provider } from '../../domain/provider.ts'
import { isTlsEnded } from './port-settings.ts'

export const arrival: Provider['arrival'] = {
  service: (service) => ({
    at: 'node-ports',
    callerAddress: 'replaced',
    tls: isTlsEnded(service) ? 'ended' : 'passed',
  }),
  entrance: () => 'proxy-on-node-port',
}
