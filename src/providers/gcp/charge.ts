// What Google counts: forwarding rules in one pool per project and region (the first five share one price) and in a global pool,
// GiB processed, and proxies of internal Application Load Balancers. Source: cloud.google.com/vpc/network-pricing#lb.
import type { Charge, Circumstances, Metered } from '../../domain/estimate/charge.ts'
import { type Decimal, decimal, maximum, textOf, ZERO } from '../../domain/money.ts'
import { gigabytes } from '../load.ts'
import { gibibytes, reservedAddresses, transferred } from './billed.ts'

export function charge(loadBalancers: readonly Metered[], { region, inUse }: Circumstances): Charge[] {
  // Nothing else that stands beside them says how long rules are there.
  const pooled = loadBalancers.filter(
    ({ pool, product }) => pool !== undefined && product !== 'internal-application-lb',
  )
  const hours = maximum(ZERO, ...pooled.map((loadBalancer) => loadBalancer.hours))
  const rulesIn = (pool: 'regional' | 'global') =>
    pooled
      .filter((loadBalancer) => loadBalancer.pool === pool)
      .reduce((total, loadBalancer) => total + (loadBalancer.rules ?? 0), 0)
  return [
    ...forwardingRules({
      pool: `forwarding rules in ${region}`,
      rules: rulesIn('regional'),
      inUse: inUse.forwardingRulesRegional,
      hours,
    }),
    ...forwardingRules({
      pool: 'global forwarding rules',
      rules: rulesIn('global'),
      inUse: inUse.forwardingRulesGlobal,
      hours,
      region: 'global',
    }),
    ...loadBalancers.flatMap(processed),
    ...transferred(loadBalancers),
  ]
}

const IN_FIRST_PRICE = 5

type Pool = { pool: string; rules: number; inUse: number; hours: Decimal; region?: string }

/** What our rules add to those already there: the first price is paid once, by whoever comes first. */
function forwardingRules({ pool, rules, inUse, hours, region }: Pool): Charge[] {
  const further = Math.max(0, inUse + rules - IN_FIRST_PRICE) - Math.max(0, inUse - IN_FIRST_PRICE)
  const shared = {
    loadBalancer: pool,
    product: 'forwarding-rule',
    unit: 'hour',
    pooled: { [pool]: decimal(rules) },
    ...(region === undefined ? {} : { region }),
  }
  const first = rules > 0 && inUse === 0 ? 1 : 0
  return [
    {
      ...shared,
      item: 'First five forwarding rules, one price together',
      dimension: 'minimum-first-5-rules-hour',
      quantity: hours.times(first),
      formula: `${textOf(hours)} h × ${first}`,
    },
    {
      ...shared,
      item: 'Forwarding rules above five',
      dimension: 'additional-rule-hour',
      quantity: hours.times(further),
      formula: `${textOf(hours)} h × ${further} rules`,
    },
  ]
}

/** Passthrough rules pay for what comes in; proxies (Application Load Balancers) for both directions. */
function processed(loadBalancer: Metered): Charge[] {
  const { load } = loadBalancer
  const data = (item: string, product: string, dimension: string, gb: Decimal): Charge => ({
    loadBalancer: loadBalancer.name,
    item,
    product,
    dimension,
    quantity: gibibytes(gb),
    unit: 'GiB',
    formula: `${textOf(gb)} GB × 10^9 / 2^30`,
  })
  switch (loadBalancer.product) {
    case 'forwarding-rule':
      return [data('Data processed inbound', 'load-balancer', 'data-processed-inbound', load.gbIn)]
    case 'application-load-balancer':
      return [
        data('Data processed inbound', 'load-balancer', 'data-processed-inbound', load.gbIn),
        data('Data processed outbound', 'load-balancer', 'data-processed-outbound', load.gbOut),
      ]
    case 'regional-external-application-lb':
      return [
        data('Data processed inbound', loadBalancer.product, 'data-processed-inbound', load.gbIn),
        data('Data processed outbound', loadBalancer.product, 'data-processed-outbound', load.gbOut),
      ]
    case 'external-ip':
      return [reservedAddresses(loadBalancer)]
    case 'internal-application-lb':
      return [
        ...proxies(loadBalancer),
        data('Data processed', 'internal-application-lb', 'data-processed', gigabytes(load)),
      ]
    default:
      return []
  }
}

// At least three; one carries 18 MB/s, 600 new connections (150 with TLS), 3,000 open ones or 1,400 requests a second.
function proxies({ name, existing, hours, load, listeners = [], stated }: Metered): Charge[] {
  if (existing) return []
  const tls = listeners.some((listener) => listener.protocol === 'HTTPS')
  const megabytesPerSecond = load.hours.isZero()
    ? decimal(0)
    : gigabytes(load).times(1000).dividedBy(load.hours.times(3600))
  const counted = maximum(
    decimal(3),
    megabytesPerSecond.dividedBy(18),
    load.newConnectionsPerSecond.dividedBy(tls ? 150 : 600),
    load.activeConnections.dividedBy(3000),
    load.requestsPerSecond.dividedBy(1400),
  ).ceil()
  const needed = stated.proxies ?? counted
  return [
    {
      loadBalancer: name,
      item: 'Proxy instances',
      product: 'internal-application-lb',
      dimension: 'proxy-instance-hour',
      quantity: hours.times(needed),
      unit: 'proxy instance hour',
      formula: `${textOf(hours)} h × ${textOf(needed)} proxies`,
    },
  ]
}
