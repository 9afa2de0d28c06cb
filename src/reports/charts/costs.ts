// The bill of both designs as bars, item by item: outlined before sharing, filled after it, each with its amount beside it.
import { centsText, type Decimal } from '../../domain/money.ts'
import type { Draft } from '../../domain/plan/plan.ts'
import { element, type Markup } from '../svg/markup.ts'
import { pictureSvg, words } from '../svg/picture.ts'
import { linesOf } from '../svg/text.ts'
import { type Cost, type CostRow, costRows, NOTHING } from './cost-rows.ts'

/** What of a plan is drawn: a kept one or a draft. */
export type Charted = Pick<Draft, 'name' | 'designs' | 'consolidation'>

// Narrow enough to be read on a telephone.
const WIDTH = 480
const MARGIN = 20
const BAR = { width: 272, height: 13, step: 19 }
/** For "before" and "after". */
const LABEL_WIDTH = 46
const AMOUNT_X = WIDTH - MARGIN

export function costsSvg({ name, designs, consolidation }: Charted): string {
  const { recommended, consolidated } = designs
  const { currency } = consolidation
  const rows = costRows(recommended.estimate, consolidated.estimate)
  // Nothing is shared: the two bills are one.
  const isOne = !consolidation.groups.some(({ accepted }) => accepted)
  const title = `${name}: what load balancers cost a month`
  const scale = scaleTo([rows.total])
  let y = MARGIN + 16
  const parts: Markup[] = []
  for (const text of linesOf(title, { size: 16, weight: 'bold' }, { width: WIDTH - 2 * MARGIN, most: 3 })) {
    parts.push(words(text, MARGIN, y, { size: 16, weight: 'bold' }))
    y += 20
  }
  const caption = captionOf({ isOne, isNothing: rows.items.length === 0, currency })
  for (const text of linesOf(caption, { size: 12, weight: 'normal' }, { width: WIDTH - 2 * MARGIN, most: 3 })) {
    parts.push(words(text, MARGIN, y, { size: 12, colour: 'soft' }))
    y += 16
  }
  for (const row of [rows.total, ...rows.items, ...(rows.rounding === undefined ? [] : [rows.rounding])]) {
    const drawn = drawRow(row, { y: y + 14, scale, isOne })
    parts.push(...drawn.parts)
    y = drawn.end
  }
  const description = [rows.total, ...rows.items].map((row) => told(row, isOne)).join(' ')
  return pictureSvg({ width: WIDTH, height: y + MARGIN - 4, title, description: `${caption} ${description}`, parts })
}

function captionOf({ isOne, isNothing, currency }: { isOne: boolean; isNothing: boolean; currency: string }): string {
  if (isNothing) return `In ${currency}. Nothing is billed for the ways in of this plan.`
  return isOne
    ? `In ${currency}. Sharing changes nothing: both designs cost the same.`
    : `In ${currency}, before sharing (recommended design) and after (consolidated design).`
}

type Scale = (amount: Decimal) => number

function scaleTo(rows: readonly CostRow[]): Scale {
  const most = Math.max(...rows.flatMap(({ before, after }) => [before.amount.toNumber(), after.amount.toNumber()]))
  return (amount) => (most > 0 ? Math.max(0, (amount.toNumber() / most) * BAR.width) : 0)
}

type Drawing = { y: number; scale: Scale; isOne: boolean }

function drawRow(
  { item, before, after }: CostRow,
  { y: top, scale, isOne }: Drawing,
): { parts: Markup[]; end: number } {
  const parts: Markup[] = []
  const isTotal = item === 'Total'
  let y = top
  const font = { size: 12, weight: isTotal ? 'bold' : 'normal' } as const
  for (const text of linesOf(item, font, { width: WIDTH - 2 * MARGIN, most: 2 })) {
    y += 15
    parts.push(words(text, MARGIN, y, { size: 12, ...(isTotal ? { weight: 'bold' as const } : {}) }))
  }
  y += 5
  const sides = isOne
    ? ([['', before, 'after']] as const)
    : ([
        ['before', before, 'before'],
        ['after', after, 'after'],
      ] as const)
  for (const [label, cost, side] of sides) {
    parts.push(...drawBar(cost, { label, side, y, scale, isTotal }))
    y += BAR.step
  }
  return { parts, end: y - 6 }
}

type Bar = { label: string; side: 'before' | 'after'; y: number; scale: Scale; isTotal: boolean }

function drawBar(cost: Cost, { label, side, y, scale, isTotal }: Bar): Markup[] {
  const base = y + BAR.height - 2
  const length = scale(cost.amount)
  const look = side === 'before' ? 'fill-box line-balancer' : 'fill-service line-service'
  const bar = {
    x: MARGIN + (label === '' ? 0 : LABEL_WIDTH),
    y,
    width: length,
    height: BAR.height,
    class: look,
    'stroke-width': 1.4,
  }
  return [
    ...(label === '' ? [] : [words(label, MARGIN, base, { size: 11, colour: 'soft' })]),
    ...(length > 0 ? [element('rect', bar)] : []),
    words(amountText(cost), AMOUNT_X, base, {
      size: 12,
      anchor: 'end',
      ...(isTotal ? { weight: 'bold' as const } : {}),
    }),
  ]
}

function amountText(cost: Cost): string {
  if (cost === NOTHING) return 'none'
  const { amount, atLeast } = cost
  if (atLeast && amount.isZero()) return 'no price'
  return `${atLeast ? 'at least ' : ''}${centsText(amount).replace('-', '−')}`
}

const told = ({ item, before, after }: CostRow, isOne: boolean): string =>
  isOne ? `${item}: ${amountText(before)}.` : `${item}: ${amountText(before)} before, ${amountText(after)} after.`
