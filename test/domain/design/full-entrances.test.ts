// An entrance that exists and has no room: what would pass a limit of its class goes another way, and the plan says why.
import { describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf, serviceNamed } from './drafting.ts'

type Exposure = NonNullable<TopologyInput['workloads'][string]['expose']>[number]
type Entrances = NonNullable<TopologyInput['target']['entrances']>

const tls = { mode: 'terminate' as const }
const alb = { api: 'ingress' as const, class: 'alb' }
const drawn = (entrances: Entrances, workloads: Record<string, Partial<Exposure>>) =>
  draftOf({
    name: 'shop',
    target: { provider: 'aws', region: 'us-east-1', entrances },
    workloads: Object.fromEntries(
      Object.entries(workloads).map(([name, exposure]) => [
        name,
        {
          ports: { http: 80 },
          expose: [{ port: 'http', to: 'internet', host: `${name}.example.com`, tls, ...exposure }],
        },
      ]),
    ),
  })

/** "public: a b", for each entrance of the recommended design. */
const used = ({ designs }: ReturnType<typeof drawn>) =>
  designs.recommended.entrances.map(
    ({ name, routes }) => `${name}: ${routes.map(({ workload }) => workload).join(' ')}`,
  )
const told = ({ findings }: ReturnType<typeof drawn>) => findings.filter(({ code }) => code === 'ENTRANCE_FULL')

describe('an entrance that exists', () => {
  it('takes what it has room for, in order, and what is too much gets an entrance of its own', () => {
    const draft = drawn({ public: { ...alb, rulesInUse: 98 } }, { a: {}, b: { paths: ['/1', '/2'] }, c: {}, d: {} })
    expect(used(draft)).toEqual(['b-entrance: b b', 'd-entrance: d', 'public: a c'])
    expect(serviceNamed(draft, 'b').because).toMatchObject({
      rule: 'entrance-of-its-own',
      text: expect.stringMatching(/ The entrance "public" that exists has no room for it\.$/),
    })
    expect(told(draft)).toEqual([
      expect.objectContaining({
        severity: 'warning',
        path: '/target/entrances/public',
        message:
          'The entrance "public" is not used for b, d: it would carry 101 rules (a host and a path each); class alb carries 100 unless the quota is raised.',
      }),
    ])
    expect(draft.findings.map(({ code }) => code)).not.toContain('LIMIT_EXCEEDED')
  })

  it('is passed over for another that has room', () => {
    const draft = drawn({ first: { ...alb, certificatesInUse: 26 }, second: alb }, { a: {} })
    expect(used(draft)).toEqual(['second: a'])
    expect(serviceNamed(draft, 'a').because.text).not.toMatch(/no room/)
  })

  it('counts what comes to it only: nothing pinned, nothing at layer 4', () => {
    const draft = drawn({ public: { ...alb, rulesInUse: 99 } }, { a: { preserveClientIP: true }, b: {} })
    expect(used(draft)).toEqual(['public: b'])
    expect(told(draft)).toEqual([])
  })

  it('of a class whose limits nobody publishes is never full', () => {
    const draft = drawn({ public: { api: 'gateway', class: 'eg', rulesInUse: 1_000_000 } }, { a: {} })
    expect(used(draft)).toEqual(['public: a'])
  })
})
