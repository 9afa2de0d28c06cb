// Where the pods of one workload may connect to: DNS, the pods of what it calls, and externals as far as a policy can name them.
import type { External, Topology, Workload } from '../topology/index.ts'
import { type Edge, NAMESPACE_NAME, type Peer, type PolicyPort, podsOf } from './network-policy-edges.ts'

export type EgressRule = { to: Peer[]; ports?: PolicyPort[] }

export function egressRules(
  { namespace, calls }: Workload,
  edges: readonly Edge[],
  { workloads, externals }: Topology,
): EgressRule[] {
  const inside = edges.flatMap(({ callee, ports }): EgressRule[] => {
    const pods = workloads[callee]
    return pods === undefined ? [] : [{ to: [podsOf(pods, namespace)], ports }]
  })
  const outside = calls.flatMap((call): EgressRule[] => {
    const name = call.startsWith('external:') ? call.slice('external:'.length) : undefined
    const external = name !== undefined && Object.hasOwn(externals, name) ? externals[name] : undefined
    return external === undefined ? [] : [toExternal(external)]
  })
  // Two hosts on one port come to the same rule.
  const distinct = new Map(outside.map((rule) => [JSON.stringify(rule), rule]))
  return [TO_DNS, ...inside, ...distinct.values()]
}

// Link-local addresses (RFC 3927, RFC 4291) never leave the node and its link.
const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10'] as const

/**
 * CoreDNS and kube-dns carry this label in every distribution (kubernetes.io/docs/tasks/administer-cluster/dns-custom-nameservers).
 * NodeLocal DNSCache and GKE's Cloud DNS answer on the node, at 169.254.20.10 and 169.254.169.254, where no selector reaches
 * (tektoncd/operator#4000), or as pods of the second label (GKE how-to/nodelocal-dns-cache, Dataplane V2). One form is left:
 * NodeLocal DNSCache under an iptables kube-proxy answers on the address of the kube-dns Service itself, which is not known here;
 * plugins that hold policies against traffic to the own node need an ipBlock of it beside this.
 */
const TO_DNS: EgressRule = {
  to: [
    {
      namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: 'kube-system' } },
      podSelector: { matchExpressions: [{ key: 'k8s-app', operator: 'In', values: ['kube-dns', 'node-local-dns'] }] },
    },
    { ipBlock: { cidr: LINK_LOCAL[0] } },
  ],
  ports: [
    { port: 53, protocol: 'TCP' },
    { port: 53, protocol: 'UDP' },
  ],
}

/**
 * A policy names addresses, never hosts: a host may be anywhere. Not on the link, though: there cloud metadata services hand out
 * the node's credentials (169.254.169.254), and no host of an owner resolves to it.
 */
const ANYWHERE: readonly Peer[] = [
  { ipBlock: { cidr: '0.0.0.0/0', except: [LINK_LOCAL[0]] } },
  { ipBlock: { cidr: '::/0', except: [LINK_LOCAL[1]] } },
]

function toExternal({ host, addresses, port }: External): EgressRule {
  const ports: Pick<EgressRule, 'ports'> = port === undefined ? {} : { ports: [{ port, protocol: 'TCP' }] }
  if (addresses !== undefined) return { to: addresses.map(onlyAddress), ...ports }
  const namespace = namespaceIn(host ?? '')
  // Blocks of addresses are for what is outside; some plugins match no pod by them (Cilium: CIDR-based policies). And the port of
  // a Service is not the port of its pods.
  if (namespace !== undefined) return { to: [{ namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: namespace } } }] }
  return { to: [...ANYWHERE], ...ports }
}

const onlyAddress = (address: string): Peer => ({
  ipBlock: { cidr: `${address}/${address.includes(':') ? 128 : 32}` },
})

/** The namespace in the name of a Service or of a pod behind one: "db.data.svc", "db-0.db.data.svc.cluster.local". */
export const namespaceIn = (host: string): string | undefined =>
  /^(?:[^.]+\.){1,2}([^.]+)\.svc(?:\.cluster\.local)?$/.exec(host)?.[1]
