// The call graph as NetworkPolicies see it: pods instead of Services, container ports instead of Service ports. An edge leads from
// a workload to one it calls, or to itself where its replicas are peers.
import type { Labels, Port, Topology, Transport, Workload } from '../topology/index.ts'

export type PolicyPort = { port: number; protocol: Transport }
/** Without either field it selects everything. */
export type Selector = {
  matchLabels?: Labels
  matchExpressions?: { key: string; operator: 'In'; values: string[] }[]
}
export type Peer =
  | { podSelector?: Selector; namespaceSelector?: Selector }
  | { ipBlock: { cidr: string; except?: string[] } }

/** `ports` are those that are called, as the callee's pods have them. */
export type Edge = { caller: string; callee: string; ports: PolicyPort[] }

/** Every namespace carries its name under it, set by the API server itself (KEP-2161, since 1.22). */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name'

/** In the order of the canonical topology: by caller, then by callee. Calls that lead out of the cluster are no edges. */
export function edgesOf({ workloads }: Topology): Edge[] {
  return Object.entries(workloads).flatMap(([caller, workload]) => {
    const called = new Map<string, Port[]>()
    for (const call of workload.calls) {
      const [callee = '', name = ''] = call.split('/')
      const port = Object.hasOwn(workloads, callee) ? workloads[callee]?.ports[name] : undefined
      if (port !== undefined) called.set(callee, [...(called.get(callee) ?? []), port])
    }
    // Replicas with names of their own find and call one another (elections, replication), on whichever ports they have.
    const own = Object.values(workload.ports)
    if (arePeers(workload) && own.length > 0) called.set(caller, own)
    return [...called].map(([callee, ports]) => ({ caller, callee, ports: policyPorts(ports) }))
  })
}

/** A Deployment with a name for its pod has one pod, and no peers. */
export const arePeers = ({ kind }: Workload): boolean => kind === 'StatefulSet'

/** Policies apply to pods, behind every Service: the ports are the containers'. Each once, in order. */
export function policyPorts(ports: readonly Pick<Port, 'targetPort' | 'transport'>[]): PolicyPort[] {
  const distinct = new Map(
    ports.map(({ targetPort, transport }) => [`${transport} ${targetPort}`, { port: targetPort, protocol: transport }]),
  )
  return [...distinct.values()].sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1))
}

/** Pods as a peer in a policy of `from`; selectors side by side in one peer must both match. */
export const podsOf = ({ namespace, selector }: Pick<Workload, 'namespace' | 'selector'>, from: string): Peer => ({
  ...(namespace === from ? {} : { namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: namespace } } }),
  podSelector: { matchLabels: selector },
})
