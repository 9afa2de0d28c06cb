// Laws of what is written, on random topologies: an API server takes it, every reference in it leads somewhere, and YAML keeps it.
import { load, loadAll } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { manifestsYaml } from '../../../src/reports/yaml/manifests.ts'
import { bothDesigns, everyDraft } from '../design/drafting.ts'
import { brokenBy } from './api-rules.ts'
import { listedOf, valuesOf } from './objects.ts'

describe('the manifests of every design', () => {
  it('break no rule of the API server and refer to nothing that is not there', () => {
    everyDraft((drawn) => {
      const known = new Set(
        Object.values(drawn.topology.target.entrances).map(({ namespace, name }) => `${namespace}/${name}`),
      )
      for (const { manifests } of bothDesigns(drawn)) expect(brokenBy(manifests, known)).toEqual([])
    })
  })

  it('say no other annotation than text, on Gateways for what they make as well', () => {
    everyDraft((drawn) => {
      for (const { manifests } of bothDesigns(drawn)) {
        for (const { metadata, spec } of listedOf(manifests)) {
          const made = valuesOf(valuesOf(spec.infrastructure).annotations)
          for (const value of [...Object.values(valuesOf(metadata.annotations)), ...Object.values(made)]) {
            expect(value).toEqual(expect.any(String))
          }
        }
      }
    })
  })

  it('come back from YAML as they went in, one document for each object', () => {
    everyDraft((drawn) => {
      for (const { manifests } of bothDesigns(drawn)) {
        const text = manifestsYaml(manifests)
        expect(text === '' ? [] : loadAll(text)).toEqual(manifests)
        for (const part of text.split(/^---\n/m).slice(1)) expect(load(part)).toEqual(expect.any(Object))
      }
    })
  })
})
