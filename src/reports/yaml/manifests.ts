// Manifests → one stream of YAML documents, as kubectl and kustomize read it. Keys stand in the order they are given in.
import { dump } from 'js-yaml'
import type { Manifest } from '../../domain/manifests/manifest.ts'

/**
 * Each document begins with `---`; no document, no text. js-yaml's own schema for writing quotes every string that any YAML
 * reader could take for something else (`yes`, `1_000`, `0o17`): kubectl reads YAML 1.1.
 */
export const manifestsYaml = (manifests: readonly Manifest[]): string =>
  manifests.map((manifest) => `---\n${dump(manifest, { noRefs: true, lineWidth: -1 })}`).join('')
