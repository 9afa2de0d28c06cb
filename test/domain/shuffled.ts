// The same document in another order: the keys of every object and the items of every list that means a set.

// Address allocations belong to zones in order; what an owner keeps under `x-…` is nobody's to reorder.
const isOrdered = (key: string): boolean => key === 'staticIP' || key.startsWith('x-')

/** A shuffled deep copy of a JSON document. The same seed gives the same order. */
export function shuffled<Document>(document: Document, seed: number): Document {
  const random = generator(seed)
  const shuffle = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, rank: random() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item)
  const turn = (value: unknown): unknown => {
    if (Array.isArray(value)) return shuffle(value).map(turn)
    if (typeof value !== 'object' || value === null) return value
    const entries = shuffle(Object.entries(value))
    return Object.fromEntries(entries.map(([key, inner]) => [key, isOrdered(key) ? inner : turn(inner)]))
  }
  return turn(document) as Document
}

// mulberry32, public domain: small, and the same on every machine.
function generator(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
