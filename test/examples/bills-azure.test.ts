// Bills of Azure worked out by hand from its formulas and the prices that ship: of a Standard Load Balancer the first five rules
// together cost 0.025 an hour, each further one 0.01, a GB 0.005, an address 0.005 an hour; of an Application Gateway v2 in eastus the
// hour costs 0.20 (0.36 with WAF) and a capacity unit 0.008 (0.0144).
// Sources: azure.microsoft.com/pricing/details; MicrosoftDocs/azure-docs articles/application-gateway/understanding-pricing.md.
import { describe } from 'vitest'
import { HOURS, works } from '../domain/estimate/billing.ts'

const bill = (...loadBalancers: object[]) => ({ provider: 'azure', region: 'eastus', loadBalancers })
const standard = (more: object = {}) => ({ product: 'load-balancer-standard', rules: 1, ...more })
const gateway = (more: object = {}) => ({ product: 'application-gateway-standard-v2', ...more })
const guarded = (more: object = {}) => ({ product: 'application-gateway-waf-v2', ...more })
const leaving = (gbOutPerMonth: number) => bill({ product: 'data-transfer', gbOutPerMonth })

describe('a Standard Load Balancer pays for its rules', () => {
  works([
    ['none', () => HOURS * 0, '0.00', bill(standard({ rules: 0 }))],
    ['one', () => HOURS * 0.025, '18.25', bill(standard())],
    ['five cost the same', () => HOURS * 0.025, '18.25', bill(standard({ rules: 5 }))],
    ['six', () => HOURS * (0.025 + 1 * 0.01), '25.55', bill(standard({ rules: 6 }))],
    ['250', () => HOURS * (0.025 + (250 - 5) * 0.01), '1806.75', bill(standard({ rules: 250 }))],
    [
      'two balancers of three rules share nothing',
      () => 2 * HOURS * 0.025,
      '36.50',
      bill(standard({ rules: 3, count: 2 })),
    ],
    [
      'four where three are in use',
      () => HOURS * (3 + 4 - 5) * 0.01,
      '14.60',
      { ...bill(standard({ rules: 4 })), inUse: { loadBalancerRules: 3 } },
    ],
    [
      'one where five are in use',
      () => HOURS * 1 * 0.01,
      '7.30',
      { ...bill(standard()), inUse: { loadBalancerRules: 5 } },
    ],
    [
      'rules in use are those of one balancer: another one pays its own first price',
      () => HOURS * 0 + HOURS * 0.025,
      '18.25',
      { ...bill(standard({ count: 2 })), inUse: { loadBalancerRules: 3 } },
    ],
    [
      'of two the one of most rules is taken for it, wherever it is listed',
      () => HOURS * 0.025 + HOURS * (3 + 6 - 5) * 0.01,
      '47.45',
      { ...bill(standard(), standard({ rules: 6 })), inUse: { loadBalancerRules: 3 } },
    ],
    [
      'and so does an internal one',
      () => HOURS * 0.025,
      '18.25',
      { ...bill(standard({ scheme: 'internal' })), inUse: { loadBalancerRules: 5 } },
    ],
    [
      'bytes both ways',
      () => HOURS * 0.025 + (1000 + 2000) * 0.005,
      '33.25',
      bill(standard({ gbInPerMonth: 1000, gbOutPerMonth: 2000 })),
    ],
    ['two addresses', () => HOURS * 0.025 + 2 * HOURS * 0.005, '25.55', bill(standard({ addresses: 2 }))],
    [
      'an address of the government’s costs more',
      () => HOURS * 0.00625,
      '4.56',
      { ...bill({ product: 'public-ip', addresses: 1 }), region: 'usgovvirginia' },
    ],
  ])
})

describe('an Application Gateway v2 pays for its hours and for the capacity it uses or reserves most', () => {
  works([
    ['idle', () => HOURS * 0.2, '146.00', bill(gateway())],
    [
      'connections, 2,500 a unit',
      () => HOURS * (0.2 + (10_000 / 2500) * 0.008),
      '169.36',
      bill(gateway({ activeConnections: 10_000 })),
    ],
    ['Mbps, 2.22 a unit', () => HOURS * (0.2 + (88.8 / 2.22) * 0.008), '379.60', bill(gateway({ mbps: 88.8 }))],
    [
      'Mbps of the bytes of a month; parts of a unit count',
      () => HOURS * (0.2 + ((1000 * 8000) / (HOURS * 3600) / 2.22) * 0.008),
      '154.01',
      bill(gateway({ gbInPerMonth: 400, gbOutPerMonth: 600 })),
    ],
    ['compute units', () => HOURS * (0.2 + 3 * 0.008), '163.52', bill(gateway({ computeUnits: 3 }))],
    ['two instances reserve twenty', () => HOURS * (0.2 + 2 * 10 * 0.008), '262.80', bill(gateway({ instances: 2 }))],
    [
      'thirty reserved, forty used',
      () => HOURS * (0.2 + Math.max(3 * 10, 40) * 0.008),
      '379.60',
      bill(gateway({ minimumInstances: 3, capacityUnits: 40 })),
    ],
    ['with WAF', () => HOURS * (0.36 + 5 * 0.0144), '315.36', bill(guarded({ computeUnits: 5 }))],
    ['with WAF, two instances', () => HOURS * (0.36 + 2 * 10 * 0.0144), '473.04', bill(guarded({ instances: 2 }))],
  ])
})

describe('bytes that leave over Microsoft’s network', () => {
  works([
    ['100 GB for nothing', () => 100 * 0, '0.00', leaving(100)],
    ['the whole first tier', () => (10_335 - 100) * 0.087, '890.45', leaving(10_335)],
    ['the second', () => 10_235 * 0.087 + (51_295 - 10_335) * 0.083, '4290.13', leaving(51_295)],
    ['the third', () => 10_235 * 0.087 + 40_960 * 0.083 + (153_695 - 51_295) * 0.07, '11458.13', leaving(153_695)],
    [
      'the last',
      () => 10_235 * 0.087 + 40_960 * 0.083 + 102_400 * 0.07 + (200_000 - 153_695) * 0.05,
      '13773.38',
      leaving(200_000),
    ],
    [
      'the free GB are free once for the account',
      () => (80 + 80 - 100) * 0.087,
      '5.22',
      bill({ product: 'data-transfer', gbOutPerMonth: 80, count: 2 }),
    ],
  ])
})
