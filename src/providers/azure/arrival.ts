// How traffic gets from what Azure makes into the cluster. Rules of AKS have a floating address: packets reach nodes with the frontend's
// own address and port (kubernetes-sigs/cloud-provider-azure, azure-disable-load-balancer-floating-ip is off unless set). Gateways of
// application routing are Envoys behind such a rule; Application Gateway for Containers sends to pods
// (learn.microsoft.com/azure/application-gateway/for-containers/overview).
import type { Provider } from '../../domain/provider.ts'
import { isFrontend } from './entrance-class.ts'

export const arrival: Provider['arrival'] = {
  service: () => ({ at: 'nodes', callerAddress: 'kept', tls: 'passed' }),
  entrance: (entrance) => (isFrontend(entrance) ? 'pods' : 'proxy'),
}
