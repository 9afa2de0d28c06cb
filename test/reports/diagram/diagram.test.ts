// The topology as a picture: who is drawn, what leads where, and what is written on it.
import { describe, expect, it } from 'vitest'
import type { Draft } from '../../../src/domain/plan/plan.ts'
import { diagramMermaid, diagramSvg } from '../../../src/reports/diagram/diagram.ts'
import { draftOf } from '../../domain/design/drafting.ts'
import { exampleNamed, storyNamed } from '../../examples/stories.ts'
import { allOf, ELEMENTS, readSvg, textsIn } from '../svg-reader.ts'
import { named, readMermaid } from './mermaid-reader.ts'

const article = draftOf(exampleNamed('article'))
const boutique = draftOf(exampleNamed('online-shop'))
const mall = draftOf(storyNamed('six-shops-aws'))
const onNodes = draftOf(storyNamed('article-bare-metal'))

describe('what leads where', () => {
  it('in the case of the article', () => {
    expect(named(readMermaid(diagramMermaid(article, 'recommended'))).sort()).toEqual(
      [
        'internet ==> public',
        'public ==> public',
        'public ==> frontend',
        'field-offices ==> default-webapp',
        'default-webapp ==> webapp',
        'platform-team .-> admin (port-forward)',
        'admin --> backend',
        'frontend --> backend',
        'webapp --> backend',
        'webapp --> external-database',
        'backend --> cache',
        'backend --> database',
      ].sort(),
    )
  })

  it('on bare metal, where node ports are all there is', () => {
    const edges = named(readMermaid(diagramMermaid(onNodes, 'recommended')))
    expect(edges).toEqual(expect.arrayContaining(['internet ==> frontend', 'field-offices ==> webapp']))
    expect(edges.filter((edge) => edge.includes('==>'))).toHaveLength(3)
  })

  it('before sharing and after', () => {
    const clientsReach = (draft: Draft, design: 'recommended' | 'consolidated') =>
      named(readMermaid(diagramMermaid(draft, design))).filter((edge) => edge.startsWith('internet'))
    expect(clientsReach(mall, 'recommended')).toHaveLength(6)
    expect(clientsReach(mall, 'consolidated')).toEqual(['internet ==> default-mall-public'])
  })
})

describe('what is written on it', () => {
  it('each name whole, each Service with its type and ports, each balancer with its product and its bill', () => {
    const texts = textsIn(readSvg(diagramSvg(article, 'recommended')))
    for (const name of [
      ...Object.keys(article.topology.workloads),
      'external-database',
      'field-offices',
      'default-webapp',
    ])
      expect(texts).toContain(name)
    expect(texts).toEqual(
      expect.arrayContaining([
        'article: the recommended design',
        '34.64 USD a month, 1 load balancer to be made; the design the verdict advises.',
        'nlb',
        '32.78 USD a month',
        'public, shared, exists already',
        'Headless',
        '5432',
        'LoadBalancer',
        'database.example.com',
        'namespace default',
        'kubectl port-forward',
      ]),
    )
  })

  it('a name that is longer than its box is broken, and whole when put together', () => {
    const name = 'a-workload-whose-name-is-as-long-as-a-dns-label-may-be-at-most'
    const draft = draftOf({
      name: 'long',
      target: { provider: 'aws', region: 'us-east-1' },
      workloads: { [name]: { ports: { http: 80 } } },
    })
    expect(textsIn(readSvg(diagramSvg(draft, 'recommended'))).join('')).toContain(name)
  })

  it('a bill that leaves something out says "at least", on the balancer and above', () => {
    const design = mall.designs.recommended
    const lines = design.estimate.lines.map((line, index) => (index === 0 ? { ...line, amount: null } : line))
    const recommended = { ...design, estimate: { ...design.estimate, lines, atLeast: true } }
    const texts = textsIn(readSvg(diagramSvg({ ...mall, designs: { ...mall.designs, recommended } }, 'recommended')))
    expect(texts).toContain('at least 11.99 USD a month')
    expect(texts.some((text) => text.startsWith('at least 173.41 USD a month'))).toBe(true)
  })

  it('what several balancers cost together is told, and of none alone', () => {
    const texts = textsIn(readSvg(diagramSvg(draftOf(storyNamed('six-shops-gcp')), 'consolidated')))
    expect(texts).toContain('18.25 USD of it is priced for all together: global forwarding rules.')
    expect(texts).toContain('8.05 USD a month')
  })
})

describe('both designs', () => {
  it('stand one above the other', () => {
    const texts = textsIn(readSvg(diagramSvg(mall, 'both')))
    expect(texts.filter((text) => /^(Before|After): /.test(text))).toEqual([
      'Before: 173.41 USD a month, 6 load balancers to be made.',
      'After: 36.02 USD a month, 1 load balancer to be made; the design the verdict advises.',
    ])
    expect(texts.filter((text) => text === 'bakery')).toHaveLength(2)
  })

  it('that are the same are drawn once', () => {
    const texts = textsIn(readSvg(diagramSvg(article, 'both')))
    expect(texts).toContain('Sharing changes nothing: both designs are the same.')
    expect(texts.filter((text) => text === 'backend')).toHaveLength(1)
  })
})

describe('as an image', () => {
  it.each([
    ['article', article],
    ['boutique', boutique],
    ['mall', mall],
  ])('%s has a name and a description, and nothing that runs or loads', (_, draft) => {
    const svg = readSvg(diagramSvg(draft, 'both'))
    const [title, description] = svg.children
    expect(svg.attributes.role).toBe('img')
    expect([title?.name, title?.text]).toEqual(['title', `${draft.name}: before and after sharing`])
    expect(description?.name).toBe('desc')
    expect(description?.text).toMatch(/It shows 1 client|It shows 3 clients/)
    for (const { name, attributes } of allOf(svg)) {
      expect(ELEMENTS).toContain(name)
      expect(Object.keys(attributes).filter((key) => /^on|href|^id$|^style$/.test(key))).toEqual([])
    }
    const [style] = allOf(svg).filter(({ name }) => name === 'style')
    expect(style?.text).toContain('prefers-color-scheme:dark')
    expect(style?.text).not.toMatch(/url\(|@import|expression/)
  })

  it('is told in words: who comes in where', () => {
    const [, description] = readSvg(diagramSvg(article, 'recommended')).children
    expect(description?.text).toBe(
      '34.64 USD a month, 1 load balancer to be made; the design the verdict advises. It shows 3 clients, 2 load balancers, ' +
        '1 entrance, 6 workloads, 1 external and 6 calls. From outside: platform-team to admin by port-forward, ' +
        'internet to public, field-offices to default-webapp.',
    )
  })
})
