// Where factors and amounts stand in a chart: factors on a logarithmic scale, amounts from nothing on.
import { element, type Markup } from '../svg/markup.ts'
import { words } from '../svg/picture.ts'

export type Axes = {
  x: (factor: number) => number
  y: (amount: number) => number
  top: number
  bottom: number
  parts: Markup[]
}
type Plot = { left: number; right: number; top: number; height: number }

export function axesOf(points: readonly { factor: number; before: number; after: number }[], plot: Plot): Axes {
  const { left, right, top, height } = plot
  const bottom = top + height
  const factors = points.map(({ factor }) => factor)
  const [least, most] = [Math.min(...factors), Math.max(...factors)]
  const range = Math.log(most / least) || 1
  const x = (factor: number) => left + (Math.log(factor / least) / range) * (right - left)
  const step = stepFor(Math.max(...points.flatMap(({ before, after }) => [before, after])))
  const highest = Math.max(...points.flatMap(({ before, after }) => [before, after]), step)
  const lines = Math.ceil(highest / step)
  const y = (amount: number) => bottom - (amount / (lines * step)) * height
  const parts = [
    ...Array.from({ length: lines + 1 }, (_, index) => index * step).flatMap((amount) => [
      element('line', {
        x1: left,
        x2: right,
        y1: y(amount),
        y2: y(amount),
        class: 'line-edge',
        'stroke-width': amount === 0 ? 1.4 : 0.7,
      }),
      words(String(Number(amount.toPrecision(6))), left - 10, y(amount) + 4, {
        size: 11,
        colour: 'soft',
        anchor: 'end',
      }),
    ]),
    ...factors.flatMap((factor) => [
      element('line', { x1: x(factor), x2: x(factor), y1: bottom, y2: bottom + 4, class: 'line-line' }),
      words(`×${factor}`, x(factor), bottom + 18, {
        size: 11,
        colour: factor === 1 ? 'ink' : 'soft',
        anchor: 'middle',
      }),
      ...(factor === 1
        ? [words('as stated', x(factor), bottom + 32, { size: 11, colour: 'ink', anchor: 'middle' })]
        : []),
    ]),
  ]
  return { x, y, top, bottom, parts }
}

/** 1, 2 or 5 times a power of ten, for four to eight lines. */
function stepFor(highest: number): number {
  if (highest <= 0) return 1
  const rough = highest / 6
  const power = 10 ** Math.floor(Math.log10(rough))
  const times = [1, 2, 5, 10].find((candidate) => candidate * power >= rough) ?? 10
  return times * power
}
