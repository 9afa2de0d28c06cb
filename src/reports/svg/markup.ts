// Elements of SVG as text. Every text and every attribute goes through one function that escapes it, so that no name in a plan can become
// markup; there are no ids, so that several pictures may stand in one page.
import { shown } from '../text/shown.ts'

/** Text that was made here, as opposed to text that came from somewhere. */
export type Markup = { readonly svg: string }

type Attributes = Readonly<Record<string, string | number | undefined>>

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string =>
  shown(text, 4000).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')

export function element(name: string, attributes: Attributes, ...children: readonly (Markup | string)[]): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(typeof value === 'number' ? String(rounded(value)) : (value ?? ''))}"`)
    .join('')
  const inside = children.map((child) => (typeof child === 'string' ? escaped(child) : child.svg)).join('')
  return { svg: inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>` }
}

/** A tenth of a pixel is enough, and the same on every machine. */
export const rounded = (value: number): number => Math.round(value * 10) / 10

export const group = (attributes: Attributes, children: readonly Markup[]): Markup =>
  element('g', attributes, ...children)

/** Path data from commands and numbers. */
export const pathData = (...parts: readonly (string | number)[]): string =>
  parts.map((part) => (typeof part === 'number' ? rounded(part) : part)).join(' ')
