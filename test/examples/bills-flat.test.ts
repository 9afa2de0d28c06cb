// Bills of the clouds that sell balancers by the month or by size, worked out by hand from their formulas and the prices that ship.
// Sources are named in each cloud's prices.json and charge.ts.
import { describe, expect, it } from 'vitest'
import { billFor, HOURS, works } from '../domain/estimate/billing.ts'

const TB_IN_GB = 2 ** 40 / 1e9

describe('DigitalOcean: nodes by the month, which 672 hours reach', () => {
  const bill = (product: string, more: object = {}) => ({
    provider: 'digitalocean',
    loadBalancers: [{ product, ...more }],
  })
  const http = (more: object = {}) => bill('load-balancer-regional-http', more)
  const network = (more: object = {}) => bill('load-balancer-regional-network', more)
  works([
    ['one node is the least', () => 1 * 12, '12.00', http()],
    [
      '10,000 requests a second are one',
      () => Math.ceil(10_000 / 10_000) * 12,
      '12.00',
      http({ requestsPerSecond: 10_000 }),
    ],
    ['one more are two', () => Math.ceil(10_001 / 10_000) * 12, '24.00', http({ requestsPerSecond: 10_001 })],
    ['connections', () => Math.ceil(25_000 / 10_000) * 12, '36.00', http({ activeConnections: 25_000 })],
    ['new TLS connections', () => Math.ceil(251 / 250) * 12, '24.00', http({ newConnectionsPerSecond: 251 })],
    ['seven as they are stated', () => 7 * 12, '84.00', http({ nodes: 7 })],
    ['a network one', () => 1 * 15, '15.00', network()],
    ['of three nodes', () => Math.ceil(30_000 / 10_000) * 15, '45.00', network({ activeConnections: 30_000 })],
    ['a global one is not scaled', () => 15, '15.00', bill('load-balancer-global')],
    ['half a month', () => 2 * 12 * (336 / 672), '12.00', http({ nodes: 2, hours: 336 })],
    ['an hour short of the month', () => 12 * (671 / 672), '11.98', http({ hours: 671 })],
    ['744 hours cost no more', () => 12, '12.00', http({ hours: 744 })],
  ])
})

describe('Linode: hours up to the price of a month', () => {
  const bill = (more: object = {}) => ({ provider: 'linode', loadBalancers: [{ product: 'nodebalancer', ...more }] })
  works([
    ['100 hours', () => 100 * 0.015, '1.50', bill({ hours: 100 })],
    ['666 hours', () => Math.min(666 * 0.015, 10), '9.99', bill({ hours: 666 })],
    ['667 hours', () => Math.min(667 * 0.015, 10), '10.00', bill({ hours: 667 })],
    ['a month', () => Math.min(HOURS * 0.015, 10), '10.00', bill()],
    ['each of three has its own cap', () => 3 * Math.min(HOURS * 0.015, 10), '30.00', bill({ count: 3 })],
  ])
})

describe('Hetzner: hours up to the price of a month, and what leaves above 20 TB; in EUR', () => {
  const bill = (product: string, more: object = {}) => ({
    provider: 'hetzner',
    region: 'fsn1',
    loadBalancers: [{ product, ...more }],
  })
  works([
    ['LB11, 100 hours', () => 100 * 0.012, '1.20', bill('lb11', { hours: 100 })],
    ['LB11, 624 hours', () => Math.min(624 * 0.012, 7.49), '7.49', bill('lb11', { hours: 624 })],
    ['LB11, a month', () => Math.min(HOURS * 0.012, 7.49), '7.49', bill('lb11')],
    ['LB21, 100 hours', () => 100 * 0.0344, '3.44', bill('lb21', { hours: 100 })],
    ['LB21, a month', () => Math.min(HOURS * 0.0344, 21.49), '21.49', bill('lb21')],
    [
      '20 TB are included',
      () => 7.49 + Math.max(0, 20 - 20) * 1,
      '7.49',
      bill('lb11', { gbOutPerMonth: 20 * TB_IN_GB }),
    ],
    ['25 TB', () => 7.49 + (25 - 20) * 1, '12.49', bill('lb11', { gbOutPerMonth: 25 * TB_IN_GB })],
    [
      'each has its own 20 TB',
      () => 2 * (7.49 + Math.max(0, 15 - 20) * 1),
      '14.98',
      bill('lb11', { count: 2, gbOutPerMonth: 15 * TB_IN_GB }),
    ],
    [
      'what stays in a private network is free',
      () => 7.49,
      '7.49',
      bill('lb11', { scheme: 'internal', gbOutPerMonth: 25 * TB_IN_GB }),
    ],
  ])
  it('is in EUR', () => expect(billFor(bill('lb11')).currency).toBe('EUR'))
})

describe('Oracle: 744 hours and 7,440 Mbps-hours are free once for the tenancy', () => {
  const bill = (more: object = {}) => ({
    provider: 'oci',
    loadBalancers: [{ product: 'flexible-load-balancer', ...more }],
  })
  works([
    [
      'one of 10 Mbps',
      () => Math.max(0, HOURS - 744) * 0.0113 + Math.max(0, HOURS * 10 - 7440) * 0.0001,
      '0.00',
      bill(),
    ],
    ['two', () => (2 * HOURS - 744) * 0.0113 + (2 * HOURS * 10 - 7440) * 0.0001, '8.81', bill({ count: 2 })],
    ['one of 100 Mbps', () => (HOURS * 100 - 7440) * 0.0001, '6.56', bill({ mbps: 100 })],
    ['less than 10 Mbps are 10', () => Math.max(0, HOURS * 10 - 7440) * 0.0001, '0.00', bill({ mbps: 3 })],
    ['bytes of a month', () => ((10_000 * 8000) / 3600 - 7440) * 0.0001, '1.48', bill({ gbOutPerMonth: 10_000 })],
    [
      'one beside one that is there',
      () => (HOURS - (744 - HOURS)) * 0.0113 + (HOURS * 10 - (7440 - HOURS * 10)) * 0.0001,
      '8.81',
      { ...bill(), inUse: { loadBalancers: 1 } },
    ],
    [
      'a network load balancer',
      () => HOURS * 0,
      '0.00',
      { provider: 'oci', loadBalancers: [{ product: 'network-load-balancer' }] },
    ],
  ])
})

describe('Vultr: nodes by the month, which 672 hours reach', () => {
  const bill = (more: object = {}) => ({ provider: 'vultr', loadBalancers: [{ product: 'load-balancer', ...more }] })
  works([
    ['one', () => 10, '10.00', bill()],
    ['three nodes', () => 3 * 10, '30.00', bill({ nodes: 3 })],
    ['four balancers', () => 4 * 10, '40.00', bill({ count: 4 })],
    ['half a month', () => 10 * (336 / 672), '5.00', bill({ hours: 336 })],
  ])
})

describe('Scaleway: hours by size, and of the address; in EUR', () => {
  const bill = (product: string, more: object = {}) => ({
    provider: 'scaleway',
    region: 'fr-par',
    loadBalancers: [{ product, ...more }],
  })
  works([
    ['LB-S inside', () => HOURS * 0.023, '16.79', bill('LB-S')],
    ['LB-S outside', () => HOURS * (0.023 + 0.005), '20.44', bill('LB-S', { addresses: 1 })],
    ['LB-GP-M outside', () => HOURS * (0.054 + 0.005), '43.07', bill('LB-GP-M', { addresses: 1 })],
    ['LB-GP-L outside', () => HOURS * (0.094 + 0.005), '72.27', bill('LB-GP-L', { addresses: 1 })],
    ['LB-GP-XL outside', () => HOURS * (0.941 + 0.005), '690.58', bill('LB-GP-XL', { addresses: 1 })],
    ['100 hours', () => 100 * (0.023 + 0.005), '2.80', bill('LB-S', { addresses: 1, hours: 100 })],
  ])
  it('is in EUR', () => expect(billFor(bill('LB-S')).currency).toBe('EUR'))
})

describe('bare metal costs nothing', () => {
  const bill = (product: string) => ({ provider: 'bare-metal', loadBalancers: [{ product }] })
  works([
    ['MetalLB', () => HOURS * 0, '0.00', bill('metallb')],
    ['kube-vip', () => HOURS * 0, '0.00', bill('kube-vip')],
    ['Cilium', () => HOURS * 0, '0.00', bill('cilium')],
  ])
})

describe('what has no published price is no zero', () => {
  it.each([
    ['linode', undefined, 'nodebalancer-premium'],
    ['hetzner', 'fsn1', 'lb31'],
  ])('%s %s %s', (provider, region, product) => {
    const products = billFor({ provider, ...(region === undefined ? {} : { region }), loadBalancers: [{ product }] })
    expect([products.lines[0]?.amount, products.atLeast, products.monthly.expected]).toEqual([null, true, '0.00'])
  })
})
