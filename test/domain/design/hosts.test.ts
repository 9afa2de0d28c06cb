// A set of hosts against the plain rule it stands for: two hosts meet when some name is answered by both.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hostSet } from '../../../src/domain/design/hosts.ts'

const isUnder = (host: string, wide: string) =>
  wide.startsWith('*.') && host.endsWith(wide.slice(1)) && host !== wide.slice(2)
const meet = (one?: string, other?: string): boolean =>
  one === undefined || other === undefined || one === other || isUnder(one, other) || isUnder(other, one)

const label = fc.constantFrom('a', 'b', 'com')
const host = fc
  .tuple(fc.boolean(), fc.array(label, { minLength: 1, maxLength: 3 }))
  .map(([wild, labels]) => [...(wild ? ['*'] : []), ...labels].join('.'))
const anyHost = fc.option(host, { nil: undefined, freq: 8 })

it('a set meets a host exactly when one of its members does', () => {
  fc.assert(
    fc.property(fc.array(anyHost, { maxLength: 4 }), anyHost, (members, asked) => {
      const set = hostSet()
      for (const member of members) set.add(member)
      expect(set.meets(asked)).toBe(members.some((member) => meet(member, asked)))
    }),
    { numRuns: 2000 },
  )
})
