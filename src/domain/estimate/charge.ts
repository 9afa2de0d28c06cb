// What a cloud counts. A provider returns charges; the domain looks up what a unit costs and multiplies.
import type { LoadBalancer } from '../design/design.ts'
import type { Decimal } from '../money.ts'
import type { Topology } from '../topology/index.ts'

/** Load on something over a month: averages while it lasts, and bytes in total. */
export type Load = {
  requestsPerSecond: Decimal
  newConnectionsPerSecond: Decimal
  activeConnections: Decimal
  gbIn: Decimal
  gbOut: Decimal
  /** Hours of the month the averages hold for. */
  hours: Decimal
}

/** The load of what one load balancer carries, by what carries it. */
export type Usage = {
  hours: Decimal
  loadOf: (reference: string) => Load
}

export type ListenerProtocol = NonNullable<LoadBalancer['listeners']>[number]['protocol']

/** What only a bill that is stated says of a balancer: nothing a design makes has any of it. */
export type Stated = Partial<Record<(typeof STATED)[number], Decimal>>
export const STATED = [
  'trustStores',
  'capacityUnits',
  'instances',
  'minimumInstances',
  'computeUnits',
  'frontends',
  'associations',
  'proxies',
  'mbps',
  'ruleEvaluationsPerSecond',
  'crossZoneGb',
] as const

export const USAGE_FIELDS = [
  'requestsPerSecond',
  'newConnectionsPerSecond',
  'activeConnections',
  'gbInPerMonth',
  'gbOutPerMonth',
] as const
export type UsageField = (typeof USAGE_FIELDS)[number]

/** A product that a bill may name, with everything of it that is counted. What is not counted is refused, not ignored. */
export type BilledProduct = {
  product: string
  title: string
  counts: readonly (UsageField | (typeof STATED)[number] | 'addresses' | 'rules' | 'nodes')[]
  /** Listeners whose loads are counted apart, where they are. */
  protocols?: readonly ListenerProtocol[]
  /** Set where balancers of a region, or of the whole project, are priced together. */
  pool?: 'regional' | 'global'
}

/** A load balancer as it is billed: how long it is there in a month, and what goes through it. */
export type Metered = LoadBalancer & {
  hours: Decimal
  load: Load
  /** The part of the load that falls on listeners of each protocol. */
  byProtocol: ReadonlyMap<ListenerProtocol, Load>
  stated: Stated
}

/** What a provider must look at besides the list itself. */
export type Circumstances = { region?: string | undefined; inUse: Topology['target']['inUse'] }

/** One counted item: so many units of a priced dimension, with the arithmetic in words. */
export type Charge = {
  loadBalancer: LoadBalancer['name']
  item: string
  product: string
  dimension: string
  /** Where the price is looked up; the target's region unless the provider says otherwise. */
  region?: string
  quantity: Decimal
  unit: string
  /** How the quantity came about: "730 h × 3 addresses". */
  formula: string
  /** Of several measures that a unit is the most of, the one that decided. */
  drivenBy?: string
  /** An hourly price that a month's price caps: what is billed when that is less. */
  cap?: { dimension: string; quantity: Decimal; unit: string; formula: string }
  /**
   * Set where the price holds for several balancers together: what of these ones goes into each sum it depends on. Two lists with the
   * same sums cost the same, and a greater sum never costs less.
   */
  pooled?: Record<string, Decimal>
  /** A unit's price that the caller states, in the currency the cloud bills in: in the place of the price book's. */
  price?: { amount: string; source: string }
}
