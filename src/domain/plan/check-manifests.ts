// The manifests of a design, held against the API server of the target's version and the cloud's controllers before anybody sees
// them. What they would refuse is a bug of ours, but for two things: a size that only the topology can mend, and the owner's own words
// (an address, a certificate) that no controller takes.
import type { Design } from '../design/design.ts'
import { Failure, invariant, type Mistake } from '../failure.ts'
import type { Finding } from '../finding.ts'
import type { Manifest } from '../manifests/manifest.ts'
import { checkAnnotations } from '../manifests/validation/annotations.ts'
import { validateObjects } from '../manifests/validation/index.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'

/** Throws TOPOLOGY_TOO_LARGE, or an invariant that names kind, name, pointer and code. */
export function checkManifests(
  manifests: readonly Manifest[],
  design: Design,
  topology: Topology,
  provider: Provider,
): Finding[] {
  const { entranceOf, annotations, kinds } = provider
  const reports = validateObjects(manifests, {
    kubernetesVersion: topology.target.kubernetesVersion,
    kinds,
    ...(entranceOf === undefined ? {} : { entranceOf }),
  })
  manifests.forEach((manifest, index) => {
    const report = reports[index]
    invariant(report?.known, `${nameOf(manifest)} is of a kind that can be checked`)
    for (const mistake of report.mistakes) refuse(manifest, mistake)
  })
  return manifests.flatMap((manifest) =>
    checkAnnotations(manifest, annotations).flatMap((mistake) => {
      invariant(!OUR_KEYS.has(mistake.code), `${nameOf(manifest)} is read as it is written: ${placeOf(mistake)}`)
      return OWNERS_WORDS.has(mistake.code) ? [notAccepted(manifest, mistake, design)] : []
    }),
  )
}

const nameOf = ({ kind, metadata }: Manifest): string =>
  `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`

const placeOf = ({ code, pointer }: Mistake): string => `${code} at ${pointer === '' ? 'the object' : pointer}`

// So many hosts, networks or routes in one object that no cluster could keep it.
const SIZES = new Set(['TOO_BIG', 'OBJECT_TOO_LARGE', 'ANNOTATIONS_TOO_LARGE'])

function refuse(manifest: Manifest, mistake: Mistake): never {
  if (SIZES.has(mistake.code)) {
    throw new Failure(
      'TOPOLOGY_TOO_LARGE',
      `${nameOf(manifest)} would be too large for a cluster: ${mistake.pointer || 'it'} ${mistake.detail}. Split the topology, or ask for fewer hosts, paths or networks.`,
    )
  }
  invariant(false, `an API server takes ${nameOf(manifest)}: ${placeOf(mistake)}`)
}

// Which annotations are written is ours to decide; what stands in some of them the owner has said. The cloud's rules about an object
// as a whole are told by `provider.check`, in the topology's own words.
const OUR_KEYS = new Set([
  'ANNOTATION_UNKNOWN',
  'ANNOTATION_NOT_ON_KIND',
  'ANNOTATION_DEPRECATED',
  'ANNOTATION_IGNORED',
])
const OWNERS_WORDS = new Set(['ANNOTATION_VALUE', 'ANNOTATION_REFUSED'])

function notAccepted(manifest: Manifest, { pointer, detail }: Mistake, { services, entrances }: Design): Finding {
  const { name, namespace } = manifest.metadata
  const workload =
    services.find((service) => service.name === name && service.namespace === namespace)?.workload ??
    // An Ingress is named for its entrance, with more before or behind it.
    entrances.find((entrance) => name.includes(entrance.name))?.routes[0]?.workload
  const key = pointer.split('/').at(-1)?.replaceAll('~1', '/').replaceAll('~0', '~')
  return {
    code: 'ANNOTATION_NOT_ACCEPTED',
    severity: 'error',
    path: workload === undefined ? '/workloads' : `/workloads/${workload}`,
    message: `${nameOf(manifest)}: ${key} ${detail}.`,
    fix: 'Mend the address or certificate in the topology it is written from.',
  }
}
