// Calls of the topology → the one Service each goes through and the port it finds there. What a caller is told, what the path of a
// Service begins with and what is tried all rest on the same edges.
import type { Topology, Workload } from '../topology/index.ts'
import type { Design, Service, ServicePort } from './design.ts'

/** One call: who, in which namespace, and the port of the Service it goes to; a call to an external may name no port. */
export type Edge = {
  caller: string
  workload: Workload
  /** The port as the topology names it; the Service may have to call it otherwise. */
  called: string | undefined
  port: ServicePort | undefined
}

/** By Service, in the order of the canonical topology: by caller, then by what is called. */
export type Edges = ReadonlyMap<Service, readonly Edge[]>

export function edgesInto({ services }: Pick<Design, 'services'>, { workloads }: Topology): Edges {
  const known = knownServices(services)
  const edges = new Map<Service, Edge[]>()
  // The same call from many callers leads to the same port: found once.
  const targets = new Map<string, Target | undefined>()
  for (const [caller, workload] of Object.entries(workloads)) {
    for (const call of workload.calls) {
      if (!targets.has(call)) targets.set(call, targetOf(call, known, workloads))
      const target = targets.get(call)
      if (target === undefined) continue
      const edge = { caller, workload, called: target.called, port: target.port }
      const there = edges.get(target.service)
      if (there === undefined) edges.set(target.service, [edge])
      else there.push(edge)
    }
  }
  return edges
}

type Target = { service: Service; called: string | undefined; port: ServicePort | undefined }
type Known = { byWorkload: ReadonlyMap<string, readonly Service[]>; byExternal: ReadonlyMap<string, Service> }

/** The Services of each workload, the one that has its name first, then the others that stay inside. */
function knownServices(services: readonly Service[]): Known {
  const byWorkload = new Map<string, Service[]>()
  const byExternal = new Map<string, Service>()
  for (const service of services) {
    if (service.external !== undefined) byExternal.set(service.external, service)
    if (service.workload === undefined) continue
    const own = byWorkload.get(service.workload)
    if (own === undefined) byWorkload.set(service.workload, [service])
    else own.push(service)
  }
  const rank = ({ name, workload, type }: Service) => (name === workload ? 0 : type === 'ClusterIP' ? 1 : 2)
  for (const own of byWorkload.values()) own.sort((a, b) => rank(a) - rank(b))
  return { byWorkload, byExternal }
}

function targetOf(call: string, known: Known, workloads: Topology['workloads']): Target | undefined {
  if (call.startsWith('external:')) {
    const service = known.byExternal.get(call.slice('external:'.length))
    const [port] = service?.ports ?? []
    return service === undefined ? undefined : { service, called: port?.name, port }
  }
  const [callee = '', called = ''] = call.split('/')
  const wanted = Object.hasOwn(workloads, callee) ? workloads[callee]?.ports[called] : undefined
  if (wanted === undefined) return undefined
  for (const service of known.byWorkload.get(callee) ?? []) {
    // A headless name leads to the pod, where the port is the container's own.
    const number = service.type === 'Headless' ? wanted.targetPort : wanted.port
    const port = service.ports.find(
      (one) => one.port === number && one.targetPort === wanted.targetPort && one.transport === wanted.transport,
    )
    if (port !== undefined) return { service, called, port }
  }
  return undefined
}
