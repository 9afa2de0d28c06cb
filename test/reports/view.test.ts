// The view model: figures as the plan has them, rows that add up, conditions and reasons in words, and nothing that cannot be seen.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planIn } from '../../src/application/kept-plan.ts'
import { centsText, decimal, sum } from '../../src/domain/money.ts'
import type { Draft } from '../../src/domain/plan/plan.ts'
import { Report } from '../../src/reports/view/report.ts'
import { reportOf } from '../../src/reports/view/view.ts'
import { anyTopology, draftOf, RUNS } from '../domain/design/drafting.ts'
import { exampleNamed, storyNamed } from '../examples/stories.ts'
import { ANYBODY, createMapStore, createRealPlanner } from '../http/planner.ts'

const article = draftOf(exampleNamed('article'))
const shops = draftOf(storyNamed('six-shops-aws'))
const rowOf = (report: Report, id: string) => report.table.rows.find((row) => row.id === id)

describe('the view of a plan', () => {
  it('is what its schema says, of any plan, and its rows add up to the total', () => {
    fc.assert(
      fc.property(anyTopology, (document) => {
        const draft = draftOf(document)
        const report = Report.parse(reportOf(draft))
        for (const [side, design] of [
          ['before', 'recommended'],
          ['after', 'consolidated'],
        ] as const) {
          const { lines, total, atLeast } = report.bills[side]
          const { estimate } = draft.designs[design]
          expect(total).toBe(estimate.monthly.expected)
          expect(centsText(sum(lines.map(({ amount }) => decimal(amount ?? '0'))))).toBe(total)
          expect(lines.filter(({ kind }) => kind === 'line')).toHaveLength(estimate.lines.length)
          expect(lines.filter(({ kind }) => kind === 'rounding').every(({ amount }) => amount !== '0.00')).toBe(true)
          expect(rowOf(report, 'expected')?.[side]).toContain(`${total} ${report.currency}`)
          expect(rowOf(report, 'expected')?.[side].startsWith('at least')).toBe(atLeast)
        }
        const told = report.keptApart.flatMap(({ exposures }) => exposures)
        expect(told).toHaveLength(draft.consolidation.keptApart.length)
        const { services, unserved } = draft.designs[draft.chosen]
        expect(report.services).toHaveLength(services.length + unserved.length)
      }),
      { numRuns: RUNS },
    )
  })

  it('says what the policy has against it, what is broken in many places once', () => {
    const expose = [{ port: 'http', to: 'internet', host: 'a.example.com', tls: { mode: 'none' } }]
    const workloads = {
      a: { ports: { http: 80 }, expose },
      b: { ports: { http: 80 }, expose: [{ ...expose[0], host: 'b.example.com' }] },
      db: { ports: { postgres: 5432 } },
    }
    const draft = draftOf({ name: 'plain', target: { provider: 'aws', region: 'us-east-1' }, workloads })
    expect(draft.policy.results.filter(({ verdict }) => verdict === 'warn')).toHaveLength(2)
    const told = reportOf(draft).mustBeTrue.filter(({ kind }) => kind === 'policy')
    expect(told).toHaveLength(1)
    expect(told[0]?.text).toMatch(/^builtin warns \(publicWithoutTls\): .+ So it is in 1 more place\.$/)
    expect(told[0]?.check).toBe(draft.policy.results[0]?.mend)
    expect(draft.policy.results.some(({ verdict }) => verdict === 'pass')).toBe(true)
  })

  it('says in one line what to do, and in one sentence what it costs', () => {
    expect(reportOf(shops)).toMatchObject({
      title: 'mall (aws, us-east-1, production)',
      verdict: { code: 'merge', text: 'Share an entrance: Sharing saves 137.39 USD a month.', chosen: 'consolidated' },
      summary:
        'It takes 1 new load balancer in place of 6 and costs 36.02 USD a month (35.15 to 36.88 USD) in place of 173.41 USD: ' +
        '137.39 USD a month less.',
      table: { saving: '137.39 USD' },
    })
    expect(reportOf(article)).toMatchObject({
      verdict: { code: 'keep', chosen: 'recommended' },
      summary: 'It takes 1 new load balancer and costs 34.64 USD a month (33.54 to 35.74 USD).',
      table: { saving: '0.00 USD' },
    })
  })

  it('puts both designs side by side, with the change in words', () => {
    const report = reportOf(shops)
    expect(rowOf(report, 'expected')).toMatchObject({
      before: '173.41 USD',
      after: '36.02 USD',
      change: '137.39 USD less',
    })
    expect(rowOf(report, 'load-balancers')).toMatchObject({ before: '6', after: '1', change: '5 fewer' })
    expect(rowOf(report, 'data-transfer')).toMatchObject({ change: 'the same' })
    expect(rowOf(report, 'not-priced')).toBeUndefined()
  })

  it('adds a row for rounding where each row alone was rounded', () => {
    const { lines, total } = reportOf(article).bills.before
    expect(lines.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['line', '16.43'],
      ['line', '10.95'],
      ['line', '5.40'],
      ['line', '1.87'],
      ['rounding', '-0.01'],
    ])
    expect(total).toBe('34.64')
  })

  it('leaves out the row where the rows add up', () => {
    const draft = withLines(article, ['1', '2.25'])
    expect(reportOf(draft).bills.before.lines.map(({ kind }) => kind)).toEqual(['line', 'line'])
  })

  it('says of a line without a price why, and marks the bill', () => {
    const draft = withLines(article, ['1', null])
    const report = reportOf(draft)
    expect(report.bills.before).toMatchObject({ totalShown: 'at least 1.00 USD', atLeast: true })
    expect(report.bills.before.lines[1]).toMatchObject({ amount: null, formula: 'nobody prints it', source: null })
    expect(rowOf(report, 'not-priced')).toMatchObject({ before: '1', after: '1', change: 'the same' })
  })

  it('numbers each place a price is printed once, with its day', () => {
    const { bills, sources } = reportOf(shops)
    const lines = [...bills.before.lines, ...bills.after.lines].filter(({ kind }) => kind === 'line')
    for (const line of lines) {
      const source = sources.prices.find(({ number }) => number === line.source)
      expect(source?.asOf).toBe(line.asOf)
    }
    expect(new Set(sources.prices.map(({ source, asOf }) => `${source} ${asOf}`)).size).toBe(sources.prices.length)
  })

  it('tells what was assumed once for all it holds of, and only where a bill or a type rests on it', () => {
    const texts = reportOf(shops).mustBeTrue.map(({ text }) => text)
    expect(texts).toContain(
      'Load, where nobody gave it: connectionSeconds 30 (bakery, bookshop, florist and 3 more); ' +
        'hoursPerMonth 730 (bakery, bookshop, florist and 3 more); peakToAverage 2 (bakery, bookshop, florist and 3 more).',
    )
    expect(texts).toContain(
      'What ports speak, by their names and numbers: protocol http (bakery/http, bookshop/http, florist/http and 3 more).',
    )
    expect(texts.filter((text) => /Deployment|selector|namespace|virtual-ip/.test(text))).toEqual([])
    // Nobody outside calls them, so their load is on no bill.
    const load = reportOf(article).mustBeTrue.find(({ text }) => text.startsWith('Load,'))?.text
    expect(load).toContain('frontend')
    expect(load).not.toMatch(/cache|database/)
  })

  it('names what must be mended first', () => {
    const finding = { code: 'X', severity: 'error', path: '', message: 'It burns.', fix: 'Put it out.' } as const
    expect(reportOf({ ...shops, findings: [finding] }).mustBeTrue[0]).toEqual({
      kind: 'mend',
      text: 'It burns.',
      check: 'Put it out.',
    })
  })

  it('has nothing in it that is not seen', () => {
    const report = reportOf({ ...shops, name: 'one\r\ntwo\u202e\u001b[2J' })
    expect(report.name).toBe('one two\\u{202e}\\u{1b}[2J')
  })
})

describe('the links of a view', () => {
  it('lead to the revision that was read, under the address of the service where it knows one', async () => {
    const planner = createRealPlanner(createMapStore())
    const plan = planIn(await planner.create(ANYBODY, exampleNamed('article')))
    expect(reportOf(plan, { publicBaseUrl: 'https://moorage.example.com' }).links).toMatchObject({
      plan: `https://moorage.example.com/v1/plans/${plan.id}`,
      manifests: `https://moorage.example.com/v1/plans/${plan.id}/revisions/1/manifests.yaml`,
    })
    expect(reportOf(plan).links?.revision).toBe(plan.links.revision)
  })

  it('are none where the plan is not kept', () => {
    expect(reportOf(article)).toMatchObject({ links: null, id: null, revision: null })
  })
})

/** The same draft with a bill of these amounts in both designs. */
function withLines(draft: Draft, amounts: readonly (string | null)[]): Draft {
  const priced = amounts.map((amount, index) => ({
    loadBalancer: 'one',
    item: `item ${index}`,
    quantity: '1',
    unit: 'hour',
    unitPrice: amount,
    amount,
    low: amount,
    high: amount,
    formula: '1 h',
    source: amount === null ? 'nobody prints it' : 'a price list',
    asOf: amount === null ? null : '2026-11-24',
  }))
  const expected = centsText(sum(amounts.map((amount) => decimal(amount ?? '0'))))
  const { recommended } = draft.designs
  const estimate = {
    ...recommended.estimate,
    monthly: { low: expected, expected, high: expected },
    atLeast: amounts.includes(null),
    lines: priced,
  }
  const design = { ...recommended, estimate }
  return { ...draft, designs: { recommended: design, consolidated: design } }
}
