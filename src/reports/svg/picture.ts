// The frame of every picture: its size, its name for those who do not see it, its colours by day and by night.
import { element, type Markup } from './markup.ts'

export type Picture = {
  width: number
  height: number
  /** Its name, for whoever does not see it. */
  title: string
  /** What it says, in a few sentences. */
  description: string
  parts: readonly Markup[]
}

/**
 * One colour for one thing in all pictures. Each has a contrast of 4.5 to 1 against the paper where it is text, and 3 to 1 where it is a
 * line; nothing is told by colour alone.
 */
const LIGHT = {
  paper: '#ffffff',
  ink: '#1f2328',
  soft: '#59636e',
  line: '#818b98',
  box: '#f6f8fa',
  area: '#f3f6fb',
  edge: '#aab4c2',
  client: '#6639ba',
  balancer: '#b35900',
  entrance: '#1a7f37',
  service: '#0969da',
  external: '#59636e',
}
const DARK: typeof LIGHT = {
  paper: '#0d1117',
  ink: '#f0f6fc',
  soft: '#a5aeb8',
  line: '#7d8590',
  box: '#1b222b',
  area: '#12181f',
  edge: '#4a5460',
  client: '#bd9bff',
  balancer: '#f0a35b',
  entrance: '#5bc873',
  service: '#71b7ff',
  external: '#a5aeb8',
}
export type Colour = keyof typeof LIGHT

const variables = (colours: typeof LIGHT): string =>
  Object.entries(colours)
    .map(([name, value]) => `--moorage-${name}:${value}`)
    .join(';')

/** `fill-ink`, `line-soft`: the only classes there are, so that a page that holds the picture meets none of its own. */
const CLASSES = Object.keys(LIGHT)
  .map(
    (name) =>
      `.moorage-picture .fill-${name}{fill:var(--moorage-${name})}.moorage-picture .line-${name}{stroke:var(--moorage-${name})}`,
  )
  .join('')

/** In every picture, the same: a page that allows styles by their hash has to allow this one. */
export const PICTURE_STYLE =
  `.moorage-picture{${variables(LIGHT)};color-scheme:light dark}` +
  `@media (prefers-color-scheme:dark){.moorage-picture{${variables(DARK)}}}` +
  `@media print{.moorage-picture{${variables(LIGHT)}}}` +
  `.moorage-picture text{font-family:"Segoe UI",Roboto,"Helvetica Neue",Helvetica,Arial,sans-serif}${CLASSES}`

export function pictureSvg({ width, height, title, description, parts }: Picture): string {
  const size = { width: Math.ceil(width), height: Math.ceil(height) }
  const frame: Markup[] = [
    element('title', {}, title),
    element('desc', {}, description),
    { svg: `<style>${PICTURE_STYLE}</style>` },
    element('rect', { class: 'fill-paper', ...size }),
  ]
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'moorage-picture',
    ...size,
    viewBox: `0 0 ${size.width} ${size.height}`,
    role: 'img',
  }
  return `${element('svg', attributes, ...frame, ...parts).svg}\n`
}

export type Written = {
  size: number
  weight?: 'bold'
  colour?: Colour
  anchor?: 'middle' | 'end'
}

/** A line of text on its baseline. */
export const words = (text: string, x: number, y: number, { size, weight, colour = 'ink', anchor }: Written): Markup =>
  element(
    'text',
    { x, y, class: `fill-${colour}`, 'font-size': size, 'font-weight': weight, 'text-anchor': anchor },
    text,
  )
