// Topology → the recommended design: what each workload gets on its own merits. Existing entrances are used, no new shared one
// is invented. The rule table decides; this file turns its decisions into Services, routes and entrances.
import { compareText } from '../finding.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import { rejectedBehindEntrance, rejectedForExternal, rejectedForWay, rejectedForWorkload } from './alternatives.ts'
import type { Design, Facing, Rejected, Service } from './design.ts'
import { gatherEntrances, type PendingRoute } from './entrances.ts'
import { type CompanionFacts, callersOf, type WayFacts, type WorkloadFacts, wayFacts } from './facts.ts'
import { type NameBook, openNameBook } from './names.ts'
import type { Rule } from './rule.ts'
import { becauseOf, ruleFor } from './rules.ts'
import { buildService, dnsOf, facingOf, facingPort, servicePorts, verifyInside } from './service.ts'
import { type Way, waysOfWorkload } from './way.ts'

export function recommend(topology: Topology, provider: Provider): Design {
  const callers = callersOf(topology)
  const called = new Set(Object.values(topology.workloads).flatMap((workload) => workload.calls))
  const names = openNameBook(topology)
  const services: Service[] = []
  const routes: PendingRoute[] = []
  const unserved: Design['unserved'] = []
  for (const [name, workload] of Object.entries(topology.workloads)) {
    const facts: WorkloadFacts = { name, workload, callers: callers.get(name) ?? [] }
    const rule = ruleFor('workload', facts)
    if (rule.gives === 'None') {
      unserved.push({ workload: name, because: becauseOf(rule, facts), rejected: rejectedForWorkload('None', facts) })
      continue
    }
    const served = serve({ topology, provider, names, facts, rule, called })
    services.push(...served.services)
    routes.push(...served.routes)
  }
  for (const [name, external] of Object.entries(topology.externals)) {
    services.push(externalService(name, external, callers.get(`external:${name}`) ?? [], names))
  }
  return {
    services: services.sort((a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name)),
    entrances: gatherEntrances(topology, provider, routes, names),
    unserved,
  }
}

type Serving = {
  topology: Topology
  provider: Provider
  names: NameBook
  facts: WorkloadFacts
  rule: Rule<'workload'>
  called: ReadonlySet<string>
}
type Decided = { way: Way; facts: WayFacts; rule: Rule<'way'> }
type Served = { services: Service[]; routes: PendingRoute[] }

function serve(serving: Serving): Served {
  const { topology, provider, facts, rule } = serving
  if (rule.gives === 'Pinned') return { services: [pinnedService(serving)], routes: [] }
  const decided = waysOfWorkload(topology, facts.name, facts.workload).map((way): Decided => {
    const about = wayFacts(way, topology, provider)
    return { way, facts: about, rule: ruleFor('way', about) }
  })
  const outside = groupFacing(
    decided.filter((one) => one.rule.gives === 'LoadBalancer' || one.rule.gives === 'NodePort'),
    provider,
  )
  const inside = decided.filter((one) => one.rule.gives === 'Entrance' || one.rule.gives === 'ClusterIP')
  const headless = rule.gives === 'Headless'
  const facing = outside.map((group) => facingService(group, serving, outside.length === 1 && !headless, outside))
  const within = insideServices(serving, { inside, outside, headless })
  const behind = within.find((service) => service.type === 'ClusterIP')
  const routes = inside.flatMap((one) =>
    one.rule.gives === 'Entrance' && behind !== undefined ? [{ ...one, service: behind }] : [],
  )
  return { services: [...within, ...facing], routes }
}

// Ways that ask the same of a load balancer can share one Service; source ranges and the rest hold for all its ports.
function groupFacing(decided: readonly Decided[], provider: Provider): Decided[][] {
  const groups = new Map<string, Decided[]>()
  for (const one of decided) {
    const { hosts: _hosts, ...asked } = facingOf([one.way], one.way)
    const transport = provider.mixesTransports ? undefined : one.way.port.transport
    const key = JSON.stringify([one.rule.gives, asked, transport])
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

function facingService(
  group: Decided[],
  { topology, names, facts }: Serving,
  known: boolean,
  all: Decided[][],
): Service {
  const { name, workload } = facts
  const [first] = group as [Decided]
  const type = first.rule.gives === 'NodePort' ? 'NodePort' : 'LoadBalancer'
  const ports = group.map((one) => facingPort(one.way)).sort((a, b) => compareText(a.name, b.name))
  const samePort = all.filter(([other]) => other?.way.exposure.port === first.way.exposure.port).length > 1
  const suffix = samePort ? `${first.way.exposure.port}-${first.way.scheme}` : first.way.exposure.port
  const serviceName = known ? names.take(workload.namespace, name) : names.take(workload.namespace, name, suffix)
  const facing: Facing = facingOf(
    group.map((one) => one.way),
    first.way,
  )
  return buildService(topology, {
    name: serviceName,
    workloadName: name,
    workload,
    type,
    ports,
    facing,
    because: becauseOf(first.rule, first.facts),
    rejected: rejectedForWay(type, first.facts),
    verify: verifyOutside(type, serviceName, workload.namespace, ports),
  })
}

function verifyOutside(
  type: 'NodePort' | 'LoadBalancer',
  name: string,
  namespace: string,
  ports: Service['ports'],
): string[] {
  const get = `kubectl -n ${namespace} get service ${name}`
  const flag = ports[0]?.transport === 'UDP' ? '-zuv' : '-zv'
  return type === 'LoadBalancer'
    ? [
        `${get} -o jsonpath='{.status.loadBalancer.ingress[0]}'`,
        ...ports.map((port) => `nc ${flag} ADDRESS ${port.port}`),
      ]
    : [`${get} -o jsonpath='{.spec.ports[*].nodePort}'`, `nc ${flag} NODE_ADDRESS NODE_PORT`]
}

type Ways = { inside: readonly Decided[]; outside: readonly Decided[][]; headless: boolean }

/** The Services for callers in the cluster and for the entrances: the one the workload is known by, and its companions. */
function insideServices(serving: Serving, { inside, outside, headless }: Ways): Service[] {
  const { topology, names, facts, rule, called } = serving
  const { name, workload } = facts
  const offered = new Map(outside.flat().map((one) => [one.way.exposure.port, one.way.exposure.listen]))
  const all = Object.keys(workload.ports)
  // A port offered outside on the same number is reached there by callers inside as well; on another number it is not.
  const rest = all.filter((port) => {
    const listen = offered.get(port)
    return listen === undefined || (listen !== workload.ports[port]?.port && called.has(`${name}/${port}`))
  })
  const build = (
    parts: Pick<Service, 'name' | 'type' | 'because' | 'rejected'> & { ports: string[]; verify?: string[] },
  ): Service => {
    const ports = servicePorts(workload, parts.ports, { headless: parts.type === 'Headless' })
    const verify = parts.verify ?? verifyInside({ name: parts.name, namespace: workload.namespace }, ports)
    return buildService(topology, { ...parts, workloadName: name, workload, ports, verify })
  }
  const companion = (
    type: 'ClusterIP' | 'Headless',
    suffix: string,
    role: CompanionFacts['role'],
    ports: string[],
  ): Service => {
    const about: CompanionFacts = { name, workload, role, ports }
    const serviceName = names.take(workload.namespace, name, suffix)
    return build({
      name: serviceName,
      type,
      ports,
      because: becauseOf(ruleFor('companion', about), about),
      rejected: rejectedForWorkload(type, facts),
    })
  }
  if (headless) {
    const main = build({
      name: names.take(workload.namespace, name),
      type: 'Headless',
      ports: all,
      because: becauseOf(rule, facts),
      rejected: rejectedForWorkload('Headless', facts),
    })
    const wanted = all.length > 0 && (workload.discovery === 'per-pod' || inside.length > 0)
    return wanted ? [main, companion('ClusterIP', 'any', 'any-replica', all)] : [main]
  }
  const services: Service[] = []
  if (rest.length > 0 && outside.length === 1) services.push(companion('ClusterIP', 'internal', 'other-ports', rest))
  else if (rest.length > 0) services.push(knownService({ ...serving, inside, rest, build }))
  if (workload.kind === 'StatefulSet' && workload.image !== undefined)
    services.push(companion('Headless', 'pods', 'pod-names', all))
  return services
}

function knownService({
  names,
  facts,
  rule,
  inside,
  rest,
  build,
}: Serving & {
  inside: readonly Decided[]
  rest: string[]
  build: (
    parts: Pick<Service, 'name' | 'type' | 'because' | 'rejected'> & { ports: string[]; verify?: string[] },
  ) => Service
}): Service {
  const { name, workload } = facts
  const way = inside.find((one) => one.rule.gives === 'Entrance') ?? inside[0]
  const serviceName = names.take(workload.namespace, name)
  if (way === undefined) {
    return build({
      name: serviceName,
      type: 'ClusterIP',
      ports: rest,
      because: becauseOf(rule, facts),
      rejected: rejectedForWorkload('ClusterIP', facts),
    })
  }
  const forward = `kubectl -n ${workload.namespace} port-forward service/${serviceName} 8080:${way.way.port.port}`
  const rejected: Rejected[] =
    way.rule.gives === 'Entrance' ? rejectedBehindEntrance(way.facts) : rejectedForWay('ClusterIP', way.facts)
  return build({
    name: serviceName,
    type: 'ClusterIP',
    ports: rest,
    because: becauseOf(way.rule, way.facts),
    rejected,
    ...(way.rule.gives === 'ClusterIP' ? { verify: [forward] } : {}),
  })
}

function pinnedService({ topology, names, facts, rule }: Serving): Service {
  const { name, workload } = facts
  const type = workload.pin?.type ?? 'ClusterIP'
  const ways = waysOfWorkload(topology, name, workload)
  const first = ways[0]
  const faces = type === 'LoadBalancer' || type === 'NodePort'
  // A pinned load balancer nobody was offered still gets a side: the inner one, which opens nothing to the world.
  const closed: Facing = {
    scheme: 'internal',
    sourceRanges: [],
    hosts: [],
    tls: { mode: 'none' },
    preserveClientIP: false,
    staticIP: false,
    isolation: 'shared',
  }
  const serviceName = names.take(workload.namespace, name)
  const ports = servicePorts(workload, Object.keys(workload.ports), { headless: type === 'Headless' })
  return buildService(topology, {
    name: serviceName,
    workloadName: name,
    workload,
    type,
    ports,
    ...(faces ? { facing: first === undefined ? closed : facingOf(ways, first) } : {}),
    because: becauseOf(rule, facts),
    rejected: rejectedForWorkload(type, facts),
    verify: verifyInside({ name: serviceName, namespace: workload.namespace }, ports),
  })
}

function externalService(
  name: string,
  external: Topology['externals'][string],
  callers: string[],
  names: NameBook,
): Service {
  const facts = { name, external, callers }
  const rule = ruleFor('external', facts)
  const type = external.addresses === undefined ? 'ExternalName' : 'ClusterIP'
  const ports: Service['ports'] =
    external.port === undefined
      ? []
      : [
          {
            name: external.tls ? 'tls' : 'tcp',
            port: external.port,
            targetPort: external.port,
            transport: 'TCP',
            protocol: external.tls ? 'tls' : 'tcp',
          },
        ]
  return {
    name: names.take(external.namespace, name),
    namespace: external.namespace,
    external: name,
    type,
    ports,
    ...(external.host === undefined ? {} : { externalName: external.host }),
    ...(external.addresses === undefined ? {} : { addresses: external.addresses }),
    dns: dnsOf(name, external.namespace, ports),
    because: becauseOf(rule, facts),
    rejected: rejectedForExternal(type),
    verify: verifyInside({ name, namespace: external.namespace }, ports),
  }
}
