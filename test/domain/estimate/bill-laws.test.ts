// What holds of every bill, on random ones over all providers; more by hand: `LAW_RUNS=10000 npx vitest run test/domain/estimate`.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BillEstimate } from '../../../src/domain/estimate/bill.ts'
import { USAGE_FIELDS } from '../../../src/domain/estimate/charge.ts'
import { indexPrices } from '../../../src/domain/estimate/price-book.ts'
import { centsText, type Decimal, decimal, sum } from '../../../src/domain/money.ts'
import { PROVIDERS } from '../../../src/providers/index.ts'
import { RUNS } from '../design/drafting.ts'
import { type AnyBalancer, type AnyBill, arbitraryBill, type BillOptions } from './arbitrary-bill.ts'
import { billFor } from './billing.ts'
import { BOOK } from './costing.ts'

const every = (law: (bill: AnyBill, draw: (most: number) => number) => void, options: BillOptions = {}): void => {
  fc.assert(
    fc.property(arbitraryBill(options), fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), (bill, drawn) => {
      const left = [...drawn]
      law(bill, (most) => (left.shift() ?? 0) % most)
    }),
    { numRuns: RUNS },
  )
}
/** Not rounded, so that bills can be compared and added up. */
const exactly = ({ lines }: BillEstimate): Decimal =>
  sum(lines.flatMap(({ amount }) => (amount === null ? [] : [decimal(amount)])))
const worth = (bill: AnyBill): Decimal => exactly(billFor(bill))
const isAtLeast = (more: Decimal, less: Decimal, says: string) =>
  expect(more.greaterThanOrEqualTo(less), `${more} ≥ ${less}: ${says}`).toBe(true)
const text = (bill: AnyBill) => JSON.stringify(bill)

describe('the total', () => {
  it('is the sum of the lines, rounded once, and low and high are the same', () => {
    every((bill) => {
      const estimate = billFor(bill)
      const total = centsText(exactly(estimate))
      expect(estimate.monthly).toEqual({ low: total, expected: total, high: total })
      expect(estimate.atLeast).toBe(estimate.lines.some(({ amount }) => amount === null))
    })
  })

  it('is the same whatever order the balancers are in', () => {
    every((bill) => {
      const turned = { ...bill, loadBalancers: [...bill.loadBalancers].reverse() }
      expect(billFor(turned).monthly).toEqual(billFor(bill).monthly)
    })
  })
})

describe('more is never cheaper', () => {
  it('more load on one balancer', () => {
    every((bill, draw) => {
      const index = draw(bill.loadBalancers.length)
      const one = bill.loadBalancers[index]
      const counts = PROVIDERS.get(bill.provider)?.billed.find(({ product }) => product === one?.product)?.counts ?? []
      const load = counts.filter(
        (field) => USAGE_FIELDS.some((usage) => usage === field) || ['rules', 'addresses'].includes(field),
      )
      const field = load[draw(Math.max(1, load.length))]
      if (one === undefined || field === undefined) return
      const more = Number(one[field] ?? 0) + 1 + draw(10_000)
      const grown = { ...one, [field]: field === 'rules' || field === 'addresses' ? Math.min(more, 10_000) : more }
      const loadBalancers = bill.loadBalancers.with(index, grown)
      isAtLeast(worth({ ...bill, loadBalancers }), worth(bill), `${field} of ${text(bill)}`)
    })
  })

  it('another balancer, whether it has a price or not', () => {
    every((bill) => {
      const [, ...rest] = bill.loadBalancers
      if (rest.length === 0) return
      const [whole, part] = [billFor(bill), billFor({ ...bill, loadBalancers: rest })]
      isAtLeast(exactly(whole), exactly(part), text(bill))
      if (part.atLeast) expect(whole.atLeast).toBe(true)
    })
  })

  // With bytes stated it may be: the same bytes in more hours need fewer proxies of Google's.
  it('more hours of what carries nothing', () => {
    every((bill) => {
      const loadBalancers = bill.loadBalancers.map(({ product, rules, addresses, nodes }) => ({
        product,
        rules,
        addresses,
        nodes,
      }))
      const worthOf = (hours: number) => worth(JSON.parse(text({ ...bill, hours, loadBalancers })))
      isAtLeast(worthOf(500), worthOf(100), text(bill))
    })
  })
})

/** A bill for each balancer alone, those that are alike among them. */
const parts = (bill: AnyBill): AnyBill[] =>
  bill.loadBalancers.flatMap((one) =>
    Array.from({ length: Number(one.count ?? 1) }, () => ({ ...bill, loadBalancers: [{ ...one, count: 1 }] })),
  )
const apart = (bill: AnyBill): Decimal => sum(parts(bill).map(worth))

const isRuled = ({ product }: AnyBalancer): boolean => !['internal-application-lb', 'external-ip'].includes(product)

describe('the whole and its parts, with nothing in use', () => {
  const nothing = { inUse: false, without: ['data-transfer'] } as const
  const CLOUDS = ['aws', 'azure', 'digitalocean', 'linode', 'hetzner', 'vultr', 'scaleway', 'bare-metal'] as const

  it.each(CLOUDS)('%s bills each balancer for itself: the whole is the sum', (cloud) => {
    every((bill) => expect(worth(bill).toFixed()).toBe(apart(bill).toFixed()), { ...nothing, providers: [cloud] })
  })

  // A Service or an entrance makes one or two rules. From three on two balancers may have more of the first price than they would share.
  it('gcp shares the first price of rules: of two rules each the whole is never more than the sum', () => {
    every(
      (bill) => {
        const loadBalancers = bill.loadBalancers.map((one) => ({ ...one, rules: Math.min(2, Number(one.rules ?? 0)) }))
        const small = { ...bill, loadBalancers: loadBalancers.filter(isRuled) }
        if (small.loadBalancers.length > 0) isAtLeast(apart(small), worth(small), text(small))
      },
      { ...nothing, providers: ['gcp'] },
    )
  })

  it('gcp, three rules and five: 0.025 + 3 × 0.01 an hour together, twice 0.025 apart', () => {
    const bill: AnyBill = {
      provider: 'gcp',
      region: 'us-central1',
      loadBalancers: [3, 5].map((rules) => ({ product: 'forwarding-rule', rules })),
    }
    expect([worth(bill).toFixed(2), apart(bill).toFixed(2)]).toEqual(['40.15', '36.50'])
  })

  it('oci gives hours for nothing once: the whole is never less than the sum', () => {
    every((bill) => isAtLeast(worth(bill), apart(bill), text(bill)), { ...nothing, providers: ['oci'] })
  })

  // Six new rules beside one in use: each alone is one of the first five and costs nothing, together two are above.
  it('with rules in use the whole of gcp may be more', () => {
    const bill: AnyBill = {
      provider: 'gcp',
      region: 'us-central1',
      inUse: { forwardingRulesRegional: 1 },
      loadBalancers: [{ product: 'forwarding-rule', rules: 1, count: 6 }],
    }
    expect([worth(bill).toFixed(2), apart(bill).toFixed(2)]).toEqual(['14.60', '0.00'])
  })
})

describe('what leaves for the internet is one tiered price of the account', () => {
  const leaving = (
    cloud: 'aws' | 'azure' | 'gcp',
    region: string,
    law: (whole: Decimal, alone: Decimal, bill: AnyBill) => void,
  ) =>
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 120_000 }), { minLength: 1, maxLength: 5 }), (gigabytes) => {
        const loadBalancers = gigabytes.map((gbOutPerMonth) => ({ product: 'data-transfer', gbOutPerMonth }))
        const bill: AnyBill = { provider: cloud, region, loadBalancers }
        law(worth(bill), apart(bill), bill)
      }),
      { numRuns: RUNS },
    )

  // 100 GB are free once, not once for each: 9.00 on AWS, 8.70 on Azure for each part that had them.
  it.each([
    ['aws', 'us-east-1', '9'],
    ['azure', 'eastus', '8.7'],
  ] as const)(
    '%s: the whole is never more than the parts and the free GB they had too often',
    (cloud, region, free) => {
      leaving(cloud, region, (whole, alone, bill) =>
        isAtLeast(alone.plus(decimal(free).times(bill.loadBalancers.length - 1)), whole, text(bill)),
      )
    },
  )

  it('gcp: the whole is never more than the parts', () => {
    leaving('gcp', 'us-central1', (whole, alone, bill) => isAtLeast(alone, whole, text(bill)))
  })

  // As the price list of 2026-07 prints it, a second TiB costs more than the first there.
  it('but where a later tier is dearer: gcp in Tokyo', () => {
    const bill = (...gib: number[]): AnyBill => ({
      provider: 'gcp',
      region: 'asia-northeast1',
      loadBalancers: gib.map((one) => ({ product: 'data-transfer', gbOutPerMonth: (one * 2 ** 30) / 1e9 })),
    })
    expect([worth(bill(1024, 1024)).toFixed(2), apart(bill(1024, 1024)).toFixed(2)]).toEqual(['209.92', '174.08'])
  })
})

describe('a price that is missing', () => {
  it('never lowers a total below what the other lines come to', () => {
    every((bill) => {
      const whole = billFor(bill)
      const [line] = whole.lines
      const rows = PROVIDERS.get(bill.provider)?.prices ?? []
      const left = rows.filter(({ source, price }) => source !== line?.source || price !== line.unitPrice)
      const without = billFor(bill, { book: { ...BOOK, prices: new Map([[bill.provider, indexPrices(left, rows)]]) } })
      const others = whole.lines.filter((one) =>
        without.lines.some(
          ({ item, amount, loadBalancer }) => amount !== null && one.item === item && one.loadBalancer === loadBalancer,
        ),
      )
      isAtLeast(exactly(without), sum(others.map(({ amount }) => decimal(amount ?? 0))), text(bill))
    })
  })
})
