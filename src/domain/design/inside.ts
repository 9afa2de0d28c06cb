// The Services of one workload for callers in the cluster, for the routes of entrances and for port-forwards: the one it is
// known by, and its companions.
import { rejectedForWorkload } from './alternatives.ts'
import { aroundWorkload } from './alternatives-for-workloads.ts'
import type { Decided, Serving } from './decided.ts'
import type { Because, Rejected, Service } from './design.ts'
import type { CompanionFacts } from './facts.ts'
import { numberOf } from './outside.ts'
import { becauseOf, ruleFor } from './rules.ts'
import { buildService, servicePorts } from './service.ts'

export type Ways = {
  /** Reached through an entrance or a port-forward. */
  inside: readonly Decided[]
  /** Reached through Services that face outside. */
  outside: readonly Decided[][]
  /** Only the names of pods are wanted: the rest is pinned. */
  only?: 'pod-names'
}

export function insideServices(serving: Serving, ways: Ways): Service[] {
  const { rule, facts } = serving
  const { kind, image, discovery, pin } = facts.workload
  const all = Object.keys(facts.workload.ports)
  if (rule.gives === 'Headless') return [headless(serving), ...anyReplica(serving, ways)]
  const services = ways.only === undefined ? known(serving, ways) : []
  const named = kind === 'StatefulSet' && (image !== undefined || discovery === 'per-pod') && pin?.type !== 'Headless'
  return named ? [...services, companion(serving, 'Headless', 'pods', 'pod-names', all)] : services
}

function headless(serving: Serving): Service {
  const { names, facts, rule } = serving
  return build(serving, {
    name: names.take(facts.workload.namespace, facts.name),
    type: 'Headless',
    ports: Object.keys(facts.workload.ports),
    because: becauseOf(rule, facts),
    rejected: notChosen('Headless', Object.keys(facts.workload.ports), serving),
  })
}

function anyReplica(serving: Serving, { inside }: Ways): Service[] {
  const { workload } = serving.facts
  const all = Object.keys(workload.ports)
  if (all.length === 0 || (workload.discovery !== 'per-pod' && inside.length === 0)) return []
  // Where routes lead to it, an entrance is what it stands behind, not what lost.
  const routed = inside.find((one) => one.gives === 'Entrance')
  return [companion(serving, 'ClusterIP', 'any', 'any-replica', all, routed?.rejected)]
}

/** The Service for callers inside and for routes; a companion where one that faces outside has the workload's name. */
function known(serving: Serving, { inside, outside }: Ways): Service[] {
  const { names, facts, rule } = serving
  const ports = portsInside(serving, { inside, outside })
  if (ports.length === 0) return []
  const beside = outside.length === 1
  const way = inside.find((one) => one.gives === 'Entrance') ?? inside[0]
  if (way === undefined && (beside || rule.gives === 'Pinned'))
    return [companion(serving, 'ClusterIP', beside ? 'internal' : undefined, 'other-ports', ports)]
  return [
    build(serving, {
      name: names.take(facts.workload.namespace, facts.name, beside ? 'internal' : undefined),
      type: 'ClusterIP',
      ports,
      because: way?.because ?? becauseOf(rule, facts),
      rejected: way?.rejected ?? notChosen('ClusterIP', ports, serving),
    }),
  ]
}

// A port offered outside at its own number is reached there by callers inside as well, where that Service has the workload's
// name; at another number, or under another name, it is not.
function portsInside({ facts, called }: Serving, { inside, outside }: Ways): string[] {
  return Object.entries(facts.workload.ports)
    .filter(([name, { port }]) => {
      if (inside.some((one) => one.way.exposure.port === name)) return true
      const offered = outside.flat().filter((one) => one.way.exposure.port === name)
      const reached = outside.length === 1 && offered.some((one) => numberOf(one) === port)
      return offered.length === 0 || (!reached && called.has(`${facts.name}/${name}`))
    })
    .map(([name]) => name)
}

function companion(
  serving: Serving,
  type: 'ClusterIP' | 'Headless',
  suffix: string | undefined,
  role: CompanionFacts['role'],
  ports: string[],
  rejected: Rejected[] = notChosen(type, ports, serving),
): Service {
  const { names, facts } = serving
  const about: CompanionFacts = { name: facts.name, workload: facts.workload, role, ports }
  return build(serving, {
    name: names.take(facts.workload.namespace, facts.name, suffix),
    type,
    ports,
    because: becauseOf(ruleFor('companion', about), about),
    rejected,
  })
}

function notChosen(
  type: 'ClusterIP' | 'Headless',
  names: string[],
  { facts, topology, provider }: Serving,
): Rejected[] {
  const ports = servicePorts(facts.workload, names, { headless: type === 'Headless' }).map((port) => port.name)
  return rejectedForWorkload(type, aroundWorkload(facts, ports, topology, provider))
}

type Parts = {
  name: string
  type: 'ClusterIP' | 'Headless'
  ports: readonly string[]
  because: Because
  rejected: Rejected[]
}

function build({ facts }: Serving, parts: Parts): Service {
  const { name, workload } = facts
  const ports = servicePorts(workload, parts.ports, { headless: parts.type === 'Headless' })
  return buildService({ ...parts, workloadName: name, workload, ports })
}
