// Manifests → as many of them as a page shows, whole ones, the same bytes as /manifests.yaml has them.
import type { Manifest } from '../../domain/manifests/manifest.ts'
import { manifestsYaml } from '../../reports/yaml/manifests.ts'

const CHARACTERS_AT_MOST = 24_000

export type ManifestText = { text: string; count: number; more: number }

export function manifestText(manifests: readonly Manifest[]): ManifestText {
  let text = ''
  let count = 0
  // One by one: thousands are not written out for the first few.
  for (const manifest of manifests) {
    const next = manifestsYaml([manifest])
    if (text.length + next.length > CHARACTERS_AT_MOST) break
    text += next
    count += 1
  }
  return { text, count, more: manifests.length - count }
}
