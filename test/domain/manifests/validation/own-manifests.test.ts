// What we write ourselves: no API server of the target's version would refuse any of it, whatever the topology.
import { expect, it } from 'vitest'
import { validateObjects } from '../../../../src/domain/manifests/validation/index.ts'
import { bothDesigns, everyDraft, providerOf } from '../../design/drafting.ts'

it('is accepted, for every topology', () => {
  everyDraft((drawn) => {
    const { kubernetesVersion, provider } = drawn.topology.target
    const { kinds } = providerOf(provider)
    for (const { manifests } of bothDesigns(drawn)) {
      const refused = validateObjects(manifests, { kubernetesVersion, kinds }).flatMap(
        ({ kind, name, known, mistakes }) =>
          known
            ? mistakes.map(({ code, pointer, detail }) => `${kind} ${name}: ${code} ${pointer}: ${detail}`)
            : [kind],
      )
      expect(refused).toEqual([])
    }
  })
})
