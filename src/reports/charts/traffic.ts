// The bill of both designs when there is less traffic than stated, or more: two lines over the factor, with the points that were worked
// out, and where sharing begins or ceases to pay.
import type { BreakEven } from '../../domain/consolidation/consolidation.ts'
import { element, type Markup, pathData } from '../svg/markup.ts'
import { pictureSvg, words } from '../svg/picture.ts'
import { linesOf, widthOf } from '../svg/text.ts'
import { type Axes, axesOf } from './axes.ts'
import type { Charted } from './costs.ts'

const WIDTH = 480
const MARGIN = 20
const PLOT_HEIGHT = 220
const FIGURES = { size: 11, weight: 'normal' } as const

/** From one figure to the next below it. */
const LINE = 13

type Side = 'before' | 'after'
type Point = { factor: number; before: number; after: number }

export function trafficSvg({ name, designs, consolidation }: Charted): string {
  const { currency, breakEven, groups } = consolidation
  const isOne = !groups.some(({ accepted }) => accepted)
  const points = pointsOf({ designs, consolidation })
  const title = `${name}: the bill when traffic is another`
  const turns = breakEven.filter(({ quantity }) => quantity === 'traffic')
  const parts: Markup[] = []
  let y = MARGIN + 16
  const write = (text: string, size: number, weight: 'normal' | 'bold') => {
    for (const line of linesOf(text, { size, weight }, { width: WIDTH - 2 * MARGIN, most: 4 })) {
      parts.push(words(line, MARGIN, y, { size, ...(weight === 'bold' ? { weight } : { colour: 'soft' as const }) }))
      y += size + 4
    }
  }
  write(title, 16, 'bold')
  write(`${currency} a month over times the stated traffic.`, 12, 'normal')
  y += 4
  parts.push(...legend(y, isOne))
  const top = y + 34
  const room = Math.max(
    ...points.flatMap(({ before, after }) => [before, after].map((one) => widthOf(one.toFixed(2), FIGURES))),
  )
  const axes = axesOf(points, { left: MARGIN + room + 10, right: WIDTH - MARGIN - room - 8, top, height: PLOT_HEIGHT })
  parts.push(...axes.parts, ...turns.map((turn) => breakEvenLine(turn, axes)))
  const sides: Side[] = isOne ? ['after'] : ['before', 'after']
  parts.push(...sides.flatMap((side) => series(points, side, axes)), ...figures(points, sides, axes))
  y = top + PLOT_HEIGHT + 52
  const said = saidOf({ designs, consolidation }, isOne)
  for (const text of said) write(text, 12, 'normal')
  const told = points.map(({ factor, before, after }) => `×${factor}: ${before.toFixed(2)}, ${after.toFixed(2)}`)
  return pictureSvg({
    width: WIDTH,
    height: y + MARGIN - 12,
    title,
    description: `${currency} a month before sharing and after, by times the stated traffic. ${told.join('; ')}. ${said.join(' ')}`,
    parts,
  })
}

/** Where both designs are one, the plan has no difference to tell; its own bill moves all the same. */
function pointsOf({ designs: { recommended, consolidated } }: Pick<Charted, 'designs' | 'consolidation'>): Point[] {
  const after = new Map(consolidated.estimate.sensitivity.map(({ factor, monthly }) => [factor, Number(monthly)]))
  return recommended.estimate.sensitivity
    .map(({ factor, monthly }) => ({ factor: Number(factor), before: Number(monthly), after: after.get(factor) ?? 0 }))
    .sort((a, b) => a.factor - b.factor)
}

const LOOKS = {
  before: { colour: 'balancer', dash: '7 4' },
  after: { colour: 'service', dash: undefined },
} as const

/** Straight in the bill, so a curve where the scale of factors is logarithmic. */
const STEPS = 12

function series(points: readonly Point[], side: Side, { x, y }: Axes): Markup[] {
  const { colour, dash } = LOOKS[side]
  const between = points.flatMap((point, index) => {
    const next = points[index + 1]
    if (next === undefined) return [[x(point.factor), y(point[side])] as const]
    return Array.from({ length: STEPS }, (_, step) => {
      const part = step / STEPS
      const at = (from: number, to: number) => from + (to - from) * part
      return [x(at(point.factor, next.factor)), y(at(point[side], next[side]))] as const
    })
  })
  const data = pathData(...between.flatMap(([left, height], index) => [index === 0 ? 'M' : 'L', left, height]))
  const line = element('path', {
    d: data,
    fill: 'none',
    class: `line-${colour}`,
    'stroke-width': 2,
    'stroke-dasharray': dash,
  })
  return [line, ...points.map((point) => mark(x(point.factor), y(point[side]), side))]
}

/** At the stated traffic above the upper line and below the lower one; at the most there is beside the points, not on each other. */
function figures(points: readonly Point[], sides: readonly Side[], { x, y }: Pick<Axes, 'x' | 'y'>): Markup[] {
  const stated = points.filter(({ factor }) => factor === 1)
  const last = points.slice(-1)
  const upper = ({ before, after }: Point): Side => (sides.length === 2 && before > after ? 'before' : 'after')
  return sides.flatMap((side) => [
    ...stated.map((point) =>
      words(point[side].toFixed(2), x(point.factor), y(point[side]) + (upper(point) === side ? -9 : 18), {
        size: 11,
        anchor: 'middle',
      }),
    ),
    ...last.map((point) => {
      const distance = Math.abs(y(point.before) - y(point.after))
      const apart = sides.length === 1 ? 0 : Math.max(0, (LINE - distance) / 2) * (upper(point) === side ? -1 : 1)
      return words(point[side].toFixed(2), x(point.factor) + 8, y(point[side]) + 4 + apart, { size: 11 })
    }),
  ])
}

/** A square before, a disc after. */
const mark = (x: number, y: number, side: Side): Markup =>
  side === 'before'
    ? element('rect', {
        x: x - 4,
        y: y - 4,
        width: 8,
        height: 8,
        class: 'fill-paper line-balancer',
        'stroke-width': 1.6,
      })
    : element('circle', { cx: x, cy: y, r: 3.6, class: 'fill-service' })

function legend(y: number, isOne: boolean): Markup[] {
  const entries = isOne
    ? ([['after', 'both designs']] as const)
    : ([
        ['before', 'before sharing'],
        ['after', 'after sharing'],
      ] as const)
  return entries.flatMap(([side, text], index) => {
    const left = MARGIN + index * 170
    const { colour, dash } = LOOKS[side]
    const line = {
      x1: left,
      x2: left + 34,
      y1: y,
      y2: y,
      class: `line-${colour}`,
      'stroke-width': 2,
      'stroke-dasharray': dash,
    }
    return [element('line', line), mark(left + 17, y, side), words(text, left + 42, y + 4, { size: 12 })]
  })
}

function breakEvenLine({ value }: BreakEven, { x, top, bottom }: Axes): Markup {
  const left = x(Number(value))
  return element(
    'g',
    {},
    element('line', { x1: left, x2: left, y1: top, y2: bottom, class: 'line-ink', 'stroke-dasharray': '2 3' }),
    words(`break-even ×${shortened(value)}`, left, top - 6, {
      size: 11,
      weight: 'bold',
      anchor: 'middle',
    }),
  )
}

/** Two decimals are enough for the eye; the text below has them all. */
const shortened = (value: string): string => String(Math.round(Number(value) * 100) / 100)

function saidOf({ designs, consolidation }: Pick<Charted, 'designs' | 'consolidation'>, isOne: boolean): string[] {
  const turns = consolidation.breakEven.filter(({ quantity }) => quantity === 'traffic').map(({ text }) => text)
  const atLeast = [designs.recommended, designs.consolidated].some(({ estimate }) => estimate.atLeast)
  const driven = designs[isOne ? 'recommended' : 'consolidated'].estimate.sensitivity.at(-1)
  return [
    ...turns,
    ...(driven === undefined
      ? []
      : [
          driven.drivenBy === null
            ? 'Traffic moves nothing on this bill.'
            : `At ×${driven.factor} the dearest of what traffic moves is ${driven.drivenBy}.`,
        ]),
    'Worked out where marked, straight in between.',
    ...(atLeast ? ['At least: something has no price and is left out.'] : []),
  ]
}
