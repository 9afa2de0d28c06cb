// Call graph and design → one NetworkPolicy for each workload. It selects exactly that workload's pods and shuts them in both
// directions, but for one rule an edge: callers, ways in from outside, peers; callees, externals, DNS. Policies add up, so whoever
// needs more writes one more; a policy for a whole namespace would break pods nobody told us of.
//
// What no rule is needed for. Probes: they come from the kubelet of the pod's own node, and traffic from and to that node is always
// allowed (kubernetes.io/docs/concepts/services-networking/network-policies; networking/v1 NetworkPolicySpec). Answers: they belong
// to a connection that was let through. `kubectl port-forward`: the kubelet hands the stream to the runtime, which connects to
// localhost inside the pod's own network, where policies of all common plugins do not look (containerd internal/cri/server
// sandbox_portforward_linux.go).
import type { Design } from '../design/design.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import type { Manifest } from './manifest.ts'
import { metadata } from './metadata.ts'
import { type Edge, edgesOf, type Peer, type PolicyPort, podsOf } from './network-policy-edges.ts'
import { egressRules } from './network-policy-egress.ts'
import { type Opening, openingsOf } from './network-policy-openings.ts'
import { defined } from './service.ts'
import type { UniqueNames } from './unique-names.ts'

export function networkPolicies(
  design: Design,
  topology: Topology,
  provider: Provider,
  names: UniqueNames,
): Manifest[] {
  const edges = edgesOf(topology)
  const byCaller = grouped(edges, ({ caller }) => caller)
  const byCallee = grouped(edges, ({ callee }) => callee)
  const openings = openingsOf(design, topology, provider)
  return Object.entries(topology.workloads).map(([name, workload]) => {
    const { namespace, selector } = workload
    return {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: metadata(topology, {
        name: names.take('NetworkPolicy', namespace, name),
        namespace,
        component: name,
      }),
      spec: defined({
        podSelector: { matchLabels: selector },
        policyTypes: ['Ingress', 'Egress'],
        // Left out where nobody may come in: with the type named above, that shuts the pods.
        ingress: some(ingressRules(namespace, byCallee.get(name) ?? [], openings.get(name) ?? [], topology)),
        egress: egressRules(workload, byCaller.get(name) ?? [], topology),
      }),
    }
  })
}

type IngressRule = { from?: Peer[]; ports: PolicyPort[] }

const ingressRules = (
  namespace: string,
  edges: readonly Edge[],
  openings: readonly Opening[],
  { workloads }: Topology,
): IngressRule[] => [
  ...edges.flatMap(({ caller, ports }): IngressRule[] => {
    const pods = workloads[caller]
    return pods === undefined ? [] : [{ from: [podsOf(pods, namespace)], ports }]
  }),
  ...openings.map(({ from, ports }) => (from === undefined ? { ports } : { from, ports })),
]

const some = <Item>(items: readonly Item[]): readonly Item[] | undefined => (items.length === 0 ? undefined : items)

function grouped(edges: readonly Edge[], keyOf: (edge: Edge) => string): Map<string, Edge[]> {
  const groups = new Map<string, Edge[]>()
  for (const edge of edges) {
    const group = groups.get(keyOf(edge))
    if (group === undefined) groups.set(keyOf(edge), [edge])
    else group.push(edge)
  }
  return groups
}
