// Whatever names are written, what comes out are valid names, each its own, the same whatever the order; valid ones are kept.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DNS_1035_LABEL, isContainerPortName } from '../../../src/domain/topology/names.ts'
import { nameFrom, portName, validNames } from '../../../src/importers/draft/names.ts'

const words = fc.oneof(
  fc.string({ maxLength: 90 }),
  fc.stringMatching(/^[A-Za-z0-9_.-]{0,80}$/),
  fc.constantFrom('a', 'a-', 'a_', 'A', '-a', 'a-2', 'a_2', '__proto__', 'constructor', '1', ''),
)

describe('names', () => {
  it('are valid, and each its own', () => {
    fc.assert(
      fc.property(fc.uniqueArray(words, { maxLength: 30 }), (written) => {
        const names = validNames(written, 'service', ['taken'])
        expect([...names.keys()].sort()).toEqual([...written].sort())
        expect(new Set(names.values()).size).toBe(written.length)
        for (const name of names.values()) {
          expect(name).toMatch(DNS_1035_LABEL)
          expect(name.length).toBeLessThanOrEqual(63)
          expect(name).not.toBe('taken')
        }
      }),
    )
  })

  it('are the same in any order', () => {
    const pairs = fc
      .uniqueArray(words, { maxLength: 20 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })))
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        expect(new Map([...validNames(one, 'x')].sort())).toEqual(new Map([...validNames(other, 'x')].sort()))
      }),
    )
  })

  it('that are valid stay', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z]([-a-z0-9]{0,20}[a-z0-9])?$/), { maxLength: 20 }),
        (written) => {
          for (const [old, name] of validNames([...written, 'Some_Other.Name'], 'x'))
            if (written.includes(old)) expect(name).toBe(old)
        },
      ),
    )
  })

  it.each([
    ['My_Service.v2', 'my-service-v2'],
    ['apiGateway', 'api-gateway'],
    ['9lives', 'x-9lives'],
    ['Shop & Co.', 'shop-co'],
    ['über', 'ber'],
    ['', 'x'],
    ['___', 'x'],
  ])('%j becomes %s', (written, name) => {
    expect(nameFrom(written, 'x')).toBe(name)
  })
})

describe('names of ports', () => {
  it('are names a container may have, each its own', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(words, fc.integer({ min: 1, max: 65_535 })), { maxLength: 20 }), (wishes) => {
        const taken = new Set<string>()
        for (const [wished, number] of wishes) {
          const name = portName(wished, number, taken)
          expect(isContainerPortName(name)).toBe(true)
          expect(taken.has(name)).toBe(false)
          taken.add(name)
        }
      }),
    )
  })
})
