// Nothing that anybody writes gets out of the text it stands in: a page has the elements of a harmless one, Markdown its blocks.
import MarkdownIt from 'markdown-it'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import type { Draft } from '../../src/domain/plan/plan.ts'
import { REPORT_FORMS } from '../../src/http/reports/forms.ts'
import { widthOf } from '../../src/reports/text/width.ts'
import { reportOf } from '../../src/reports/view/view.ts'
import { draftOf } from '../domain/design/drafting.ts'
import { HOSTILE_TEXTS, topologyWith } from './hostile-texts.ts'

const written = (form: 'md' | 'html' | 'txt' | 'json', draft: Draft) =>
  REPORT_FORMS[form].write({ plan: draft, report: reportOf(draft) })
const harmless = draftOf(topologyWith('a plain text'))
// The texts are the plan's; that it is the same plan otherwise is what lets two reports be compared.
const drafts = HOSTILE_TEXTS.map((text): [string, Draft] => [text, draftOf(topologyWith(text))])

type Node = DefaultTreeAdapterTypes.Node
/** Elements with their attributes, without text; words in code are marked by us, and hold nothing. Geometry of pictures follows the text. */
function elements(node: Node): string[] {
  const inner = 'childNodes' in node ? node.childNodes.flatMap(elements) : []
  if (!('tagName' in node)) return inner
  if (node.tagName === 'code') {
    expect(inner).toEqual([])
    return []
  }
  if (node.tagName === 'svg') return ['svg']
  return [[node.tagName, ...node.attrs.map(({ name, value }) => `${name}=${value}`)].join(' '), ...inner]
}

function svgElements(node: Node, within = false): [name: string, attributes: string[]][] {
  const isSvg = within || ('tagName' in node && node.tagName === 'svg')
  const inner = 'childNodes' in node ? node.childNodes.flatMap((child) => svgElements(child, isSvg)) : []
  return isSvg && 'tagName' in node ? [[node.tagName, node.attrs.map(({ name }) => name)], ...inner] : inner
}

const commentsIn = (node: Node): number =>
  (node.nodeName === '#comment' ? 1 : 0) +
  ('childNodes' in node ? node.childNodes.reduce((sum, child) => sum + commentsIn(child), 0) : 0)

describe('the page', () => {
  const plain = parse(written('html', harmless))

  it.each(drafts)('has the elements and attributes of a harmless one where every text is %j', (_text, draft) => {
    const page = parse(written('html', draft))
    expect(elements(page)).toEqual(elements(plain))
    expect(commentsIn(page)).toBe(0)
    for (const [name, attributes] of svgElements(page)) {
      expect([
        'svg',
        'title',
        'desc',
        'style',
        'rect',
        'g',
        'text',
        'tspan',
        'path',
        'line',
        'circle',
        'polygon',
      ]).toContain(name)
      expect(attributes.filter((attribute) => /^on|href|style/.test(attribute))).toEqual([])
    }
  })
})

describe('Markdown', () => {
  const reader = new MarkdownIt({ html: true, linkify: true })
  reader.linkify.set({ fuzzyLink: false, fuzzyEmail: true })
  type Token = ReturnType<typeof reader.parse>[number]
  const flat = (tokens: readonly Token[]): Token[] => tokens.flatMap((token) => [token, ...flat(token.children ?? [])])
  const read = (draft: Draft) => flat(reader.parse(written('md', draft), {}))
  const blocks = (tokens: readonly Token[]) =>
    tokens.filter(({ block }) => block).map(({ type, tag, info }) => [type, tag, info].join(' '))
  const html = (tokens: readonly Token[]) =>
    tokens
      .filter(({ type }) => /^html/.test(type))
      .map(({ content }) => content.replace(/<!-- moorage:draft:shop -->/, ''))
  const plain = read(harmless)

  it.each(drafts)('has the blocks of a harmless one where every text is %j', (_text, draft) => {
    const tokens = read(draft)
    expect(blocks(tokens)).toEqual(blocks(plain))
    expect(html(tokens)).toEqual(html(plain))
    const types = new Set(tokens.map(({ type }) => type))
    for (const type of ['link_open', 'image', 'html_inline', 'em_open', 's_open']) expect(types).not.toContain(type)
  })

  it.each(drafts)('mentions nobody, refers to nothing and gives no command where every text is %j', (_text, draft) => {
    // What GitHub and GitLab look for in the finished text, outside of code.
    for (const { type, content } of read(draft)) {
      if (type !== 'text') continue
      expect(content).not.toMatch(/(?:^|[^\p{L}\p{N}_])[@#!%~&$][\p{L}\p{N}_]/u)
      expect(content).not.toMatch(/:\/\/|www\.|:[a-z+-][\w+-]*:/i)
    }
    for (const line of written('md', draft).split('\n')) expect(line).not.toMatch(/^\s*\/[a-z]/)
  })

  it.each(drafts)('begins with the marker of this plan and no other where every text is %j', (_text, draft) => {
    const text = written('md', draft)
    expect(text.startsWith('<!-- moorage:draft:shop -->\n')).toBe(true)
    expect(text.lastIndexOf('<!-- moorage')).toBe(0)
  })
})

describe('text', () => {
  it.each(drafts)('has 80 columns, and nothing a terminal obeys, where every text is %j', (_text, draft) => {
    const text = written('txt', draft)
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u)
    for (const line of text.split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(80)
  })
})

describe('JSON', () => {
  it.each(drafts)('has one line in each text where every text is %j', (_text, draft) => {
    expect(written('json', draft)).not.toMatch(/\\n|\\r|\\u0000|\\u001b|\u202e/)
  })
})
