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

describe('a load balancer nobody was offered, that its owner pinned', () => {
  it.each(FOLDERS)('is as internal as one that is offered inside the network: %s', (folder) => {
    const [first] = documentsFor(folder as ProviderName)
    const target = first?.[1].target ?? { provider: folder as ProviderName }
    const pin = { type: 'LoadBalancer' as const, reason: 'It always was.' }
    const written = (expose: { port: string; to: string }[]) => {
      const workloads = { web: { ports: { tcp: 9000 }, pin, expose } }
      const { manifests } = draftOf({ name: 'one', target: { ...target, entrances: {} }, workloads }).designs
        .recommended
      return listedOf(manifests).find(({ kind }) => kind === 'Service')
    }
    const closed = written([])
    expect(closed?.spec.type).toBe('LoadBalancer')
    expect(closed).toEqual(written([{ port: 'tcp', to: 'vpc' }]))
    // On one's own machines an address is as internal as its pool.
    if (folder !== 'bare-metal') expect(closed).not.toEqual(written([{ port: 'tcp', to: 'internet' }]))
  })
})
