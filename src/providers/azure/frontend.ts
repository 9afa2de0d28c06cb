// What Application Gateway for Containers reads beside the standard fields: annotations that name its ApplicationLoadBalancer, and
// objects of its own kinds for routes (cookies, timeouts) and Services (health, TLS). Source: MicrosoftDocs/azure-docs
// articles/application-gateway/for-containers (session-affinity.md, custom-health-probe.md, server-sent-events.md, how-to-end-to-end-tls-*).
import type { Entrance, Route, Service } from '../../domain/design/design.ts'
import { compareText } from '../../domain/finding.ts'
import type { Manifest } from '../../domain/manifests/manifest.ts'
import { metadata } from '../../domain/manifests/metadata.ts'
import type { EntranceSettings } from '../../domain/provider.ts'
import type { Sticky, Topology } from '../../domain/topology/index.ts'
import { applicationLoadBalancer } from './entrance-class.ts'
import { ALB_API } from './kinds.ts'

const ALB = 'alb.networking.azure.io/'

/** `part` is one Ingress, or the whole entrance of a Gateway. */
export function frontend(topology: Topology, part: Entrance): EntranceSettings {
  const { name, namespace } = applicationLoadBalancer(topology)
  const extension = part.api === 'ingress' ? ingressExtension(topology, part) : undefined
  return {
    annotations: {
      [`${ALB}alb-name`]: name,
      [`${ALB}alb-namespace`]: namespace,
      ...(extension === undefined ? {} : { [`${ALB}alb-ingress-extension`]: extension.metadata.name }),
    },
    ...(extension === undefined ? {} : { objects: [extension] }),
  }
}

/** Minutes of silence are fixed at five; what can be lifted is the end of every request after 60 s, busy or not. */
const NO_END = '0s'

/** The cookie of the load balancer lives a day; any other length needs a cookie with a name. */
const DAY = 86_400
const affinityOf = ({ workload, sticky }: { workload: string; sticky?: Sticky | undefined }) =>
  sticky?.by !== 'cookie'
    ? {}
    : {
        sessionAffinity:
          sticky.ttlSeconds === DAY
            ? { affinityType: 'managed-cookie' }
            : {
                affinityType: 'application-cookie',
                cookieName: `${workload}-affinity`,
                cookieDuration: `${sticky.ttlSeconds}s`,
              },
      }

/** What is read of an HTTPRoute; one that redirects has no back end. */
type Written = { hostnames?: string[]; rules?: { backendRefs?: { name: string; port: number }[] }[] }

/** Cookies and timeouts of the routes that ask for them: one RoutePolicy for one HTTPRoute, under its name. */
export const routePolicies = (planned: Entrance, written: readonly Manifest[], topology: Topology): Manifest[] =>
  written.flatMap((httpRoute): Manifest[] => {
    const { name, namespace = '' } = httpRoute.metadata
    const { hostnames, rules } = httpRoute.spec as Written
    const backend = rules?.[0]?.backendRefs?.[0]
    if (httpRoute.kind !== 'HTTPRoute' || backend === undefined) return []
    const carried = planned.routes.filter(
      (route) =>
        route.namespace === namespace &&
        route.service === backend.name &&
        route.portNumber === backend.port &&
        (hostnames === undefined ? route.host === undefined : hostnames.includes(route.host ?? '')),
    )
    const [first] = [...carried.filter(({ sticky }) => sticky?.by === 'cookie'), ...carried]
    if (first === undefined) return []
    const settings = {
      ...affinityOf(first),
      ...(planned.idleTimeoutSeconds === undefined ? {} : { timeouts: { routeTimeout: NO_END } }),
    }
    if (Object.keys(settings).length === 0) return []
    const targetRef = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name }
    return [
      policy(topology, 'RoutePolicy', { name, namespace, component: first.workload }, { targetRef, default: settings }),
    ]
  })

/** An Ingress takes the same, and TLS to pods, from one IngressExtension with an entry for each Service. */
function ingressExtension(topology: Topology, part: Entrance): Manifest | undefined {
  const services = new Map<string, Route[]>()
  for (const route of part.routes) services.set(route.service, [...(services.get(route.service) ?? []), route])
  const backendSettings = [...services]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([service, carried]) => {
      const [first] = [...carried.filter(({ sticky }) => sticky?.by === 'cookie'), ...carried] as [Route]
      const secure = [
        ...new Set(carried.filter(({ protocol }) => protocol === 'https').map((route) => route.portNumber)),
      ]
      const settings = {
        ...(secure.length === 0
          ? {}
          : { ports: secure.sort((a, b) => a - b).map((port) => ({ port, protocol: 'HTTPS' })) }),
        ...affinityOf(first),
        ...(part.idleTimeoutSeconds === undefined ? {} : { timeouts: { requestTimeout: NO_END } }),
      }
      return Object.keys(settings).length === 0 ? [] : [{ service, ...settings }]
    })
  if (backendSettings.length === 0) return undefined
  return policy(topology, 'IngressExtension', part, { backendSettings })
}

/** Health checks by the workload's own probe, and TLS to pods that speak it behind a Gateway. */
export function backendPolicies(planned: Service, entrances: readonly Entrance[], topology: Topology): Manifest[] {
  if (entrances.length === 0) return []
  const { name, namespace, workload } = planned
  const identity = { name, namespace, component: workload }
  const targetRef = { group: '', kind: 'Service', name }
  const policies: Manifest[] = []
  const health = healthCheck(planned, topology)
  if (health !== undefined)
    policies.push(policy(topology, 'HealthCheckPolicy', identity, { targetRef, default: health }))
  const secure = entrances
    .filter(({ api }) => api === 'gateway')
    .flatMap(({ routes }) => routes)
    .filter((route) => route.service === name && route.namespace === namespace && route.protocol === 'https')
  if (secure.length > 0) {
    const ports = [...new Set(secure.map((route) => route.portNumber))].sort((a, b) => a - b)
    const hosts = new Set(secure.map((route) => route.host))
    const [sni] = hosts
    policies.push(
      policy(topology, 'BackendTLSPolicy', identity, {
        targetRef,
        // The name pods answer to is known where one host leads to them.
        default: {
          ...(hosts.size === 1 && sni !== undefined && !sni.startsWith('*') ? { sni } : {}),
          ports: ports.map((port) => ({ port })),
        },
      }),
    )
  }
  return policies
}

/** A probe is also read from pods that have one; said here, it holds for pods that are written elsewhere as well. */
function healthCheck(planned: Service, topology: Topology): object | undefined {
  const workload = topology.workloads[planned.workload ?? '']
  const probe = workload?.probe
  const port = probe === undefined ? undefined : workload?.ports[probe.port]
  if (probe === undefined || port === undefined) return undefined
  if (probe.protocol === 'grpc') return { port: port.targetPort, grpc: {} }
  if (probe.protocol !== 'http' || probe.path === undefined) return undefined
  return {
    port: port.targetPort,
    // As the kubelet counts success.
    http: { path: probe.path, match: { statusCodes: [{ start: 200, end: 399 }] } },
    ...(port.protocol === 'https' ? { useTLS: true } : {}),
  }
}

const policy = (
  topology: Topology,
  kind: string,
  { name, namespace, component }: { name: string; namespace: string; component?: string | undefined },
  spec: object,
): Manifest => ({ apiVersion: ALB_API, kind, metadata: metadata(topology, { name, namespace, component }), spec })
