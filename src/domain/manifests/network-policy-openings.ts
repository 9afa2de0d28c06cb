// Design → the ports of each workload that are open to more than its callers, and from where. What a policy can say of who comes in
// hangs on whose address the packet carries when it reaches the pod.
import { type Design, type Entrance, fieldOf, type Service } from '../design/design.ts'
import { entrancesByService, keyOfService } from '../design/entrances-by-service.ts'
import { compareText } from '../finding.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import { type Peer, type PolicyPort, podsOf, policyPorts } from './network-policy-edges.ts'

/** Absent `from`: any source at all, pods and nodes among them, which no block of addresses covers in every plugin. */
export type Opening = { from?: Peer[]; ports: PolicyPort[] }

/** By workload: first what is open to any source, all of it as one, then what is open to some. */
export function openingsOf(design: Design, topology: Topology, provider: Provider): Map<string, Opening[]> {
  const routed = entrancesByService(design)
  const all = [
    ...design.services.flatMap(throughService),
    ...design.services.flatMap((service) =>
      forHealthChecks(service, routed.get(keyOfService(service)) ?? [], topology, provider),
    ),
    ...design.entrances.flatMap((entrance) => throughEntrance(entrance, topology)),
  ]
  const byWorkload = new Map<string, Opening[]>()
  for (const { workload, from, ports } of all) {
    const openings = byWorkload.get(workload) ?? []
    const same = openings.find((other) => JSON.stringify(other.from) === JSON.stringify(from))
    if (same === undefined) openings.push(from === undefined ? { ports } : { from, ports })
    else same.ports = joined(same.ports, ports)
    byWorkload.set(workload, openings)
  }
  const text = ({ from }: Opening) => (from === undefined ? '' : JSON.stringify(from))
  for (const openings of byWorkload.values()) openings.sort((a, b) => compareText(text(a), text(b)))
  return byWorkload
}

type Found = Opening & { workload: string }

const joined = (some: readonly PolicyPort[], more: readonly PolicyPort[]): PolicyPort[] =>
  policyPorts([...some, ...more].map(({ port, protocol }) => ({ targetPort: port, transport: protocol })))

/**
 * Services that face outside. In every case but one the port is open to any source:
 * - NodePort and LoadBalancer with externalTrafficPolicy: Cluster: the node that took the packet puts its own address in the place
 *   of the caller's (kubernetes.io/docs/tutorials/services/source-ip), and node addresses are not known here and change.
 * - AWS Network Load Balancers on pod addresses: packets carry the balancer's address, or the caller's where it is kept, and health
 *   checks the balancer's in either case (docs.aws.amazon.com/elasticloadbalancing/latest/network: edit-target-group-attributes,
 *   target-group-health-checks).
 * - externalTrafficPolicy: Local on Google's and Azure's balancers and on MetalLB, kube-vip and Cilium keeps the caller's address,
 *   and health checks stop at the node. There the balancer, or kube-proxy for it, holds loadBalancerSourceRanges already; beside
 *   them a policy would be a second place to keep right, and Kubernetes leaves open whether a plugin sees addresses before or after
 *   they are rewritten (docs/concepts/services-networking/network-policies, "Behavior of to and from selectors").
 * The one: a NodePort with externalTrafficPolicy: Local and source ranges. Nothing else holds its ranges, nothing rewrites the
 * address, and no balancer asks for health.
 */
function throughService(service: Service): Found[] {
  const { workload, type, facing } = service
  const faces = type === 'NodePort' || type === 'LoadBalancer'
  if (!faces || workload === undefined) return []
  const ports = policyPorts(service.ports)
  const ranges = facing?.sourceRanges ?? []
  return [
    holdsRanges(service)
      ? { workload, from: ranges.map((cidr) => ({ ipBlock: { cidr } })), ports }
      : { workload, ports },
  ]
}

/** Is it the NetworkPolicy that holds the source ranges of this Service? */
export const holdsRanges = (service: Service): boolean =>
  service.type === 'NodePort' &&
  fieldOf(service, 'externalTrafficPolicy') === 'Local' &&
  (service.facing?.sourceRanges.length ?? 0) > 0

/** Balancers that ask pods themselves may do so on a port that nobody calls; they do it from addresses of their own, over TCP. */
function forHealthChecks(
  service: Service,
  routed: readonly Entrance[],
  topology: Topology,
  provider: Provider,
): Found[] {
  const { workload, type } = service
  if (workload === undefined) return []
  const ports = [
    ...(type === 'LoadBalancer' ? (provider.annotate.service(service, topology).healthCheckPorts ?? []) : []),
    ...(routed.length === 0 ? [] : (provider.annotate.backend(service, routed, topology).healthCheckPorts ?? [])),
  ]
  if (ports.length === 0) return []
  return [{ workload, ports: policyPorts(ports.map((targetPort) => ({ targetPort, transport: 'TCP' }))) }]
}

function throughEntrance(entrance: Entrance, { workloads }: Topology): Found[] {
  const routed = new Map<string, Set<string>>()
  for (const { workload, port } of entrance.routes) routed.set(workload, (routed.get(workload) ?? new Set()).add(port))
  return [...routed].flatMap(([workload, names]): Found[] => {
    const pods = workloads[workload]
    if (pods === undefined) return []
    const ports = policyPorts([...names].flatMap((name) => pods.ports[name] ?? []))
    const from = proxiesOf(entrance, pods.namespace)
    return [{ workload, ports, ...(from === undefined ? {} : { from }) }]
  })
}

// What GEP-1762 demands of an implementation that runs a Gateway's proxies in the cluster: they live in the Gateway's namespace and
// carry its name. Istio (AKS application routing is Istio), NGINX Gateway Fabric 2 and kgateway do.
const IN_NAMESPACE_OF_GATEWAY = ['istio', 'approuting-istio', 'nginx', 'kgateway']
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name'
// Envoy Gateway runs them in its own namespace, or beside the Gateway (gateway.envoyproxy.io/docs/tasks/operations:
// gateway-namespace-mode), or one fleet for a whole class (deployment-mode, mergeGateways); its labels tell them in each.
const ENVOY_GATEWAY = 'eg'
const ENVOY_OWNER = 'gateway.envoyproxy.io/owning-gateway'

/**
 * The pods an entrance's requests come from; undefined where they are no pods or their place is not known, and any source must do:
 * - application load balancers of clouds reach pods from subnets of the VPC, from Google's front ends or a proxy-only subnet, health
 *   checks among them (GKE: 130.211.0.0/22 and 35.191.0.0/16, or a subnet of the owner's; ALB: its own network interfaces).
 * - Cilium's proxy is part of the node's agent and has an identity that no selector names (docs.cilium.io network/servicemesh
 *   ingress-and-network-policy); Traefik's pods serve all Gateways from wherever Traefik was installed.
 * - an entrance that exists was installed by somebody else, in a way and a version nobody told.
 */
function proxiesOf({ api, class: name, existing, ...entrance }: Entrance, namespace: string): Peer[] | undefined {
  if (existing || api !== 'gateway') return undefined
  if (IN_NAMESPACE_OF_GATEWAY.includes(name)) {
    return [podsOf({ namespace: entrance.namespace, selector: { [GATEWAY_NAME]: entrance.name } }, namespace)]
  }
  if (name === ENVOY_GATEWAY) {
    const own = { [`${ENVOY_OWNER}-name`]: entrance.name, [`${ENVOY_OWNER}-namespace`]: entrance.namespace }
    return [own, { [`${ENVOY_OWNER}class`]: name }].map((matchLabels) => ({
      namespaceSelector: {},
      podSelector: { matchLabels },
    }))
  }
  return undefined
}
