// Objects → the Namespaces they live in, to be applied before them; those a cluster is born with are left alone.
import { compareText } from '../finding.ts'
import type { Manifest } from './manifest.ts'

// kubernetes.io/docs/concepts/overview/working-with-objects/namespaces#initial-namespaces
const INITIAL = ['default', 'kube-node-lease', 'kube-public', 'kube-system']

export const namespaceManifests = (manifests: readonly Manifest[]): Manifest[] =>
  [...new Set(manifests.flatMap(({ metadata }) => metadata.namespace ?? []))]
    .filter((name) => !INITIAL.includes(name))
    .sort(compareText)
    .map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: LABELS } }))

/**
 * Pods that fall short of the "restricted" Pod Security Standard are told of (a warning to whoever applies them, a note in the audit
 * log) and still run. `enforce` would refuse them, and a namespace may hold pods of others that we have never seen, and images that
 * must run as root (kubernetes.io/docs/concepts/security/pod-security-admission). Nothing of one topology stands here: several may
 * share a namespace, and each would take the others' labels away.
 */
const LABELS = {
  'app.kubernetes.io/managed-by': 'moorage',
  'pod-security.kubernetes.io/audit': 'restricted',
  'pod-security.kubernetes.io/warn': 'restricted',
}
