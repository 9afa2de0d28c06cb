// A way in that an entrance routes is told with its route, and not again with a node port that merely has the same number.
import { expect, it } from 'vitest'
import { throughOf, waysThrough } from '../../../src/domain/design/ways-through.ts'
import { draftOf, serviceNamed } from './drafting.ts'

it('leaves to a node port what no route brings', () => {
  const ended = { mode: 'terminate' as const }
  const drawn = draftOf({
    name: 'shop',
    target: {
      provider: 'aws',
      region: 'us-east-1',
      loadBalancers: 'none',
      entrances: { public: { api: 'gateway', class: 'eg' } },
    },
    workloads: {
      web: {
        ports: { http: 80 },
        expose: [
          { port: 'http', to: 'internet', tls: ended },
          { port: 'http', to: 'internet', host: 'web.example.com', tls: ended },
        ],
      },
    },
  })
  const design = drawn.designs.recommended
  const through = waysThrough(design, drawn.topology)
  const node = design.services.find(({ type }) => type === 'NodePort') ?? serviceNamed(drawn, 'no NodePort')
  expect(throughOf(through, node).facing.map(({ exposure }) => exposure.hosts)).toEqual([[]])
  const routed = design.services.flatMap((service) => throughOf(through, service).routed)
  expect(routed.flatMap(({ ways }) => ways.map(({ exposure }) => exposure.hosts))).toEqual([['web.example.com']])
})
