// The quick question and Zod must agree: a "yes" is given only where Zod gives back an equal value, and for what is right as written.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { kindRule } from '../../../src/domain/manifests/validation/kinds.ts'
import { accepts } from '../../../src/domain/schema/accepts.ts'
import { TopologyInput } from '../../../src/domain/topology/index.ts'
import { PROVIDERS } from '../../../src/providers/index.ts'
import { arbitraryTopology } from '../arbitrary-topology.ts'
import { bothDesigns, draftOf } from '../design/drafting.ts'

const agrees = (schema: z.ZodType, value: unknown): boolean => {
  const { success, data } = schema.safeParse(value)
  const yes = accepts(schema, value)
  if (yes) expect({ success, data }).toEqual({ success: true, data: value })
  return yes
}

describe('each kind of schema', () => {
  const closed = z.strictObject({ a: z.string(), b: z.int().min(1).optional() })
  const cases: [string, z.ZodType, unknown, boolean][] = [
    ['a closed object', closed, { a: 'x', b: 2 }, true],
    ['a field left out', closed, { a: 'x' }, true],
    ['a required field left out', closed, { b: 2 }, false],
    ['a required field without a value', closed, { a: undefined }, false],
    ['an unknown field', closed, { a: 'x', c: 1 }, false],
    ['a field of another type', closed, { a: 1 }, false],
    ['a number out of bounds', closed, { a: 'x', b: 0 }, false],
    ['a list in the place of an object', closed, ['x'], false],
    ['an object with a class', closed, Object.assign(new Date(0), { a: 'x' }), false],
    ['an open object that keeps the rest', z.looseObject({ a: z.string() }), { a: 'x', c: [1] }, true],
    ['an open object that drops the rest', z.object({ a: z.string() }), { a: 'x', c: 1 }, false],
    ['a hidden name in an open object', z.looseObject({}), JSON.parse('{"__proto__": 1}'), false],
    ['a hidden name in a map', z.record(z.string(), z.number()), JSON.parse('{"__proto__": 1}'), false],
    ['a map', z.record(z.string().regex(/^[a-z]$/), z.number()), { a: 1, b: 2 }, true],
    ['a map with a bad key', z.record(z.string().regex(/^[a-z]$/), z.number()), { A: 1 }, false],
    ['a map that must have every key', z.record(z.enum(['a', 'b']), z.number()), { a: 1 }, false],
    ['a list', z.array(z.string()).max(2), ['x', 'y'], true],
    ['a list that is too long', z.array(z.string()).max(2), ['x', 'y', 'z'], false],
    ['either of two', z.union([z.int(), closed]), { a: 'x' }, true],
    ['neither of two', z.union([z.int(), closed]), 'x', false],
    ['a word of a list', z.enum(['a', 'b']), 'b', true],
    ['a word that is not in it', z.enum(['a', 'b']), 'c', false],
    ['a network', z.cidrv4(), '10.0.0.0/8', true],
    ['no network', z.cidrv4(), '10.0.0.0', false],
    ['what fields are together', closed.refine(({ a, b }) => a !== 'x' || b === 1), { a: 'x', b: 2 }, false],
    ['text that is changed on the way', z.string().trim(), ' x', false],
    ['text that would be', z.string().trim(), 'x', true],
    ['a default that would be filled in', z.strictObject({ a: z.string().default('x') }), {}, false],
    ['a value made of another', z.string().transform(Number), '1', false],
  ]
  it.each(cases)('%s', (_, schema, value, expected) => {
    expect(agrees(schema, value)).toBe(expected)
  })
})

describe('what is written here', () => {
  it('is accepted, manifests of every cloud and topologies alike', () => {
    fc.assert(
      fc.property(arbitraryTopology(), (topology) => {
        const own = JSON.stringify(topology).includes('"x-')
        expect(agrees(TopologyInput, topology)).toBe(!own)
        const draft = draftOf(topology)
        const kinds = PROVIDERS.get(draft.topology.target.provider)?.kinds
        for (const { manifests } of bothDesigns(draft)) {
          for (const manifest of manifests) {
            const rule = kindRule(manifest.apiVersion, manifest.kind, kinds)
            expect(rule !== undefined && agrees(rule.schema, manifest)).toBe(true)
          }
        }
      }),
      { numRuns: 30, seed: 5 },
    )
  })
})
