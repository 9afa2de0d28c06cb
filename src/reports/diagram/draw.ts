// A layout → SVG: frames, then threads, then cards, so that nothing covers a name.
import { element, group, type Markup, pathData } from '../svg/markup.ts'
import { type Colour, words } from '../svg/picture.ts'
import type { CardLine } from './card.ts'
import type { ArrowKind, Role } from './graph.ts'
import type { Area, Heading, Layout, PlacedCard, Wire } from './layout.ts'

export const drawn = ({ cards, wires, areas, headings }: Layout): Markup[] => [
  ...headings.map(drawHeading),
  ...areas.map(drawArea),
  ...wires.map(drawWire),
  ...cards.map(drawCard),
  // Over the threads that pass below.
  ...wires.flatMap(drawCount),
]

const drawHeading = ({ text, x }: Heading): Markup => words(text, x, -14, { size: 12, weight: 'bold', colour: 'soft' })

const drawArea = ({ text, x, y, width, height }: Area): Markup =>
  group({}, [
    element('rect', { x, y, width, height, rx: 10, class: 'fill-area line-edge' }),
    words(text, x + 12, y + 17, { size: 11, colour: 'soft' }),
  ])

type Stroke = { colour: Colour; width: number; dash?: string }
/** Told apart by width and dashes, not by colour alone. */
export const STROKES: Record<ArrowKind, Stroke> = {
  outside: { colour: 'balancer', width: 2 },
  forward: { colour: 'client', width: 1.5, dash: '5 4' },
  call: { colour: 'line', width: 1.2 },
}

/** How far an arrow within a column leans out of it. */
const LEAN = 34

function drawWire({ thread, levelFrom, isBeside, x1, y1, x2, y2 }: Wire): Markup {
  const { colour, width, dash } = STROKES[thread.kind]
  const bend = (x2 - x1) / 2
  const start = levelFrom === undefined ? ['M', x1, y1] : ['M', levelFrom, y1, 'L', x1, y1]
  const curve = isBeside ? ['C', x1 + LEAN, y1, x2 + LEAN, y2, x2, y2] : ['C', x1 + bend, y1, x2 - bend, y2, x2, y2]
  const attributes = { class: `line-${colour}`, fill: 'none', 'stroke-width': width, 'stroke-dasharray': dash }
  const line = element('path', { d: pathData(...start, ...curve), ...attributes })
  if (thread.head === undefined) return line
  if (thread.head === 'from') return group({}, [line, head(x1, y1, -1, colour)])
  return group({}, [line, head(x2, y2, isBeside ? -1 : 1, colour)])
}

/** Its point touches the box. */
export const head = (x: number, y: number, direction: 1 | -1, colour: Colour): Markup =>
  element('path', {
    d: pathData('M', x, y, 'L', x - 8 * direction, y - 4, 'L', x - 8 * direction, y + 4, 'Z'),
    class: `fill-${colour}`,
  })

/** How many an arrow stands for, beside its head. */
function drawCount({ thread: { count = 1, head: at }, isBeside, x1, y1, x2, y2 }: Wire): Markup[] {
  if (count === 1) return []
  const isLeft = at === 'from' || isBeside
  const [x, y] = at === 'from' ? [x1, y1] : [x2, y2]
  const attributes = {
    x: isLeft ? x + 11 : x - 11,
    y: y - 3,
    class: 'fill-ink line-paper',
    'paint-order': 'stroke',
    'stroke-width': 3,
    'font-size': 10,
    'text-anchor': isLeft ? 'start' : 'end',
  }
  return [element('text', attributes, String(count))]
}

const COLOURS: Record<Role, Colour> = {
  client: 'client',
  balancer: 'balancer',
  entrance: 'entrance',
  workload: 'service',
  external: 'external',
}
const TONES: Record<CardLine['tone'], Colour> = { name: 'ink', note: 'soft', bill: 'ink', type: 'ink' }

function drawCard({ box, card, x, y, width }: PlacedCard): Markup {
  const colour = COLOURS[box.role]
  const { height } = card
  const isOutside = box.role === 'client' || box.role === 'external'
  const frame = {
    width,
    height,
    rx: box.role === 'client' ? 16 : 6,
    class: `fill-box line-${colour}`,
    'stroke-width': 1.4,
    // What is outside the cluster is not made of the same line.
    'stroke-dasharray': isOutside ? '4 3' : undefined,
  }
  return group({ transform: `translate(${pathData(x)} ${pathData(y)})` }, [
    element('rect', frame),
    ...card.rules.map((rule) => element('line', { x1: 0, x2: width, y1: rule, y2: rule, class: 'line-edge' })),
    ...card.lines.map(({ text, x: left, y: base, font, tone }) =>
      words(text, left, base, {
        size: font.size,
        colour: TONES[tone],
        ...(font.weight === 'bold' ? { weight: 'bold' } : {}),
      }),
    ),
  ])
}
