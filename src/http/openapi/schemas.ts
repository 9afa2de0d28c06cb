// Zod schemas → JSON Schema for the document: named ones become components, and only those that are used are kept.
import { z } from 'zod'

type Json = Record<string, unknown>
type Direction = 'input' | 'output'

const PREFIX = '#/components/schemas/'

/** A reference to a named schema, else the schema itself. */
export function schemaOf(schema: z.ZodType, direction: Direction): Json {
  const id = z.globalRegistry.get(schema)?.id
  return id === undefined
    ? plain(z.toJSONSchema(schema, { io: direction, unrepresentable: 'any' }))
    : { $ref: `${PREFIX}${id}` }
}

/** An object of parameters; @fastify/swagger takes it apart. */
export const parameterSchema = (schema: z.ZodType): Json =>
  plain(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))

/** Every component that a part of the document leads to, by name. */
export function componentsFor(part: unknown): Json {
  const all = allComponents()
  const used = new Set<string>()
  const follow = (value: unknown): void => {
    for (const id of referencesIn(value)) {
      if (used.has(id)) continue
      used.add(id)
      follow(all[id])
    }
  }
  follow(part)
  return Object.fromEntries([...used].sort().map((id) => [id, all[id]]))
}

// What is only ever sent to us is described as it may be written; everything else as it is answered.
const WRITTEN = ['TopologyInput', 'PlanInput', 'PlanBody', 'TopologyEnvelope', 'TopologyTextEnvelope']
// The owner's own fields are kept at any level of these.
const EXTENSIBLE = new Set(['Topology', 'TopologyInput', 'PlanInput'])

function allComponents(): Record<string, Json> {
  const generate = (io: Direction) =>
    z.toJSONSchema(z.globalRegistry, { io, unrepresentable: 'any', uri: (id) => `${PREFIX}${id}` }).schemas as Record<
      string,
      Json
    >
  const answered = generate('output')
  const written = Object.entries(generate('input')).filter(([id]) => WRITTEN.includes(id))
  const merged = { ...answered, ...Object.fromEntries(written) }
  return Object.fromEntries(
    Object.entries(merged).map(([id, schema]) => [
      id,
      EXTENSIBLE.has(id) ? (extensible(plain(schema)) as Json) : plain(schema),
    ]),
  )
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' && inner.startsWith(PREFIX)
      ? [inner.slice(PREFIX.length)]
      : referencesIn(inner),
  )
}

/**
 * A closed object lets `x-…` fields pass. Told by the names alone: of `patternProperties`, generators of clients make an object with
 * fields of any name, in which no misspelt one is found.
 */
function extensible(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(extensible)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, extensible(value)]))
  if (inner.additionalProperties !== false) return inner
  const { additionalProperties: _, ...rest } = inner
  const names = Object.keys(inner.properties ?? {})
  return { ...rest, propertyNames: { anyOf: [{ enum: names }, { pattern: '^x-' }] } }
}

const FORMATS_ENOUGH = new Set(['uuid', 'date-time', 'date', 'ipv4', 'ipv6', 'cidrv4', 'cidrv6'])

/** Without Zod's own marks, and without the long patterns that say again what a format says. */
function plain(schema: object): Json {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => {
      if (key === '$schema' || key === '$id' || (key === 'id' && typeof value === 'string')) return undefined
      if (
        typeof value === 'object' &&
        value !== null &&
        'pattern' in value &&
        'format' in value &&
        FORMATS_ENOUGH.has(String(value.format))
      ) {
        const { pattern: _, ...rest } = value
        return rest
      }
      return value
    }),
  ) as Json
}
