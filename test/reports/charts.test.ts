// The charts of a plan: what they show is what the plan says, to the cent.
import { describe, expect, it } from 'vitest'
import { decimal, sum } from '../../src/domain/money.ts'
import type { Draft } from '../../src/domain/plan/plan.ts'
import { costsSvg } from '../../src/reports/charts/costs.ts'
import { trafficSvg } from '../../src/reports/charts/traffic.ts'
import { draftOf, everyDraft } from '../domain/design/drafting.ts'
import { exampleNamed, storyNamed } from '../examples/stories.ts'
import { allOf, ELEMENTS, type Read, readSvg, textsIn } from './svg-reader.ts'

const article = draftOf(exampleNamed('article'))
const mall = draftOf(storyNamed('six-shops-aws'))
const google = draftOf(storyNamed('six-shops-gcp'))

const barsIn = (svg: Read) =>
  allOf(svg).filter(({ name, attributes }) => name === 'rect' && attributes.class !== 'fill-paper')

/** As they are printed, of every bar but the total. */
function amountsIn(draft: Draft): { before: string[]; after: string[] } {
  const amounts = allOf(readSvg(costsSvg(draft)))
    .filter(({ attributes }) => attributes['text-anchor'] === 'end' && attributes['font-weight'] === undefined)
    .map(({ text }) => text.replace('−', '-').replace('at least ', ''))
    .map((text) => (/[a-z]/.test(text) ? '0' : text))
  if (!draft.consolidation.groups.some(({ accepted }) => accepted)) return { before: amounts, after: amounts }
  return {
    before: amounts.filter((_, index) => index % 2 === 0),
    after: amounts.filter((_, index) => index % 2 === 1),
  }
}

describe('costs', () => {
  it('are a row for each item, before and after, the dearest first', () => {
    const svg = readSvg(costsSvg(mall))
    expect(textsIn(svg)).toEqual([
      'mall: what load balancers cost a month',
      'In USD, before sharing (recommended design) and after (consolidated',
      'design).',
      ...['Total', 'before', '173.41', 'after', '36.02'],
      ...['Application Load Balancer hours', 'before', '98.55', 'after', '16.43'],
      ...['Public IPv4 addresses', 'before', '65.70', 'after', '10.95'],
      ...['LCU-hours', 'before', '9.16', 'after', '8.64'],
    ])
    const [total, after] = barsIn(svg).map(({ attributes }) => Number(attributes.width))
    expect((after ?? 0) / (total ?? 1)).toBeCloseTo(36.02 / 173.41, 2)
  })

  it('of designs that are the same are told once, and what rounding takes as well', () => {
    const texts = textsIn(readSvg(costsSvg(article)))
    expect(texts).toContain('In USD. Sharing changes nothing: both designs cost the same.')
    expect(texts.slice(-2)).toEqual(['Rounding', '−0.01'])
  })

  it('of an item that only one bill has are none in the other', () => {
    const texts = textsIn(readSvg(costsSvg(google)))
    expect(texts.slice(texts.indexOf('Forwarding rules above five')).slice(0, 5)).toEqual([
      'Forwarding rules above five',
      ...['before', '7.30', 'after', 'none'],
    ])
  })

  it('without a price are not nothing: they stand first and say so, and the total is an "at least"', () => {
    const { recommended } = mall.designs
    const lines = recommended.estimate.lines.map((line) =>
      line.item === 'LCU-hours' ? { ...line, amount: null } : line,
    )
    const estimate = { ...recommended.estimate, lines, atLeast: true }
    const draft = { ...mall, designs: { ...mall.designs, recommended: { ...recommended, estimate } } }
    const texts = textsIn(readSvg(costsSvg(draft)))
    expect(texts).toContain('at least 173.41')
    expect(texts.slice(texts.indexOf('LCU-hours')).slice(0, 3)).toEqual(['LCU-hours', 'before', 'no price'])
    expect(texts.indexOf('LCU-hours')).toBeLessThan(texts.indexOf('Public IPv4 addresses'))
  })

  it('of nothing say so', () => {
    const texts = textsIn(readSvg(costsSvg(draftOf(storyNamed('article-bare-metal')))))
    expect(texts).toContain('In USD. Nothing is billed for the ways in of this plan.')
  })

  it('of very many items are few rows, the rest together', () => {
    const { recommended } = article.designs
    const [line] = recommended.estimate.lines
    if (line === undefined) throw new Error('the article has lines')
    const lines = Array.from({ length: 40 }, (_, index) => ({ ...line, item: `Item ${index}`, amount: String(index) }))
    const estimate = { ...recommended.estimate, lines, monthly: { low: '0', expected: '780.00', high: '999' } }
    const both = { ...recommended, estimate }
    const texts = textsIn(readSvg(costsSvg({ ...article, designs: { recommended: both, consolidated: both } })))
    expect(texts).toContain('29 other items')
    expect(texts[texts.indexOf('29 other items') + 1]).toBe('406.00')
  })
})

describe('law: the amounts of a chart add up to the totals of the plan', () => {
  it('of any draft', () => {
    everyDraft((draft) => {
      const { before, after } = amountsIn(draft)
      const total = (amounts: string[]) => sum(amounts.map((amount) => decimal(amount))).toFixed(2)
      const { recommended, consolidated } = draft.designs
      expect([total(before), total(after)]).toEqual([
        recommended.estimate.monthly.expected,
        consolidated.estimate.monthly.expected,
      ])
    })
  })
})

describe('traffic', () => {
  it('is a point for each factor and design, and its figures are the plan’s', () => {
    const svg = readSvg(trafficSvg(mall))
    const marks = allOf(svg).filter(({ name, attributes }) => name === 'circle' || attributes.width === '8')
    expect(marks).toHaveLength(2 * (mall.consolidation.sensitivity.length + 1))
    expect(textsIn(svg)).toEqual(
      expect.arrayContaining(['before sharing', 'after sharing', '×0.1', '×10', '173.41', '36.02', '255.87', '113.78']),
    )
    const [, description] = svg.children
    for (const { factor, recommended, consolidated } of mall.consolidation.sensitivity)
      expect(description?.text).toContain(`×${factor}: ${recommended}, ${consolidated}`)
  })

  it('marks the break-even where the lines cross', () => {
    const named = (name: string) => ({
      [name]: {
        ports: { http: 8080 },
        expose: [{ port: 'http', to: 'internet', host: `${name}.example.com`, tls: { mode: 'none' } }],
        traffic: { source: 'measured', gbInPerMonth: 10, gbOutPerMonth: 300 },
      },
    })
    const draft = draftOf({
      name: 'clear',
      target: {
        provider: 'gcp',
        region: 'us-central1',
        inUse: { forwardingRulesRegional: 8, forwardingRulesGlobal: 8 },
      },
      workloads: { ...named('a'), ...named('b'), ...named('c') },
    })
    const [turn] = draft.consolidation.breakEven.filter(({ quantity }) => quantity === 'traffic')
    const svg = readSvg(trafficSvg(draft))
    expect(textsIn(svg)).toContain('break-even ×2.18')
    expect(textsIn(svg).join(' ')).toContain(turn?.text)
    const at = Number(allOf(svg).find(({ attributes }) => attributes['stroke-dasharray'] === '2 3')?.attributes.x1)
    const [before, after] = allOf(svg)
      .filter(({ name }) => name === 'path')
      .map(({ attributes }) => heightAt(attributes.d ?? '', at))
    expect(Math.abs((before ?? 0) - (after ?? 999))).toBeLessThan(2)
  })

  it('that moves nothing is told', () => {
    const texts = textsIn(readSvg(trafficSvg(draftOf(storyNamed('linode-shop')))))
    expect(texts).toContain('Traffic moves nothing on this bill.')
  })
})

/** Of a line of straight pieces, where it passes `x`. */
function heightAt(path: string, x: number): number {
  const numbers = path.split(/[^\d.]+/).filter((part) => part !== '')
  const points = numbers.flatMap((part, index) =>
    index % 2 === 0 ? [[Number(part), Number(numbers[index + 1])] as const] : [],
  )
  const next = points.findIndex(([left]) => left >= x)
  const [[x1, y1], [x2, y2]] = [points[next - 1] ?? [0, 0], points[next] ?? [0, 0]]
  return y1 + ((y2 - y1) * (x - x1)) / (x2 - x1)
}

describe('as images', () => {
  it.each([
    ['costs', costsSvg],
    ['traffic', trafficSvg],
  ])('%s have a name and a description, and nothing that runs or loads', (_, write) => {
    const svg = readSvg(write(mall))
    expect(svg.attributes.role).toBe('img')
    expect(svg.children.slice(0, 2).map(({ name }) => name)).toEqual(['title', 'desc'])
    for (const { name, attributes } of allOf(svg)) {
      expect(ELEMENTS).toContain(name)
      expect(Object.keys(attributes).filter((key) => /^on|href|^id$|^style$/.test(key))).toEqual([])
    }
    expect(Number(svg.attributes.width)).toBeLessThanOrEqual(480)
  })
})
