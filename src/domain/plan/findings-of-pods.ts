// What is worth knowing about the pods a plan writes: rights they are not given, which some images cannot do without.
import { listed } from '../design/rule.ts'
import type { Finding } from '../finding.ts'
import { isWritten } from '../manifests/workload.ts'
import type { Topology } from '../topology/index.ts'

export function checkPods({ workloads }: Topology): Finding[] {
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
