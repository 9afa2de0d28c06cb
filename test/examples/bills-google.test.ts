// Bills of Google Cloud worked out by hand from its formulas and the prices that ship: in us-central1 the first five rules together
// cost 0.025 an hour, each further one 0.01, a GiB processed 0.008, a proxy of an internal Application Load Balancer 0.025 an hour.
// Source: cloud.google.com/load-balancing/pricing, cloud.google.com/vpc/network-pricing.
import { describe } from 'vitest'
import { GIB, HOURS, works } from '../domain/estimate/billing.ts'

const bill = (...loadBalancers: object[]) => ({ provider: 'gcp', region: 'us-central1', loadBalancers })
const passthrough = (more: object = {}) => ({ product: 'forwarding-rule', rules: 1, ...more })
const external = (more: object = {}) => ({ product: 'application-load-balancer', rules: 1, ...more })
const internal = (more: object = {}) => ({ product: 'internal-application-lb', ...more })
const leaving = (gib: number) => bill({ product: 'data-transfer', gbOutPerMonth: (gib * 2 ** 30) / 1e9 })

describe('forwarding rules share their first price', () => {
  works([
    ['one', () => HOURS * 0.025, '18.25', bill(passthrough())],
    ['two cost the same', () => HOURS * 0.025, '18.25', bill(passthrough({ rules: 2 }))],
    ['three', () => HOURS * 0.025, '18.25', bill(passthrough({ rules: 3 }))],
    ['four', () => HOURS * 0.025, '18.25', bill(passthrough({ rules: 4 }))],
    ['five', () => HOURS * 0.025, '18.25', bill(passthrough({ rules: 5 }))],
    ['six', () => HOURS * (0.025 + 1 * 0.01), '25.55', bill(passthrough({ rules: 6 }))],
    ['five balancers of a rule each', () => HOURS * 0.025, '18.25', bill(passthrough({ count: 5 }))],
    ['six of them', () => HOURS * (0.025 + 1 * 0.01), '25.55', bill(passthrough({ count: 6 }))],
    [
      'five where three are in use: three above five, and the first price is paid already',
      () => HOURS * (3 + 5 - 5) * 0.01,
      '21.90',
      { ...bill(passthrough({ rules: 5 })), inUse: { forwardingRulesRegional: 3 } },
    ],
    [
      'two where three are in use',
      () => HOURS * 0,
      '0.00',
      { ...bill(passthrough({ rules: 2 })), inUse: { forwardingRulesRegional: 3 } },
    ],
    [
      'one where five are in use',
      () => HOURS * 1 * 0.01,
      '7.30',
      { ...bill(passthrough()), inUse: { forwardingRulesRegional: 5 } },
    ],
    [
      'the global pool is another: rules in use in the region are no matter to it',
      () => HOURS * 0.025,
      '18.25',
      { ...bill(external({ rules: 2 })), inUse: { forwardingRulesRegional: 5 } },
    ],
    ['one in each pool', () => HOURS * 0.025 + HOURS * 0.025, '36.50', bill(passthrough(), external())],
    [
      'six global, HTTP and HTTPS of three balancers',
      () => HOURS * (0.025 + 1 * 0.01),
      '25.55',
      bill(external({ rules: 2, count: 3 })),
    ],
    [
      'six in the Netherlands',
      () => HOURS * (0.0275 + 1 * 0.011),
      '28.11',
      { ...bill(passthrough({ rules: 6 })), region: 'europe-west4' },
    ],
    [
      'for 100 hours, beside proxies that stay all month',
      () => 100 * 0.025 + 3 * HOURS * 0.025,
      '57.25',
      bill(passthrough({ hours: 100 }), internal()),
    ],
  ])
})

describe('bytes are GiB', () => {
  works([
    [
      'a passthrough balancer pays for what comes in',
      () => HOURS * 0.025 + 1024 * 0.008,
      '26.44',
      bill(passthrough({ gbInPerMonth: 1099.511627776 })),
    ],
    [
      'a proxy for both ways',
      () => HOURS * 0.025 + (100 + 900) * GIB * 0.008,
      '25.70',
      bill(external({ gbInPerMonth: 100, gbOutPerMonth: 900 })),
    ],
    [
      'a regional external one in Mumbai',
      () => HOURS * (0.03 + 1 * 0.012) + (400 + 600) * GIB * 0.01,
      '39.97',
      {
        ...bill({ product: 'regional-external-application-lb', rules: 6, gbInPerMonth: 400, gbOutPerMonth: 600 }),
        region: 'asia-south1',
      },
    ],
    ['a TiB that leaves', () => 1024 * 0.12, '122.88', leaving(1024)],
    ['a GiB more', () => 1024 * 0.12 + 1 * 0.11, '122.99', leaving(1025)],
    ['ten TiB', () => 1024 * 0.12 + (10_240 - 1024) * 0.11, '1136.64', leaving(10_240)],
    ['twenty', () => 1024 * 0.12 + 9216 * 0.11 + (20_480 - 10_240) * 0.08, '1955.84', leaving(20_480)],
    [
      'two that leave reach the tier together',
      () => 1024 * 0.12 + (2 * 600 - 1024) * 0.11,
      '142.24',
      bill({ product: 'data-transfer', count: 2, gbOutPerMonth: (600 * 2 ** 30) / 1e9 }),
    ],
    ['between zones', () => 1000 * 0.01, '10.00', bill({ product: 'data-transfer', crossZoneGb: 1000 })],
    [
      'two addresses that nothing uses',
      () => 2 * HOURS * 0.01,
      '14.60',
      bill({ product: 'external-ip', addresses: 2 }),
    ],
  ])
})

describe('an internal Application Load Balancer pays for proxies, three at least', () => {
  works([
    ['idle', () => 3 * HOURS * 0.025, '54.75', bill(internal())],
    [
      '90 MB a second, 18 a proxy',
      () => Math.ceil((236_520 * 1000) / (HOURS * 3600) / 18) * HOURS * 0.025 + 236_520 * GIB * 0.008,
      '1853.46',
      bill(internal({ gbOutPerMonth: 236_520 })),
    ],
    [
      '3,000 new over HTTP, 600 a proxy',
      () => Math.ceil(3000 / 600) * HOURS * 0.025,
      '91.25',
      bill(internal({ newConnectionsPerSecond: 3000 })),
    ],
    [
      '900 new over HTTPS, 150 a proxy',
      () => Math.ceil(900 / 150) * HOURS * 0.025,
      '109.50',
      bill(internal({ https: { newConnectionsPerSecond: 900 } })),
    ],
    [
      '9,001 open, 3,000 a proxy',
      () => Math.ceil(9001 / 3000) * HOURS * 0.025,
      '73.00',
      bill(internal({ activeConnections: 9001 })),
    ],
    [
      '7,000 requests a second, 1,400 a proxy',
      () => Math.ceil(7000 / 1400) * HOURS * 0.025,
      '91.25',
      bill(internal({ requestsPerSecond: 7000 })),
    ],
    ['as many as are stated', () => 4 * HOURS * 0.025, '73.00', bill(internal({ proxies: 4 }))],
  ])
})
