// Golden stories: topology.yaml in, plan.json and manifests.yaml out, to be read like a story. A change of any byte is seen here;
// `npx vitest run test/examples -u` accepts it, once somebody has read it.
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../src/domain/topology/index.ts'
import { manifestsYaml } from '../../src/reports/yaml/manifests.ts'
import { bothDesigns, draftOf } from '../domain/design/drafting.ts'
import { brokenBy } from '../domain/manifests/api-rules.ts'
import { exampleNamed, storyNamed } from './stories.ts'

/** The stories on AWS that a reader of the API meets too come from openapi/examples/. */
const STORIES: Record<string, TopologyInput> = {
  'article-aws': exampleNamed('article'),
  'article-gcp': storyNamed('article-gcp'),
  'article-azure': storyNamed('article-azure'),
  'article-bare-metal': storyNamed('article-bare-metal'),
  'online-shop-aws': exampleNamed('online-shop'),
  'online-shop-gcp': storyNamed('online-shop-gcp'),
  'online-shop-azure': storyNamed('online-shop-azure'),
  'online-shop-bare-metal': storyNamed('online-shop-bare-metal'),
  'six-shops-aws': storyNamed('six-shops-aws'),
  'six-shops-gcp': storyNamed('six-shops-gcp'),
  'two-owners': storyNamed('two-owners'),
  'games-udp': storyNamed('games-udp'),
  'bank-gateway': storyNamed('bank-gateway'),
  'meters-gateway': storyNamed('meters-gateway'),
  'cameras-scaleway': storyNamed('cameras-scaleway'),
  'clinic-vultr': storyNamed('clinic-vultr'),
  'forum-hetzner': storyNamed('forum-hetzner'),
  'devices-oci': storyNamed('devices-oci'),
  'digitalocean-web-and-udp': storyNamed('digitalocean-web-and-udp'),
  'linode-shop': storyNamed('linode-shop'),
}
const names = Object.keys(STORIES)

describe.each(names)('%s', (name) => {
  const drawn = draftOf(STORIES[name])

  it('is planned as written down', async () => {
    await expect(`${JSON.stringify(drawn, null, 2)}\n`).toMatchFileSnapshot(`./${name}/plan.json`)
  })

  it('has the manifests written down', async () => {
    await expect(manifestsYaml(drawn.designs[drawn.chosen].manifests)).toMatchFileSnapshot(`./${name}/manifests.yaml`)
  })

  it('would be taken by an API server, in both designs', () => {
    const known = new Set(Object.values(drawn.topology.target.entrances).map((one) => `${one.namespace}/${one.name}`))
    for (const { manifests } of bothDesigns(drawn)) expect(brokenBy(manifests, known)).toEqual([])
  })
})

describe('the same topology on other clouds', () => {
  it.each(names.filter((name) => /^(article|online-shop)-(gcp|azure|bare-metal)$/.test(name)))(
    '%s differs from the example in its target only',
    (name) => {
      const example = exampleNamed(name.startsWith('article') ? 'article' : 'online-shop')
      const { target: there, ...rest } = STORIES[name] ?? example
      const { target: here, ...same } = example
      expect(rest).toEqual(same)
      expect(there).not.toEqual(here)
    },
  )

  it('six-shops-gcp differs from six-shops-aws in its target only', () => {
    const { target: _gcp, ...rest } = storyNamed('six-shops-gcp')
    const { target: _aws, ...same } = storyNamed('six-shops-aws')
    expect(rest).toEqual(same)
  })
})

describe('kubectl, a reader of manifests that is not ours', () => {
  const kubectl = (args: readonly string[], input = '') =>
    execFileSync('kubectl', args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })
  const isThere = (() => {
    try {
      kubectl(['version', '--client'])
      return true
    } catch {
      return false
    }
  })()
  if (!isThere) process.stdout.write('kubectl is missing: nothing but our own code reads the golden manifests.\n')

  it.skipIf(!isThere).each(names)('decodes every object of %s as it was meant', (name) => {
    const drawn = draftOf(STORIES[name])
    const { manifests } = drawn.designs[drawn.chosen]
    const args = ['label', '--local', '-f', '-', 'read-by=kubectl', '-o', 'json', '--overwrite']
    const read = kubectl(args, manifestsYaml(manifests))
    const objects = read.split(/(?<=^}\n)(?={)/m).map((part) => JSON.parse(part))
    const labelled = manifests.map(({ metadata, ...rest }) => ({
      ...rest,
      metadata: { ...metadata, labels: { ...Object(metadata.labels), 'read-by': 'kubectl' } },
    }))
    expect(objects).toMatchObject(labelled)
  })
})
