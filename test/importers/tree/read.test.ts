// Documents as trees: every node knows its line and its place, and what cannot be read leaves its neighbours alone.
import { describe, expect, it } from 'vitest'
import { childOf, type Node } from '../../../src/importers/tree/node.ts'
import { readTrees } from '../../../src/importers/tree/read.ts'

const read = (text: string) => readTrees({ name: 'a.yaml', text })
const only = (text: string) => read(text)[0]?.root

/** The value alone, as JSON would have it. */
function plain(node: Node | undefined): unknown {
  const { value } = node ?? { value: undefined }
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner as Node)]))
  return Array.isArray(value) ? value.map(plain) : value
}

describe('places', () => {
  it('are the line and the pointer of each value', () => {
    const root = only('# comment\na:\n  b/c: [1, x]\n  "d": |\n    text\n')
    expect(childOf(root, 'a')).toMatchObject({ file: 'a.yaml', line: 2, at: '/a' })
    expect(childOf(root, 'a', 'b/c')).toMatchObject({ line: 3, at: '/a/b~1c' })
    expect(childOf(root, 'a', 'd')).toMatchObject({ line: 4, at: '/a/d', text: 'text\n' })
  })

  it('go on over documents, each of which begins with its own', () => {
    const documents = read('a: 1\n---\n# two\nb: 2\n--- # three\nc: 3\n')
    expect(documents.map(({ document, root }) => [document, root?.line])).toEqual([
      [1, 1],
      [2, 4],
      [3, 6],
    ])
  })

  it('know the end of a document, directives and a mark of the order of bytes', () => {
    const documents = read('\uFEFF%YAML 1.2\n---\na: 1\n...\n# between\n---\nb: 2\n')
    expect(documents.flatMap(({ root }) => (root === undefined ? [] : [[plain(root), root.line]]))).toEqual([
      [{ a: 1 }, 3],
      [{ b: 2 }, 7],
    ])
  })

  it('are the same with any ending of lines', () => {
    const text = 'a:\n  - b: 1\n    c: 2\n---\nd: 3\n'
    expect(read(text.replaceAll('\n', '\r\n')).map(({ root }) => plain(root))).toEqual(
      read(text).map(({ root }) => plain(root)),
    )
  })
})

describe('values', () => {
  it.each([
    ['a: 1.10', { a: '1.10' }],
    ['a: 080', { a: 80 }],
    ['a: "1"', { a: '1' }],
    ['a: yes', { a: 'yes' }],
    ['a: true', { a: true }],
    ['a: ~', { a: null }],
    ['a:', { a: null }],
    ['a: 22:22', { a: '22:22' }],
    ['a: &x { b: 1 }\nc: *x', { a: { b: 1 }, c: { b: 1 } }],
    ['a: &x { b: 1, c: 2 }\nd: { <<: *x, c: 3 }', { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } }],
    [
      'a: &x { b: 1 }\ny: &y { b: 2, c: 2 }\nd: { <<: [*x, *y] }',
      { a: { b: 1 }, y: { b: 2, c: 2 }, d: { b: 1, c: 2 } },
    ],
    ['{"a": [1, {"b": null}]}', { a: [1, { b: null }] }],
  ])('%j', (text, expected) => {
    expect(plain(only(text))).toEqual(expected)
  })

  it('that are given twice are told, and the last one counts', () => {
    const [document] = read('a: 1\nb: 2\na: 3\n')
    expect(plain(document?.root)).toEqual({ a: 3, b: 2 })
    expect(document?.duplicates).toEqual([{ key: 'a', line: 3, at: '/a' }])
  })

  it('carry the tags of Compose', () => {
    const root = only('a: !reset []\nb: !override { c: 1 }\nd: !reset\ne: !other x\n')
    expect(['a', 'b', 'd', 'e'].map((key) => childOf(root, key)?.tag)).toEqual([
      'reset',
      'override',
      'reset',
      undefined,
    ])
  })
})

describe('what cannot be read', () => {
  it.each([
    ['a: [1', 'YAML'],
    ['a: *x', 'anchor'],
    ['? [a]\n: 1', 'key'],
    ['a: &x [*x]', 'anchor'],
    ['\u0000', 'YAML'],
  ])('%j is refused with its reason', (text, reason) => {
    const [document] = read(text)
    expect(document?.root).toBeUndefined()
    expect(document?.problem?.says).toContain(reason)
  })

  it('is one document of many', () => {
    expect(read('a: 1\n---\nb: [\n---\nc: 3\n').map(({ root, problem }) => plain(root) ?? problem?.line)).toEqual([
      { a: 1 },
      expect.any(Number),
      { c: 3 },
    ])
  })
})
