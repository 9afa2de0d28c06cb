// The scripts of a move, run on a map of objects in the place of a cluster: what stands before the cut-over, after it, and after going back.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideFields } from '../../../src/domain/design/fields.ts'
import type { Manifest } from '../../../src/domain/manifests/manifest.ts'
import { render } from '../../../src/domain/manifests/render.ts'
import { anyTopology, RUNS } from '../design/drafting.ts'
import { folderWith, has, readAsBash, run } from './running.ts'
import { mall, migrationFor, type Shared, sharingAll } from './sharings.ts'
import { AWS, shop, tls } from './shops.ts'

const KUBECTL = readFileSync(new URL('./kubectl-on-a-map.mjs', import.meta.url), 'utf8')

type Held = Manifest & { spec?: { type?: string; ports?: { name: string; port: number }[] } }
const keyOf = ({ kind, metadata: { namespace = '', name } }: Manifest) => `${kind}/${namespace}/${name}`

/** A shop on a port of its own behind a LoadBalancer Service, and two behind entrances, in two namespaces. */
const three = (target: Parameters<typeof mall>[1] = AWS): Shared =>
  mall(
    {
      ...shop('blog', { tls: { mode: 'none' } }, { ports: { http: 8080 }, probe: '/healthz' }),
      ...shop('docs'),
      ...shop('wiki', { tls, sticky: { by: 'cookie' } }, { namespace: 'shop' }),
    },
    target,
  )

function cluster(shared: Shared) {
  const folder = folderWith({ kubectl: KUBECTL })
  const file = join(folder, 'cluster.json')
  const written = (name: 'recommended' | 'consolidated'): Manifest[] => {
    const design = name === 'recommended' ? shared.before : shared.after
    const items = render(decideFields(design, shared.topology, shared.provider), shared.topology, shared.provider)
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ apiVersion: 'v1', kind: 'List', items }))
    return items
  }
  const recommended = written('recommended')
  const consolidated = written('consolidated')
  writeFileSync(file, JSON.stringify(recommended.map((object) => [keyOf(object), object])))
  const { scripts } = migrationFor(shared)
  return {
    recommended,
    consolidated,
    held: (): Map<string, Held> => new Map(JSON.parse(readFileSync(file, 'utf8'))),
    does: (script: keyof typeof scripts, files: string[], environment = {}) =>
      run(
        scripts[script],
        files.map((name) => join(folder, `${name}.json`)),
        folder,
        { CLUSTER: file, ...environment },
      ),
  }
}

const AKS = { provider: 'azure', region: 'eastus', controller: 'application-gateway-for-containers' } as const
const yes = { CONFIRM: 'yes' }
const byKey = (objects: readonly Manifest[]) => new Map(objects.map((object) => [keyOf(object), object]))

const TARGETS: [string, Parameters<typeof mall>[1]][] = [
  ['an Ingress of AWS', AWS],
  ['a Gateway of AKS, with policies that name routes', AKS],
  ['a proxy in the cluster', { provider: 'digitalocean', region: 'nyc1' }],
]
/** Each command is a process of its own. */
const LONGEST = 60_000

describe.skipIf(!has('jq'))('a move', () => {
  it.each(TARGETS)(
    'puts the new beside the old, and changes nothing that callers come in by: %s',
    (_, target) => {
      const { recommended, consolidated, held, does } = cluster(three(target))
      const service = 'Service/default/blog'
      for (const _time of [1, 2]) {
        expect(does('apply', ['consolidated'])).toMatchObject({ code: 0, err: '' })
        const now = held()
        for (const object of recommended) {
          if (keyOf(object) !== service) expect(now.get(keyOf(object)), keyOf(object)).toEqual(object)
        }
        const numbers = now.get(service)?.spec?.ports?.map(({ port }) => port)
        expect(now.get(service)?.spec?.type).toBe('LoadBalancer')
        expect(numbers).toEqual([80, 8080])
        for (const object of consolidated) {
          if (keyOf(object) === service) continue
          const beside = now.get(keyOf(object))
          const second = now.get(`${keyOf(object)}-overlap`)
          const specs = [beside, second].map((one) => JSON.stringify(one?.spec ?? {}).replaceAll('-overlap"', '"'))
          expect(specs, keyOf(object)).toContain(JSON.stringify(object.spec ?? {}))
        }
      }
      expect(held().get(service)?.metadata).toMatchObject({
        annotations: byKey(consolidated).get(service)?.metadata.annotations ?? {},
      })
    },
    LONGEST,
  )

  it.each(TARGETS)(
    'takes away what goes, and leaves the consolidated design as it is written: %s',
    (_, target) => {
      const { recommended, consolidated, held, does } = cluster(three(target))
      does('apply', ['consolidated'])
      const before = held()
      const asked = does('cutOver', ['consolidated', 'recommended'])
      expect(asked.code).toBe(2)
      expect(asked.out).toContain(
        'Service/default/blog: turns from LoadBalancer to ClusterIP; its address is given up\n',
      )
      expect(asked.err).toContain('Nothing was changed')
      expect(held()).toEqual(before)
      for (const _time of [1, 2]) {
        expect(does('cutOver', ['consolidated', 'recommended'], yes)).toMatchObject({ code: 0, err: '' })
        expect(held()).toEqual(byKey(consolidated))
      }
      expect(held()).not.toEqual(byKey(recommended))
    },
    LONGEST,
  )

  it.each(TARGETS)(
    'goes back: first both, then the recommended design as it is written: %s',
    (_, target) => {
      const { recommended, consolidated, held, does } = cluster(three(target))
      does('apply', ['consolidated'])
      does('cutOver', ['consolidated', 'recommended'], yes)
      expect(does('rollback', ['recommended', 'consolidated'])).toMatchObject({ code: 0, err: '' })
      const both = held()
      for (const object of recommended) {
        if (object.kind !== 'Service') expect(both.get(keyOf(object)), keyOf(object)).toEqual(object)
      }
      expect(both.get('Service/default/blog')?.spec?.ports?.map(({ port }) => port)).toEqual([80, 8080])
      const entrances = consolidated.filter(({ kind }) => kind === 'Gateway' || kind === 'Ingress')
      for (const entrance of entrances) expect([...both.keys()]).toContain(keyOf(entrance))
      expect(does('rollback', ['recommended', 'consolidated'], yes)).toMatchObject({ code: 0, err: '' })
      expect(held()).toEqual(byKey(recommended))
    },
    LONGEST,
  )

  it('says what it wants when it is given nothing', () => {
    const { does, held } = cluster(three())
    const before = held()
    for (const script of ['apply', 'cutOver', 'rollback'] as const) {
      const { code, err } = does(script, [])
      expect(code, script).not.toBe(0)
      expect(err).toMatch(/give the (?:consolidated|recommended) design \(manifests\.json/)
    }
    expect(held()).toEqual(before)
  })
})

describe('scripts', () => {
  it('are read by bash whatever the names', () => {
    fc.assert(
      fc.property(anyTopology, (document) => {
        const { scripts } = migrationFor(sharingAll(document))
        for (const script of Object.values(scripts)) if (script !== '') readAsBash(script)
      }),
      { numRuns: Math.min(RUNS, 60) },
    )
  })

  it('are none where nothing is shared', () => {
    expect(migrationFor(mall(shop('blog')))).toEqual({
      steps: [],
      goes: [],
      overlap: null,
      scripts: { apply: '', verify: '', cutOver: '', rollback: '' },
    })
  })
})
