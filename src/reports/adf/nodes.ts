// Nodes of the Atlassian Document Format (developer.atlassian.com/cloud/jira/platform/apis/document/structure): those of them that a comment
// of Jira Cloud takes. Text is data in it; nothing in a text is markup.

type Mark = { type: 'strong' | 'code' } | { type: 'link'; attrs: { href: string } }
export type TextNode = { type: 'text'; text: string; marks?: Mark[] }
type Paragraph = { type: 'paragraph'; content: TextNode[] }
type ListItem = { type: 'listItem'; content: (Paragraph | List)[] }
type List = { type: 'bulletList' | 'orderedList'; content: ListItem[] }
type Cell = { type: 'tableHeader' | 'tableCell'; content: Paragraph[] }
type Node =
  | Paragraph
  | List
  | { type: 'heading'; attrs: { level: number }; content: TextNode[] }
  | { type: 'codeBlock'; attrs: { language: string }; content: TextNode[] }
  | { type: 'table'; content: { type: 'tableRow'; content: Cell[] }[] }
export type BlockNode = Node

/** No text node is empty. */
export function textNode(text: string, mark?: Mark): TextNode[] {
  if (text === '') return []
  return [mark === undefined ? { type: 'text', text } : { type: 'text', text, marks: [mark] }]
}

export const paragraphNode = (content: TextNode[]): Paragraph => ({ type: 'paragraph', content })

export const headingNode = (level: number, text: string): BlockNode => ({
  type: 'heading',
  attrs: { level },
  content: textNode(text),
})

export const codeNode = (text: string): BlockNode => ({
  type: 'codeBlock',
  attrs: { language: 'shell' },
  content: textNode(text),
})

/** Undefined for no items, which a list must have. */
export const listNode = (type: List['type'], items: ListItem['content'][]): List | undefined =>
  items.length === 0 ? undefined : { type, content: items.map((content) => ({ type: 'listItem', content })) }

export const tableNode = (head: TextNode[][], rows: TextNode[][][]): BlockNode => ({
  type: 'table',
  content: [rowNode('tableHeader', head), ...rows.map((row) => rowNode('tableCell', row))],
})

const rowNode = (type: Cell['type'], cells: TextNode[][]) => ({
  type: 'tableRow' as const,
  content: cells.map((content): Cell => ({ type, content: [paragraphNode(content)] })),
})
