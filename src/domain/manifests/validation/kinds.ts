// The kinds that are checked: for each its schema, its own rules, how it is named, and where it lives. One row a kind.
import type { z } from 'zod'
import { type Gateway, gateway, gatewayClass, type ListenerSet, listenerSet } from './gateway/gateway.ts'
import { checkGateway, checkListenerSet } from './gateway/gateway-check.ts'
import { checkGrpcRoute, type GrpcRoute, grpcRoute } from './gateway/grpc-route.ts'
import { checkHttpRoute, type HttpRoute, httpRoute } from './gateway/http-route.ts'
import {
  checkLayer4Route,
  checkTlsRoute,
  type Layer4Route,
  layer4Route,
  type TlsRoute,
  tlsRoute,
} from './gateway/layer4-routes.ts'
import {
  type BackendTlsPolicy,
  backendTlsPolicy,
  checkBackendTlsPolicy,
  type ReferenceGrant,
  referenceGrant,
} from './gateway/policies.ts'
import type { Metadata, NameRule, Scope } from './metadata.ts'
import { notDnsLabel, notSubdomain } from './names.ts'
import { checkConfigMap, checkSecret, configMap, namespace, secret, serviceAccount } from './plain.ts'
import type { Circumstances, Say } from './report.ts'
import { checkIngress, type Ingress, ingress } from './routing/ingress.ts'
import { checkIngressClass, ingressClass } from './routing/ingress-class.ts'
import { checkNetworkPolicy, networkPolicy } from './routing/network-policy.ts'
import {
  checkEndpointSlice,
  checkEndpoints,
  type EndpointSlice,
  type Endpoints,
  endpointSlice,
  endpoints,
} from './services/endpoints.ts'
import { type Service, service } from './services/service.ts'
import { checkService, serviceName } from './services/service-check.ts'
import { type CronJob, checkCronJob, checkJob, cronJob, type Job, job } from './workloads/jobs.ts'
import { type Pod, pod } from './workloads/pod.ts'
import { checkPodSpec } from './workloads/pod-check.ts'
import {
  checkDaemonSet,
  checkDeployment,
  checkReplicaSet,
  checkStatefulSet,
  type DaemonSet,
  type Deployment,
  daemonSet,
  deployment,
  type ReplicaSet,
  replicaSet,
  type StatefulSet,
  statefulSet,
} from './workloads/workloads.ts'

/** What a kind's object is once it has been read; the kinds that rules between objects ask for. */
export type Objects = {
  Service: Service
  EndpointSlice: EndpointSlice
  Endpoints: Endpoints
  Ingress: Ingress
  Pod: Pod
  Deployment: Deployment
  StatefulSet: StatefulSet
  DaemonSet: DaemonSet
  ReplicaSet: ReplicaSet
  Job: Job
  CronJob: CronJob
  Namespace: z.infer<typeof namespace>
  Gateway: Gateway
  ListenerSet: ListenerSet
  HTTPRoute: HttpRoute
  GRPCRoute: GrpcRoute
  TLSRoute: TlsRoute
  TCPRoute: Layer4Route
  UDPRoute: Layer4Route
  BackendTLSPolicy: BackendTlsPolicy
  ReferenceGrant: ReferenceGrant
}

export type KindRule = {
  kind: string
  schema: z.ZodType<{ metadata: Metadata }>
  check: (object: never, say: Say, circumstances: Circumstances) => void
  scope: Scope
  name: NameRule
  /** Maps whose values are never repeated in an answer. */
  confidential: readonly string[]
}

/** Kinds that are checked, by "apiVersion kind". */
export type KindCatalogue = ReadonlyMap<string, KindRule>

export type Row<Schema extends z.ZodType<{ metadata: Metadata }>> = {
  schema: Schema
  check?: (object: z.infer<Schema>, say: Say, circumstances: Circumstances) => void
  scope?: Scope
  name?: NameRule
  confidential?: readonly string[]
}

/** Entries of a catalogue: one kind in each of its versions. */
export const kindRows = <Schema extends z.ZodType<{ metadata: Metadata }>>(
  versions: readonly string[],
  kind: string,
  { schema, check = () => {}, scope = 'Namespaced', name = notSubdomain, confidential = [] }: Row<Schema>,
): [string, KindRule][] =>
  versions.map((version) => [
    `${version} ${kind}`,
    { kind, schema, check: check as KindRule['check'], scope, name, confidential },
  ])

const KINDS = new Map<string, KindRule>()

function row<Schema extends z.ZodType<{ metadata: Metadata }>>(
  versions: readonly string[],
  kind: string,
  about: Row<Schema>,
): void {
  for (const [key, rule] of kindRows(versions, kind, about)) KINDS.set(key, rule)
}

/** The rule for a kind in a version; undefined when it is not checked. `more` are the kinds of clouds. */
export const kindRule = (apiVersion: string, kind: string, more?: KindCatalogue): KindRule | undefined => {
  const key = `${apiVersion} ${kind}`
  return KINDS.get(key) ?? more?.get(key)
}
/** Every kind of Kubernetes and its Gateway API that is checked, with its versions: "v1 Service". */
export const knownKinds = (): string[] => [...KINDS.keys()]

const CORE = ['v1']
row(CORE, 'Service', { schema: service, check: checkService, name: serviceName })
row(CORE, 'Endpoints', { schema: endpoints, check: checkEndpoints })
row(CORE, 'Namespace', { schema: namespace, scope: 'Cluster', name: notDnsLabel })
row(CORE, 'ConfigMap', { schema: configMap, check: checkConfigMap })
row(CORE, 'Secret', { schema: secret, check: checkSecret, confidential: ['/data', '/stringData'] })
row(CORE, 'ServiceAccount', { schema: serviceAccount })
row(CORE, 'Pod', {
  schema: pod,
  check: ({ spec }, say, circumstances) =>
    checkPodSpec(spec, { path: '/spec', restartPolicies: ['Always', 'OnFailure', 'Never'] }, say, circumstances),
})
row(['discovery.k8s.io/v1'], 'EndpointSlice', { schema: endpointSlice, check: checkEndpointSlice })

const APPS = ['apps/v1']
row(APPS, 'Deployment', { schema: deployment, check: checkDeployment })
row(APPS, 'StatefulSet', { schema: statefulSet, check: checkStatefulSet })
row(APPS, 'DaemonSet', { schema: daemonSet, check: checkDaemonSet })
row(APPS, 'ReplicaSet', { schema: replicaSet, check: checkReplicaSet })
row(['batch/v1'], 'Job', { schema: job, check: checkJob })
row(['batch/v1'], 'CronJob', {
  schema: cronJob,
  check: checkCronJob,
  // The controller appends 11 characters to name its Jobs (pkg/apis/batch/validation).
  name: (name) => (name.length > 52 ? 'must have at most 52 characters' : notSubdomain(name)),
})

const NETWORKING = ['networking.k8s.io/v1']
row(NETWORKING, 'Ingress', { schema: ingress, check: checkIngress })
row(NETWORKING, 'IngressClass', { schema: ingressClass, check: checkIngressClass, scope: 'Cluster' })
row(NETWORKING, 'NetworkPolicy', { schema: networkPolicy, check: checkNetworkPolicy })

const GATEWAY_V1 = ['gateway.networking.k8s.io/v1']
const GATEWAY_OLD = [...GATEWAY_V1, 'gateway.networking.k8s.io/v1beta1']
row(GATEWAY_OLD, 'GatewayClass', { schema: gatewayClass, scope: 'Cluster' })
row(GATEWAY_OLD, 'Gateway', { schema: gateway, check: checkGateway })
row(GATEWAY_OLD, 'HTTPRoute', { schema: httpRoute, check: checkHttpRoute })
row(GATEWAY_OLD, 'ReferenceGrant', { schema: referenceGrant })
row(GATEWAY_V1, 'GRPCRoute', { schema: grpcRoute, check: checkGrpcRoute })
row(GATEWAY_V1, 'TLSRoute', { schema: tlsRoute, check: checkTlsRoute })
row(GATEWAY_V1, 'TCPRoute', { schema: layer4Route, check: checkLayer4Route })
row(GATEWAY_V1, 'UDPRoute', { schema: layer4Route, check: checkLayer4Route })
row(GATEWAY_V1, 'ListenerSet', { schema: listenerSet, check: checkListenerSet })
row(GATEWAY_V1, 'BackendTLSPolicy', { schema: backendTlsPolicy, check: checkBackendTlsPolicy })
