// The generator is worth what it makes: every document is valid, and every field and word of the vocabulary comes up.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Environment, ProviderName, TopologyInput } from '../../src/domain/topology/index.ts'
import { PROVIDERS } from '../../src/providers/index.ts'
import { arbitraryTopology, shuffled } from './arbitrary-topology.ts'
import { read } from './reading.ts'

type JsonSchema = {
  properties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema | boolean
  items?: JsonSchema
  anyOf?: JsonSchema[]
  enum?: string[]
  $defs?: Record<string, JsonSchema>
}

/** Fields of the schema that none of the values has, and words of its closed lists that none of them uses. */
function unused(schema: JsonSchema, path: string, values: readonly unknown[]): string[] {
  const { properties = {}, additionalProperties, items, anyOf = [] } = schema
  const objects = values.filter((value) => typeof value === 'object' && value !== null) as Record<string, unknown>[]
  return [
    ...(schema.enum ?? []).filter((word) => !values.includes(word)).map((word) => `${path}=${word}`),
    ...Object.entries(properties).flatMap(([name, inner]) => {
      const found = objects.filter((object) => Object.hasOwn(object, name)).map((object) => object[name])
      return found.length === 0 ? [`${path}/${name}`] : unused(inner, `${path}/${name}`, found)
    }),
    ...(typeof additionalProperties === 'object'
      ? unused(additionalProperties, `${path}/*`, objects.flatMap(Object.values))
      : []),
    ...(items === undefined ? [] : unused(items, `${path}/*`, objects.filter(Array.isArray).flat())),
    ...anyOf.flatMap((branch) => unused(branch, path, values)),
  ]
}

const sample = fc.sample(arbitraryTopology(), { numRuns: 600, seed: 7 })

describe('arbitraryTopology', () => {
  it('makes only valid topologies', () => {
    fc.assert(
      fc.property(arbitraryTopology(), (document) => {
        expect(() => read(document)).not.toThrow()
      }),
      { numRuns: 300 },
    )
  })

  it('uses every field and every word of the vocabulary that a supported cloud can have', () => {
    const schema = z.toJSONSchema(TopologyInput, { io: 'input' }) as JsonSchema
    const unsupported = ProviderName.options.filter((name) => !PROVIDERS.has(name))
    expect(unused(schema.$defs?.TopologyInput ?? {}, '', sample)).toEqual(
      unsupported.map((name) => `/target/provider=${name}`),
    )
  })

  it('draws what it is asked for', () => {
    const options = { providers: ['azure' as const], workloadsAtLeast: 2, workloadsAtMost: 3 }
    const asked = fc.sample(arbitraryTopology(options), { numRuns: 50, seed: 7 })
    expect(new Set(asked.map(({ target }) => target.provider))).toEqual(new Set(['azure']))
    expect(new Set(asked.map(({ workloads }) => Object.keys(workloads).length))).toEqual(new Set([2, 3]))
  })
})

describe('shuffled', () => {
  const document = {
    b: 1,
    a: { hosts: ['x', 'y', 'z', 'u', 'v'], staticIP: ['s', 't', 'u', 'v', 'w'] },
    'x-own': { d: [3, 2, 1], c: [] },
    environments: [...Environment.options],
  }

  it('changes the order of keys and of lists that are sets, and nothing else', () => {
    const other = shuffled(document, 3)
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(document))
    expect(other.a.staticIP).toEqual(document.a.staticIP)
    expect(JSON.stringify(other['x-own'])).toBe(JSON.stringify(document['x-own']))
    expect([...other.environments].sort()).toEqual([...document.environments].sort())
    expect([...other.a.hosts].sort()).toEqual([...document.a.hosts].sort())
    expect(Object.keys(other).sort()).toEqual(Object.keys(document).sort())
  })

  it('gives the same order for the same seed, and another for another', () => {
    const orders = [1, 2, 3, 4, 5].map((seed) => JSON.stringify(shuffled(document, seed)))
    expect(new Set(orders).size).toBe(5)
    expect(JSON.stringify(shuffled(document, 1))).toBe(orders[0])
  })
})
