// `x-…` fields belong to the owner: kept where they stand, at every level, and nothing else changes.
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { TopologyInput } from '../../../src/domain/topology/index.ts'
import { mistakesIn, read } from '../reading.ts'
import { shop, target } from './documents.ts'
import { valueAt } from './pointers.ts'

/** One of everything that is an object. */
const full = () => ({
  name: 'shop',
  target: { ...target, inUse: {}, entrances: { front: { api: 'ingress', class: 'alb' } } },
  clients: { office: { network: 'office' } },
  externals: { cards: { host: 'cards.example.com' } },
  workloads: {
    web: {
      ports: { http: { port: 80 } },
      expose: [{ port: 'http', to: 'office', tls: { mode: 'terminate' }, sticky: { by: 'cookie' } }],
      resources: { requests: {}, limits: {} },
      probe: { path: '/' },
      traffic: {},
      pin: { type: 'ClusterIP', reason: 'For now.' },
    },
  },
})
const web = '/workloads/web'
const CLOSED = [
  ...['', '/target', '/target/inUse', '/target/entrances/front', '/clients/office', '/externals/cards', web],
  ...[`${web}/ports/http`, `${web}/expose/0`, `${web}/expose/0/tls`, `${web}/expose/0/sticky`, `${web}/resources`],
  ...[`${web}/resources/requests`, `${web}/resources/limits`, `${web}/probe`, `${web}/traffic`, `${web}/pin`],
]

type JsonSchema = { [key: string]: JsonSchema | JsonSchema[] | unknown }
const closedIn = (schema: unknown): number =>
  typeof schema !== 'object' || schema === null
    ? 0
    : Number((schema as JsonSchema).additionalProperties === false) +
      Object.values(schema).reduce<number>((count, inner) => count + closedIn(inner), 0)

describe('an x- field', () => {
  const plain = read(full())

  it.each(CLOSED)('is kept at "%s" and changes nothing else', (place) => {
    const value = { b: [3, 1, 2], a: null, 'x-b': { __proto: 1 } }
    const document = full()
    Object.assign(valueAt(document, place) as object, { 'x-note': value })
    const { topology, assumed } = read(document)
    const kept = structuredClone(topology)
    expect(valueAt(kept, `${place}/x-note`)).toEqual(value)
    delete (valueAt(kept, place) as Record<string, unknown>)['x-note']
    expect(JSON.stringify(kept)).toBe(JSON.stringify(plain.topology))
    expect(assumed).toEqual(plain.assumed)
    expect(JSON.stringify(read(topology).topology)).toBe(JSON.stringify(topology))
  })

  it('is tried at every closed object of the schema', () => {
    expect(closedIn(z.toJSONSchema(TopologyInput, { io: 'input' }))).toBe(CLOSED.length)
  })

  it('stays with its own exposure when exposures are put in order', () => {
    const { topology } = read(
      shop({
        workloads: {
          web: {
            ports: { https: 443, http: 80 },
            expose: [
              { port: 'https', to: 'internet', 'x-note': 'second' },
              { port: 'http', to: 'internet', 'x-note': 'first' },
            ],
          },
        },
      }),
    )
    expect(topology.workloads.web?.expose.map((exposure) => Object.entries(exposure).at(-1))).toEqual([
      ['x-note', 'first'],
      ['x-note', 'second'],
    ])
  })

  it('is a name like any other where names are free', () => {
    const { topology } = read(shop({ labels: { 'x-team': 'a' }, workloads: { 'x-team': { ports: { 'x-port': 80 } } } }))
    expect(topology.labels).toEqual({ 'x-team': 'a' })
    expect(Object.keys(topology.workloads['x-team']?.ports ?? {})).toEqual(['x-port'])
  })

  it.each(['X-note', 'xnote', 'y-x-note'])('is none when it is called %s', (name) => {
    expect(mistakesIn(shop({ [name]: 1 }))).toEqual([`UNKNOWN_FIELD /${name}`])
  })
})
