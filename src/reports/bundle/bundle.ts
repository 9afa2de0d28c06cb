// One design of a plan → a zip that kubectl takes as it is, or a Git repository once it is unpacked: a file for each object, the
// kustomization that lists them in the order they are applied in, the scripts of a move to it, and a README. The same plan gives the same
// bytes.
import { strToU8, zipSync } from 'fflate'
import { dump } from 'js-yaml'
import type { Manifest } from '../../domain/manifests/manifest.ts'
import type { DesignName, Draft } from '../../domain/plan/plan.ts'
import { manifestsYaml } from '../yaml/manifests.ts'
import { readme } from './readme.ts'

export type Bundled = {
  drawn: Draft
  design: DesignName
  /** Where the plan is, as a path. */
  url: string
}

// A zip keeps local time without a zone, and none before 1980: these are the same bytes wherever they are written. Stored and not
// packed, so that no compressor's next version changes them either.
const alwaysTheSame = () => ({ mtime: new Date(1980, 0, 1), level: 0 }) as const

export function bundleZip({ drawn, design, url }: Bundled): Uint8Array {
  const { manifests } = drawn.designs[design]
  const named = manifests.map((manifest, index) => ({ manifest, file: fileFor(manifest, index, manifests.length) }))
  const texts: [file: string, text: string][] = [
    ['README.md', readme({ drawn, design, url })],
    ['kustomization.yaml', kustomization(named.map(({ file }) => file))],
    ...named.map(({ manifest, file }): [string, string] => [file, manifestsYaml([manifest])]),
    ...(design === 'consolidated' ? scripts(drawn.consolidation.scripts) : []),
  ]
  const files = Object.fromEntries(texts.map(([file, text]) => [file, strToU8(text)]))
  return zipSync(files, alwaysTheSame())
}

/** None where nothing moves. */
const scripts = ({ apply, verify, cutOver, rollback }: Draft['consolidation']['scripts']): [string, string][] =>
  Object.entries({ apply, cutOver, rollback, verify })
    .filter(([, text]) => text !== '')
    .map(([name, text]) => [`scripts/${name}.sh`, text])

// Without it, kustomize puts the objects in an order of its own.
const AS_LISTED = { order: 'fifo' }

const kustomization = (resources: readonly string[]): string =>
  dump(
    { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', sortOptions: AS_LISTED, resources },
    { noRefs: true, lineWidth: -1 },
  )

// A file name may have 255 bytes on most file systems; the number alone tells two files apart.
const LONGEST = 200

/** Lower-case letters, digits, "-" and "." only, never two dots in a row: nothing that a file system or an unpacker could misread. */
function fileFor({ kind, metadata: { namespace, name } }: Manifest, index: number, count: number): string {
  const number = String(index + 1).padStart(Math.max(2, String(count).length), '0')
  const words = [number, kind, ...(namespace === undefined ? [] : [namespace]), name]
  const base = words
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/\.{2,}/g, '.')
    .slice(0, LONGEST)
    .replace(/[-.]+$/, '')
  return `manifests/${base}.yaml`
}
