// How traffic gets from what Google makes into the cluster. Passthrough balancers hand packets to nodes as they are, with the balancer's
// own address and port (cloud.google.com/load-balancing/docs/network/networklb-backend-service); Application Load Balancers send to pod
// addresses (cloud.google.com/kubernetes-engine/docs/concepts/container-native-load-balancing).
import type { Provider } from '../../domain/provider.ts'
import { isManaged } from './provision.ts'

export const arrival: Provider['arrival'] = {
  service: () => ({ at: 'nodes', callerAddress: 'kept', tls: 'passed' }),
  entrance: (entrance) => (isManaged(entrance) ? 'pods' : 'proxy'),
}
