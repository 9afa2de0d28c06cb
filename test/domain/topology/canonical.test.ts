// Laws of the canonical form: reading it again changes nothing, order means nothing, and everything assumed can be looked up.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { arbitraryTopology, shuffled } from '../arbitrary-topology.ts'
import { read } from '../reading.ts'
import { valueAt } from './pointers.ts'

it('a canonical topology read again is the same, byte for byte, with nothing assumed', () => {
  fc.assert(
    fc.property(arbitraryTopology(), (document) => {
      const { topology } = read(document)
      const again = read(topology)
      expect(JSON.stringify(again.topology)).toBe(JSON.stringify(topology))
      expect(again.assumed).toEqual([])
    }),
    { numRuns: 400 },
  )
})

it('the same topology in another order is the same bytes, assumptions included', () => {
  fc.assert(
    fc.property(arbitraryTopology(), fc.integer(), (document, seed) => {
      expect(JSON.stringify(read(shuffled(document, seed)))).toBe(JSON.stringify(read(document)))
    }),
    { numRuns: 400 },
  )
})

it('every assumed value stands in the canonical topology where its path says', () => {
  fc.assert(
    fc.property(arbitraryTopology(), (document) => {
      const { topology, assumed } = read(document)
      for (const { path, value } of assumed) expect(valueAt(topology, path), path).toEqual(value)
    }),
    { numRuns: 400 },
  )
})

it('tells each assumption once, in the order of its path, with a ground', () => {
  fc.assert(
    fc.property(arbitraryTopology(), (document) => {
      const { assumed } = read(document)
      const paths = assumed.map(({ path }) => path)
      expect(paths).toEqual([...new Set(paths)].sort())
      expect(assumed.filter(({ because }) => because === '')).toEqual([])
    }),
  )
})

it('leaves the document it was given as it was', () => {
  fc.assert(
    fc.property(arbitraryTopology(), (document) => {
      const before = JSON.stringify(document)
      read(document)
      expect(JSON.stringify(document)).toBe(before)
    }),
  )
})
