import fc from 'fast-check'
import { expect, it } from 'vitest'
import { arbitraryTopology, shuffled } from './arbitrary-topology.ts'
import { read } from './reading.ts'
import { draftOf } from './design/drafting.ts'
it('many', () => {
  fc.assert(fc.property(arbitraryTopology({ workloadsAtMost: 10 }), fc.integer(), (document, seed) => {
    const r = read(document)
    expect(JSON.stringify(read(r.topology).topology)).toBe(JSON.stringify(r.topology))
    expect(JSON.stringify(read(shuffled(document, seed)))).toBe(JSON.stringify(r))
  }), { numRuns: 6000 })
}, 500000)
it('leak', () => {
  const d = draftOf({ name: 'a', target: { provider: 'bare-metal' }, workloads: { web: { image: 'a:1', probe: '/', ports: { https: 443 }, resources: { 'x-a': 1, requests: { cpu: '1', 'x-b': 2 } } } } })
  console.log(JSON.stringify(d.designs.recommended.manifests.map((m: any) => m.spec?.template?.spec?.containers), null, 1))
})
