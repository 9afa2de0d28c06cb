// What tickets and chats read of a plan: the same figures in each, never longer than its reader takes, valid to the reader, and nothing that
// somebody wrote into a topology does anything there.
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { load } from 'js-yaml'
import { beforeAll, describe, expect, it } from 'vitest'
import { planIn } from '../../src/application/kept-plan.ts'
import type { Plan } from '../../src/domain/plan/plan.ts'
import type { Report } from '../../src/reports/view/report.ts'
import { reportOf } from '../../src/reports/view/view.ts'
import { JIRA_DEFAULT } from '../../src/reports/wiki/wiki.ts'
import { topologyOf } from '../bench/topologies.ts'
import { arbitraryTopology } from '../domain/arbitrary-topology.ts'
import { ANYBODY, createMapStore, createRealPlanner } from '../http/planner.ts'
import { htmlNodes, nodesOf, type SlackMessage, TICKET_FORMS } from './ticket-forms.ts'

const planner = createRealPlanner(createMapStore())
const planOf = async (document: unknown): Promise<Plan> => planIn(await planner.create(ANYBODY, document))
const BASE = { publicBaseUrl: 'https://moorage.example.com' }
const WHOLE = { maxChars: Number.MAX_SAFE_INTEGER }
const formOf = (name: string) => {
  const form = TICKET_FORMS.find((one) => one.name === name)
  if (form === undefined) throw new Error(`there is no form ${name}`)
  return form
}
const validAdf = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync(new URL('adf-schema.json', import.meta.url), 'utf8')),
)

let reports: Report[]
beforeAll(async () => {
  reports = []
  for (const name of ['article', 'online-shop'])
    reports.push(reportOf(await planOf(load(readFileSync(`openapi/examples/${name}.yaml`, 'utf8'))), BASE))
})

/** What each form says a month costs, before and after. */
const totalsIn = (text: string): string[] =>
  (/Expected[^\n]*/.exec(text)?.[0] ?? '').match(/\d+\.\d\d(?= [A-Z]{3})/g)?.slice(0, 2) ?? []

describe('every form', () => {
  it('shows the totals of the plan to the cent, within what its reader takes, for 500 plans', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTopology(), async (topology) => {
        const plan = await planOf(topology)
        const { recommended, consolidated } = plan.designs
        const totals = [recommended, consolidated].map(({ estimate }) => estimate.monthly.expected)
        const report = reportOf(plan, BASE)
        for (const { name, write, refused, read } of TICKET_FORMS) {
          const written = write(report)
          expect(written.length, name).toBeLessThan(refused)
          const told = totalsIn(read(written))
          // A chat tells a figure that does not change once.
          expect([...told, ...told].slice(0, 2), name).toEqual(totals)
          if (name === 'adf') expect(validAdf(JSON.parse(written)), JSON.stringify(validAdf.errors)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  }, 300_000)

  it('is within what its reader takes for a thousand workloads, and says what is left out', async () => {
    const report = reportOf(await planOf(topologyOf(1000)), BASE)
    for (const { name, write, refused, read } of TICKET_FORMS) {
      const written = write(report)
      expect(written.length, name).toBeLessThan(refused)
      expect(read(written), name).toMatch(/… and \d+ more|Left out here/)
    }
  })

  it.each([2000, 4000, 10_000])('is no longer than %i characters when asked', (maxChars) => {
    for (const report of reports)
      for (const { name, write } of TICKET_FORMS)
        if (maxChars > 4000 || !['adf', 'slack'].includes(name))
          expect(write(report, { maxChars }).length, name).toBeLessThanOrEqual(maxChars)
  })

  it('leads to the whole report where the service knows its own address, and tells the path where not', async () => {
    const plan = await planOf(topologyOf(30))
    for (const { name, write } of TICKET_FORMS) {
      const address = `/v1/plans/${plan.id}/revisions/1/report`
      expect(write(reportOf(plan, BASE)), name).toContain(`https://moorage.example.com${address}`)
      expect(formOf(name).read(write(reportOf(plan))), name).toContain(address)
      expect(write(reportOf(plan)), name).not.toMatch(/href|\|\/v1/)
    }
  })
})

const HOSTILE = [
  ...[
    '{code}',
    '{code:java}x{code}',
    '{noformat}',
    '{html}<b>x</b>{html}',
    '{color:red}x{color}',
    '{panel}',
    '{quote}',
  ],
  ...[
    '[~user]',
    '[~accountid:1]',
    '[here|http://evil.example]',
    '[^file]',
    '!image.png!',
    '!http://evil.example/x.png!',
  ],
  ...['h1. x', 'bq. x', '||a||b||', '|a|b|', '* x', '# x', '----', '{{x}}', '*x*', '_x_', '-x-', '+x+', '^x^', '~x~'],
  ...['??x??', '\\', '\\\\', '\\{code}', '&#123;code&#125;', '(y)', ':)', 'OPS-1', '@here', '@channel', '<!channel>'],
  ...[
    '<!here|x>',
    '<@U123>',
    '<#C1>',
    '<http://evil.example|x>',
    '&lt;!channel&gt;',
    ':smile:',
    'https://evil.example',
  ],
  ...['mailto:a@evil.example', 'ftp://evil.example', 'hthttp://tp://evil.example', '<script>alert(1)</script>'],
  ...['[code]<img src=x onerror=alert(1)>[/code]', '[/code]', '[ / CODE ]', '" onmouseover="x', "' x='", '</li></ul>'],
]

/** The report with every text of it replaced, but for what the service itself fills in. */
function saying(report: Report, text: string): Report {
  const walk = (value: unknown, key: string): unknown => {
    if (['links', 'kind', 'code', 'severity', 'id', 'type', 'label', 'columns'].includes(key)) return value
    if (typeof value === 'string') return text
    if (Array.isArray(value)) return value.map((one) => walk(one, ''))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, name)]))
  }
  return walk(report, '') as Report
}

describe.each(HOSTILE)('%s', (text) => {
  const written = (name: string, words: string) => formOf(name).write(saying(reports[1] as Report, words), WHOLE)

  it('is a text in ADF and nothing else: no node and no mark comes of it', () => {
    const skeleton = (words: string) =>
      nodesOf(JSON.parse(written('adf', words))).map(({ type, marks = [] }) => [type, marks])
    expect(skeleton(text)).toEqual(skeleton('x'))
    expect(nodesOf(JSON.parse(written('adf', text))).some((node) => node.text === text)).toBe(true)
  })

  it('makes no element and no attribute in HTML', () => {
    const skeleton = (words: string) =>
      htmlNodes(written('servicenow-html', words)).map(({ nodeName, attrs = [] }) => [nodeName, attrs])
    expect(skeleton(text)).toEqual(skeleton('x'))
    expect(written('servicenow-html', text)).not.toMatch(/[[\]\n]/)
  })

  it('begins no line, ends no cell and opens no macro in Jira wiki markup', () => {
    const skeleton = (words: string) =>
      written('wiki', words)
        .replace(/\\[-#*_+?^~|%{}[\]()!@]|&#\d+;/g, 'x')
        .split('\n')
        .map((line) => [
          /^(?:h\d\. |bq\. |\|\||\||[*#-]+ |----)?/.exec(line)?.[0],
          (line.match(/\|/g) ?? []).length,
          (line.match(/\{(?!\{)|[[\]!\\]/g) ?? []).length,
        ])
    expect(skeleton(text)).toEqual(skeleton('x'))
  })

  it('is inert in work notes', () => {
    const notes = written('servicenow', text)
    expect(notes).not.toMatch(/\[\/?code/i)
    expect(notes.replaceAll(BASE.publicBaseUrl, '')).not.toMatch(/:\/\/|mailto:\S/)
  })

  it('commands nothing in Slack', () => {
    const { text: summary, blocks } = JSON.parse(written('slack', text)) as SlackMessage
    const own = /<https:\/\/moorage\.example\.com\/[^|>]*\|The whole report>/
    for (const words of [summary, ...blocks.map((block) => block.text.text)]) {
      expect(words.replace(own, '')).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/)
      expect(words.replace(own, '')).not.toMatch(/:\/\/|mailto:\S/)
    }
  })
})

describe('Jira ADF', () => {
  // developer.atlassian.com/cloud/jira/platform/apis/document: what every comment box of Jira shows.
  const TYPES = [
    ...['doc', 'heading', 'paragraph', 'text', 'bulletList', 'orderedList', 'listItem', 'codeBlock'],
    ...['table', 'tableRow', 'tableHeader', 'tableCell'],
  ]

  it('is valid after the published schema, of nodes that a comment takes, with no link but its own', () => {
    for (const report of reports) {
      const doc = JSON.parse(formOf('adf').write(report, WHOLE))
      expect(validAdf(doc), JSON.stringify(validAdf.errors)).toBe(true)
      for (const { type } of nodesOf(doc)) expect(TYPES).toContain(type)
    }
    const cut = nodesOf(JSON.parse(formOf('adf').write(reports[1] as Report, { maxChars: 20_000 })))
    const links = cut.flatMap(({ marks = [] }) => marks.filter(({ type }) => type === 'link'))
    expect(links.map(({ attrs }) => attrs?.href)).toEqual([reports[1]?.links?.report])
    expect(JIRA_DEFAULT).toBeLessThan(32_767)
  })
})

describe('Slack', () => {
  it('gets no more blocks and no longer texts than it takes', () => {
    const longest = 'x&<>'.repeat(3000)
    for (const report of [...reports, saying(reports[1] as Report, longest)]) {
      const written = formOf('slack').write(report)
      expect(written.length).toBeLessThanOrEqual(12_000)
      const { text, blocks } = JSON.parse(written) as SlackMessage
      expect(blocks.length).toBeLessThanOrEqual(20)
      expect(text.length).toBeLessThanOrEqual(3000)
      for (const block of blocks) {
        expect(block.text.text.length).toBeLessThanOrEqual(block.type === 'header' ? 150 : 3000)
        expect(block.text.text).not.toBe('')
      }
    }
  })
})
