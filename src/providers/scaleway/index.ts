// Scaleway: what it creates, counts, reads and limits. See README.md.
import type { Price } from '../../domain/estimate/price-book.ts'
import type { Provider } from '../../domain/provider.ts'
import { gatewayKinds } from '../gateway-kinds.ts'
import { inClusterGateways } from '../in-cluster-gateways.ts'
import { backend, entrance, service } from './annotate.ts'
import { annotations } from './annotations.ts'
import { arrival } from './arrival.ts'
import { billed } from './billed.ts'
import { charge } from './charge.ts'
import { check } from './check.ts'
import { limits } from './limits.ts'
import prices from './prices.json' with { type: 'json' }
import { provision } from './provision.ts'

export const scaleway: Provider = {
  id: 'scaleway',
  title: 'Scaleway',
  currency: 'EUR',
  regionRequired: true,
  ...inClusterGateways,
  prices: prices as Price[],
  limits,
  // TCP is all it carries: what is over another transport must not share a Service that works.
  mixesTransports: () => false,
  gatewayKinds,
  arrival,
  provision,
  billed,
  countsInUse: [],
  charge,
  annotate: { service, entrance, backend },
  annotations,
  kinds: new Map(),
  check,
}
