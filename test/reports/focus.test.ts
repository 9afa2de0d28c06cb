// The bill as a file of FOCUS 1.2: the columns, which of them may be null, how values are written, and that it owns up to be an estimate.
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { planIn } from '../../src/application/kept-plan.ts'
import { centsText, decimal, sum } from '../../src/domain/money.ts'
import type { Plan } from '../../src/domain/plan/plan.ts'
import { type CloudNames, FOCUS_COLUMNS, focusCsv } from '../../src/reports/costs/focus.ts'
import { periodAfter, unitOf } from '../../src/reports/costs/focus-formats.ts'
import { ANYBODY, createMapStore, createRealPlanner } from '../http/planner.ts'
import { SHOP } from '../http/service.ts'

const planner = createRealPlanner(createMapStore())
const AWS: CloudNames = { title: 'Amazon Web Services', products: new Map([['alb', 'Application Load Balancer']]) }
type Row = Record<string, string>
const rowsOf = (text: string): Row[] => parse(text, { columns: true })
const planOf = async (document: object, wishes = {}): Promise<Plan> =>
  planIn(await planner.create(ANYBODY, document, wishes))

/** FOCUS 1.2: what is mandatory and may not be null. */
const NEVER_NULL = [
  ...['BilledCost', 'BillingAccountId', 'BillingCurrency', 'BillingPeriodEnd', 'BillingPeriodStart', 'ChargeCategory'],
  ...[
    'ChargeDescription',
    'ChargeFrequency',
    'ChargePeriodEnd',
    'ChargePeriodStart',
    'ContractedCost',
    'EffectiveCost',
  ],
  ...['InvoiceIssuerName', 'ListCost', 'PricingQuantity', 'PricingUnit', 'ProviderName', 'PublisherName'],
  ...['ServiceCategory', 'ServiceName', 'ServiceSubcategory'],
]
/** Of a name for which no identifier is known, FOCUS wants nothing either. */
const ALWAYS_NULL = [
  'ChargeClass',
  'InvoiceId',
  'ResourceId',
  'ResourceName',
  'SkuId',
  'SkuMeter',
  'CommitmentDiscountId',
]
const NUMBERS = FOCUS_COLUMNS.filter((name) => /(?:Cost|UnitPrice|Quantity|CostHigh|CostLow)$/.test(name))

function expectFocus(row: Row): void {
  for (const name of NEVER_NULL) expect(row[name], name).not.toBe('')
  for (const name of ALWAYS_NULL) expect(row[name], name).toBe('')
  for (const name of NUMBERS) expect(row[name], name).toMatch(/^(?:-?\d+(?:\.\d+)?)?$/)
  for (const name of FOCUS_COLUMNS.filter((column) => /Period(?:Start|End)$/.test(column)))
    expect(row[name], name).toMatch(/^\d{4}-\d\d-01T00:00:00Z$/)
  for (const name of ['PricingUnit', 'ConsumedUnit'])
    expect(row[name], name).toMatch(/^(?:[A-Z]\w*-)?(?:Hours|Months|GB|GiB)$/)
  expect(row.BillingCurrency).toMatch(/^[A-Z]{3}$/)
  expect(row.ChargeCategory).toBe('Usage')
  expect(['Usage-Based', 'Recurring']).toContain(row.ChargeFrequency)
  expect(JSON.parse(row.Tags ?? '')).toBeTypeOf('object')
}

/** What makes an estimate of it, for who joins it to real bills. */
function expectEstimate(row: Row): void {
  expect(row).toMatchObject({
    x_DataKind: 'Estimate',
    BillingAccountId: 'moorage-estimate',
    BilledCost: '0',
    EffectiveCost: '0',
  })
}

describe('focusCsv', () => {
  let plan: Plan
  beforeAll(async () => {
    const { web, api } = SHOP.workloads
    const expose = [{ port: 'http', to: 'internet', host: 'shop.example.com', tls: { mode: 'terminate' } }]
    const traffic = { requestsPerSecond: 40, gbOutPerMonth: 200 }
    const workloads = { web: { ...web, expose, traffic }, api }
    plan = await planOf({ ...SHOP, labels: { tier: 'front' }, workloads }, { includeEgress: true })
  })

  it('has the 57 columns of FOCUS 1.2 in alphabetical order, then its own', () => {
    const own = FOCUS_COLUMNS.filter((name) => name.startsWith('x_'))
    const theirs = FOCUS_COLUMNS.filter((name) => !name.startsWith('x_'))
    expect(theirs).toHaveLength(57)
    expect(FOCUS_COLUMNS).toEqual([...theirs.toSorted(), ...own.toSorted()])
    for (const name of FOCUS_COLUMNS) expect(name).toMatch(/^(?:x_)?[A-Z][A-Za-z]{1,49}$/)
    expect(focusCsv(plan, ['recommended'], AWS).split('\r\n')[0]).toBe(FOCUS_COLUMNS.join(','))
  })

  it('writes every row as FOCUS has it, and as an estimate', () => {
    const rows = rowsOf(focusCsv(plan, [plan.chosen], AWS))
    expect(rows.length).toBeGreaterThan(2)
    for (const row of rows) {
      expectFocus(row)
      expectEstimate(row)
      expect(
        decimal(row.ListUnitPrice ?? '')
          .times(row.PricingQuantity ?? '')
          .toFixed(),
      ).toBe(row.ListCost)
      expect(row.ContractedCost).toBe(row.x_EstimatedMonthlyCost)
    }
    const [first] = rows
    expect(first).toMatchObject({
      BillingPeriodStart: '2026-12-01T00:00:00Z',
      ChargePeriodEnd: '2027-01-01T00:00:00Z',
      ProviderName: 'Amazon Web Services',
      RegionId: 'us-east-1',
      ServiceCategory: 'Networking',
      ServiceName: 'Application Load Balancer',
      ServiceSubcategory: 'Load Balancing',
      PricingUnit: 'Hours',
      Tags: '{"tier":"front"}',
      x_PlanId: plan.id,
      x_PlanRevision: '1',
    })
    expect(rows.at(-1)).toMatchObject({ ServiceSubcategory: 'Data Transfer', PricingUnit: 'GB' })
  })

  it('adds up to the total', () => {
    const amounts = rowsOf(focusCsv(plan, ['recommended'], AWS)).map((row) => row.x_EstimatedMonthlyCost ?? '')
    expect(centsText(sum(amounts.map(decimal)))).toBe(plan.designs.recommended.estimate.monthly.expected)
  })

  it('takes no price of a caller’s own for one of a public list', async () => {
    const own = { ...plan, priceBook: { ...plan.priceBook, id: 'acme' } }
    for (const row of rowsOf(focusCsv(own, ['recommended'], AWS))) {
      expectFocus(row)
      expect(row).toMatchObject({
        ListUnitPrice: '',
        ListCost: row.BilledCost,
        ContractedCost: row.x_EstimatedMonthlyCost,
      })
      expect(row.ContractedUnitPrice).not.toBe('')
    }
  })

  it('has no amount for what has no price, and says why', () => {
    const { recommended } = plan.designs
    const lines = recommended.estimate.lines.map((line) => ({
      ...line,
      ...{ unitPrice: null, amount: null, low: null, high: null, asOf: null, source: 'the price book has none' },
    }))
    const designs = { ...plan.designs, recommended: { ...recommended, estimate: { ...recommended.estimate, lines } } }
    for (const row of rowsOf(focusCsv({ ...plan, designs }, ['recommended'], AWS))) {
      expectFocus(row)
      expectEstimate(row)
      expect(row).toMatchObject({
        x_EstimatedMonthlyCost: '',
        x_UnpricedReason: 'the price book has none',
        ListUnitPrice: '',
        ListCost: '0',
        ContractedCost: '0',
      })
    }
  })

  it('tells pods of a proxy from what the cloud bills for its balancers', async () => {
    const forum = await planOf({
      name: 'forum',
      target: { provider: 'hetzner', region: 'fsn1' },
      workloads: {
        web: {
          ports: { http: 80 },
          expose: [{ port: 'http', to: 'internet', host: 'a.example.com', tls: { mode: 'terminate' } }],
        },
      },
    })
    const rows = rowsOf(focusCsv(forum, [forum.chosen], { title: 'Hetzner Cloud', products: new Map() }))
    expect(
      rows.map((row) => [row.ServiceName, row.ServiceCategory, row.ServiceSubcategory, row.ChargeFrequency]),
    ).toEqual([
      ['lb11', 'Networking', 'Load Balancing', 'Recurring'],
      ['Proxy pods', 'Compute', 'Containers', 'Usage-Based'],
    ])
    for (const row of rows) expectFocus(row)
  })

  it('leaves out tags that would fill every row', async () => {
    const labels = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`label-${index}`, 'v'.repeat(60)]))
    const many = { ...plan, topology: { ...plan.topology, labels } }
    for (const row of rowsOf(focusCsv(many, ['recommended'], AWS))) expect(row.Tags).toBe('')
  })
})

describe('unitOf', () => {
  it.each([
    ['hour', 'Hours'],
    ['month', 'Months'],
    ['LCU-hour', 'LCU-Hours'],
    ['address-hour', 'Address-Hours'],
    ['node-month', 'Node-Months'],
    ['Mbps-hour', 'Mbps-Hours'],
    ['proxy instance hour', 'Proxy-Instance-Hours'],
    ['GB', 'GB'],
    ['GiB', 'GiB'],
  ])('%s is %s', (unit, focus) => {
    expect(unitOf(unit)).toBe(focus)
  })
})

describe('periodAfter', () => {
  it.each([
    ['2026-11-24T09:00:00.000Z', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['2026-12-31T23:59:59.999Z', '2027-01-01T00:00:00Z', '2027-02-01T00:00:00Z'],
    ['2027-02-01T00:00:00.000Z', '2027-03-01T00:00:00Z', '2027-04-01T00:00:00Z'],
  ])('after %s it is %s to %s', (time, start, end) => {
    expect(periodAfter(time)).toEqual({ start, end })
  })
})
