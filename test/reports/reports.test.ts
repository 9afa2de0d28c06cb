// Every form of a report shows the same figures, keeps within its limit however large the plan, and is the same bytes every time.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centsText, decimal, sum } from '../../src/domain/money.ts'
import type { Draft } from '../../src/domain/plan/plan.ts'
import { REPORT_FORM_NAMES, REPORT_FORMS, type ReportFormName } from '../../src/http/reports/forms.ts'
import { reportHtml } from '../../src/reports/html/html.ts'
import { reportMarkdown } from '../../src/reports/markdown/markdown.ts'
import { reportText } from '../../src/reports/text/report.ts'
import { widthOf } from '../../src/reports/text/width.ts'
import { reportOf } from '../../src/reports/view/view.ts'
import { shuffled } from '../domain/arbitrary-topology.ts'
import { anyTopology, draftOf } from '../domain/design/drafting.ts'
import { storyNamed } from '../examples/stories.ts'
import { type Figures, figuresInHtml, figuresInJson, figuresInMarkdown, figuresInText } from './read-figures.ts'

const READERS: Record<ReportFormName, (text: string) => Figures> = {
  json: figuresInJson,
  md: figuresInMarkdown,
  html: figuresInHtml,
  txt: figuresInText,
}
// Long enough for any of them whole: what is left out has no figures to compare.
const WHOLE = { maxChars: 9_999_999 }
const written = (form: ReportFormName, draft: Draft) =>
  REPORT_FORMS[form].write({ plan: draft, report: reportOf(draft), ...(form === 'json' ? {} : WHOLE) })

/** What unit of money is beside an amount, and how sure it is, is not what is added up. */
const amountIn = (text: string) => /-?\d+\.\d\d/.exec(text)?.[0]

describe('all forms of a plan', () => {
  it('show the same totals, and rows that add up to them, to the cent', () => {
    fc.assert(
      fc.property(anyTopology, (document) => {
        const draft = draftOf(document)
        const { recommended, consolidated } = draft.designs
        for (const form of REPORT_FORM_NAMES) {
          const { expected, bills } = READERS[form](written(form, draft))
          expect([amountIn(expected[0]), amountIn(expected[1])], form).toEqual([
            recommended.estimate.monthly.expected,
            consolidated.estimate.monthly.expected,
          ])
          expect(expected[0].startsWith('at least'), form).toBe(recommended.estimate.atLeast)
          expect(bills, form).toHaveLength(draft.consolidation.verdict === 'keep' ? 1 : 2)
          expect(bills[0]?.total, form).toBe(recommended.estimate.monthly.expected)
          expect(bills.at(-1)?.total, form).toBe(consolidated.estimate.monthly.expected)
          for (const { amounts, total } of bills) {
            const priced = amounts.filter((amount) => amount !== 'not priced')
            expect(centsText(sum(priced.map((amount) => decimal(amount)))), form).toBe(total)
          }
          const saving = decimal(recommended.estimate.monthly.expected).minus(consolidated.estimate.monthly.expected)
          expect(amountIn(expected[2]), form).toBe(saving.isZero() ? undefined : centsText(saving))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('are the same bytes whatever the order of the topology', () => {
    fc.assert(
      fc.property(anyTopology, fc.integer(), (document, seed) => {
        const [one, other] = [draftOf(document), draftOf(shuffled(document, seed))]
        for (const form of REPORT_FORM_NAMES) expect(written(form, other), form).toBe(written(form, one))
      }),
      { numRuns: 30 },
    )
  })

  it('read as written down', async () => {
    const report = reportOf(draftOf(storyNamed('six-shops-aws')))
    await expect(reportText(report)).toMatchFileSnapshot('../examples/six-shops-aws/report.txt')
    await expect(reportMarkdown(report)).toMatchFileSnapshot('../examples/six-shops-aws/report.md')
  })
})

/** Names as long as they may be, every one of them with a way in of its own. */
const large = draftOf({
  name: 'n'.repeat(63),
  owner: '*_[]<>|'.repeat(36),
  target: { provider: 'aws', region: 'us-east-1', loadBalancers: 'cloud' },
  workloads: Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => [
      `w${'-w'.repeat(29)}-${index}`.slice(-60).replace(/^-+/, 'w'),
      {
        ports: { http: 80 },
        expose: [{ port: 'http', to: 'internet', host: `${'h'.repeat(60)}.${index}.example.com` }],
        pin: { type: 'LoadBalancer', reason: '`|`'.repeat(80) },
      },
    ]),
  ),
})

describe('a plan of a thousand workloads', () => {
  const report = reportOf(large)
  const { before } = report.bills

  it.each([4000, 8000, 32_000, 64_000, 990_000])(
    'is Markdown of at most %i characters, whole in itself',
    (maxChars) => {
      const text = reportMarkdown(report, { maxChars })
      expect(text.length).toBeLessThanOrEqual(maxChars)
      expectWholeMarkdown(text)
      expect(text).toContain(`${before.total} USD`)
      expect(text).toMatch(/… and \d+ more in report\.json|Left out here, because it would be too long: .*\./)
    },
  )

  it('is Markdown that GitHub takes where nobody asks for less, with its diagrams', () => {
    const text = REPORT_FORMS.md.write({ plan: large, report })
    expect(text.length).toBeLessThanOrEqual(65_000)
    expectWholeMarkdown(text)
  })

  it.each([4000, 32_000, 990_000])('is text of at most %i characters, of 80 columns', (maxChars) => {
    const text = reportText(report, { maxChars })
    expect(text.length).toBeLessThanOrEqual(maxChars)
    for (const line of text.split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(80)
    expect(text).toContain(`${before.total} USD`)
  })

  it.each([20_000, 100_000, 4_000_000])('is a page of at most %i characters', (maxChars) => {
    const text = reportHtml(report, { maxChars })
    expect(text.length).toBeLessThanOrEqual(maxChars)
    expect(text.endsWith('</html>\n')).toBe(true)
  })

  it('still adds up where most rows are left out', () => {
    for (const { amounts, total } of [
      ...figuresInMarkdown(reportMarkdown(report, { maxChars: 64_000 })).bills,
      ...figuresInHtml(reportHtml(report, { maxChars: 100_000 })).bills,
    ]) {
      expect(amounts.length).toBeLessThan(300)
      expect(centsText(sum(amounts.map((amount) => decimal(amount))))).toBe(total)
    }
  })
})

/** Every section that begins ends, and so does every fence. */
function expectWholeMarkdown(text: string): void {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  expect(count(/^<details>$/gm)).toBe(count(/^<\/details>$/gm))
  expect(count(/^<summary>.*<\/summary>$/gm)).toBe(count(/^<details>$/gm))
  expect(count(/^`{3,}/gm) % 2).toBe(0)
  expect(text.endsWith('\n')).toBe(true)
  expect(text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/)
}
