// The pages as a browser asks for them, and what a parser makes of the answer.
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import type { Service } from '../service.ts'

export const HTML = 'text/html,application/xhtml+xml,*/*;q=0.8'

export const get = (service: Service, path: string) => service.http.get(path).set('accept', HTML)

export const send = (service: Service, fields: Record<string, string>) => {
  const form = service.http.post('/').set('accept', HTML)
  for (const [name, value] of Object.entries({ action: 'plan', target: '', text: '', ...fields }))
    form.field(name, value)
  return form
}

/** Sends the form and gives the page that it leads to. */
export async function planned(service: Service, fields: Record<string, string>): Promise<string> {
  const { headers } = await send(service, fields).expect(303)
  return headers.location as string
}

type Element = DefaultTreeAdapterTypes.Element
const isElement = (node: DefaultTreeAdapterTypes.ChildNode): node is Element => 'tagName' in node

export function elementsIn(html: string): Element[] {
  const within = (nodes: readonly DefaultTreeAdapterTypes.ChildNode[]): Element[] =>
    nodes.filter(isElement).flatMap((element) => [element, ...within(element.childNodes)])
  return within(parse(html).childNodes)
}

export const attributeOf = ({ attrs }: Element, name: string): string | undefined =>
  attrs.find((attribute) => attribute.name === name)?.value

export function textIn({ childNodes }: Pick<Element, 'childNodes'>): string {
  return childNodes.map((node) => ('value' in node ? node.value : isElement(node) ? textIn(node) : '')).join('')
}

/** What a reader sees, one space for many. */
export const wordsIn = (html: string): string => textIn(parse(html) as unknown as Element).replace(/\s+/g, ' ')

/** Where the page leads on this service, without what is of another page. */
export const pathsIn = (html: string): string[] =>
  elementsIn(html).flatMap((element) =>
    ['href', 'src'].flatMap((name) => {
      const path = attributeOf(element, name)
      return path?.startsWith('/') ? [path.replace(/#.*$/, '')] : []
    }),
  )
