// Laws of every diagram, tried on random plans: nothing overlaps, nothing crosses a box, nothing is lost, the order of the input is all one.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Draft } from '../../../src/domain/plan/plan.ts'
import { diagramMermaid, diagramSvg, graphOf } from '../../../src/reports/diagram/diagram.ts'
import { type Layout, layout, type PlacedCard, type Wire } from '../../../src/reports/diagram/layout.ts'
import { widthOf } from '../../../src/reports/svg/text.ts'
import { shown } from '../../../src/reports/text/shown.ts'
import { shuffled } from '../../domain/arbitrary-topology.ts'
import { anyTopology, draftOf, everyDraft } from '../../domain/design/drafting.ts'
import { readMermaid } from './mermaid-reader.ts'

const DESIGNS = ['recommended', 'consolidated'] as const

const everyLayout = (law: (placed: Layout, draft: Draft) => void) =>
  everyDraft((draft) => {
    for (const design of DESIGNS) law(layout(graphOf(draft, design).graph, 'USD'), draft)
  })

const overlap = (a: PlacedCard, b: PlacedCard): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.card.height && b.y < a.y + a.card.height

/** Points of a wire, as it is drawn. */
function pointsOf({ levelFrom, isBeside, x1, y1, x2, y2 }: Wire): [number, number][] {
  const [c1, c2] = isBeside ? [x1 + 34, x2 + 34] : [(x1 + x2) / 2, (x1 + x2) / 2]
  const curve = Array.from({ length: 41 }, (_, step): [number, number] => {
    const t = step / 40
    const at = (a: number, b: number, c: number, d: number) =>
      (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d
    return [at(x1, c1, c2, x2), at(y1, y1, y2, y2)]
  })
  const level =
    levelFrom === undefined
      ? []
      : [0, 0.25, 0.5, 0.75].map((part): [number, number] => [levelFrom + (x1 - levelFrom) * part, y1])
  return [...level, ...curve]
}

const isInside = ([x, y]: readonly [number, number], { x: left, y: top, width, card }: PlacedCard): boolean =>
  x > left + 0.5 && x < left + width - 0.5 && y > top + 0.5 && y < top + card.height - 0.5

describe('law: of every diagram', () => {
  it('no box lies on another', () => {
    everyLayout(({ cards }) => {
      for (const [index, card] of cards.entries())
        for (const other of cards.slice(index + 1))
          if (overlap(card, other)) throw new Error(`${card.box.title} lies on ${other.box.title}`)
    })
  })

  it('no arrow runs through a box', () => {
    everyLayout(({ cards, wires }) => {
      for (const wire of wires)
        for (const point of pointsOf(wire))
          for (const card of cards)
            if (isInside(point, card)) throw new Error(`an arrow runs through ${card.box.title} at ${point.join(', ')}`)
    })
  })

  it('an arrow ends at the edge of the box it is for', () => {
    everyLayout(({ cards, wires }) => {
      for (const { thread, isBeside, x1, y1, x2, y2 } of wires) {
        if (thread.head === undefined) continue
        const [item, x, y] = thread.head === 'from' ? [thread.from, x1, y1] : [thread.to, x2, y2]
        const card = cards[item]
        if (card === undefined) throw new Error('a head is at a box')
        expect(x).toBe(thread.head === 'from' || isBeside ? card.x + card.width : card.x)
        expect(y).toBeGreaterThanOrEqual(card.y)
        expect(y).toBeLessThanOrEqual(card.y + card.card.height)
      }
    })
  })

  it('what is written on a box is within it', () => {
    everyLayout(({ cards }) => {
      for (const { box, card, width } of cards)
        for (const { text, x, y, font } of card.lines) {
          expect(x + widthOf(text, font), `${box.title}: ${text}`).toBeLessThanOrEqual(width)
          expect(y, `${box.title}: ${text}`).toBeLessThan(card.height)
        }
    })
  })

  it('everything is on the canvas, and each namespace around its own boxes and no others', () => {
    everyLayout(({ width, height, cards, areas }) => {
      for (const { x, y, width: wide, card } of cards) {
        expect(x).toBeGreaterThanOrEqual(0)
        expect(y).toBeGreaterThanOrEqual(0)
        expect(x + wide).toBeLessThanOrEqual(width)
        expect(y + card.height).toBeLessThanOrEqual(height + 0.001)
      }
      for (const area of areas)
        for (const { box, x, y, width: wide, card } of cards) {
          const isWithin =
            x >= area.x && x + wide <= area.x + area.width && y >= area.y && y + card.height <= area.y + area.height
          expect(isWithin, `${box.title} in ${area.text}`).toBe(`namespace ${box.namespace}` === area.text)
        }
    })
  })

  it('nothing is lost: every workload, Service, balancer, entrance and call', () => {
    everyDraft((draft) => {
      for (const name of DESIGNS) {
        const { graph, isPooled } = graphOf(draft, name)
        if (isPooled) continue
        const design = draft.designs[name]
        const titles = (role: string) =>
          graph.boxes
            .filter((box) => box.role === role)
            .map(({ title }) => title)
            .sort()
        expect(titles('workload')).toEqual(Object.keys(draft.topology.workloads).sort())
        expect(titles('balancer')).toEqual(design.loadBalancers.map((one) => one.name).sort())
        expect(titles('entrance')).toEqual(design.entrances.map((one) => one.name).sort())
        expect(graph.boxes.flatMap(({ rows }) => rows)).toHaveLength(design.services.length)
        const calls = Object.entries(draft.topology.workloads).flatMap(([caller, { calls: some }]) =>
          some.map((call) => `${caller} ${call.startsWith('external:') ? call.slice(9) : call.split('/')[0]}`),
        )
        const drawn = graph.arrows
          .filter(({ kind }) => kind === 'call')
          .map(({ from, to }) => `${graph.boxes[from]?.title} ${graph.boxes[to]?.title}`)
        const toOthers = calls.filter((call) => call.split(' ')[0] !== call.split(' ')[1])
        expect([...new Set(drawn)].sort()).toEqual([...new Set(toOthers)].sort())
      }
    })
  })

  it('Mermaid has the same boxes and arrows', () => {
    everyDraft((draft) => {
      const { graph } = graphOf(draft, 'recommended')
      const read = readMermaid(diagramMermaid(draft, 'recommended'))
      expect([...read.nodes.values()].map(([title]) => title).sort()).toEqual(
        graph.boxes.map(({ title }) => shown(title, 80)).sort(),
      )
      expect(read.edges).toHaveLength(graph.arrows.length)
    })
  })

  it('the same document in another order is the same picture, byte for byte', () => {
    fc.assert(
      fc.property(anyTopology, fc.nat(), (document, seed) => {
        const [one, other] = [draftOf(document), draftOf(shuffled(document, seed))]
        expect(diagramSvg(other, 'both')).toBe(diagramSvg(one, 'both'))
        expect(diagramMermaid(other, 'recommended')).toBe(diagramMermaid(one, 'recommended'))
      }),
      { numRuns: 30 },
    )
  })
})
