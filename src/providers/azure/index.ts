// Microsoft Azure: what it creates, counts, reads and limits. See README.md.
import type { Price } from '../../domain/estimate/price-book.ts'
import type { Provider } from '../../domain/provider.ts'
import { gatewayKinds } from '../gateway-kinds.ts'
import { backend, entrance, routes, service } from './annotate.ts'
import { annotations } from './annotations.ts'
import { arrival } from './arrival.ts'
import { billed, dataTransfer } from './billed.ts'
import { charge } from './charge.ts'
import { check } from './check.ts'
import { entranceClass, FRONTEND_READS, GATEWAY_FOR_CONTAINERS, isFrontend, refuses } from './entrance-class.ts'
import { kinds } from './kinds.ts'
import { limits } from './limits.ts'
import prices from './prices.json' with { type: 'json' }
import { provision } from './provision.ts'

export const azure: Provider = {
  id: 'azure',
  title: 'Microsoft Azure',
  currency: 'USD',
  regionRequired: true,
  controllers: ['cloud-provider-azure', GATEWAY_FOR_CONTAINERS],
  prices: prices as Price[],
  limits,
  entranceClass,
  refuses,
  // Istio as AKS runs it reads TLSRoute from 1.30 on, which AKS does not have yet (MicrosoftDocs/azure-aks-docs
  // app-routing-gateway-api.md).
  gatewayKinds: (entrance) =>
    entrance.api !== 'gateway'
      ? []
      : isFrontend(entrance)
        ? FRONTEND_READS
        : /^(?:approuting-istio|istio)$/.test(entrance.class)
          ? ['GRPCRoute']
          : gatewayKinds(entrance),
  mixesTransports: () => true,
  canMake: (type, { target }) => type !== 'LoadBalancer' || target.loadBalancers !== 'none',
  arrival,
  provision,
  billed,
  countsInUse: ['loadBalancerRules'],
  sharesLoad: true,
  dataTransfer,
  charge,
  annotate: { service, entrance, backend, routes },
  annotations,
  kinds,
  // A RoutePolicy has the cookie (`frontend.ts`); what Istio does by itself is not written.
  shared: { cookieOf: (one) => (isFrontend(one) ? 'route' : undefined) },
  check,
}
