import fc from 'fast-check'
import { it } from 'vitest'
import { arbitraryShops } from '../design/arbitrary-shops.ts'
import { draftOf } from '../design/drafting.ts'
it('counts', () => {
  const counts: Record<string, number> = {}
  const add = (k: string) => { counts[k] = (counts[k] ?? 0) + 1 }
  for (const d of fc.sample(arbitraryShops, { numRuns: 1000, seed: 3 })) {
    const x = draftOf(d)
    add(x.consolidation.verdict)
    add(`groups ${x.consolidation.groups.length}`)
    for (const k of x.consolidation.keptApart) add(k.code)
  }
  console.log(counts)
})
