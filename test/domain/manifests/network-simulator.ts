// For tests: what a network plugin would let through, told from the manifests alone by the words of the NetworkPolicy API
// (kubernetes/api networking/v1 types.go): policies add up; a rule needs a peer and a port that match; a connection between two
// pods needs the sender's leave and the receiver's.
import ipaddr from 'ipaddr.js'
import type { Manifest } from '../../../src/domain/manifests/manifest.ts'
import { type Listed, listedOf, listOf, textsOf, type Values, valuesOf } from './objects.ts'

export type Transport = 'TCP' | 'UDP' | 'SCTP'
export type Pod = { namespace: string; labels: Readonly<Record<string, unknown>>; address: string }
/** A pod, or an address outside the cluster. */
export type End = Pod | string

export type Network = {
  /** May `from` open a connection to `to`? Both ways count: what the sender may and what the receiver may. */
  reaches: (from: End, to: End, port: number, transport?: Transport) => boolean
  /** The pods of a written Deployment, StatefulSet or DaemonSet; undefined when none of that name is written. */
  podsOf: (namespace: string, name: string) => Pod | undefined
}

export function simulate(manifests: readonly Manifest[]): Network {
  const all = listedOf(manifests)
  const policies = all.filter(({ kind }) => kind === 'NetworkPolicy')
  const namespaces = new Map(
    all.filter(({ kind }) => kind === 'Namespace').map(({ name, metadata }) => [name, valuesOf(metadata.labels)]),
  )
  // The API server labels every namespace with its name.
  const labelsOf = (namespace: string): Values => ({
    ...namespaces.get(namespace),
    'kubernetes.io/metadata.name': namespace,
  })
  const isPeer = (peer: Values, end: End, namespace: string): boolean => {
    if ('ipBlock' in peer) return isInBlock(valuesOf(peer.ipBlock), addressOf(end))
    if (typeof end === 'string') return false
    const here =
      'namespaceSelector' in peer
        ? selects(valuesOf(peer.namespaceSelector), labelsOf(end.namespace))
        : end.namespace === namespace
    return here && (!('podSelector' in peer) || selects(valuesOf(peer.podSelector), end.labels))
  }
  const held = new Map<End, Record<Side, Rule[] | undefined>>()
  /** All rules that hold for a pod, of whichever policies; undefined when it is free. */
  const rulesOf = (pod: Pod, side: Side): Rule[] | undefined => {
    const known = held.get(pod) ?? {
      Ingress: rulesFor(pod, 'Ingress', policies),
      Egress: rulesFor(pod, 'Egress', policies),
    }
    held.set(pod, known)
    return known[side]
  }
  const isLet = (pod: End, other: End, side: Side, port: number, transport: Transport): boolean => {
    if (typeof pod === 'string') return true
    const rules = rulesOf(pod, side)
    return (
      rules === undefined ||
      rules.some(
        ({ peers, ports }) =>
          takesPort(ports, port, transport) &&
          (peers.length === 0 || peers.some((peer) => isPeer(peer, other, pod.namespace))),
      )
    )
  }
  return {
    reaches: (from, to, port, transport = 'TCP') =>
      // "A pod cannot block access to itself."
      (typeof from !== 'string' && typeof to !== 'string' && from.address === to.address) ||
      (isLet(from, to, 'Egress', port, transport) && isLet(to, from, 'Ingress', port, transport)),
    podsOf: (namespace, name) => {
      const found = all.find(
        (one) =>
          ['Deployment', 'StatefulSet', 'DaemonSet'].includes(one.kind) &&
          one.namespace === namespace &&
          one.name === name,
      )
      if (found === undefined) return undefined
      return { namespace, labels: valuesOf(valuesOf(valuesOf(found.spec.template).metadata).labels), address: '' }
    },
  }
}

type Side = 'Ingress' | 'Egress'
type Rule = { peers: Values[]; ports: Values[] }

function rulesFor(pod: Pod, side: Side, policies: readonly Listed[]): Rule[] | undefined {
  const holding = policies.filter(
    ({ namespace, spec }) =>
      namespace === pod.namespace && selects(valuesOf(spec.podSelector), pod.labels) && typesOf(spec).includes(side),
  )
  if (holding.length === 0) return undefined
  const [rules, peers] = side === 'Ingress' ? (['ingress', 'from'] as const) : (['egress', 'to'] as const)
  return holding.flatMap(({ spec }) =>
    listOf(spec[rules]).map((rule) => ({ peers: listOf(rule[peers]), ports: listOf(rule.ports) })),
  )
}

const addressOf = (end: End): string => (typeof end === 'string' ? end : end.address)

/** Named or not, ingress always counts; egress where it is named or has rules. */
function typesOf(spec: Values): string[] {
  if ('policyTypes' in spec) return textsOf(spec.policyTypes)
  return ['Ingress', ...(listOf(spec.egress).length > 0 ? ['Egress'] : [])]
}

/** A selector without requirements selects everything. */
export function selects(selector: Values, labels: Readonly<Record<string, unknown>>): boolean {
  const known = new Set(['matchLabels', 'matchExpressions'])
  if (Object.keys(selector).some((field) => !known.has(field)))
    throw new Error(`not a selector: ${Object.keys(selector)}`)
  return (
    Object.entries(valuesOf(selector.matchLabels)).every(([key, value]) => labels[key] === value) &&
    listOf(selector.matchExpressions).every(({ key, operator, values }) => {
      const value = labels[String(key)]
      const listed = value !== undefined && textsOf(values).includes(String(value))
      if (operator === 'In') return listed
      if (operator === 'NotIn') return !listed
      if (operator === 'Exists') return value !== undefined
      if (operator === 'DoesNotExist') return value === undefined
      throw new Error(`no operator: ${operator}`)
    })
  )
}

const isInBlock = ({ cidr, except }: Values, address: string): boolean =>
  isIn(String(cidr), address) && !textsOf(except).some((network) => isIn(network, address))

function isIn(network: string, address: string): boolean {
  const [base, bits] = ipaddr.parseCIDR(network)
  const parsed = ipaddr.parse(address)
  return parsed.kind() === base.kind() && parsed.match(base, bits)
}

/** No ports at all: every port. A port without a number: every one of its transport. */
const takesPort = (ports: readonly Values[], port: number, transport: Transport): boolean =>
  ports.length === 0 ||
  ports.some(({ port: first, endPort, protocol = 'TCP' }) => {
    if (typeof first === 'string') throw new Error(`a port by name: ${first}`)
    if (protocol !== transport) return false
    return first === undefined || (port >= Number(first) && port <= Number(endPort ?? first))
  })
