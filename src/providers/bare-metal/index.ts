// One's own machines: what MetalLB, kube-vip or Cilium make of a LoadBalancer Service, if one is installed. See README.md.
import type { Price } from '../../domain/estimate/price-book.ts'
import type { Provider } from '../../domain/provider.ts'
import { GATEWAY_CLASSES, gatewayClassOf } from '../in-cluster-gateways.ts'
import { backend, entrance, service } from './annotate.ts'
import { annotations } from './annotations.ts'
import { arrival } from './arrival.ts'
import { charge } from './charge.ts'
import { check } from './check.ts'
import prices from './prices.json' with { type: 'json' }
import { provision } from './provision.ts'

export const bareMetal: Provider = {
  id: 'bare-metal',
  title: 'Bare metal',
  currency: 'USD',
  regionRequired: false,
  controllers: Object.keys(GATEWAY_CLASSES),
  prices: prices as Price[],
  limits: [],
  entranceClass: ({ target }) => (target.loadBalancers === 'none' ? undefined : gatewayClassOf(target.controller)),
  refuses: ({ class: name }) =>
    /(?:^|[-.])alb(?:$|[-.])|^(?:gce|gke-|azure-|approuting-|webapprouting)/.test(name)
      ? `class ${name} belongs to a cloud`
      : undefined,
  mixesTransports: () => true,
  canMake: (type, { target }) =>
    type !== 'LoadBalancer' || ['metallb', 'kube-vip', 'cilium'].includes(target.loadBalancers),
  arrival,
  provision,
  charge,
  annotate: { service, entrance, backend },
  annotations,
  kinds: new Map(),
  check,
}
