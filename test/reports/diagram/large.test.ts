// Pictures of plans of any size: small enough to be shown, within Mermaid's limits, and drawn in a time that grows no faster than the plan.
import { describe, expect, it } from 'vitest'
import { draft } from '../../../src/domain/plan/draft.ts'
import type { Draft } from '../../../src/domain/plan/plan.ts'
import { fingerprint } from '../../../src/fingerprint.ts'
import { diagramMermaid, diagramSvg, graphOf } from '../../../src/reports/diagram/diagram.ts'
import { MERMAID_LIMITS } from '../../../src/reports/diagram/mermaid.ts'
import { topologyOf } from '../../bench/topologies.ts'
import { draftOf, providerOf, TARIFF } from '../../domain/design/drafting.ts'
import { read } from '../../domain/reading.ts'
import { readSvg, textsIn } from '../svg-reader.ts'
import { readMermaid } from './mermaid-reader.ts'

const target = { provider: 'aws', region: 'us-east-1' }
const numbered = (count: number, write: (index: number) => object, name = (index: number) => `w${index}`) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), write(index)]))

const expectWithinLimits = (plan: Draft) => {
  for (const design of ['recommended', 'consolidated'] as const) {
    const text = diagramMermaid(plan, design)
    const { edges } = readMermaid(text)
    expect(text.length).toBeLessThanOrEqual(MERMAID_LIMITS.characters)
    expect(edges.length).toBeLessThanOrEqual(MERMAID_LIMITS.edges)
  }
  expect(diagramSvg(plan, 'both').length).toBeLessThan(500_000)
}

describe('at sixty workloads each is drawn, at sixty-one each namespace', () => {
  const many = (count: number) =>
    draftOf({
      name: 'many',
      target,
      workloads: numbered(count, (index) => ({
        namespace: `n${index % 4}`,
        ports: { http: 80 },
        calls: index === 0 ? [] : ['w0'],
      })),
    })

  it('box by box', () => {
    const texts = textsIn(readSvg(diagramSvg(many(60), 'recommended')))
    expect(texts.filter((text) => /^w\d+$/.test(text))).toHaveLength(60)
  })

  it('by their counts, which add up', () => {
    const texts = textsIn(readSvg(diagramSvg(many(61), 'recommended')))
    expect(texts.join(' ')).toContain('Too many to draw each: one box for each namespace')
    expect(texts.filter((text) => /^w\d+$/.test(text))).toEqual([])
    const counted = (word: RegExp) =>
      texts.flatMap((text) => word.exec(text)?.[1] ?? []).reduce((sum, one) => sum + Number(one), 0)
    expect(counted(/^(\d+) workloads?$/)).toBe(61)
    expect(counted(/^(\d+) ClusterIP$/)).toBe(61)
    const { edges } = readMermaid(diagramMermaid(many(61), 'recommended'))
    const inside = counted(/^(\d+) calls? inside$/)
    expect(edges.reduce((sum, { label }) => sum + Number(label || '1'), inside)).toBe(60)
  })
})

describe('within the limits', () => {
  it('three hundred workloads with the longest names, each public with many hosts', () => {
    expectWithinLimits(
      draftOf({
        name: 'n'.repeat(63),
        target,
        workloads: numbered(
          300,
          (index) => ({
            namespace: `${'s'.repeat(58)}${index % 200}`,
            ports: { http: 80 },
            expose: [{ port: 'http', to: 'internet', hosts: [`${'h'.repeat(60)}.${index}.example.com`] }],
          }),
          (index) => `${'w'.repeat(55)}-${index}`,
        ),
      }),
    )
  })

  it('sixty workloads that all call each other', () => {
    const names = Array.from({ length: 60 }, (_, index) => `w${index}`)
    const plan = draftOf({
      name: 'all',
      target,
      workloads: numbered(60, (index) => ({
        ports: { http: 80 },
        calls: names.filter((name) => name !== `w${index}`),
      })),
    })
    expectWithinLimits(plan)
    expect(graphOf(plan, 'recommended').isPooled).toBe(true)
  })

  it('two hundred namespaces that call each other at random, and a hundred clients', () => {
    const clients = numbered(
      100,
      () => ({ network: 'partner', cidrs: ['203.0.113.0/24'] }),
      (index) => `c${index}`,
    )
    const plan = draftOf({
      name: 'wide',
      target,
      clients,
      workloads: numbered(400, (index) => ({
        namespace: `n${index % 200}`,
        ports: { http: 80 },
        calls: [7, 31, 101, 203]
          .map((step) => `w${(index * step + step) % 400}`)
          .filter((name) => name !== `w${index}`),
        ...(index % 4 === 0 ? { expose: [{ port: 'http', to: `c${index / 4}`, host: `${index}.example.com` }] } : {}),
      })),
    })
    expectWithinLimits(plan)
    const { boxes } = graphOf(plan, 'recommended').graph
    expect(boxes.length).toBeLessThan(60)
    expect(boxes.map(({ title }) => title)).toContain('183 more namespaces')
  })

  it('a chain of sixty', () => {
    const plan = draftOf({
      name: 'chain',
      target,
      workloads: numbered(60, (index) => ({ ports: { http: 80 }, calls: index === 59 ? [] : [`w${index + 1}`] })),
    })
    expectWithinLimits(plan)
  })
})

describe('the time it takes', () => {
  const planOf = (count: number): Draft => {
    const reading = read(topologyOf(count), { workloadsAtMost: 10_000 })
    return draft(reading, providerOf('aws'), TARIFF, fingerprint)
  }
  /** Of this process alone, whatever else the machine does. The least of some: what is measured never takes less than it needs. */
  const millisecondsOf = (work: () => unknown): number => {
    const times = Array.from({ length: 5 }, () => {
      const before = process.cpuUsage()
      work()
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000
    })
    return Math.min(...times)
  }

  it('grows no faster than the plan', () => {
    const [small, large] = [planOf(300), planOf(3000)]
    const draw = (plan: Draft) => () => diagramSvg(plan, 'recommended')
    draw(small)()
    const [short, long] = [millisecondsOf(draw(small)), millisecondsOf(draw(large))]
    // Ten times the plan; the picture itself is as large as before.
    expect(long).toBeLessThan(15 * short + 10)
  })
})
