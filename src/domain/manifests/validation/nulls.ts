// The API server takes null for "absent" (sigs.k8s.io/json for built-in types, null pruning for CRDs): such fields are dropped.
// The same walk refuses what is nested too deeply to be an API object.

/** No API object is nested deeper; JSON schemas in CRDs, which are not checked here, are the only ones that come near. */
export const DEEPEST = 64

/** The same value where nothing is null, else a copy without the null fields; undefined when it is nested too deeply. */
export function withoutNulls(value: unknown, depth = 0): { value: unknown } | undefined {
  if (typeof value !== 'object' || value === null) return { value }
  if (depth >= DEEPEST) return undefined
  return Array.isArray(value) ? inList(value, depth) : inObject(value as Record<string, unknown>, depth)
}

function inList(list: unknown[], depth: number): { value: unknown } | undefined {
  let copy: unknown[] | undefined
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index]
    if (typeof item !== 'object' || item === null) continue
    const inner = withoutNulls(item, depth + 1)
    if (inner === undefined) return undefined
    if (inner.value !== item) {
      copy ??= [...list]
      copy[index] = inner.value
    }
  }
  return { value: copy ?? list }
}

function inObject(object: Record<string, unknown>, depth: number): { value: unknown } | undefined {
  const changed = new Map<string, unknown>()
  for (const key of Object.keys(object)) {
    const item = object[key]
    if (typeof item !== 'object') continue
    const inner = item === null ? { value: null } : withoutNulls(item, depth + 1)
    if (inner === undefined) return undefined
    if (inner.value === null || inner.value !== item) changed.set(key, inner.value)
  }
  if (changed.size === 0) return { value: object }
  const kept = Object.entries(object).flatMap(([key, item]): [string, unknown][] => {
    if (!changed.has(key)) return [[key, item]]
    const value = changed.get(key)
    return value === null ? [] : [[key, value]]
  })
  return { value: Object.fromEntries(kept) }
}
