// Documents as they were read → the objects in them, each with the place where it stands. Lists are taken apart, as kubectl does.

/** `at` is the pointer to the value in what was sent. */
export type Placed = { value: unknown; at: string }

export function objectsIn(documents: readonly Placed[]): Placed[] {
  return documents.flatMap(({ value, at }) => {
    const [items, place] = Array.isArray(value) ? [value, at] : [itemsOf(value), `${at}/items`]
    if (items === undefined) return [{ value, at }]
    return objectsIn(items.map((item, index) => ({ value: item, at: `${place}/${index}` })))
  })
}

/** A `List` whose items are none; kubectl would not get past it. */
export const isBrokenList = (value: unknown): boolean => isList(value) && itemsOf(value) === undefined

// Kubernetes takes null for "absent", and a list without items for an empty one.
function itemsOf(value: unknown): unknown[] | undefined {
  if (!isList(value)) return undefined
  const items = value.items ?? []
  return Array.isArray(items) ? items : undefined
}

const isList = (value: unknown): value is { items?: unknown } =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'List' && isCore(value)

const isCore = (value: object): boolean => 'apiVersion' in value && value.apiVersion === 'v1'
