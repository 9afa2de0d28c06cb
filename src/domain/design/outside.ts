// The ways of one workload that go through Services facing outside → those Services, as few as what was asked allows.
import { compareText } from '../finding.ts'
import type { Decided, Serving } from './decided.ts'
import type { Service, ServicePort } from './design.ts'
import { buildService, facingOf, facingPort } from './service.ts'

/** The number a way is reached at on its Service: a node port stands before the workload's own, whatever was wished. */
export const numberOf = ({ gives, way }: Pick<Decided, 'gives' | 'way'>): number =>
  gives === 'NodePort' ? way.port.port : way.exposure.listen

/**
 * Ways that ask the same of a load balancer share one Service; source ranges and the rest hold for all its ports. Two ports
 * of the workload cannot be reached at one number.
 */
export function gatherFacing(decided: readonly Decided[], { topology, provider }: Serving): Decided[][] {
  const mixes = provider.mixesTransports(topology)
  const groups: { key: string; members: Decided[] }[] = []
  for (const one of decided) {
    const { hosts: _hosts, ...asked } = facingOf([one.way], one.way)
    const key = JSON.stringify([one.gives, asked, mixes ? undefined : one.way.port.transport])
    const home = groups.find(
      (group) =>
        group.key === key && !group.members.some((other) => clash(one, other, provider.oneTransportPerNumber === true)),
    )
    if (home === undefined) groups.push({ key, members: [one] })
    else home.members.push(one)
  }
  return groups.map(({ members }) => members)
}

const clash = (one: Decided, other: Decided, acrossTransports: boolean): boolean =>
  one.way.exposure.port !== other.way.exposure.port &&
  (acrossTransports || one.way.port.transport === other.way.port.transport) &&
  numberOf(one) === numberOf(other)

/** The one Service is known by the workload's name, unless a headless one is; several are told apart by port and side. */
export const facingServices = (groups: readonly Decided[][], serving: Serving): Service[] =>
  groups.map((group) => facingService(group, serving, groups))

function facingService(group: Decided[], serving: Serving, all: readonly Decided[][]): Service {
  const { names, facts, rule } = serving
  const { name, workload } = facts
  const [first] = group as [Decided]
  const { port } = first.way.exposure
  const known = all.length === 1 && rule.gives !== 'Headless'
  const samePort = all.filter(([other]) => other?.way.exposure.port === port).length > 1
  const serviceName = known
    ? names.take(workload.namespace, name)
    : names.take(workload.namespace, name, samePort ? `${port}-${first.way.scheme}` : port)
  const type = first.gives === 'NodePort' ? 'NodePort' : 'LoadBalancer'
  const ports = portsOf(group)
  return buildService({
    name: serviceName,
    workloadName: name,
    workload,
    type,
    ports,
    facing: facingOf(
      group.map((one) => one.way),
      first.way,
    ),
    because: first.because,
    // What keeps one of them from an entrance keeps the Service.
    rejected: (group.find((one) => one.facts.layer7.length > 0) ?? first).rejected,
  })
}

/** One port for each number; a port reached at two numbers has two names, as the API server wants it. */
export function portsOf(group: readonly Pick<Decided, 'gives' | 'way'>[]): ServicePort[] {
  const ports: ServicePort[] = []
  const taken = new Set(group.map((one) => one.way.exposure.port))
  const sorted = [...group].sort(
    (a, b) => compareText(a.way.exposure.port, b.way.exposure.port) || numberOf(a) - numberOf(b),
  )
  for (const one of sorted) {
    const number = numberOf(one)
    const port = { ...facingPort(one.way), port: number }
    if (ports.some((other) => other.port === number && other.transport === port.transport)) continue
    if (ports.some((other) => other.name === port.name)) {
      port.name = `${port.name.slice(0, 57)}-${number}`
      while (taken.has(port.name)) port.name = `x${port.name.slice(0, 62)}`
      taken.add(port.name)
    }
    ports.push(port)
  }
  return ports.sort((a, b) => compareText(a.name, b.name))
}
