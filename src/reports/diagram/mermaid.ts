// A graph → Mermaid text, for Markdown that is rendered where it is read (GitHub, GitLab). Ids are made here and never taken from names;
// every character of a label that could mean something to Mermaid or HTML is an entity.
import { centsText } from '../../domain/money.ts'
import { shown } from '../text/shown.ts'
import type { Arrow, ArrowKind, Box, Graph, Role } from './graph.ts'

/** Mermaid's own limits (`maxTextSize`, `maxEdges`): beyond them a reader sees an error in place of the picture. */
export const MERMAID_LIMITS = { characters: 50_000, edges: 500 } as const

const LINE_AT_MOST = 80

export function mermaidText(
  { boxes, arrows }: Graph,
  { title, currency }: { title: string; currency: string },
): string {
  const numbered = boxes.map((box, index) => ({ box, line: `n${index}${shaped(box, currency)}` }))
  const inNamespace = new Map<string, string[]>()
  for (const { box, line } of numbered) {
    if (box.namespace === undefined) continue
    const known = inNamespace.get(box.namespace)
    if (known === undefined) inNamespace.set(box.namespace, [line])
    else known.push(line)
  }
  return [
    'flowchart LR',
    `  accTitle: ${title.replaceAll(/[^A-Za-z0-9 ,.-]/g, ' ')}`,
    ...numbered.filter(({ box }) => box.namespace === undefined).map(({ line }) => `  ${line}`),
    ...[...inNamespace].flatMap(([name, lines], index) => [
      `  subgraph s${index} ["${escaped(`namespace ${name}`)}"]`,
      ...lines.map((line) => `    ${line}`),
      '  end',
    ]),
    ...arrows.map((arrow) => `  ${joined(arrow)}`),
    '',
  ].join('\n')
}

const SHAPES: Record<Role, readonly [open: string, close: string]> = {
  client: ['(["', '"])'],
  balancer: ['[["', '"]]'],
  entrance: ['("', '")'],
  workload: ['["', '"]'],
  external: ['>"', '"]'],
}

function shaped({ role, title, notes, rows, bill }: Box, currency: string): string {
  const [open, close] = SHAPES[role]
  const lines = [
    title,
    ...notes,
    ...(bill === undefined ? [] : [`${bill.atLeast ? 'at least ' : ''}${centsText(bill.amount)} ${currency} a month`]),
    ...rows.map(({ type, text }) => `${type} ${text}`.trim()),
  ]
  return `${open}${lines.map(escaped).join('<br/>')}${close}`
}

const LINES: Record<ArrowKind, readonly [plain: string, open: string, close: string]> = {
  outside: ['==>', '==', '==>'],
  forward: ['-.->', '-.', '.->'],
  call: ['-->', '--', '-->'],
}

/** There is no legend: what is not like the others says so. */
function joined({ from, to, kind, count }: Arrow): string {
  const [plain, open, close] = LINES[kind]
  const text = [kind === 'forward' ? 'port-forward' : '', count === 1 ? '' : String(count)].join(' ').trim()
  return `n${from} ${text === '' ? plain : `${open} "${escaped(text)}" ${close}`} n${to}`
}

/** A colon as well: a line with "style", a colon and an entity behind it is mistaken for a style by Mermaid. */
const escaped = (text: string): string =>
  shown(text, LINE_AT_MOST).replaceAll(/[^A-Za-z0-9 ,./-]/gu, (character) => `#${character.codePointAt(0)};`)
