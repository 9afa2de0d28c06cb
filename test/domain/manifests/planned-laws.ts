// A topology document goes in, all that must never be true of the plan made of it comes out, as sentences: what the API server of its
// version, the cloud's own controllers, the answer's own schema or a second planning of the same words would say against it.
import { checkAnnotations } from '../../../src/domain/manifests/validation/annotations.ts'
import { validateObjects } from '../../../src/domain/manifests/validation/index.ts'
import { Draft, type PlannedDesign } from '../../../src/domain/plan/plan.ts'
import type { Provider } from '../../../src/domain/provider.ts'
import type { Topology, TopologyInput } from '../../../src/domain/topology/index.ts'
import { bundleZip } from '../../../src/reports/bundle/bundle.ts'
import { planText } from '../../../src/reports/text/plan.ts'
import { manifestsYaml } from '../../../src/reports/yaml/manifests.ts'
import { isKnown } from '../../providers/known-annotations.ts'
import { bothDesigns, draftOf, providerOf } from '../design/drafting.ts'
import { shuffled } from '../shuffled.ts'
import { brokenBy } from './api-rules.ts'
import { duplicates, type Listed, listedOf, listOf, valuesOf } from './objects.ts'

/** Nothing comes out of a plan that holds. `seed` is the other order the document is written in. */
export function brokenByPlan(document: TopologyInput, seed: number): string[] {
  const drawn = draftOf(document)
  const { topology } = drawn
  const provider = providerOf(topology.target.provider)
  const answered = Draft.safeParse({ ...drawn, topology: withoutNotes(topology) })
  return [
    ...bothDesigns(drawn).flatMap((design) => brokenByDesign(design, topology, provider)),
    ...(answered.success ? [] : answered.error.issues.map(({ path, message }) => `${path.join('/')}: ${message}`)),
    ...(bytesOf(drawn) === bytesOf(draftOf(shuffled(document, seed))) ? [] : ['another order gives other bytes']),
  ]
}

/** The schema of an answer tells nothing of what owners keep under `x-…`. */
const withoutNotes = (topology: Topology): unknown =>
  JSON.parse(JSON.stringify(topology), (key, value) => (key.startsWith('x-') ? undefined : value))

/** Every report that is made of a draft, so that each of them is made. */
const bytesOf = (drawn: Draft): string => {
  const { recommended, consolidated } = drawn.designs
  const zip = bundleZip({ drawn, design: drawn.chosen, url: '/v1/plans/1' })
  return [
    JSON.stringify(drawn),
    planText(drawn),
    ...[recommended, consolidated].map(({ manifests }) => manifestsYaml(manifests)),
    Buffer.from(zip).toString('latin1'),
  ].join('\n')
}

function brokenByDesign({ manifests }: PlannedDesign, topology: Topology, provider: Provider): string[] {
  const { kubernetesVersion, entrances } = topology.target
  const { kinds, entranceOf, annotations } = provider
  const known = new Set(Object.values(entrances).map(({ namespace, name }) => `${namespace}/${name}`))
  const reports = validateObjects(manifests, { kubernetesVersion, kinds, ...(entranceOf && { entranceOf }) })
  const all = listedOf(manifests)
  return [
    ...brokenBy(manifests, known),
    ...reports.flatMap(({ kind, name, known: isChecked, mistakes }) => [
      ...(isChecked ? [] : [`${kind} ${name} is not checked`]),
      ...mistakes.map(({ code, pointer, detail }) => `${kind} ${name}: ${code} ${pointer} ${detail}`),
    ]),
    ...manifests.flatMap((manifest) =>
      checkAnnotations(manifest, annotations)
        .filter(({ code }) => OURS_TO_DECIDE.has(code))
        .map(({ code, pointer }) => `${manifest.kind} ${manifest.metadata.name}: ${code} ${pointer}`),
    ),
    ...all.flatMap((one) => [...unknownKeys(one), ...fromLater(one, Number(kubernetesVersion.slice(2)))]),
    ...duplicates(all.flatMap(nodePorts)).map((port) => `node port ${port} twice`),
  ]
}

// Which keys are written is ours to decide. The owner's own words may be wrong, and the cloud's rules about an object as a whole are
// told by findings.
const OURS_TO_DECIDE = new Set([
  'ANNOTATION_UNKNOWN',
  'ANNOTATION_NOT_ON_KIND',
  'ANNOTATION_DEPRECATED',
  'ANNOTATION_IGNORED',
])
// Read by kubectl and people, or by Kubernetes itself.
const OURS = /^(?:kubernetes\.io\/description$|moorage\/|pod-security\.kubernetes\.io\/)/

const unknownKeys = ({ kind, name, metadata, spec }: Listed): string[] =>
  [...Object.keys(valuesOf(metadata.annotations)), ...Object.keys(valuesOf(valuesOf(spec.infrastructure).annotations))]
    .filter((key) => !OURS.test(key) && !isKnown(key))
    .map((key) => `${kind} ${name}: annotation ${key} is read by nobody`)

/** By the version a field or a value became usual in: kubernetes/kubernetes pkg/features/kube_features.go. */
const fromLater = ({ kind, name, spec }: Listed, minor: number): string[] => {
  if (kind !== 'Service') return []
  const { trafficDistribution } = spec
  const since = { PreferClose: 31, PreferSameZone: 34, PreferSameNode: 34 }[String(trafficDistribution)] ?? 99
  return trafficDistribution !== undefined && minor < since
    ? [`Service ${name}: trafficDistribution ${trafficDistribution} in 1.${minor}`]
    : []
}

const nodePorts = ({ spec }: Listed): string[] => [
  ...listOf(spec.ports).flatMap(({ nodePort, protocol }) =>
    nodePort === undefined ? [] : [`${protocol} ${nodePort}`],
  ),
  ...(spec.healthCheckNodePort === undefined ? [] : [`TCP ${spec.healthCheckNodePort}`]),
]
