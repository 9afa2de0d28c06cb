// An estimate adds up: exact lines, a total rounded once, and never a zero where a price is missing.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centsText, decimal, sum, textOf } from '../../../src/domain/money.ts'
import { arbitraryTopology } from '../arbitrary-topology.ts'
import { RUNS } from '../design/drafting.ts'
import { BOOK, chargeOf, costOf, costOfCharges, priceOf } from './costing.ts'

const everyEstimate = (law: (cost: ReturnType<typeof costOf>) => void) =>
  fc.assert(
    fc.property(arbitraryTopology(), (document) => law(costOf(document))),
    { numRuns: RUNS },
  )

/** One public port of a workload with a load, on a load balancer of its own. */
const exposed = (target: object, traffic?: object) => ({
  name: 'shop',
  target,
  workloads: {
    web: {
      ports: { mqtt: 1883 },
      expose: [{ port: 'mqtt', to: 'internet' }],
      ...(traffic === undefined ? {} : { traffic }),
    },
  },
})
const virginia = { provider: 'aws', region: 'us-east-1' }

describe('lines and total', () => {
  it('five lines of 16.425 come to 82.13', () => {
    const { estimate } = costOfCharges(Array(5).fill(chargeOf('730')), [priceOf('0.0225')])
    expect(estimate.lines.map(({ amount }) => amount)).toEqual(Array(5).fill('16.425'))
    expect(estimate.monthly).toEqual({ low: '82.13', expected: '82.13', high: '82.13' })
    expect(estimate.atLeast).toBe(false)
  })

  it('a line names its price, quantity, source and day', () => {
    const { estimate, findings } = costOfCharges([chargeOf('730')], [priceOf('0.0225')])
    expect(estimate.lines).toEqual([
      {
        loadBalancer: 'shop',
        item: 'Balancer hours',
        quantity: '730',
        unit: 'hour',
        unitPrice: '0.0225',
        amount: '16.425',
        low: '16.425',
        high: '16.425',
        formula: '730 h × 0.0225 USD',
        source: 'price list',
        asOf: '2026-11-01',
      },
    ])
    expect(estimate.currency).toBe('USD')
    expect(estimate.hoursPerMonth).toBe(730)
    expect(findings).toEqual([])
  })

  it('the total is the sum of the lines as they stand there, even of fractions that do not end', () => {
    const third = decimal(1).dividedBy(3)
    const { estimate } = costOfCharges(
      [...Array(4).fill(chargeOf('1', { quantity: third })), chargeOf('1', { quantity: third.dividedBy(2) })],
      [priceOf('0.01')],
    )
    const shown = estimate.lines.map(({ amount }) => decimal(amount ?? 'NaN'))
    expect(textOf(sum(shown))).toBe('0.014999999999')
    expect(estimate.monthly.expected).toBe(centsText(sum(shown)))
  })

  it('on real clouds, too: total, low and high are the sums of their lines, rounded once', () => {
    everyEstimate(({ estimate }) => {
      const total = (side: 'amount' | 'low' | 'high') =>
        centsText(sum(estimate.lines.flatMap((line) => (line[side] === null ? [] : [decimal(line[side])]))))
      expect(estimate.monthly).toEqual({ low: total('low'), expected: total('amount'), high: total('high') })
    })
  })

  it('an amount is quantity times unit price', () => {
    everyEstimate(({ estimate }) => {
      for (const { quantity, unitPrice, amount } of estimate.lines) {
        // A quantity of twelve decimals may have been cut.
        if (unitPrice === null || /\.\d{12}$/.test(quantity)) continue
        expect(amount).toBe(textOf(decimal(quantity).times(unitPrice)))
      }
    })
  })
})

describe('the range', () => {
  it('low ≤ expected ≤ high, of every line and of the total', () => {
    everyEstimate(({ estimate }) => {
      const ranges = [
        ...estimate.lines.map(({ low, amount, high }) => [low, amount, high]),
        [estimate.monthly.low, estimate.monthly.expected, estimate.monthly.high],
      ].filter((range): range is string[] => !range.includes(null))
      for (const [low = '', expected = '', high = ''] of ranges) {
        expect(decimal(low).lessThanOrEqualTo(expected), `${low} ≤ ${expected}`).toBe(true)
        expect(decimal(expected).lessThanOrEqualTo(high), `${expected} ≤ ${high}`).toBe(true)
      }
    })
  })

  it.each([
    ['measured', '90', '110'],
    ['declared', '70', '130'],
    ['assumed', '50', '200'],
  ])('a load that is %s may be from %s to %s of a hundred', (source, low, high) => {
    const { estimate } = costOf(
      exposed({ provider: 'azure', region: 'eastus' }, { source, gbInPerMonth: 40, gbOutPerMonth: 60 }),
    )
    const data = estimate.lines.find(({ unit }) => unit === 'GB')
    const price = data?.unitPrice ?? 'NaN'
    expect(data).toMatchObject({
      quantity: '100',
      low: textOf(decimal(price).times(low)),
      high: textOf(decimal(price).times(high)),
    })
  })

  it('what is paid by the hour does not move with the load', () => {
    const { estimate } = costOf(exposed(virginia, { newConnectionsPerSecond: 1000 }))
    const hourly = estimate.lines.filter(({ unit }) => unit === 'hour' || unit === 'address-hour')
    expect(hourly.length).toBeGreaterThanOrEqual(2)
    for (const { low, amount, high } of hourly) expect([low, high]).toEqual([amount, amount])
  })
})

describe('a missing price', () => {
  const known = chargeOf('730')
  const unknown = chargeOf('10', { item: 'Capacity units', dimension: 'unit' })

  it('is null with the reason, an "at least" and a finding, and never zero', () => {
    const { estimate, findings } = costOfCharges([known, unknown], [priceOf('0.0225')])
    const source = 'the price book has no price for balancer unit in us-east-1'
    expect(estimate.lines[1]).toMatchObject({
      quantity: '10',
      unitPrice: null,
      amount: null,
      low: null,
      high: null,
      asOf: null,
      source,
    })
    expect(estimate.monthly).toEqual({ low: '16.43', expected: '16.43', high: '16.43' })
    expect(estimate.atLeast).toBe(true)
    expect(findings).toMatchObject([{ code: 'PRICE_UNKNOWN', severity: 'warning', path: '/target/region', source }])
    expect(findings[0]?.message).toContain('Capacity units of shop')
  })

  it('is not the price of another region', () => {
    const { estimate } = costOfCharges([known], [priceOf('0.0225', { regions: ['eu-west-1'] })])
    expect(estimate.lines[0]?.amount).toBeNull()
  })

  it('is not a price in another currency', () => {
    const { estimate } = costOfCharges([known], [priceOf('0.0225', { currency: 'EUR' })])
    expect(estimate.lines[0]).toMatchObject({
      amount: null,
      source: 'balancer hour in us-east-1 is priced in EUR; this estimate adds up USD',
    })
    expect(estimate.atLeast).toBe(true)
  })

  it('of everything leaves a total of "at least 0.00"', () => {
    const { estimate } = costOfCharges([known], [])
    expect([estimate.monthly.expected, estimate.atLeast]).toEqual(['0.00', true])
  })

  it('is told on real clouds line by line: nulls, "at least" and findings agree', () => {
    everyEstimate(({ estimate, findings }) => {
      const missing = estimate.lines.filter(({ amount }) => amount === null)
      for (const { unitPrice, low, high, asOf } of missing) {
        expect([unitPrice, low, high, asOf]).toEqual([null, null, null, null])
      }
      expect(estimate.atLeast).toBe(missing.length > 0)
      const told = findings.filter(({ code }) => code !== 'PRICES_OLD')
      expect(told.map(({ code, source }) => [code, source])).toEqual(
        missing.map(({ source }) => ['PRICE_UNKNOWN', source]),
      )
    })
  })
})

describe('what is not used', () => {
  it('is no line', () => {
    const { estimate } = costOfCharges([chargeOf('0'), chargeOf('730')], [priceOf('0.0225')])
    expect(estimate.lines.map(({ quantity }) => quantity)).toEqual(['730'])
  })

  it('misses no price', () => {
    const { estimate, findings } = costOfCharges([chargeOf('0')], [])
    expect([estimate.lines, estimate.atLeast, findings]).toEqual([[], false, []])
  })

  it('is left out on a real cloud', () => {
    const idle = costOf(exposed(virginia)).estimate.lines.map(({ unit }) => unit)
    const busy = costOf(exposed(virginia, { newConnectionsPerSecond: 1000 })).estimate.lines.map(({ unit }) => unit)
    expect(busy.filter((unit) => !idle.includes(unit))).toEqual(['NLCU-hour'])
    everyEstimate(({ estimate }) => {
      expect(estimate.lines.filter(({ quantity, high }) => quantity === '0' && high === '0')).toEqual([])
    })
  })

  it('but what costs nothing is said to cost nothing', () => {
    const { estimate } = costOf(exposed({ provider: 'bare-metal', loadBalancers: 'metallb' }))
    expect(estimate.lines).toMatchObject([{ quantity: '730', amount: '0', low: '0', high: '0' }])
    expect([estimate.monthly.expected, estimate.atLeast]).toEqual(['0.00', false])
  })
})

describe('where a price is looked up', () => {
  const rows = [priceOf('1', { regions: ['us-east-1'] }), priceOf('2', { regions: ['global'] })]

  it.each([
    [undefined, '1'],
    ['us-east-1', '1'],
    ['global', '2'],
    ['eu-west-1', null],
  ])('a charge for %s costs %s', (region, unitPrice) => {
    const charge = chargeOf('1', region === undefined ? {} : { region })
    expect(costOfCharges([charge], rows).estimate.lines[0]?.unitPrice).toBe(unitPrice)
  })

  it('only in the list of the cloud itself', () => {
    const { topology } = costOf(exposed(virginia))
    const others = { ...BOOK, prices: new Map([...BOOK.prices].filter(([id]) => id !== 'aws')) }
    expect(topology.target.provider).toBe('aws')
    expect(costOf(exposed(virginia), others).estimate.lines.filter(({ amount }) => amount !== null)).toEqual([])
  })
})
