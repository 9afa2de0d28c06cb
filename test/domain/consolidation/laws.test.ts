// Laws of sharing, on random topologies: it serves the same, breaks nothing, never costs more, and is done in one go.
import { describe, expect, it } from 'vitest'
import { consolidate } from '../../../src/domain/consolidation/consolidate.ts'
import { estimate } from '../../../src/domain/estimate/estimate.ts'
import { centsText, decimal, sum } from '../../../src/domain/money.ts'
import type { Draft, PlannedDesign } from '../../../src/domain/plan/plan.ts'
import { speaksHttp } from '../../../src/domain/topology/index.ts'
import { bothDesigns, everyDraft, providerOf, TARIFF } from '../design/drafting.ts'
import { givenBy, lineOfRoute, linesOf, waysIn } from '../design/ways-in.ts'

const isShared = ({ because }: { because: { rule: string } }) => because.rule === 'shared-entrance'

describe('the consolidated design', () => {
  it('serves every way in that the recommended one serves, on the same host, path and port, and no other', () => {
    everyDraft(({ topology, designs }) => {
      const asked = new Set(waysIn(topology).flatMap(linesOf))
      for (const way of waysIn(topology)) {
        const [before, after] = [givenBy(way, designs.recommended), givenBy(way, designs.consolidated)]
        expect([before, before === 'load-balancer' ? 'route' : before]).toContain(after)
      }
      for (const entrance of designs.consolidated.entrances) {
        for (const route of entrance.routes) expect(asked).toContain(lineOfRoute(entrance, route))
        const lines = entrance.routes.map((route) => lineOfRoute(entrance, route))
        expect(new Set(lines).size).toBe(lines.length)
      }
    })
  })

  it('puts nothing behind a shared entrance that must be alone, and nothing together that must be apart', () => {
    everyDraft(({ topology, designs }) => {
      for (const entrance of designs.consolidated.entrances.filter(isShared)) {
        const lines = new Set(entrance.routes.map((route) => lineOfRoute(entrance, route)))
        const there = waysIn(topology).filter((way) => linesOf(way).some((line) => lines.has(line)))
        // Two ways in may ask for the very same line, one of them alone on a balancer of its own: the other is who shares.
        const members = there.filter(
          (way) =>
            way.exposure.isolation === 'shared' ||
            !there.some((other) => other !== way && linesOf(other).some((line) => linesOf(way).includes(line))),
        )
        const atLayer4 = entrance.routes.some(({ layer4 }) => layer4 !== undefined)
        for (const { exposure, workload, port } of members) {
          expect(exposure).toMatchObject({ isolation: 'shared', staticIP: false })
          if (!atLayer4) {
            expect(exposure.preserveClientIP).toBe(false)
            expect(exposure.hosts).not.toEqual([])
            expect(exposure.tls.mode).not.toBe('passthrough')
            expect(exposure.sticky?.by).not.toBe('clientIP')
            expect(speaksHttp(topology.workloads[workload]?.ports[port]?.protocol ?? 'tcp')).toBe(true)
          }
          expect(topology.workloads[workload]?.pin).toBeUndefined()
          const open = exposure.to.some((name) => (topology.clients[name]?.cidrs ?? []).length === 0)
          expect(open || entrance.scheme === 'internal', `${workload} has networks of its own`).toBe(true)
        }
        const equal = members.map(({ workload, scheme, exposure: { group, criticality, idleTimeoutSeconds } }) =>
          JSON.stringify([topology.workloads[workload]?.owner, scheme, group, criticality, idleTimeoutSeconds]),
        )
        expect(new Set(equal).size).toBe(1)
        if (atLayer4) {
          const numbers = new Map(entrance.routes.map(({ listen, workload, port }) => [`${workload} ${port}`, listen]))
          expect(new Set(numbers.values()).size).toBe(numbers.size)
          continue
        }
        const clear = entrance.routes.filter((route) => route.tls.mode !== 'terminate').map((route) => route.listen)
        for (const { port, tls } of entrance.listeners) expect(tls && clear.includes(port)).toBe(false)
      }
    })
  })

  it('names a reason for every way in that pays for a balancer of its own and shares nothing', () => {
    everyDraft(({ topology, designs, consolidation }) => {
      const own = designs.consolidated.entrances.filter((entrance) => !entrance.existing && !isShared(entrance))
      const kept = new Set(consolidation.keptApart.map(({ workload, port }) => `${workload} ${port}`))
      for (const way of waysIn(topology)) {
        const routed = own.some((entrance) =>
          entrance.routes.some((route) => linesOf(way).includes(lineOfRoute(entrance, route))),
        )
        if (!routed && givenBy(way, designs.consolidated) !== 'load-balancer') continue
        expect(kept, JSON.stringify(way)).toContain(`${way.workload} ${way.port}`)
      }
    })
  })

  it('has nothing wrong with it that is not wrong with the recommended one', () => {
    everyDraft(({ designs }) => {
      const errorsOf = ({ findings }: PlannedDesign) =>
        findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
      const known = errorsOf(designs.recommended)
      for (const code of errorsOf(designs.consolidated)) expect(known).toContain(code)
    })
  })

  it('is not changed by consolidating it again', () => {
    everyDraft(({ topology, designs }) => {
      const provider = providerOf(topology.target.provider)
      const { services, entrances, unserved } = designs.consolidated
      const design = { services, entrances, unserved }
      const cost = (one: typeof design) => estimate(one, topology, provider, TARIFF).estimate
      const again = consolidate(design, { topology, provider, tariff: TARIFF, cost })
      expect(again.design).toBe(design)
      expect(again.verdict).toMatchObject({ verdict: 'keep', monthlySaving: '0.00' })
    })
  })
})

describe('the money', () => {
  it('saves the difference of the two totals, to the cent, and never costs more', () => {
    everyDraft(({ designs: { recommended, consolidated }, consolidation }) => {
      const saved = decimal(recommended.estimate.monthly.expected).minus(consolidated.estimate.monthly.expected)
      expect(consolidation.monthlySaving).toBe(saved.toFixed(2))
      expect(saved.isNegative()).toBe(false)
      const accepted = consolidation.groups.filter((group) => group.accepted)
      for (const { monthlySaving } of accepted) expect(decimal(monthlySaving).greaterThan(0)).toBe(true)
      expect(sum(accepted.map((group) => decimal(group.monthlySaving))).toFixed(2)).toBe(saved.toFixed(2))
    })
  })

  it('adds up: each total is the sum of its lines, rounded once, and low is below high', () => {
    everyDraft((drawn) => {
      for (const { estimate: cost } of bothDesigns(drawn)) {
        for (const side of ['low', 'expected', 'high'] as const) {
          const field = side === 'expected' ? 'amount' : side
          const total = sum(cost.lines.map((line) => decimal(line[field] ?? '0')))
          expect(cost.monthly[side]).toBe(centsText(total))
        }
        const { low, expected, high } = cost.monthly
        expect(decimal(low).lessThanOrEqualTo(expected) && decimal(expected).lessThanOrEqualTo(high)).toBe(true)
        expect(cost.atLeast).toBe(cost.lines.some((line) => line.amount === null))
        for (const line of cost.lines) expect(line.amount === null).toBe(line.unitPrice === null)
      }
    })
  })
})

describe('the verdict', () => {
  const acceptedIn = ({ consolidation }: Draft) => consolidation.groups.filter((group) => group.accepted)

  it('says keep when nothing is shared, merge when nothing stays apart, merge-some between', () => {
    everyDraft((drawn) => {
      const { verdict, keptApart, monthlySaving } = drawn.consolidation
      const accepted = acceptedIn(drawn).length
      expect(verdict).toBe(accepted === 0 ? 'keep' : keptApart.length === 0 ? 'merge' : 'merge-some')
      expect(drawn.chosen).toBe(verdict === 'keep' ? 'recommended' : 'consolidated')
      if (verdict === 'keep') {
        expect(monthlySaving).toBe('0.00')
        expect(drawn.designs.consolidated).toEqual(drawn.designs.recommended)
      } else expect(drawn.consolidation.steps.length).toBeGreaterThanOrEqual(4)
    })
  })

  it('tells each accepted group as the entrance it became, with its members', () => {
    everyDraft((drawn) => {
      const told = acceptedIn(drawn).map(({ entrance, namespace, members }) => ({ entrance, namespace, members }))
      const made = drawn.designs.consolidated.entrances.filter(isShared).map(({ name, namespace, routes }) => ({
        entrance: name,
        namespace,
        members: [...new Set(routes.map((route) => route.workload))].sort(),
      }))
      const byName = (a: { entrance: string }, b: { entrance: string }) => (a.entrance < b.entrance ? -1 : 1)
      expect(told.sort(byName)).toEqual(made.sort(byName))
    })
  })
})
