// Things in one order, one below the other, each as near as can be to where it would like to be: the least squares that keep the order
// and the gaps (isotonic regression by pooling neighbours, in linear time).

export type Stacked = { height: number; wish: number; weight: number /** To the one above. */; gap: number }

/** The upper edge of each, within `low` and `high` where they fit between them. */
export function stack(things: readonly Stacked[], { low, high }: { low: number; high: number }): number[] {
  const offsets: number[] = []
  let end = 0
  for (const [index, { height, gap }] of things.entries()) {
    const top = index === 0 ? 0 : end + gap
    offsets.push(top)
    end = top + height
  }
  const pools: { mean: number; weight: number; count: number }[] = []
  for (const [index, { wish, weight }] of things.entries()) {
    let pool = { mean: wish - (offsets[index] ?? 0), weight, count: 1 }
    for (let above = pools.at(-1); above !== undefined && above.mean > pool.mean; above = pools.at(-1)) {
      const both = above.weight + pool.weight
      const mean = (above.mean * above.weight + pool.mean * pool.weight) / both
      pool = { mean, weight: both, count: above.count + pool.count }
      pools.pop()
    }
    pools.push(pool)
  }
  const shifts = pools.flatMap(({ mean, count }) =>
    new Array<number>(count).fill(Math.max(low, Math.min(mean, high - end))),
  )
  return shifts.map((shift, index) => shift + (offsets[index] ?? 0))
}

/** From the first one's upper edge to the last one's lower edge. */
export const heightOf = (things: readonly Pick<Stacked, 'height' | 'gap'>[]): number =>
  things.reduce((sum, { height, gap }, index) => sum + height + (index === 0 ? 0 : gap), 0)
