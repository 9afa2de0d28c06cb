// Laws of every design, on random topologies: nothing asked for is lost, everything is reasoned, order means nothing.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shuffled } from '../arbitrary-topology.ts'
import { anyTopology, bothDesigns, draftOf, everyDraft, RUNS } from './drafting.ts'
import { givenBy, waysIn } from './ways-in.ts'

describe('every design', () => {
  it('serves every workload or says why not', () => {
    everyDraft((drawn) => {
      for (const design of bothDesigns(drawn)) {
        const served = new Set(design.services.map((service) => service.workload))
        const unserved = design.unserved.map(({ workload }) => workload)
        for (const name of Object.keys(drawn.topology.workloads)) {
          expect(served.has(name) !== unserved.includes(name), name).toBe(true)
        }
        const externals = design.services.flatMap((service) => service.external ?? []).sort()
        expect(externals).toEqual(Object.keys(drawn.topology.externals).sort())
      }
    })
  })

  it('gives every exposure a way in, or says that a pin hides it', () => {
    everyDraft((drawn) => {
      for (const design of bothDesigns(drawn)) {
        for (const way of waysIn(drawn.topology)) {
          const pin = drawn.topology.workloads[way.workload]?.pin?.type
          if (pin === 'ClusterIP' || pin === 'Headless') {
            expect(drawn.findings).toContainEqual(
              expect.objectContaining({ code: 'PIN_HIDES_EXPOSURE', path: `/workloads/${way.workload}/pin` }),
            )
          } else expect(givenBy(way, design), JSON.stringify(way)).toBeDefined()
        }
      }
    })
  })

  it('opens nothing outside that no exposure offers', () => {
    everyDraft((drawn) => {
      const ways = waysIn(drawn.topology)
      for (const design of bothDesigns(drawn)) {
        for (const service of design.services) {
          if (service.facing === undefined || service.workload === undefined) continue
          const offered = ways.filter(
            ({ workload, scheme }) => workload === service.workload && scheme === service.facing?.scheme,
          )
          const pin = drawn.topology.workloads[service.workload]?.pin
          if (offered.length === 0) expect(pin, service.name).toBeDefined()
          else
            for (const port of service.ports) {
              const fits = offered.some(
                ({ exposure, portNumber, transport }) =>
                  transport === port.transport && [exposure.listen, portNumber].includes(port.port),
              )
              expect(fits, `${service.name} ${port.name}`).toBe(true)
            }
        }
      }
    })
  })

  it('keeps the name of each called workload and the number of each called port', () => {
    everyDraft((drawn) => {
      const called = new Set(Object.values(drawn.topology.workloads).flatMap((workload) => workload.calls))
      for (const design of bothDesigns(drawn)) {
        for (const call of called) {
          if (call.startsWith('external:')) continue
          const [name = '', port = ''] = call.split('/')
          const wanted = drawn.topology.workloads[name]?.ports[port]
          const reached = design.services.filter((service) => {
            // A headless name leads to the pod, where the port is the container's own.
            const number = service.type === 'Headless' ? wanted?.targetPort : wanted?.port
            return service.workload === name && service.ports.some((one) => one.port === number)
          })
          expect(reached, call).not.toEqual([])
          expect(
            design.services.some((service) => service.workload === name && service.name === name),
            call,
          ).toBe(true)
        }
      }
    })
  })

  it('reasons every decision: a rule, a source, and two alternatives that lost, the chosen not among them', () => {
    everyDraft((drawn) => {
      for (const design of bothDesigns(drawn)) {
        for (const { because, rejected } of [...design.services, ...design.entrances, ...design.unserved]) {
          expect(because.rule).toMatch(/^[a-z][-a-z0-9]+$/)
          expect(because.text.length).toBeGreaterThan(10)
          expect(because.source).not.toBe('')
          expect(new Set(rejected.map(({ type }) => type)).size, because.rule).toBeGreaterThanOrEqual(2)
          expect(new Set(rejected.map(({ type }) => type)).size).toBe(rejected.length)
        }
        for (const { type, rejected } of design.services) expect(rejected.map((one) => one.type)).not.toContain(type)
      }
    })
  })

  it('passes TLS through on no port that answers in clear text, and by no name that TLS is ended for there', () => {
    everyDraft((drawn) => {
      for (const { entrances } of bothDesigns(drawn)) {
        for (const { name, existing, api, routes } of entrances) {
          for (const passed of routes.filter((one) => one.tls.mode === 'passthrough' && !one.layer4)) {
            expect([existing, api, passed.path, passed.host === undefined], name).toEqual([true, 'gateway', '/', false])
            const there = routes.filter(({ listen, tls }) => listen === passed.listen && tls.mode !== 'passthrough')
            for (const { host = '', tls } of there) {
              expect(tls.mode, name).toBe('terminate')
              expect(meet(host, passed.host ?? ''), `${host} ${passed.host}`).toBe(false)
            }
          }
        }
      }
    })
  })

  it('does not change by a byte when the topology is written in another order', () => {
    fc.assert(
      fc.property(anyTopology, fc.integer(), (document, seed) => {
        expect(JSON.stringify(draftOf(shuffled(document, seed)))).toBe(JSON.stringify(draftOf(document)))
      }),
      { numRuns: RUNS },
    )
  })
})

const meet = (one: string, other: string): boolean =>
  one === other ||
  [one, other].some((wide, index) => wide.startsWith('*.') && [other, one][index]?.endsWith(wide.slice(1)))
