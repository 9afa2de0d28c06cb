// Values that nobody has validated, read with care: what is not of the wanted form is as good as absent.

export type Fields = Readonly<Record<string, unknown>>

const NONE: Fields = {}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : NONE)
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
export const wholeOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
/** A number a port can have. */
export const portOf = (value: unknown): number | undefined => {
  const whole = wholeOf(value)
  return whole !== undefined && whole >= 1 && whole <= 65_535 ? whole : undefined
}
export const textsIn = (value: unknown): string[] => listOf(value).filter((one) => typeof one === 'string')

/** A map of texts, such as labels: what is a number or a truth value was written without quotes and is text all the same. */
export const textsOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fieldsOf(value)).flatMap(([key, one]): [string, string][] =>
      typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean' ? [[key, String(one)]] : [],
    ),
  )

/** The value at the end of a way through maps and lists. */
export function valueAt(value: unknown, ...way: readonly (string | number)[]): unknown {
  let here: unknown = value
  for (const step of way) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined
    here = (here as Record<string | number, unknown>)[step]
  }
  return here
}
