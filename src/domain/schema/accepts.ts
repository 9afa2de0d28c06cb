// A Zod schema → a question: does it take this value just as it is? Zod builds a copy of what it reads and a payload for every part
// of it, which for what we wrote ourselves is work for nothing. Only "yes" is worked out here; whatever else is Zod's to say.
import type { z } from 'zod'

type Schema = z.core.$ZodType
type Question = (value: unknown) => boolean

// A schema never changes, and there are only as many as the code names.
const QUESTIONS = new WeakMap<Schema, Question>()

/** True when Zod would give back an equal value. False says nothing: ask Zod. */
export const accepts = (schema: Schema, value: unknown): boolean => questionOf(schema)(value)

function questionOf(schema: Schema): Question {
  const known = QUESTIONS.get(schema)
  if (known !== undefined) return known
  const own = STRUCTURES[schema._zod.def.type]?.(schema as never)
  const question = own === undefined ? asZod(schema) : withChecks(schema, own)
  QUESTIONS.set(schema, question)
  return question
}

/** Whatever has no parts is quickly asked; what changes the value is not taken as it is. */
const asZod =
  (schema: Schema): Question =>
  (value) => {
    const result = schema._zod.run({ value, issues: [] }, { async: false })
    return !(result instanceof Promise) && result.issues.length === 0 && Object.is(result.value, value)
  }

type Structures = { [Type in z.core.$ZodTypeDef['type']]?: (schema: never) => Question | undefined }

const STRUCTURES: Structures = {
  string: ({ _zod: { def } }: z.core.$ZodString) =>
    'format' in def || def.coerce ? undefined : (value) => typeof value === 'string',
  enum: ({ _zod: { values } }: z.core.$ZodEnum) => among(values),
  literal: ({ _zod: { values } }: z.core.$ZodLiteral) => among(values),
  optional: ({ _zod: { def } }: z.core.$ZodOptional) => {
    const inner = questionOf(def.innerType)
    return (value) => value === undefined || inner(value)
  },
  nonoptional: ({ _zod: { def } }: z.core.$ZodNonOptional) => {
    const inner = questionOf(def.innerType)
    return (value) => value !== undefined && inner(value)
  },
  union: ({ _zod: { def } }: z.core.$ZodUnion) => {
    const options = def.options.map(questionOf)
    return (value) => options.some((option) => option(value))
  },
  array: ({ _zod: { def } }: z.core.$ZodArray) => {
    const item = questionOf(def.element)
    return (value) => Array.isArray(value) && value.every(item)
  },
  record: ({ _zod: { def } }: z.core.$ZodRecord) => (def.keyType._zod.values === undefined ? record(def) : undefined),
  object: ({ _zod: { def } }: z.core.$ZodObject) => object(def),
}

const among =
  (values: ReadonlySet<unknown>): Question =>
  (value) =>
    values.has(value)

function record({ keyType, valueType }: z.core.$ZodRecordDef): Question {
  const [key, value] = [questionOf(keyType), questionOf(valueType)]
  return (map) =>
    isPlain(map) && Object.keys(map).every((name) => name !== '__proto__' && key(name) && value(map[name]))
}

function object({ shape, catchall }: z.core.$ZodObjectDef): Question {
  const fields = new Map(Object.entries(shape).map(([name, schema]) => [name, questionOf(schema)]))
  // One that has a default would be filled in.
  const required = Object.keys(shape).filter((name) => shape[name]?._zod.optin !== 'optional')
  // Without a catchall, Zod leaves unknown fields out.
  const others: Question = catchall === undefined ? () => false : questionOf(catchall)
  return (value) =>
    isPlain(value) &&
    required.every((name) => value[name] !== undefined) &&
    Object.keys(value).every((name) => {
      const field = fields.get(name)
      return field === undefined ? name !== '__proto__' && others(value[name]) : field(value[name])
    })
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** What is asked of a value as a whole: of text its pattern, of a list how long it is, of an object what its fields are together. */
function withChecks(schema: Schema, question: Question): Question {
  const checks = schema._zod.def.checks ?? []
  if (checks.length === 0) return question
  return (value) => {
    if (!question(value)) return false
    const payload: z.core.ParsePayload = { value, issues: [] }
    for (const check of checks) check._zod.check(payload as never)
    return payload.issues.length === 0 && payload.value === value
  }
}
