// API versions that a cluster of 1.31 or later no longer serves, and those only the experimental channel of Gateway API has.
// Source: kubernetes.io/docs/reference/using-api/deprecation-guide; gateway-api v1.6.1 config/crd/{standard,experimental}.

type Gone = { kinds: readonly string[]; since: number; use: string }

const gone = (since: number, use: string, ...kinds: string[]): Gone => ({ kinds, since, use })

const REMOVED: Readonly<Record<string, readonly Gone[]>> = {
  'extensions/v1beta1': [
    gone(22, 'networking.k8s.io/v1', 'Ingress'),
    gone(16, 'apps/v1', 'Deployment', 'DaemonSet', 'ReplicaSet'),
    gone(16, 'networking.k8s.io/v1', 'NetworkPolicy'),
    gone(16, 'policy/v1', 'PodSecurityPolicy'),
  ],
  'apps/v1beta1': [gone(16, 'apps/v1', 'Deployment', 'StatefulSet')],
  'apps/v1beta2': [gone(16, 'apps/v1', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet')],
  'networking.k8s.io/v1beta1': [gone(22, 'networking.k8s.io/v1', 'Ingress', 'IngressClass')],
  'batch/v1beta1': [gone(25, 'batch/v1', 'CronJob')],
  'batch/v2alpha1': [gone(21, 'batch/v1', 'CronJob')],
  'discovery.k8s.io/v1beta1': [gone(25, 'discovery.k8s.io/v1', 'EndpointSlice')],
  'policy/v1beta1': [
    gone(25, 'policy/v1', 'PodDisruptionBudget'),
    gone(25, 'Pod Security admission', 'PodSecurityPolicy'),
  ],
  'autoscaling/v2beta1': [gone(25, 'autoscaling/v2', 'HorizontalPodAutoscaler')],
  'autoscaling/v2beta2': [gone(26, 'autoscaling/v2', 'HorizontalPodAutoscaler')],
  'rbac.authorization.k8s.io/v1beta1': [
    gone(22, 'rbac.authorization.k8s.io/v1', 'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'),
  ],
}

/** What to write instead of a version that is no longer served; undefined when it is served, or not ours to know. */
export function removed(apiVersion: string, kind: string): string | undefined {
  const entry = Object.hasOwn(REMOVED, apiVersion)
    ? REMOVED[apiVersion]?.find(({ kinds }) => kinds.includes(kind))
    : undefined
  return entry && `is no longer served since Kubernetes 1.${entry.since}; use ${entry.use}`
}

const GATEWAY = 'gateway.networking.k8s.io'
// Served by no channel any more.
const UNSERVED = [`${GATEWAY}/v1alpha1`]
const UNSERVED_KINDS = ['GatewayClass', 'Gateway', 'HTTPRoute', 'GRPCRoute', 'ReferenceGrant', 'ReferencePolicy']

export function unserved(apiVersion: string, kind: string): string | undefined {
  const old = UNSERVED.includes(apiVersion) || (apiVersion === `${GATEWAY}/v1alpha2` && UNSERVED_KINDS.includes(kind))
  return old ? `is no longer served by Gateway API; use ${GATEWAY}/v1` : undefined
}

/** ServiceExport and ServiceImport: the Multi-Cluster Services API (KEP-1645), and what GKE calls it. */
export const reachesAcross = (apiVersion: string): boolean =>
  apiVersion.startsWith('multicluster.x-k8s.io/') || apiVersion.startsWith('net.gke.io/')

/** Only clusters with the experimental channel of Gateway API know it. */
export const isExperimental = (apiVersion: string): boolean =>
  apiVersion.startsWith(`${GATEWAY}/v1alpha`) || apiVersion.startsWith('gateway.networking.x-k8s.io/')
