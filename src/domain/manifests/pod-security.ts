// A workload → the security contexts of its pods and their container: all that the "restricted" Pod Security Standard asks for
// (kubernetes.io/docs/concepts/security/pod-security-standards), and nothing it does not: a read-only root file system is left to
// those who know what an image writes.
import type { Workload } from '../topology/index.ts'

const UNPRIVILEGED_PORT_START = 'net.ipv4.ip_unprivileged_port_start'

/**
 * Whoever is not root may listen below 1024 only where the pod's network says so. Docker says so for every container since 20.10,
 * containerd by default since 2.0 only (enable_unprivileged_ports, containerd/containerd#6924): on nodes with containerd 1.x a pod
 * that is not root cannot listen on 80. The capability NET_BIND_SERVICE is no way out: without root it takes effect only as an
 * ambient capability, which Kubernetes cannot give (KEP-2763). The setting belongs to the pod's own network, covers IPv6, UDP and
 * SCTP, counts as safe since Kubernetes 1.22 and is on the list "baseline" and "restricted" allow
 * (kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster).
 */
const LISTEN_ANYWHERE = { sysctls: [{ name: UNPRIVILEGED_PORT_START, value: '0' }] }

export const podSecurity = ({ ports }: Pick<Workload, 'ports'>): Record<string, unknown> => ({
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
  ...(Object.values(ports).some(({ targetPort }) => targetPort < 1024) ? LISTEN_ANYWHERE : {}),
})

export const containerSecurity = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }
