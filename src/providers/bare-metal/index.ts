// One's own machines: what MetalLB, kube-vip or Cilium make of a LoadBalancer Service, if one is installed. See README.md.
import type { Price } from '../../domain/estimate/price-book.ts'
import type { EntranceClass, Provider } from '../../domain/provider.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { gatewayKinds } from '../gateway-kinds.ts'
import { GATEWAY_CLASSES, gatewayClassOf } from '../in-cluster-gateways.ts'
import { layer4Gateways } from '../layer4-gateways.ts'
import { backend, entrance, service } from './annotate.ts'
import { annotations } from './annotations.ts'
import { arrival } from './arrival.ts'
import { billed } from './billed.ts'
import { charge } from './charge.ts'
import { check } from './check.ts'
import { gatewayController, givesAddresses } from './implementation.ts'
import prices from './prices.json' with { type: 'json' }
import { provision } from './provision.ts'

const entranceClass = (topology: Topology): EntranceClass | undefined =>
  givesAddresses(topology) ? gatewayClassOf(gatewayController(topology)) : undefined

export const bareMetal: Provider = {
  id: 'bare-metal',
  title: 'Bare metal',
  currency: 'USD',
  regionRequired: false,
  controllers: Object.keys(GATEWAY_CLASSES),
  prices: prices as Price[],
  limits: [],
  entranceClass,
  refuses: ({ class: name }) =>
    /(?:^|[-.])alb(?:$|[-.])|^(?:gce|gke-|azure-|approuting-|webapprouting)/.test(name)
      ? `class ${name} belongs to a cloud`
      : undefined,
  gatewayKinds,
  layer4: layer4Gateways(entranceClass),
  mixesTransports: () => true,
  canMake: (type, topology) => type !== 'LoadBalancer' || givesAddresses(topology),
  arrival,
  provision,
  billed,
  countsInUse: [],
  sharesLoad: true,
  charge,
  annotate: { service, entrance, backend },
  annotations,
  kinds: new Map(),
  check,
}
