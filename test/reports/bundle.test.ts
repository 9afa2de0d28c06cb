// A plan → a zip: the same bytes everywhere, names no unpacker can misread, and objects that kubectl reads back as they were planned.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { load, loadAll } from 'js-yaml'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Manifest } from '../../src/domain/manifests/manifest.ts'
import type { Draft } from '../../src/domain/plan/plan.ts'
import { bundleZip } from '../../src/reports/bundle/bundle.ts'
import { draftOf } from '../domain/design/drafting.ts'
import { exampleNamed, storyNamed } from '../examples/stories.ts'

const URL = '/v1/plans/019ab4d2-5c00-7000-8000-000000000001'
const shop = draftOf(exampleNamed('online-shop'))
const six = draftOf(storyNamed('six-shops-aws'))

const unpack = (zip: Uint8Array): Map<string, string> =>
  new Map(Object.entries(unzipSync(zip)).map(([file, bytes]) => [file, strFromU8(bytes)]))
const bundleOf = (drawn: Draft, design: 'recommended' | 'consolidated' = drawn.chosen) =>
  unpack(bundleZip({ drawn, design, url: URL }))
const withManifests = (manifests: Manifest[]): Draft => ({
  ...shop,
  designs: { ...shop.designs, recommended: { ...shop.designs.recommended, manifests } },
})
const manifest = (kind: string, name: string, namespace?: string): Manifest => ({
  apiVersion: 'v1',
  kind,
  metadata: namespace === undefined ? { name } : { name, namespace },
})

describe('a bundle', () => {
  it.each([['recommended'], ['consolidated']] as const)(
    'has a file for each object of the %s design, in apply order',
    (design) => {
      const files = bundleOf(six, design)
      const { manifests } = six.designs[design]
      const [readme, kustomization, ...rest] = files.keys()
      const named = rest.filter((file) => !file.startsWith('scripts/'))
      expect([readme, kustomization]).toEqual(['README.md', 'kustomization.yaml'])
      expect(named.map((file) => load(files.get(file) ?? ''))).toEqual(manifests)
      expect(load(files.get('kustomization.yaml') ?? '')).toEqual({
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        sortOptions: { order: 'fifo' },
        resources: named,
      })
      const { kind, metadata } = manifests[0] ?? manifest('', '')
      const words = ['01', kind, ...(metadata.namespace === undefined ? [] : [metadata.namespace]), metadata.name]
      expect(named[0]).toBe(`manifests/${words.join('-').toLowerCase()}.yaml`)
    },
  )

  it('is the same bytes every time', () => {
    const first = bundleZip({ drawn: shop, design: 'recommended', url: URL })
    const again = bundleZip({ drawn: structuredClone(shop), design: 'recommended', url: URL })
    expect(Buffer.compare(first, again)).toBe(0)
  })

  describe('in any time zone', () => {
    const zone = process.env.TZ
    afterEach(() => {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    })

    it.each(['UTC', 'Pacific/Auckland', 'America/St_Johns', 'Africa/Monrovia', 'Asia/Kolkata'])('%s', (TZ) => {
      process.env.TZ = TZ
      const zip = bundleZip({ drawn: shop, design: 'recommended', url: URL })
      // 1980-01-01 00:00:00 as a zip writes it: year 0, month 1, day 1; no hour.
      expect(Buffer.from(zip).subarray(10, 14).toString('hex')).toBe('00002100')
    })
  })
})

describe('the names of its files', () => {
  const HOSTILE = [
    '../../etc/passwd',
    '..',
    '.',
    'C:\\x',
    'a/b',
    'a//b',
    '-rf',
    'A',
    'a',
    'ä\u202e\u0000\n',
    'a..b',
    '~',
    'n'.repeat(300),
    `${'n'.repeat(300)}x`,
    `${'n.'.repeat(130)}`,
    '',
  ]

  it('hold lower-case letters, digits, "-", "." and "/" only, each once, and never two dots', () => {
    const hostile = HOSTILE.flatMap((name) => [
      manifest('Service', name, 'default'),
      manifest('Service', 'web', name),
      manifest(name, 'web'),
    ])
    const [, , ...files] = bundleOf(withManifests(hostile), 'recommended').keys()
    expect(files).toHaveLength(hostile.length)
    for (const file of files) {
      expect(file).toMatch(/^manifests\/\d\d-[a-z0-9.-]*[a-z0-9]\.yaml$|^manifests\/\d\d\.yaml$/)
      expect(file).toMatch(/^[a-z0-9][a-z0-9./-]*$/)
      expect(file).not.toContain('..')
      expect(Buffer.byteLength(file)).toBeLessThanOrEqual(255)
    }
    expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(files.length)
  })

  it('are in order by number, however many there are', () => {
    const many = Array.from({ length: 120 }, (_, index) => manifest('Service', `s${index}`, 'default'))
    const [, , ...files] = bundleOf(withManifests(many), 'recommended').keys()
    expect([files[0], files[11], files[119]]).toEqual([
      'manifests/001-service-default-s0.yaml',
      'manifests/012-service-default-s11.yaml',
      'manifests/120-service-default-s119.yaml',
    ])
    expect([...files].sort()).toEqual(files)
  })
})

describe('the README', () => {
  const readme = bundleOf(shop).get('README.md') ?? ''

  it('has the commands to apply, to verify and to go back', () => {
    expect(readme).toContain('```sh\nkubectl diff -k .\nkubectl apply -k .\n```')
    for (const { verify } of shop.designs[shop.chosen].services) {
      for (const command of verify) expect(readme.split('\n')).toContain(command)
    }
    const back = readme.split('\n').filter((line) => line.startsWith('kubectl -n default delete '))
    expect(back).toHaveLength(1)
    expect(back[0]).toMatch(/ -l app\.kubernetes\.io\/part-of=online-shop,app\.kubernetes\.io\/managed-by=moorage$/)
    expect(readme).not.toMatch(/delete[^\n]*namespace/)
  })

  it('says where it comes from, and nothing of the day it was made', () => {
    expect(readme).toContain(`The ${shop.chosen} design of \`${URL}\`, for Kubernetes 1.3`)
    expect(readme).not.toMatch(/20\d\d-\d\d-\d\d/)
  })

  it('warns of applying a shared design at once where the other may run', () => {
    const moving = bundleOf(six, 'consolidated').get('README.md') ?? ''
    expect(six.consolidation.steps.length).toBeGreaterThan(0)
    expect(moving).toMatch(
      /Do not apply everything at once\..*\n\n1\. .*\n {3}- Check: .*\n {3}- Back: .*\n {3}- Downtime: /,
    )
    expect(moving.match(/This cannot be undone as it was\./g)).toHaveLength(1)
    expect(bundleOf(six, 'recommended').get('README.md')).not.toContain('at once')
  })

  it('has the scripts of the move beside it, and kustomize does not apply them', () => {
    const { apply, verify, cutOver, rollback } = six.consolidation.scripts
    const moving = bundleOf(six, 'consolidated')
    const scripts = [...moving].filter(([file]) => file.startsWith('scripts/'))
    expect(Object.fromEntries(scripts)).toEqual({
      'scripts/apply.sh': apply,
      'scripts/cutOver.sh': cutOver,
      'scripts/rollback.sh': rollback,
      'scripts/verify.sh': verify,
    })
    expect(moving.get('kustomization.yaml')).not.toContain('scripts')
    expect([...bundleOf(six, 'recommended').keys()].join()).not.toContain('scripts/')
  })

  it('cannot be broken out of', () => {
    const [first, ...rest] = shop.designs.recommended.services
    if (first === undefined) throw new Error('no service')
    const verify = ['echo ````', '```']
    const hostile = '<script>*a*_b_`c`[d](e)|'
    const broken = bundleOf(
      {
        ...six,
        consolidation: {
          ...six.consolidation,
          steps: [{ do: hostile, check: hostile, rollback: hostile, downtime: hostile, oneWay: false }],
        },
        designs: {
          ...six.designs,
          consolidated: { ...six.designs.consolidated, services: [{ ...first, verify }, ...rest] },
        },
      },
      'consolidated',
    ).get('README.md')
    expect(broken).toContain(`\`\`\`\`\`sh\n# ${first.name} in ${first.namespace}\n`)
    expect(broken).toContain('1. \\<script\\>\\*a\\*\\_b\\_\\`c\\`\\[d\\](e)\\|')
  })
})

describe('kubectl', () => {
  const isThere = (() => {
    try {
      execFileSync('kubectl', ['kustomize', '--help'], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })()

  it.skipIf(!isThere).each([
    ['online-shop', shop],
    ['six-shops-aws', six],
  ] as const)('reads the bundle of %s as it was planned, in its order', (_, drawn) => {
    const folder = mkdtempSync(join(tmpdir(), 'moorage-bundle-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    for (const [file, text] of bundleOf(drawn)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    const built = execFileSync('kubectl', ['kustomize', folder], { encoding: 'utf8' })
    expect(loadAll(built)).toEqual(drawn.designs[drawn.chosen].manifests)
  })
})
