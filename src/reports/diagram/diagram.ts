// The topology of a plan as a picture: one of its designs, or both, the recommended one above what becomes of it by sharing.
import { centsText, decimal, sum } from '../../domain/money.ts'
import type { DesignName, Draft, PlannedDesign } from '../../domain/plan/plan.ts'
import { element, group, type Markup } from '../svg/markup.ts'
import { pictureSvg, words } from '../svg/picture.ts'
import { linesOf, widthOf } from '../svg/text.ts'
import { described } from './described.ts'
import { drawn, head, STROKES } from './draw.ts'
import type { Graph } from './graph.ts'
import { layout } from './layout.ts'
import { MERMAID_LIMITS, mermaidText } from './mermaid.ts'
import { isLarge, pooled } from './pool.ts'
import { readDesign } from './read-design.ts'

/** What of a plan is drawn: a kept one or a draft. */
export type Drawable = Pick<Draft, 'name' | 'topology' | 'designs' | 'chosen' | 'consolidation'>

/** As much of one design as can be read: every box, or their counts. */
export function graphOf(plan: Drawable, design: DesignName): { graph: Graph; isPooled: boolean } {
  const whole = readDesign(plan, plan.designs[design])
  return isLarge(whole) ? { graph: pooled(whole), isPooled: true } : { graph: whole, isPooled: false }
}

/** Within the limits of whoever renders it, however large the plan is. */
export function diagramMermaid(plan: Drawable, design: DesignName): string {
  const { graph } = graphOf(plan, design)
  const title = `${plan.name}, ${TITLES[design]}`
  const { currency } = plan.consolidation
  const text = mermaidText(graph, { title, currency })
  const fits = text.length <= MERMAID_LIMITS.characters && graph.arrows.length <= MERMAID_LIMITS.edges
  return fits ? text : mermaidText(pooled(graph), { title, currency })
}

const MARGIN = 24
const TITLE = { size: 16, weight: 'bold' } as const
const LEGEND_HEIGHT = 44
/** Of a legend of all that may be in it. */
const LEAST_WIDTH = 480

/** Two designs that are the same are drawn once. */
export function diagramSvg(plan: Drawable, which: DesignName | 'both'): string {
  const panels = panelsOf(plan, which)
  const parts: Markup[] = []
  const title = `${plan.name}: ${TITLES[which]}`
  let y = MARGIN + TITLE.size
  let width = Math.max(LEAST_WIDTH, widthOf(title, TITLE) + 2 * MARGIN)
  parts.push(words(title, MARGIN, y, TITLE))
  for (const { graph, heading, notes } of panels) {
    const { width: wide, height, ...placed } = layout(graph, plan.consolidation.currency)
    width = Math.max(width, wide + 2 * MARGIN)
    for (const [index, line] of [heading, ...notes].entries()) {
      const lines = linesOf(line, { size: 12, weight: 'normal' }, { width: Math.max(wide, 432), most: 3 })
      for (const text of lines) {
        y += 18
        parts.push(words(text, MARGIN, y, { size: 12, colour: index === 0 ? 'ink' : 'soft' }))
      }
    }
    y += 44
    parts.push(group({ transform: `translate(${MARGIN} ${y})` }, drawn({ width: wide, height, ...placed })))
    y += Math.ceil(height) + 20
  }
  parts.push(group({ transform: `translate(${MARGIN} ${y + 24})` }, legend(panels.map(({ graph }) => graph))))
  return pictureSvg({
    width,
    height: y + LEGEND_HEIGHT,
    title,
    description: panels.map(({ graph, heading, isPooled }) => `${heading} ${described(graph, { isPooled })}`).join(' '),
    parts,
  })
}

const TITLES: Record<DesignName | 'both', string> = {
  recommended: 'the recommended design',
  consolidated: 'the consolidated design',
  both: 'before and after sharing',
}

type Panel = { graph: Graph; isPooled: boolean; heading: string; notes: string[] }

function panelsOf(plan: Drawable, which: DesignName | 'both'): Panel[] {
  if (which !== 'both') return [panelOf(plan, which)]
  const [before, after] = [panelOf(plan, 'recommended'), panelOf(plan, 'consolidated')]
  if (JSON.stringify(before.graph) === JSON.stringify(after.graph))
    return [{ ...before, notes: ['Sharing changes nothing: both designs are the same.', ...before.notes] }]
  return [
    { ...before, heading: `Before: ${before.heading}` },
    { ...after, heading: `After: ${after.heading}` },
  ]
}

function panelOf(plan: Drawable, design: DesignName): Panel {
  const { graph, isPooled } = graphOf(plan, design)
  return { graph, isPooled, heading: headingOf(plan, design), notes: notesOf(plan.designs[design], isPooled) }
}

function headingOf({ designs, chosen, consolidation: { currency } }: Drawable, design: DesignName): string {
  const { estimate, loadBalancers } = designs[design]
  const made = loadBalancers.filter(({ existing }) => !existing).length
  const count = `${made} ${made === 1 ? 'load balancer' : 'load balancers'} to be made`
  const bill = `${estimate.atLeast ? 'at least ' : ''}${estimate.monthly.expected} ${currency} a month`
  return `${bill}, ${count}${chosen === design ? '; the design the verdict advises' : ''}.`
}

/** What no box can say. */
function notesOf({ estimate: { lines, currency }, loadBalancers }: PlannedDesign, isPooled: boolean): string[] {
  const names = new Set(loadBalancers.map(({ name }) => name))
  const together = lines.filter(({ loadBalancer }) => !names.has(loadBalancer))
  const amounts = together.flatMap(({ amount }) => (amount === null ? [] : [decimal(amount)]))
  const items = [...new Set(together.map(({ loadBalancer }) => loadBalancer))].join(', ')
  return [
    ...(amounts.length === 0
      ? []
      : [`${centsText(sum(amounts))} ${currency} of it is priced for all together: ${items}.`]),
    ...(isPooled
      ? ['Too many to draw each: one box for each namespace, and for each kind of load balancer and entrance.']
      : []),
  ]
}

/** The lines that are in the picture. */
function legend(graphs: readonly Graph[]): Markup[] {
  const kinds = new Set(graphs.flatMap(({ arrows }) => arrows.map(({ kind }) => kind)))
  const entries = [
    ['outside', 'traffic from outside'],
    ['call', 'call'],
    ['forward', 'kubectl port-forward'],
  ] as const
  let x = 0
  return entries
    .filter(([kind]) => kinds.has(kind))
    .flatMap(([kind, text]) => {
      const { colour, width, dash } = STROKES[kind]
      const start = x
      x += 48 + widthOf(text, { size: 11, weight: 'normal' }) + 28
      return [
        element('line', {
          x1: start,
          x2: start + 34,
          y1: 0,
          y2: 0,
          class: `line-${colour}`,
          'stroke-width': width,
          'stroke-dasharray': dash,
        }),
        head(start + 40, 0, 1, colour),
        words(text, start + 48, 4, { size: 11, colour: 'soft' }),
      ]
    })
}
