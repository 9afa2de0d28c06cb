// Reads SVG as a browser does when it stands in a page: every element with its attributes, and every text.
import { type DefaultTreeAdapterMap, parseFragment } from 'parse5'

export type Read = { name: string; attributes: Record<string, string>; text: string; children: Read[] }

type Node = DefaultTreeAdapterMap['node']
const isElement = (node: Node): node is DefaultTreeAdapterMap['element'] => 'tagName' in node

const readNode = (node: DefaultTreeAdapterMap['element']): Read => ({
  name: node.tagName,
  attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
  text: node.childNodes.map((child) => ('value' in child ? child.value : '')).join(''),
  children: node.childNodes.filter(isElement).map(readNode),
})

/** The one `<svg>`; fails the test where there is anything beside it. */
export function readSvg(svg: string): Read {
  const nodes = parseFragment(svg).childNodes.filter((node) => !('value' in node) || node.value.trim() !== '')
  const [first] = nodes
  if (nodes.length !== 1 || first === undefined || !isElement(first))
    throw new Error(`one element was expected, not ${nodes.map((node) => node.nodeName).join(', ')}`)
  return readNode(first)
}

export const allOf = (element: Read): Read[] => [element, ...element.children.flatMap(allOf)]

/** What can be read in the picture, in the order it is drawn. */
export const textsIn = (element: Read): string[] =>
  allOf(element)
    .filter(({ name }) => name === 'text')
    .map(({ text }) => text)

/** What a picture may consist of: nothing that runs, loads, links or holds other markup. */
export const ELEMENTS = ['svg', 'title', 'desc', 'style', 'g', 'rect', 'line', 'path', 'circle', 'text']

/** The elements without their texts: the same for harmless names and for others. */
export const skeletonOf = ({ name, attributes, children }: Read): unknown => [
  name,
  Object.keys(attributes),
  children.map(skeletonOf),
]
