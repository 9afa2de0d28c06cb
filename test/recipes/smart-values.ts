// Jira's smart values, as far as the recipe uses them: dotted paths, `asJsonString`, sections over a list. What is not there is written
// as nothing (support.atlassian.com, "Automation smart values - JSON functions").

const PLACEHOLDER = /\{\{#([\w.]+)\}\}\n?([\s\S]*?)\{\{\/\}\}\n?|\{\{([\w.]+)\}\}/g

/** The template with everything filled in, once: what a value has in braces stays as it is. */
export const smart = (template: string, context: object): string =>
  template.replaceAll(PLACEHOLDER, (_, list: string | undefined, inner = '', path = '') =>
    list === undefined ? text(path, context) : section(valueAt(list, context), inner, context),
  )

const section = (items: unknown, inner: string, context: object): string =>
  Array.isArray(items) ? items.map((item: object) => smart(inner, { ...context, ...item })).join('') : ''

function text(path: string, context: object): string {
  const asJson = /^(.*)\.asJsonString$/.exec(path)
  const value = valueAt(asJson?.[1] ?? path, context)
  if (value === undefined || value === null || value === '') return ''
  return asJson === null ? String(value) : JSON.stringify(value)
}

function valueAt(path: string, context: object): unknown {
  let value: unknown = context
  for (const step of path.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[step]
  return value
}
