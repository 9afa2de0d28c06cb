// What is worth knowing about the NetworkPolicies of a design: who must enforce them, what they cannot say, whom they select
// besides, and which ports they shut.
import type { Design } from '../design/design.ts'
import { callersOf } from '../design/facts.ts'
import { listed } from '../design/rule.ts'
import type { Finding } from '../finding.ts'
import { edgesOf } from '../manifests/network-policy-edges.ts'
import { namespaceIn } from '../manifests/network-policy-egress.ts'
import { openingsOf } from '../manifests/network-policy-openings.ts'
import { isWritten, podLabels } from '../manifests/workload.ts'
import type { Provider } from '../provider.ts'
import type { Topology, Workload } from '../topology/index.ts'

const DOCS = 'kubernetes.io/docs/concepts/services-networking/network-policies'

export const checkNetworkPolicies = (topology: Topology, design: Design, provider: Provider): Finding[] => [
  {
    code: 'NETWORK_POLICY_NEEDS_PLUGIN',
    severity: 'info',
    path: '/target',
    message:
      'NetworkPolicies are held by the network plugin of the cluster. One that holds none takes them without a word, and everything may still reach everything.',
    fix: 'Make sure that the plugin enforces them: on most managed clusters it is an option of the cluster.',
    source: DOCS,
  },
  ...checkHosts(topology),
  ...checkSelectors(topology),
  ...checkClosedPorts(topology, design, provider),
]

/** Policies know addresses and pods, not names. */
function checkHosts(topology: Topology): Finding[] {
  const callers = callersOf(topology)
  return Object.entries(topology.externals).flatMap(([name, { host, port }]): Finding[] => {
    const called = callers.get(`external:${name}`) ?? []
    if (host === undefined || called.length === 0) return []
    const namespace = namespaceIn(host)
    const where =
      namespace === undefined
        ? `any address but link-local ones on ${port === undefined ? 'any port' : `port ${port}`}`
        : `every pod of the namespace ${namespace}`
    return [
      {
        code: 'NETWORK_POLICY_CANNOT_NAME_HOSTS',
        severity: port === undefined && namespace === undefined ? 'warning' : 'info',
        path: `/externals/${name}`,
        message: `A NetworkPolicy cannot name hosts: for ${host}, ${listed(called)} may connect to ${where}.`,
        fix: `Give \`addresses\` where they never change${port === undefined ? ', and the port' : ''}, or narrow it by a policy of the network plugin that knows names (Cilium toFQDNs, GKE FQDNNetworkPolicy).`,
        source: DOCS,
      },
    ]
  })
}

/** The pods of a workload as far as they are known: with the labels we write, or at least those of its selector. */
const labelsOf = (workload: Workload, topology: Topology) =>
  isWritten(workload) ? podLabels(workload, topology) : workload.selector

const OTHERS_TOLD = 3

/** A selector that finds pods of another workload mixes both: calls, and what either may do. */
function checkSelectors(topology: Topology): Finding[] {
  const byLabel = new Map<string, string[]>()
  const pods = Object.entries(topology.workloads).map(([name, workload]) => ({
    name,
    workload,
    labels: labelsOf(workload, topology),
  }))
  const keyOf = (namespace: string, [key, value]: [string, string]) => `${namespace} ${key}=${value}`
  for (const { name, workload, labels } of pods) {
    for (const label of Object.entries(labels)) {
      const key = keyOf(workload.namespace, label)
      const known = byLabel.get(key)
      if (known === undefined) byLabel.set(key, [name])
      else known.push(name)
    }
  }
  const labelled = new Map(pods.map(({ name, labels }) => [name, labels]))
  return pods.flatMap(({ name, workload: { namespace, selector } }): Finding[] => {
    const wanted = Object.entries(selector)
    const lists = wanted.map((label) => byLabel.get(keyOf(namespace, label)) ?? [])
    // Looked for where fewest can be, and no further than is told.
    const rarest = lists.reduce((least, list) => (list.length < least.length ? list : least), lists[0] ?? [])
    const others: string[] = []
    for (const other of rarest) {
      if (others.length === OTHERS_TOLD) break
      const labels = labelled.get(other)
      if (other !== name && wanted.every(([key, value]) => labels?.[key] === value)) others.push(other)
    }
    if (others.length === 0) return []
    return [
      {
        code: 'SELECTORS_OVERLAP',
        severity: 'warning',
        path: `/workloads/${name}/selector`,
        message: `The selector of ${name} finds the pods of ${others.join(', ')} as well: Services send them calls meant for ${name}, and each may do what the NetworkPolicy of the other allows.`,
        fix: 'Give each workload a label in its selector that no other has.',
        source: DOCS,
      },
    ]
  })
}

/** Ports that could be reached before there was a policy and now cannot; workloads nobody reaches at all are told of elsewhere. */
function checkClosedPorts(topology: Topology, design: Design, provider: Provider): Finding[] {
  const open = new Set<string>()
  for (const { callee, ports } of edgesOf(topology)) {
    for (const { port, protocol } of ports) open.add(`${callee} ${protocol} ${port}`)
  }
  for (const [workload, openings] of openingsOf(design, topology, provider)) {
    for (const { port, protocol } of openings.flatMap(({ ports }) => ports)) open.add(`${workload} ${protocol} ${port}`)
  }
  return Object.entries(topology.workloads).flatMap(([name, { ports, expose }]): Finding[] => {
    const closed = Object.entries(ports).filter(
      ([port, { transport, targetPort }]) =>
        !open.has(`${name} ${transport} ${targetPort}`) && !expose.some((exposure) => exposure.port === port),
    )
    if (closed.length === 0 || closed.length === Object.keys(ports).length) return []
    const names = closed.map(([port]) => port)
    return [
      {
        code: 'PORT_CLOSED_BY_POLICY',
        severity: 'info',
        path: names.length === 1 ? `/workloads/${name}/ports/${names[0]}` : `/workloads/${name}/ports`,
        message: `Nobody in the topology calls ${listed(names)} of ${name}: its NetworkPolicy lets nobody in there, a scraper of metrics included.`,
        fix: 'Name the callers in `calls`, or add a NetworkPolicy for callers that are not in the topology: policies add up.',
        source: DOCS,
      },
    ]
  })
}
