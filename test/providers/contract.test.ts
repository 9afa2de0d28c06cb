// Walks the folders of src/providers: each is a provider that keeps the contract, and each is listed.
import { describe, expect, it } from 'vitest'
import type { ProviderName } from '../../src/domain/topology/index.ts'
import { PROVIDERS } from '../../src/providers/index.ts'
import { bothDesigns, draftOf, everyDraft } from '../domain/design/drafting.ts'
import { brokenBy } from '../domain/manifests/api-rules.ts'
import { listedOf, valuesOf } from '../domain/manifests/objects.ts'
import { describeProvider, FOLDERS } from './contract.ts'
import { documentsFor } from './documents.ts'
import { isKnown, KNOWN_ANNOTATIONS } from './known-annotations.ts'

for (const folder of FOLDERS) describeProvider(folder, PROVIDERS.get(folder as ProviderName))

it('lists no provider without a folder', () => {
  expect([...PROVIDERS.keys()].sort()).toEqual([...FOLDERS].sort())
})

/** Keys of annotations in everything that is written, on Gateways also those for what they make. */
const keysIn = (drawn: ReturnType<typeof draftOf>): [key: string, value: unknown][] =>
  bothDesigns(drawn).flatMap(({ manifests }) =>
    listedOf(manifests).flatMap(({ metadata, spec }) => [
      ...Object.entries(valuesOf(metadata.annotations)),
      ...Object.entries(valuesOf(valuesOf(spec.infrastructure).annotations)),
    ]),
  )

describe('annotations', () => {
  const everything = FOLDERS.flatMap((folder) => documentsFor(folder as ProviderName))

  it.each(everything)(
    'for %s are text under keys that a controller reads, on objects an API server takes',
    (_, document) => {
      const drawn = draftOf(document)
      for (const [key, value] of keysIn(drawn)) {
        expect(isKnown(key), key).toBe(true)
        expect(value).toEqual(expect.any(String))
      }
      const known = new Set(Object.values(drawn.topology.target.entrances).map((one) => `${one.namespace}/${one.name}`))
      for (const { manifests } of bothDesigns(drawn)) expect(brokenBy(manifests, known)).toEqual([])
    },
  )

  it('are all asked for by some wish: none is on the list for nothing', () => {
    const written = everything.flatMap(([, document]) => keysIn(draftOf(document)).map(([key]) => key))
    const unused = Object.values(KNOWN_ANNOTATIONS)
      .flatMap(({ keys }) => keys)
      .filter((key) => !written.some((one) => one === key || one.replace(/\d+/, '*') === key))
    expect(unused).toEqual([])
  })

  it('are known on random topologies as well', () => {
    everyDraft((drawn) => {
      for (const [key] of keysIn(drawn)) expect(isKnown(key), key).toBe(true)
    })
  })

  it('are documented somewhere', () => {
    for (const { source, keys } of Object.values(KNOWN_ANNOTATIONS)) {
      expect(source.length).toBeGreaterThan(15)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })
})
