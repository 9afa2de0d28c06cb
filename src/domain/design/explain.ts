// A finished design → the same design with what follows from it and nobody decides again: for each Service the path of its traffic,
// the names its callers use and the commands that try it, for each entrance the commands that try its routes.
import type { Provider } from '../provider.ts'
import type { Topology, Workload } from '../topology/index.ts'
import { namedPods, namesForCallers, podNamesOf } from './caller-names.ts'
import type { Design, Dns, LoadBalancer, Service, ServicePort } from './design.ts'
import { edgesInto } from './edges.ts'
import { type Shell, shellOf } from './shell.ts'
import { pathOf } from './traffic-path.ts'
import { verifyOf } from './verify.ts'
import { verifyEntrance } from './verify-entrance.ts'
import { throughOf, waysThrough } from './ways-through.ts'

export function explain(
  design: Design,
  topology: Topology,
  provider: Provider,
  loadBalancers: readonly LoadBalancer[],
): Design {
  const edgesOf = edgesInto(design, topology)
  const ways = waysThrough(design, topology)
  const pods = namedPods(design.services, topology)
  const balancers = new Map(loadBalancers.flatMap((one) => one.serves.map((reference) => [reference, one] as const)))
  const balancerOf = (reference: string) => balancers.get(reference)
  const shells = new Map<string, Shell>()
  const shellFor = (caller: string, workload: Workload): Shell => {
    const shell = shells.get(caller) ?? shellOf(caller, workload)
    shells.set(caller, shell)
    return shell
  }
  const services = design.services.map((bare): Service => {
    const edges = edgesOf.get(bare) ?? []
    const through = throughOf(ways, bare)
    const forCallers = namesForCallers(bare, edges, pods)
    const service = { ...bare, dns: dnsOf(bare, forCallers, topology) }
    const names = new Map(forCallers.map(({ caller, name }) => [caller, name]))
    const nameFor = (caller: string) => names.get(caller) ?? service.dns.full
    const endsTls = (port: ServicePort) => provider.arrival.service(service, port, topology).tls === 'ended'
    return {
      ...service,
      path: pathOf(service, { topology, provider, edges, through, balancerOf }),
      verify: verifyOf(service, { topology, edges, through, nameFor, endsTls, shellFor }),
    }
  })
  const entrances = design.entrances.map((entrance) => ({ ...entrance, verify: verifyEntrance(entrance, topology) }))
  return { ...design, services, entrances }
}

function dnsOf(service: Service, forCallers: Dns['forCallers'], { workloads }: Topology): Dns {
  const workload = service.workload === undefined ? undefined : workloads[service.workload]
  const pods = workload === undefined ? undefined : podNamesOf(service, workload)
  return { ...service.dns, forCallers, ...(pods === undefined ? {} : { pods }) }
}
