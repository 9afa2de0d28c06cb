// How traffic gets from what Oracle makes into the cluster: back ends of both load balancers are node ports. The network load balancer
// keeps the caller's address only under externalTrafficPolicy: Local (oracle/oci-cloud-controller-manager
// pkg/cloudprovider/providers/oci/load_balancer_spec.go, getBackends and getPreserveSource); the flexible one is a proxy.
import type { Provider } from '../../domain/provider.ts'
import { staysOnNode } from './annotate.ts'
import { isTlsEnded, productOf } from './product.ts'

export const arrival: Provider['arrival'] = {
  service: (service) => ({
    at: 'node-ports',
    callerAddress: productOf(service) === 'network-load-balancer' && staysOnNode(service) ? 'kept' : 'replaced',
    tls: isTlsEnded(service) ? 'ended' : 'passed',
  }),
  entrance: () => 'proxy-on-node-port',
}
