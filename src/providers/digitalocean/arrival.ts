// How traffic gets from what DigitalOcean makes into the cluster. A network load balancer hands packets to nodes as they are, to the
// Service's own port; a regional one is a proxy before the node ports (digitalocean/digitalocean-cloud-controller-manager
// cloud-controller-manager/do/loadbalancers.go, buildRegionalNetworkForwardingRule and buildForwardingRule). Gateways are proxies in pods
// behind a regional one.
import type { Provider } from '../../domain/provider.ts'
import { isTlsEnded, typeOf } from './balancer.ts'

export const arrival: Provider['arrival'] = {
  service: (service) =>
    typeOf(service) === 'REGIONAL_NETWORK'
      ? { at: 'nodes', callerAddress: 'kept', tls: 'passed' }
      : { at: 'node-ports', callerAddress: 'replaced', tls: isTlsEnded(service) ? 'ended' : 'passed' },
  entrance: () => 'proxy-on-node-port',
}
