// The forms that tickets and chats read, as a table: how each is written, what its reader takes at most, and the words a reader sees of it.
import { parseFragment } from 'parse5'
import { reportAdf } from '../../src/reports/adf/adf.ts'
import { reportNotesHtml } from '../../src/reports/servicenow/html.ts'
import { reportNotes } from '../../src/reports/servicenow/notes.ts'
import { reportSlack } from '../../src/reports/slack/slack.ts'
import type { Report } from '../../src/reports/view/report.ts'
import { reportWiki } from '../../src/reports/wiki/wiki.ts'

export type TicketForm = {
  name: string
  write: (report: Report, options?: { maxChars?: number }) => string
  /** What the reader refuses. */
  refused: number
  read: (written: string) => string
}

export const TICKET_FORMS: readonly TicketForm[] = [
  { name: 'wiki', write: reportWiki, refused: 32_767, read: readWiki },
  { name: 'adf', write: reportAdf, refused: 32_767, read: readAdf },
  { name: 'servicenow', write: reportNotes, refused: 4000, read: (text) => text },
  { name: 'servicenow-html', write: reportNotesHtml, refused: 4000, read: readHtml },
  { name: 'slack', write: reportSlack, refused: 12_001, read: readSlack },
]

/** As Jira Data Center reads it: a backslash is gone, an entity is its character. */
export function readWiki(text: string): string {
  return text
    .replace(/\\([-#*_+?^~|%{}[\]()!@])/g, '$1')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}

type AdfNode = {
  type: string
  text?: string
  content?: AdfNode[]
  marks?: { type: string; attrs?: { href: string } }[]
}

export function nodesOf(node: AdfNode): AdfNode[] {
  return [node, ...(node.content ?? []).flatMap(nodesOf)]
}

function readAdf(text: string): string {
  return nodesOf(JSON.parse(text))
    .map((node) => node.text ?? (node.type === 'tableCell' ? '|' : node.type === 'paragraph' ? '' : '\n'))
    .join('')
}

type HtmlNode = { nodeName: string; value?: string; attrs?: { name: string; value: string }[]; childNodes?: HtmlNode[] }

export function htmlNodes(html: string): HtmlNode[] {
  const walk = (node: HtmlNode): HtmlNode[] => [node, ...(node.childNodes ?? []).flatMap(walk)]
  return walk(parseFragment(html) as unknown as HtmlNode).slice(1)
}

function readHtml(html: string): string {
  return htmlNodes(html)
    .map((node) => node.value ?? (node.nodeName === 'td' ? '|' : ''))
    .join('')
}

export type SlackMessage = { text: string; blocks: { type: string; text: { type: string; text: string } }[] }

function readSlack(text: string): string {
  const { blocks } = JSON.parse(text) as SlackMessage
  return blocks
    .map((block) => block.text.text)
    .join('\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
