// What callers write into their templates for values to come: `${{ steps.plan.output.body.url }}`, `{{ .inputs.name }}`. Backstage and
// Port both keep the type of a value where the placeholder is all there is, and write it into the text otherwise.

/** What follows a dotted path. Throws where there is nothing: a recipe must not depend on what a caller leaves empty. */
export function valueAt(path: string, context: unknown): unknown {
  let value = context
  for (const step of path.split('.')) {
    if (!/^\w+$/.test(step)) throw new Error(`"${path}" is no dotted path`)
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step))
      throw new Error(`"${path}" leads nowhere at "${step}"`)
    value = (value as Record<string, unknown>)[step]
  }
  return value
}

export type Placeholders = { pattern: RegExp; context: unknown }

/** Every text in a document, however deep, with its placeholders filled in. */
export function filledIn(template: unknown, { pattern, context }: Placeholders): unknown {
  if (Array.isArray(template)) return template.map((item) => filledIn(item, { pattern, context }))
  if (typeof template === 'object' && template !== null)
    return Object.fromEntries(
      Object.entries(template).map(([key, value]) => [key, filledIn(value, { pattern, context })]),
    )
  if (typeof template !== 'string') return template
  const whole = new RegExp(`^\\s*(?:${pattern.source})\\s*$`).exec(template)
  if (whole?.[1] !== undefined) return valueAt(whole[1], context)
  return template.replaceAll(new RegExp(pattern.source, 'g'), (_, path: string) => {
    const value = valueAt(path, context)
    return typeof value === 'string' ? value : JSON.stringify(value)
  })
}
