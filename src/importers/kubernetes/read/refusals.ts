// What looks like Kubernetes objects and is none yet: Helm templates, kustomizations and their patches, values. Each is refused with
// what must be run first; what belongs to another format is passed over.
import { fieldsOf, isFields, listOf, textOf, valueAt } from './fields.ts'

export const TEMPLATE_REFUSED =
  'it is a template, as those of Helm are: run `helm template`, or what else fills it in, and send what that prints'
const KUSTOMIZE = 'run `kubectl kustomize` on its folder first and send what that prints'

const TEMPLATE = /\{\{-?\s*[.$\w"(/]/

/** Why a text that could not be parsed, could not. */
export const isTemplate = (text: string): boolean => TEMPLATE.test(text)

export type Judged = { outcome: 'refused' | 'skipped'; because: string }

/** Undefined for what may be a Kubernetes object, or a list of them. `braces`: there are two in a row somewhere in its text. */
export function judge(value: unknown, braces: boolean): Judged | undefined {
  if (Array.isArray(value)) {
    return value.length > 0 && value.every((one) => textOf(fieldsOf(one).op) && textOf(fieldsOf(one).path))
      ? { outcome: 'refused', because: `it is a JSON patch of kustomize: ${KUSTOMIZE}` }
      : undefined
  }
  if (!isFields(value)) return { outcome: 'refused', because: 'it is no object with `apiVersion` and `kind`' }
  const { apiVersion, kind } = value
  if (braces && isTemplated(value)) return { outcome: 'refused', because: TEMPLATE_REFUSED }
  if (typeof apiVersion === 'string' && apiVersion.startsWith('score.dev/'))
    return { outcome: 'skipped', because: 'it is a Score workload: import it on its own with format=score' }
  if (apiVersion === undefined && kind === undefined && isFields(value.services))
    return { outcome: 'skipped', because: 'it is a compose file: import it on its own with format=compose' }
  if (kind === 'Kustomization' || kind === 'Component' || isKustomization(value))
    return { outcome: 'refused', because: `it is a kustomization: ${KUSTOMIZE}` }
  if (apiVersion === undefined && kind === undefined)
    return { outcome: 'skipped', because: 'it has neither `apiVersion` nor `kind`: it is no Kubernetes object' }
  if (textOf(apiVersion) === undefined || textOf(kind) === undefined)
    return { outcome: 'refused', because: 'it must have both `apiVersion` and `kind`' }
  if (holdsPatch(value)) return { outcome: 'refused', because: `it is a patch of kustomize ($patch): ${KUSTOMIZE}` }
  return undefined
}

const isKustomization = (value: Record<string, unknown> | object): boolean =>
  !('apiVersion' in value) &&
  !('kind' in value) &&
  ['resources', 'patches', 'patchesStrategicMerge', 'configMapGenerator'].some((field) => field in value)

/** Braces in quotes, where an object's own words belong; without quotes they are no YAML at all. */
function isTemplated(value: object): boolean {
  const words = [
    valueAt(value, 'kind'),
    valueAt(value, 'metadata', 'name'),
    valueAt(value, 'metadata', 'namespace'),
    ...Object.values(fieldsOf(valueAt(value, 'metadata', 'labels'))),
    ...Object.values(fieldsOf(valueAt(value, 'spec', 'selector'))),
  ]
  return words.some((word) => typeof word === 'string' && word.includes('{{'))
}

const PATCHES = ['$patch', '$retainKeys', '$setElementOrder', '$deleteFromPrimitiveList']

function holdsPatch(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(holdsPatch)
  return Object.entries(value).some(
    ([key, one]) => PATCHES.some((patch) => key.startsWith(patch)) || (key !== 'data' && holdsPatch(one)),
  )
}

const WITH_PODS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'])

/** A workload that says a part of itself only is one that a kustomization changes. */
export function isFragment(kind: string, spec: unknown): boolean {
  if (!WITH_PODS.has(kind) || valueAt(spec, 'selector') !== undefined) return false
  const containers = listOf(valueAt(spec, 'template', 'spec', 'containers'))
  return containers.every((one) => textOf(fieldsOf(one).image) === undefined)
}

export const FRAGMENT = `it is a part of a workload, as patches of kustomize are: it has no selector and names no image; ${KUSTOMIZE}`
