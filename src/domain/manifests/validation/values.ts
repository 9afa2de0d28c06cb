// The plain values of the Kubernetes API as its decoder takes them: closed objects, numbers, quantities, "number or text".
// Null counts as absent and is dropped before a schema is asked (see `nulls.ts`).
import { z } from 'zod'

type Fields<Shape, Required extends keyof Shape> = {
  [Key in keyof Shape]: Key extends Required
    ? Shape[Key]
    : Shape[Key] extends z.core.SomeType
      ? z.ZodOptional<Shape[Key]>
      : never
}

/** A closed object whose fields may all be left out, save those named. An unknown field is a mistake (fieldValidation=Strict). */
export function fields<Shape extends z.core.$ZodLooseShape, Required extends keyof Shape & string = never>(
  shape: Shape,
  ...required: Required[]
): z.ZodObject<Fields<Shape, Required>, z.core.$strict> {
  const must: readonly string[] = required
  const built = Object.entries(shape).map(([name, schema]): [string, z.core.SomeType] => [
    name,
    must.includes(name) ? schema : z.optional(schema),
  ])
  return z.strictObject(Object.fromEntries(built)) as unknown as z.ZodObject<Fields<Shape, Required>, z.core.$strict>
}

export const text = z.string()
export const flag = z.boolean()
export const texts = z.array(text)
export const textMap = z.record(text, text)
/** A structure that is the API server's to check and not ours. */
export const loose = z.looseObject({})
export const looseList = z.array(loose)

const WHOLE = { error: 'must be a whole number' }
export const int32 = z
  .int(WHOLE)
  .min(-2_147_483_648, { error: 'must fit 32 bits' })
  .max(2_147_483_647, { error: 'must fit 32 bits' })
export const int64 = z.int(WHOLE)
export const between = (least: number, most: number) =>
  z
    .int({ error: `must be a whole number between ${least} and ${most}` })
    .min(least, { error: `must be between ${least} and ${most}` })
    .max(most, { error: `must be between ${least} and ${most}` })
export const atLeast = (least: number) => int32.min(least, { error: `must be at least ${least}` })
export const count = atLeast(0)
/** A share of a whole. */
export const fraction = z
  .number({ error: 'must be a number between 0 and 1' })
  .min(0, { error: 'must be between 0 and 1' })
  .max(1, { error: 'must be between 0 and 1' })
export const port = between(1, 65_535)
/** A port number, or the name of a container port. */
export const intOrText = z.union([int32, text], { error: 'must be a whole number or text' })

/** apimachinery resource.Quantity: also plain numbers, as its JSON decoder takes them. */
export const quantity = z.union(
  [
    z.number(),
    text
      .max(64, { error: 'must have at most 64 characters', abort: true })
      .regex(/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/, {
        error: 'must be a quantity such as "250m", "64Mi" or 2',
      }),
  ],
  { error: 'must be a quantity such as "250m", "64Mi" or 2' },
)
export const quantities = z.record(text, quantity)

/** One of a closed list of words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(...words: Words) => z.enum(words)

/** A list of any length. */
export const listOf = <Item extends z.ZodType>(item: Item) => z.array(item)

/** A map from any key. */
export const mapOf = <Value extends z.ZodType>(value: Value) => z.record(text, value)

/** A list with bounds, said in the API's own terms. */
export const list = <Item extends z.ZodType>(item: Item, least: number, most: number) =>
  z
    .array(item)
    .min(least, { error: `must have at least ${least} item${least === 1 ? '' : 's'}` })
    .max(most, { error: `must have at most ${most} items` })

/** Text that follows a pattern; its length is checked first, so a hostile one costs nothing. */
export const shaped = (pattern: RegExp, longest: number, expected: string) =>
  text
    .max(longest, { error: `must have at most ${longest} characters`, abort: true })
    .regex(pattern, { error: expected })
