// What a bill says beside its figures: what was not stated, prices of its own, names, and what may stand together.
import { describe, expect, it } from 'vitest'
import type { Failure } from '../../../src/domain/failure.ts'
import { billFor } from './billing.ts'

const aws = (loadBalancers: object[], more: object = {}) => ({
  provider: 'aws',
  region: 'us-east-1',
  loadBalancers,
  ...more,
})
const codesOf = (document: object) => billFor(document).findings.map(({ code, path }) => [code, path])
const told = (document: object, code: string) => codesOf(document).filter(([one]) => one === code)

function refusals(document: object): string[][] {
  try {
    billFor(document)
  } catch (error) {
    return (error as Failure).mistakes.map(({ code, pointer }) => [code, pointer])
  }
  return []
}

describe('what is not stated counts as nothing, and is said', () => {
  it('field by field', () => {
    const { findings } = billFor(aws([{ product: 'clb', gbOutPerMonth: 1 }]))
    expect(findings.find(({ code }) => code === 'NOT_STATED')).toMatchObject({
      path: '/loadBalancers/0',
      message: 'clb is also billed by addresses, gbInPerMonth: not stated, so nothing is counted for them.',
    })
  })

  it.each<[string, object]>([
    ['capacity units stand for the load and the rules', aws([{ product: 'alb', addresses: 0, capacityUnits: 2 }])],
    ['a protocol stands for the load', aws([{ product: 'nlb', addresses: 0, udp: { gbInPerMonth: 1 } }])],
    [
      'nodes stand for the load',
      { provider: 'digitalocean', loadBalancers: [{ product: 'load-balancer-regional-http', nodes: 3 }] },
    ],
    [
      'one front end is counted where none is stated',
      {
        provider: 'azure',
        region: 'eastus2',
        loadBalancers: [{ product: 'application-gateway-for-containers', capacityUnits: 1 }],
      },
    ],
    ['a balancer of hours only', { provider: 'linode', loadBalancers: [{ product: 'nodebalancer' }] }],
  ])('but not where %s', (_, document) => expect(told(document, 'NOT_STATED')).toEqual([]))
})

describe('prices of the bill’s own', () => {
  const hour = (price: string, more: object = {}) => ({
    product: 'alb',
    dimension: 'load-balancer-hour',
    price,
    ...more,
  })

  it('stand in the place of the book’s, and say so', () => {
    const { lines, monthly } = billFor(aws([{ product: 'alb' }], { prices: [hour('1')] }))
    expect([lines[0]?.unitPrice, lines[0]?.source, monthly.expected]).toEqual(['1', 'the request', '730.00'])
  })

  it('for every region of the bill, also where the book has none', () => {
    const premium = { product: 'nodebalancer-premium', dimension: 'balancer-hour', price: '0.1' }
    const bill = { provider: 'linode', loadBalancers: [{ product: 'nodebalancer-premium' }], prices: [premium] }
    expect(billFor(bill)).toMatchObject({ monthly: { expected: '73.00' }, atLeast: false })
  })

  it('have tiers', () => {
    const prices = [hour('2', { tierFrom: 100 }), hour('1')]
    expect(billFor(aws([{ product: 'alb' }], { prices })).monthly.expected).toBe('1360.00')
  })

  it('for nothing that is counted change nothing, which is said', () => {
    const prices = [hour('1'), { product: 'alb', dimension: 'lcu_hour', price: '1' }]
    expect(told(aws([{ product: 'alb' }], { prices }), 'PRICE_NOT_USED')).toEqual([['PRICE_NOT_USED', '/prices/1']])
  })

  it('of a cap are used', () => {
    const prices = [{ product: 'nodebalancer', dimension: 'balancer-month', price: '5' }]
    const bill = { provider: 'linode', loadBalancers: [{ product: 'nodebalancer' }], prices }
    expect(told(bill, 'PRICE_NOT_USED')).toEqual([])
    expect(billFor(bill).monthly.expected).toBe('5.00')
  })

  it('begin at 0, since what lies below would cost nothing', () => {
    const prices = [hour('2', { tierFrom: 100 }), hour('3', { tierFrom: 200 })]
    const missing = ['/prices/0', '/prices/1'].map((pointer) => ['FIRST_TIER_MISSING', pointer])
    expect(refusals(aws([{ product: 'alb' }], { prices }))).toEqual(missing)
    expect(refusals(aws([{ product: 'alb' }], { prices: [...prices, hour('0')] }))).toEqual([])
  })

  it('twice for the same are refused', () => {
    const prices = [hour('1'), hour('2', { tierFrom: 10 }), hour('3', { tierFrom: 0 })]
    expect(refusals(aws([{ product: 'alb' }], { prices }))).toEqual([['DUPLICATE_PRICE', '/prices/2']])
  })
})

describe('hours', () => {
  const rule = (more: object = {}) => ({ product: 'forwarding-rule', rules: 1, ...more })
  const gcp = (loadBalancers: object[], more: object = {}) => ({
    provider: 'gcp',
    region: 'us-central1',
    loadBalancers,
    ...more,
  })

  it('must be the same for what is priced together', () => {
    expect(refusals(gcp([rule(), rule({ hours: 100 })]))).toEqual([['HOURS_DIFFER', '/loadBalancers/1/hours']])
  })
  it.each([[gcp([rule(), rule({ hours: 730 })])], [gcp([rule({ hours: 100 }), rule()], { hours: 100 })]])(
    'are the same where one is stated and is that of the bill',
    (document) => expect(refusals(document)).toEqual([]),
  )
  it('may be none', () => {
    expect(billFor(aws([{ product: 'alb', newConnectionsPerSecond: 9, gbInPerMonth: 9, hours: 0 }]))).toMatchObject({
      lines: [],
      monthly: { expected: '0.00' },
    })
  })
})

describe('names', () => {
  it('are those given, or the product and the place', () => {
    const { lines } = billFor(aws([{ product: 'alb', name: 'web' }, { product: 'nlb' }, { product: 'clb', count: 2 }]))
    expect([...new Set(lines.map(({ loadBalancer }) => loadBalancer))]).toEqual(['web', 'nlb-2', 'clb-3-1', 'clb-3-2'])
  })
})

describe('a price of another region', () => {
  const bill = {
    provider: 'aws',
    region: 'eu-south-1',
    loadBalancers: [{ product: 'alb', newConnectionsPerSecond: 50 }],
  }

  it('stands in only where it may, and is marked', () => {
    const own = billFor(bill)
    expect([own.atLeast, own.lines.at(-1)?.amount]).toEqual([true, null])
    const borrowed = billFor(bill, { fallback: 'nearest' })
    expect([borrowed.atLeast, borrowed.lines.at(-1)?.borrowedFrom]).toEqual([false, 'eu-central-1'])
    expect(borrowed.findings.map(({ code, path }) => [code, path])).toContainEqual(['PRICE_BORROWED', '/region'])
  })

  it('never in the place of a price of the bill’s own', () => {
    const prices = [{ product: 'alb', dimension: 'lcu-hour', price: '0.01' }]
    const { lines } = billFor({ ...bill, prices }, { fallback: 'nearest' })
    expect(lines.map(({ unitPrice, borrowedFrom }) => [unitPrice, borrowedFrom])).toEqual([
      ['0.02646', undefined],
      ['0.01', undefined],
    ])
  })
})
