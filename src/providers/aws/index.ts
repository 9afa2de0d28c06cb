// Amazon Web Services: what it creates, counts, reads and limits. See README.md.
import type { Price } from '../../domain/estimate/price-book.ts'
import type { Provider } from '../../domain/provider.ts'
import { gatewayKinds } from '../gateway-kinds.ts'
import { service } from './annotate.ts'
import { backend, entrance } from './annotate-entrances.ts'
import { annotations, entranceOf } from './annotations.ts'
import { arrival } from './arrival.ts'
import { billed, dataTransfer } from './billed.ts'
import { charge } from './charge.ts'
import { check } from './check.ts'
import { entranceClass, isNetworkGateway, refuses } from './entrance-class.ts'
import { kinds } from './kinds.ts'
import { layer4 } from './layer4.ts'
import { limits } from './limits.ts'
import prices from './prices.json' with { type: 'json' }
import { isApplicationLoadBalancer, provision } from './provision.ts'
import { shared } from './sharing.ts'

export const aws: Provider = {
  id: 'aws',
  title: 'Amazon Web Services',
  currency: 'USD',
  regionRequired: true,
  controllers: ['aws-load-balancer-controller', 'eks-auto-mode', 'aws-cloud-provider'],
  prices: prices as Price[],
  limits,
  // No TLSRoute on class nlb: it does not route by the server name (kubernetes-sigs/aws-load-balancer-controller
  // docs/guide/gateway/{l4gateway,l7gateway,listenersets}.md).
  gatewayKinds: (entrance) => {
    if (entrance.api === 'gateway' && isApplicationLoadBalancer(entrance)) return ['GRPCRoute', 'ListenerSet']
    return isNetworkGateway(entrance) ? ['TCPRoute', 'UDPRoute'] : gatewayKinds(entrance)
  },
  layer4,
  entranceClass,
  refuses,
  mixesTransports: ({ target }) => target.controller !== 'aws-cloud-provider',
  canMake: (type, { target }) => type !== 'LoadBalancer' || target.loadBalancers !== 'none',
  arrival,
  provision,
  billed,
  countsInUse: [],
  sharesLoad: true,
  dataTransfer,
  charge,
  annotate: { service, entrance, backend },
  annotations,
  kinds,
  entranceOf,
  shared,
  check,
}
