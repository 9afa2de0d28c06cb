// Names that would like to be more than names: in SVG they make no element and no attribute, in Mermaid no line and no node. Plans with
// such names cannot be made through the API; a picture does not rest on that.
import { describe, expect, it } from 'vitest'
import type { Draft } from '../../../src/domain/plan/plan.ts'
import { costsSvg } from '../../../src/reports/charts/costs.ts'
import { trafficSvg } from '../../../src/reports/charts/traffic.ts'
import { diagramMermaid, diagramSvg } from '../../../src/reports/diagram/diagram.ts'
import { draftOf } from '../../domain/design/drafting.ts'
import { exampleNamed } from '../../examples/stories.ts'
import { allOf, ELEMENTS, readSvg, skeletonOf } from '../svg-reader.ts'
import { HOSTILE } from './hostile-names.ts'
import { readMermaid } from './mermaid-reader.ts'

const PLAIN = draftOf(exampleNamed('article'))

/** The same plan with other words in the place of its own, wherever they stand. */
function renamed(names: Readonly<Record<string, string>>): Draft {
  const written = (value: unknown): unknown => {
    if (typeof value === 'string') return Object.hasOwn(names, value) ? names[value] : value
    if (Array.isArray(value)) return value.map(written)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [String(written(key)), written(inner)]))
  }
  return written(PLAIN) as Draft
}

/** Harmless, and as long, so that lines break where those of the other do. */
const harmless = (name: string): string => 'x'.repeat([...name].length)

// What a workload is called is not among them: a call names it and its port in one word.
const WORDS = ['field-offices', 'default-webapp', 'nlb', 'alb', 'www.example.com', 'database.example.com', 'article']
const ITEM = 'NLCU-hours (TCP)'
const withEach = (name: string) => renamed(Object.fromEntries([...WORDS, ITEM].map((word) => [word, name])))

describe.each(HOSTILE)('%j', (name) => {
  const draft = withEach(name)

  it('is text and nothing else in every image', () => {
    for (const write of [diagramSvg, costsSvg, trafficSvg]) {
      const svg = readSvg(write(draft, 'both'))
      for (const { name: element, attributes } of allOf(svg)) {
        expect(ELEMENTS).toContain(element)
        expect(Object.keys(attributes).filter((key) => /^on|href|^id$|^style$|^src$/i.test(key))).toEqual([])
      }
      const kinds = (one: ReturnType<typeof readSvg>) =>
        new Set(allOf(one).map(({ name: tag, attributes }) => JSON.stringify([tag, Object.keys(attributes)])))
      const known = kinds(readSvg(write(withEach(harmless(name)), 'both')))
      for (const kind of kinds(svg)) expect([...known]).toContain(kind)
    }
  })

  it('is a label and nothing else in Mermaid', () => {
    const [read, plain] = [draft, PLAIN].map((one) => readMermaid(diagramMermaid(one, 'recommended')))
    expect([...(read?.nodes.keys() ?? [])]).toEqual([...(plain?.nodes.keys() ?? [])])
    expect(read?.edges.map(({ from, to, line }) => [from, line, to])).toEqual(
      plain?.edges.map(({ from, to, line }) => [from, line, to]),
    )
  })
})

describe('the skeleton', () => {
  it('of harmless names of one length is the same: what is compared above is not by chance', () => {
    const of = (name: string) => skeletonOf(readSvg(diagramSvg(withEach(name), 'recommended')))
    expect(of('aaaaaaaa')).toEqual(of('bbbbbbbb'))
    expect(JSON.stringify(of('aaaaaaaa')).length).toBeGreaterThan(1000)
  })
})
