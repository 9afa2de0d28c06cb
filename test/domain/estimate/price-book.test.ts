// A price is looked up for one region and is that region's own, or there is none.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexPrices, regionsOf } from '../../../src/domain/estimate/price-book.ts'
import { PROVIDERS } from '../../../src/providers/index.ts'
import { priceOf } from './costing.ts'

const rows = [
  priceOf('1', { regions: ['us-east-1', 'eu-west-1'] }),
  priceOf('2', { regions: ['ap-south-1'] }),
  priceOf('3', { regions: ['global'] }),
  priceOf('4', { dimension: 'address', regions: ['global'] }),
  priceOf('5', { product: 'other', regions: ['sa-east-1'] }),
]

describe('a price index answers', () => {
  const index = indexPrices(rows)

  it.each<[string, string, string | undefined, string | undefined]>([
    ['balancer', 'hour', 'us-east-1', '1'],
    ['balancer', 'hour', 'eu-west-1', '1'],
    ['balancer', 'hour', 'ap-south-1', '2'],
    // A global price beside regional ones is a pool of its own, not what regions without a price fall back to.
    ['balancer', 'hour', 'sa-east-1', undefined],
    ['balancer', 'hour', undefined, undefined],
    ['balancer', 'hour', 'global', '3'],
    // A price that is only global holds everywhere.
    ['balancer', 'address', 'us-east-1', '4'],
    ['balancer', 'address', undefined, '4'],
    ['balancer', 'address', 'global', '4'],
    ['other', 'hour', 'sa-east-1', '5'],
    ['other', 'hour', 'us-east-1', undefined],
    ['other', 'address', 'sa-east-1', undefined],
    ['nothing', 'hour', 'us-east-1', undefined],
  ])('%s %s in %s: %s', (product, dimension, region, price) => {
    expect(index.find(product, dimension, region)?.price).toBe(price)
  })

  it('with the first tier of a tiered price', () => {
    const tiers = [
      priceOf('0.09', { tierFrom: 0 }),
      priceOf('0.085', { tierFrom: 10_240 }),
      priceOf('0', { dimension: 'x', tierFrom: 1 }),
    ]
    for (const prices of [tiers, [...tiers].reverse()]) {
      expect(indexPrices(prices).find('balancer', 'hour', 'us-east-1')?.price).toBe('0.09')
      expect(indexPrices(prices).find('balancer', 'x', 'us-east-1')).toBeUndefined()
    }
  })

  it('never with the price of another region, whatever the list', () => {
    const regions = ['a', 'b', 'c', 'global']
    const row = fc.record({
      product: fc.constantFrom('nlb', 'alb'),
      dimension: fc.constantFrom('hour', 'unit'),
      regions: fc.subarray(regions, { minLength: 1 }),
      price: fc.nat({ max: 99 }).map(String),
    })
    fc.assert(
      fc.property(
        fc.array(row),
        fc.constantFrom('nlb', 'alb'),
        fc.constantFrom('hour', 'unit'),
        fc.constantFrom(...regions, undefined),
        (list, product, dimension, region) => {
          const found = indexPrices(list.map(({ price, ...rest }) => priceOf(price, rest))).find(
            product,
            dimension,
            region,
          )
          const same = list.filter((other) => other.product === product && other.dimension === dimension)
          const own = same.filter((other) => region !== undefined && other.regions.includes(region))
          const onlyGlobal = same.length > 0 && same.every((other) => other.regions.every((name) => name === 'global'))
          const expected = own.length > 0 ? own : onlyGlobal ? same : []
          expect(expected.map(({ price }) => price).concat(expected.length === 0 ? ['none'] : [])).toContain(
            found?.price ?? 'none',
          )
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('the prices that ship', () => {
  it.each([...PROVIDERS.values()])(
    'of $id: every answer is of the region asked for, or of a price that is only global',
    ({ prices }) => {
      const index = indexPrices(prices)
      const regions = [...regionsOf(prices), undefined]
      for (const { product, dimension } of prices) {
        const same = prices.filter((other) => other.product === product && other.dimension === dimension)
        const onlyGlobal = same.every((other) => other.regions.every((name) => name === 'global'))
        for (const region of regions) {
          const found = index.find(product, dimension, region)
          if (found === undefined) continue
          expect([found.product, found.dimension]).toEqual([product, dimension])
          expect(onlyGlobal || (region !== undefined && found.regions.includes(region))).toBe(true)
        }
      }
    },
  )

  it('of Google: the global pool of forwarding rules is no fallback for a region without a price', () => {
    const { prices = [] } = PROVIDERS.get('gcp') ?? {}
    const index = indexPrices(prices)
    const find = (region: string) => index.find('forwarding-rule', 'additional-rule-hour', region)
    const without = regionsOf(prices).filter((region) => find(region) === undefined)
    expect(find('global')?.price).toBeDefined()
    expect(without.length).toBeGreaterThan(0)
    expect(find('us-central1')?.regions).toContain('us-central1')
  })
})

describe('the regions of a price list', () => {
  it('are each named once, in order, and global is none', () => {
    expect(regionsOf(rows)).toEqual(['ap-south-1', 'eu-west-1', 'sa-east-1', 'us-east-1'])
  })
})
