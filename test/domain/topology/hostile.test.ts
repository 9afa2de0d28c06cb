// A document of a megabyte may be wrong in sixty thousand places, or mean far more than it says; it is answered quickly all the same.
import { describe, expect, it } from 'vitest'
import { mistakesIn, read, refusalOf } from '../reading.ts'
import { exposing, shop, web } from './documents.ts'

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index))
const named = <Item>(count: number, make: (index: number) => Item): Record<string, Item> =>
  Object.fromEntries(times(count, (index) => [`workload-number-${index}`, make(index)]))

/** Far more than is needed on any machine, and far less than weighing every name for every mistake takes (minutes). */
const SECONDS = 10

const within = (seconds: number, run: () => void) => {
  const start = performance.now()
  run()
  expect((performance.now() - start) / 1000).toBeLessThan(seconds)
}

describe('a large document full of mistakes', () => {
  it.each<[string, () => unknown, number]>([
    [
      'sixty thousand calls of nobody',
      () => shop({ workloads: named(1000, () => ({ calls: times(60, (call) => `wrkload-numbr-${call}`) })) }),
      60_000,
    ],
    [
      'twenty thousand clients that are none',
      () =>
        shop({
          clients: named(1000, () => ({ network: 'vpc' })),
          workloads: named(400, () => ({
            ports: { http: 80 },
            expose: [{ port: 'http', to: times(50, (client) => `wrkload-numbr-${client}`) }],
          })),
        }),
      20_000,
    ],
    [
      'forty thousand unknown fields beside forty thousand ports of one number',
      () =>
        shop({
          workloads: named(1000, () => ({
            ports: Object.fromEntries(times(41, (port) => [`port-${port}`, 7000])),
            ...Object.fromEntries(times(40, (field) => [`field${field}`, 1])),
          })),
        }),
      80_000,
    ],
  ])('%s', (_, document, count) => {
    const large = document()
    within(SECONDS, () => {
      const refusal = refusalOf(large)
      expect(refusal.message).toBe(`The topology has ${count} mistakes. The first 100 of ${count} are shown.`)
      expect(refusal.mistakes.filter(({ detail }) => detail === '')).toEqual([])
    })
  })
})

describe('short forms that mean very much', () => {
  const gateway = { ports: Object.fromEntries(times(600, (port) => [`port-${port}`, 1000 + port])) }

  it('are refused where they come to more calls than a list may hold', () => {
    const document = shop({ workloads: { a: gateway, b: gateway, c: { calls: ['a', 'b'] } } })
    expect(mistakesIn(document)).toEqual(['TOO_BIG /workloads/c/calls'])
    expect(refusalOf(document).mistakes[0]?.detail).toContain('at most 1000 calls')
  })

  it('are taken up to that', () => {
    const { topology } = read(
      shop({ workloads: { a: gateway, c: { calls: ['a', ...times(400, (port) => `a/port-${port}`)] } } }),
    )
    expect(topology.workloads.c?.calls).toHaveLength(600)
    expect(read(topology).topology).toEqual(topology)
  })

  it('do not grow a document without bounds', () => {
    const callers = named(990, () => ({ calls: ['large'] }))
    const large = { ports: Object.fromEntries(times(20_000, (port) => [`p${port}`, 1 + port])) }
    within(SECONDS, () => {
      expect(refusalOf(shop({ workloads: { large, ...callers } })).message).toContain('990 mistakes')
    })
  })

  it.each([
    ['hosts', { host: 'a.example.com', hosts: times(100, (host) => `h${host}.example.com`) }],
    ['paths', { path: '/a', paths: times(100, (path) => `/p${path}`) }],
  ])('one more of the %s is too many', (list, wish) => {
    expect(mistakesIn(exposing('http', { http: 80 }, wish))).toEqual([`TOO_BIG /workloads/web/expose/0/${list}`])
  })
})

it('a list of a hundred hosts is none too many', () => {
  const hosts = times(100, (host) => `h${host}.example.com`)
  expect(() => read(web({ expose: [{ port: 'http', to: 'internet', host: hosts[0], hosts }] }))).not.toThrow()
})

it('hosts times paths are bounded over the whole topology, and refused fast', () => {
  const paths = times(100, (path) => `/p${path}`)
  const exposure = (from: number) => ({
    port: 'http',
    to: 'internet',
    hosts: times(100, (host) => `h${from}-${host}.example.com`),
    paths,
  })
  const many = web({ expose: [exposure(0), ...times(60, (index) => exposure(index + 1))] })
  within(SECONDS, () => {
    expect(mistakesIn(many)).toEqual(['TOO_BIG /workloads/web/expose/1'])
  })
  expect(() => read(web({ expose: [exposure(0)] }))).not.toThrow()
})

it('calls are bounded over the whole topology, since each is answered with names, hops and policies', () => {
  const calling = (count: number) => {
    const callers = named(count / 500, () => ({ calls: ['large'] }))
    return shop({
      workloads: { large: { ports: Object.fromEntries(times(500, (port) => [`p${port}`, 1 + port])) }, ...callers },
    })
  }
  expect(refusalOf(calling(20_500))).toMatchObject({
    code: 'TOPOLOGY_TOO_LARGE',
    message: 'the topology has 20500 calls, each port called being one; this service plans at most 20000 at once',
  })
  expect(() => read(calling(20_000))).not.toThrow()
})
