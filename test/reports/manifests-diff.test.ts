// The unified diff of manifests is one that other programs can apply: what they make of the text before is the text after.
import { applyPatch, parsePatch } from 'diff'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Manifest } from '../../src/domain/manifests/manifest.ts'
import { manifestsDiff } from '../../src/reports/diff/manifests.ts'
import { manifestsYaml } from '../../src/reports/yaml/manifests.ts'

const object = (name: string, data: object): Manifest =>
  ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' }, data }) as unknown as Manifest
const fileOf = ({ kind, metadata: { namespace, name } }: Manifest) => `${kind}/${namespace}/${name}.yaml`

const data = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  fc.constantFrom('1', 'yes', 'x\ny', '--- a', '+', ''),
)
const objects = fc
  .dictionary(fc.constantFrom('one', 'two', 'three'), data)
  .map((named) => Object.entries(named).map(([name, each]) => object(name, each)))

describe('manifestsDiff', () => {
  it('turns the one list into the other', () => {
    fc.assert(
      fc.property(objects, objects, (before, after) => {
        const files = new Map(before.map((manifest) => [fileOf(manifest), manifestsYaml([manifest])]))
        const diff = manifestsDiff(before, after)
        for (const patch of diff === '' ? [] : parsePatch(diff)) {
          const name = (patch.oldFileName === '/dev/null' ? patch.newFileName : patch.oldFileName)?.slice(2) ?? ''
          const text = applyPatch(files.get(name) ?? '', patch)
          expect(text, name).not.toBe(false)
          if (patch.newFileName === '/dev/null') files.delete(name)
          else files.set(name, String(text))
        }
        expect(files).toEqual(new Map(after.map((manifest) => [fileOf(manifest), manifestsYaml([manifest])])))
      }),
      { numRuns: 300 },
    )
  })

  it('is the same whatever the order of the objects', () => {
    fc.assert(
      fc.property(objects, objects, (before, after) => {
        expect(manifestsDiff([...before].reverse(), [...after].reverse())).toBe(manifestsDiff(before, after))
      }),
    )
  })

  it('shows an object that differs in thousands of lines as a whole, soon', () => {
    const large = (salt: string) =>
      object(
        'large',
        Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key-${index}`, `${salt}${index}`])),
      )
    const [before, after] = [large('a'), large('b')]
    const began = performance.now()
    const text = manifestsDiff([before], [after])
    expect(performance.now() - began).toBeLessThan(5000)
    expect(applyPatch(manifestsYaml([before]), text)).toBe(manifestsYaml([after]))
  })
})
