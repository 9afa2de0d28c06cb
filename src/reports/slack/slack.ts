// The view model → a message for Slack as JSON text: `text` for a notification, `blocks` for the channel. Whatever somebody else wrote
// stands in plain text, where nothing is markup; marked text has our own words and figures only.
import { marked, plain } from '../outline/outline.ts'
import type { Report } from '../view/report.ts'
import { type Block, clipped, header, markedSection, plainSection } from './blocks.ts'

/** Slack refuses a message at about 13,200 characters of blocks. */
export const SLACK_DEFAULT = 12_000

const ITEMS_AT_MOST = 6
const ITEM_LONGEST = 400

/** Of each list as many as fit, and how many more there are. */
export function reportSlack(report: Report, { maxChars = SLACK_DEFAULT }: { maxChars?: number } = {}): string {
  for (let most = ITEMS_AT_MOST; most > 0; most -= 1) {
    const text = JSON.stringify(message(report, most))
    if (text.length <= maxChars) return text
  }
  return JSON.stringify(message(report, 0))
}

function message(report: Report, most: number): { text: string; blocks: Block[] } {
  const { title, verdict, summary, mustBeTrue, givesUp, steps } = report
  return {
    text: clipped(`${title}: ${verdict.title}. ${summary}`, 300),
    blocks: [
      header(clipped(verdict.title, 150)),
      plainSection(clipped(`${title}: ${verdict.because}`, 1000)),
      markedSection(tableText(report)),
      ...list(
        'What must be true',
        mustBeTrue.map(({ text }) => text),
        most,
      ),
      ...list(
        'What you give up',
        givesUp.map(({ text }) => text),
        most,
      ),
      ...list(
        'Steps',
        steps.map((step) => step.do),
        most,
      ),
      plainSection(clipped(factsOf(report), 600)),
      ...linkTo(report),
    ],
  }
}

/** Before and after, a line for each figure. */
const tableText = ({ table: { rows } }: Report): string =>
  rows
    .map(({ label, before, after, change }) => {
      const figures = before === after ? before : `${before} → ${after}`
      return `*${clipped(label, 60)}:* ${clipped(`${figures}${change === '' ? '' : ` (${change})`}`, 200)}`
    })
    .join('\n')

function list(title: string, items: readonly string[], most: number): Block[] {
  if (items.length === 0 || most === 0) return []
  const lines = items.slice(0, most).map((text) => `• ${clipped(plain(marked(text)), ITEM_LONGEST)}`)
  const more = items.length > most ? [`… and ${items.length - most} more in the report`] : []
  return [markedSection(`*${title}*`), plainSection([...lines, ...more].join('\n'))]
}

function factsOf({ owner, ticket, kubernetesVersion, revision, sources, findingsShown }: Report): string {
  return [
    ...(owner === null ? [] : [`owner ${owner}`]),
    ...(ticket === null ? [] : [`ticket ${ticket}`]),
    `Kubernetes ${kubernetesVersion}`,
    revision === null ? 'not kept' : `revision ${revision}`,
    `found: ${findingsShown}`,
    `prices: ${sources.priceBook}`,
  ].join(' · ')
}

/** The one link there is; a path leads nowhere from a chat. */
function linkTo({ links }: Report): Block[] {
  if (links === null) return []
  return links.report.startsWith('/')
    ? [markedSection(`Report: \`${links.report}\``)]
    : [markedSection(`<${links.report}|The whole report>`)]
}
