// One workload with the rule that decided about it → its Services and the routes that lead to them from entrances.
import { rejectedBehindEntrance, rejectedForPinned, rejectedForWay } from './alternatives.ts'
import { aroundWorkload } from './alternatives-for-workloads.ts'
import type { Decided, Serving } from './decided.ts'
import type { Facing, Rejected, Service } from './design.ts'
import type { PendingRoute } from './entrances.ts'
import { type Full, fullFor } from './existing-entrance.ts'
import { type WayFacts, wayFacts } from './facts.ts'
import { insideServices } from './inside.ts'
import { facingServices, gatherFacing } from './outside.ts'
import { listed, type Rule } from './rule.ts'
import { becauseOf, ruleFor } from './rules.ts'
import { buildService, servicePorts } from './service.ts'
import { type Way, waysOfWorkload } from './way.ts'

export type Served = { services: Service[]; routes: PendingRoute[] }

export function serve(serving: Serving): Served {
  const { topology, facts, rule } = serving
  const ways = waysOfWorkload(topology, facts.name, facts.workload)
  const type = facts.workload.pin?.type
  if (rule.gives === 'Pinned' && (type === 'ClusterIP' || type === 'Headless' || ways.length === 0)) {
    const pods = insideServices(serving, { inside: [], outside: [], only: 'pod-names' })
    return { services: [pinnedService(serving), ...pods], routes: [] }
  }
  const decided = ways.map((way) => decide(serving, way))
  const outside = gatherFacing(
    decided.filter(({ gives }) => gives === 'LoadBalancer' || gives === 'NodePort'),
    serving,
  )
  const inside = decided.filter(({ gives }) => gives === 'Entrance' || gives === 'ClusterIP')
  const facing = facingServices(outside, serving)
  const within = insideServices(serving, { inside, outside })
  const routes = inside.flatMap((one): PendingRoute[] => {
    const service = within.find(
      ({ type: inner, ports }) => inner === 'ClusterIP' && ports.some((port) => port.name === one.way.exposure.port),
    )
    return one.gives === 'Entrance' && service !== undefined ? [{ ...one, service }] : []
  })
  return { services: [...within, ...facing], routes }
}

/** A pin to a type that faces outside holds for every way in; else the table decides about each. */
function decide({ topology, provider, rule, facts: about }: Serving, way: Way): Decided {
  const facts = wayFacts(way, topology, provider)
  const pinned = rule.gives === 'Pinned' ? about.workload.pin?.type : undefined
  if (pinned !== undefined) {
    const around = aroundWorkload(about, Object.keys(about.workload.ports), topology, provider)
    return { way, facts, gives: pinned, because: becauseOf(rule, about), rejected: rejectedForPinned(pinned, around) }
  }
  const found = ruleFor('way', facts)
  const because = becauseOf(found, facts)
  const full = facts.existing === undefined ? fullFor(way, topology, provider) : []
  return {
    way,
    facts,
    gives: found.gives,
    because: full.length === 0 ? because : { ...because, text: `${because.text} ${fullText(full)}` },
    rejected: rejectedOf(found, facts),
  }
}

const fullText = (full: readonly Full[]): string => {
  const names = full.map(({ name }) => `"${name}"`)
  return `The ${names.length === 1 ? 'entrance' : 'entrances'} ${listed(names)} that ${names.length === 1 ? 'exists has' : 'exist have'} no room for it.`
}

function rejectedOf({ gives }: Rule<'way'>, facts: WayFacts): Rejected[] {
  if (gives === 'Entrance') return rejectedBehindEntrance(facts)
  return gives === 'ClusterIP' || gives === 'NodePort' || gives === 'LoadBalancer' ? rejectedForWay(gives, facts) : []
}

// A pinned load balancer nobody was offered still gets a side: the inner one, which opens nothing to the world.
export const CLOSED: Facing = {
  scheme: 'internal',
  sourceRanges: [],
  hosts: [],
  tls: { mode: 'none' },
  preserveClientIP: false,
  staticIP: false,
  isolation: 'shared',
}

function pinnedService({ topology, provider, names, facts, rule }: Serving): Service {
  const { name, workload } = facts
  const type = workload.pin?.type ?? 'ClusterIP'
  const serviceName = names.take(workload.namespace, name)
  const ports = servicePorts(workload, Object.keys(workload.ports), { headless: type === 'Headless' })
  return buildService({
    name: serviceName,
    workloadName: name,
    workload,
    type,
    ports,
    ...(type === 'LoadBalancer' || type === 'NodePort' ? { facing: CLOSED } : {}),
    because: becauseOf(rule, facts),
    rejected: rejectedForPinned(
      type,
      aroundWorkload(
        facts,
        ports.map((port) => port.name),
        topology,
        provider,
      ),
    ),
  })
}
