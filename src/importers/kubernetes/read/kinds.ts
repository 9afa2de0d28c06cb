// Which objects are looked at, and why the others are not. What another group calls a Service or an Ingress is not ours: a kind is known by
// its group.

export const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''

const GATEWAY = 'gateway.networking.k8s.io'

const ANALYSED: Readonly<Record<string, readonly string[]>> = {
  '': ['Service', 'Pod', 'ReplicationController', 'Endpoints', 'ConfigMap', 'Namespace'],
  apps: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'],
  extensions: ['Deployment', 'DaemonSet', 'ReplicaSet', 'Ingress', 'NetworkPolicy'],
  batch: ['Job', 'CronJob'],
  'networking.k8s.io': ['Ingress', 'IngressClass', 'NetworkPolicy'],
  'discovery.k8s.io': ['EndpointSlice'],
  [GATEWAY]: [
    ...['GatewayClass', 'Gateway', 'ListenerSet', 'ReferenceGrant'],
    ...['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  ],
}

const SECRET = 'a Secret is never read'
const UNNEEDED = 'nothing of it decides how a workload is reached'
const SKIPPED: Readonly<Record<string, string>> = {
  ' Secret': SECRET,
  'bitnami.com SealedSecret': SECRET,
  'external-secrets.io ExternalSecret': SECRET,
  'serving.knative.dev Service': 'Knative makes its own Services and routes of it: import what is in the cluster',
  'networking.istio.io Gateway': 'an Istio Gateway is seen and not analysed: its Service and its workloads are',
  'networking.istio.io VirtualService': 'an Istio VirtualService is seen and not analysed: its routes are not planned',
  'route.openshift.io Route': 'an OpenShift Route is seen and not analysed: its Service and its workload are',
  'apps.openshift.io DeploymentConfig': 'a DeploymentConfig is outdated and not analysed; write a Deployment',
  'traefik.io IngressRoute': 'a Traefik IngressRoute is seen and not analysed: its routes are not planned',
  'traefik.containo.us IngressRoute': 'a Traefik IngressRoute is seen and not analysed: its routes are not planned',
  'projectcontour.io HTTPProxy': 'a Contour HTTPProxy is seen and not analysed: its routes are not planned',
}

/** Groups of Kubernetes itself, whose other kinds have nothing to do with how a workload is reached. */
const KUBERNETES = /^(?:|apps|batch|autoscaling|policy|extensions|(?:[a-z]+\.)*k8s\.io)$/

/** `custom`: somebody makes something of it that may matter to what was sent. */
export type Role = 'analysed' | { because: string; custom: boolean }

export function roleOf(group: string, kind: string): Role {
  if (ANALYSED[group]?.includes(kind)) return 'analysed'
  const custom = !KUBERNETES.test(group)
  const because = SKIPPED[`${group} ${kind}`]
  if (because !== undefined) return { because, custom: custom && because !== SECRET }
  if (!custom) return { because: UNNEEDED, custom }
  return { because: `${kind.slice(0, 63)} of ${group.slice(0, 100)} is seen and not analysed`, custom }
}
