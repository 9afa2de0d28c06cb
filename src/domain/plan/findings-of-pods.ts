// What is worth knowing about the pods a plan writes: rights and storage they are not given, which some cannot do without.
import { listed } from '../design/rule.ts'
import type { Finding } from '../finding.ts'
import { isWritten } from '../manifests/workload.ts'
import type { Topology } from '../topology/index.ts'

export const checkPods = (topology: Topology): Finding[] => [...checkRights(topology), ...checkStorage(topology)]

/** A StatefulSet is asked for by what keeps data. */
function checkStorage({ workloads }: Topology): Finding[] {
  return Object.entries(workloads)
    .filter(([, workload]) => workload.kind === 'StatefulSet' && isWritten(workload))
    .map(([name]) => ({
      code: 'STORAGE_NOT_WRITTEN',
      severity: 'warning',
      path: `/workloads/${name}/image`,
      message: `${name} is written without storage, for a topology has no field for volumes: what its pods keep is gone when they are.`,
      fix: 'Add volumeClaimTemplates, and mounts for them, to its StatefulSet before it is first applied: later they cannot be changed.',
      source: 'kubernetes.io/docs/concepts/workloads/controllers/statefulset (stable storage)',
    }))
}

function checkRights({ workloads }: Topology): Finding[] {
  const names = Object.entries(workloads)
    .filter(([, workload]) => isWritten(workload))
    .map(([name]) => name)
  if (names.length === 0) return []
  const one = names.length === 1
  return [
    {
      code: 'RUNS_AS_NON_ROOT',
      severity: 'info',
      path: one ? `/workloads/${names[0]}/image` : '/workloads',
      message: `${listed(names)} ${one ? 'runs' : 'run'} without root, capabilities and a token for the Kubernetes API: an image that must run as root, or names its user by a word instead of a number, will not start.`,
      fix: 'Relax in its manifest what it cannot do without, under spec.template.spec: securityContext.runAsNonRoot (or set runAsUser), containers[0].securityContext.capabilities, automountServiceAccountToken.',
      source: 'kubernetes.io/docs/concepts/security/pod-security-standards (restricted)',
    },
  ]
}
