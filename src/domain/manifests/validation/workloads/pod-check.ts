// What a pod's schema cannot see: names used twice, volumes with two sources, policies its owner does not allow.
// Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go (ValidatePodSpec, validateVolumes).
import type { Circumstances, Say } from '../report.ts'
import { checkContainer } from './containers-check.ts'
import type { PodSpec } from './pod.ts'

export type Owner = {
  /** Where the pod's spec stands in the object. */
  path: string
  restartPolicies: readonly string[]
  /** Volumes that come from elsewhere: the claims of a StatefulSet. */
  volumes?: readonly string[]
}

// Fields an older API server does not know and strict validation therefore refuses. Source: kubernetes/api core/v1 types.go of each version.
const POD_FIELDS_SINCE: Partial<Record<keyof PodSpec, number>> = {
  hostnameOverride: 34,
  resources: 32,
  workloadRef: 35,
  schedulingGroup: 36,
}

export function checkPodSpec(spec: PodSpec, owner: Owner, say: Say, circumstances: Circumstances): void {
  const { path } = owner
  const volumes = checkVolumes(spec, owner, say)
  const names = new Map<string, string>()
  for (const kind of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    spec[kind]?.forEach((container, index) => {
      const at = `${path}/${kind}/${index}`
      const other = names.get(container.name)
      if (other !== undefined) say.mistake(`${at}/name`, 'DUPLICATE_NAME', `"${container.name}" is also ${other}`)
      names.set(container.name, `${kind}/${index}`)
      checkContainer(container, { path: at, volumes, hostNetwork: spec.hostNetwork === true }, say, circumstances)
      checkRestartPolicy(container, kind, at, say)
    })
  }
  const { restartPolicy = 'Always' } = spec
  if (!owner.restartPolicies.includes(restartPolicy) && !circumstances.unread(`${path}/restartPolicy`)) {
    const detail = `must be ${owner.restartPolicies.join(' or ')} here, is ${restartPolicy}${spec.restartPolicy === undefined ? ' by default' : ''}`
    say.mistake(`${path}/restartPolicy`, 'RESTART_POLICY', detail)
  }
  if (spec.dnsPolicy === 'None' && (spec.dnsConfig?.nameservers ?? []).length === 0) {
    say.mistake(`${path}/dnsConfig/nameservers`, 'NAMESERVERS_REQUIRED', 'must name a server with dnsPolicy None')
  }
  for (const [field, since] of Object.entries(POD_FIELDS_SINCE)) {
    if (spec[field as keyof PodSpec] !== undefined && circumstances.minor < since) {
      say.mistake(`${path}/${field}`, 'FIELD_NOT_IN_VERSION', `is known to Kubernetes 1.${since} and later only`)
    }
  }
  if (spec.workloadRef !== undefined && circumstances.minor > 35) {
    say.mistake(`${path}/workloadRef`, 'FIELD_NOT_IN_VERSION', 'was there in Kubernetes 1.35 only; use schedulingGroup')
  }
}

function checkRestartPolicy(
  { restartPolicy }: { restartPolicy?: string | undefined },
  kind: string,
  at: string,
  say: Say,
): void {
  // Beside init containers (sidecars) the field needs ContainerRestartRules, which came with 1.34.
  if (kind === 'ephemeralContainers' && restartPolicy !== undefined) {
    say.mistake(`${at}/restartPolicy`, 'RESTART_POLICY', 'must not be set for an ephemeral container')
  }
}

/** The names a container may mount. */
function checkVolumes({ volumes = [] }: PodSpec, { path, volumes: others = [] }: Owner, say: Say): Set<string> {
  const names = new Set(others)
  volumes.forEach((volume, index) => {
    const at = `${path}/volumes/${index}`
    if (names.has(volume.name) && !others.includes(volume.name)) {
      say.mistake(`${at}/name`, 'DUPLICATE_NAME', `"${volume.name}" names another volume already`)
    }
    names.add(volume.name)
    const sources = Object.keys(volume).filter((field) => field !== 'name')
    if (sources.length > 1) say.mistake(at, 'ONE_SOURCE', `must have one source, has ${sources.slice(0, 5).join(', ')}`)
  })
  return names
}
