// Units of one class → kinds: units of one kind weigh the same and take the same room, so that only how many of each share is to be found
// out, and twenty equal workloads are as quick to weigh as one.
import { compareText } from '../finding.ts'
import type { Topology } from '../topology/index.ts'
import type { Unit } from './units.ts'
import type { Scales } from './weigh.ts'

/** Each kind with its units in order; kinds in the order of their first unit. */
export function kindsOf(units: readonly Unit[], topology: Topology, scales: Scales): Unit[][] {
  const hosts = countOf(units, ({ host }) => host)
  const secrets = countOf(units, ({ namespace, tls }) =>
    tls.secret === undefined ? undefined : `${namespace} ${tls.secret}`,
  )
  const kinds = new Map<string, Unit[]>()
  for (const unit of units) {
    const routes = unit.routes.map(({ listen, tls, protocol, layer4, host, path, namespace }) => [
      listen,
      protocol,
      layer4?.transport,
      tls.mode,
      tls.certificateArn,
      // What several units have is told by its name: together they take less room than apart.
      (hosts.get(host ?? '') ?? 0) > 1 ? [host, path] : null,
      (secrets.get(`${namespace} ${tls.secret}`) ?? 0) > 1 ? [namespace, tls.secret] : null,
    ])
    const { service, entrance } = unit
    const { hosts: _hosts, until: _until, ...facing } = service?.facing ?? { hosts: [] }
    const stands =
      service === undefined
        ? [entrance?.class, entrance?.listeners, entrance?.staticIP]
        : [service.ports.map(({ port, transport }) => [port, transport]), facing]
    const traffic = [...new Set(unit.ways.map(({ workload }) => workload))].map(
      (workload) => topology.workloads[workload]?.traffic,
    )
    const key = JSON.stringify([stands, routes, scales.load(unit), traffic])
    const known = kinds.get(key)
    if (known === undefined) kinds.set(key, [unit])
    else known.push(unit)
  }
  return [...kinds.values()]
}

/** In how many units each is found. */
function countOf(units: readonly Unit[], keyOf: (route: Unit['routes'][number]) => string | undefined) {
  const counts = new Map<string, number>()
  for (const { routes } of units) {
    for (const key of new Set(routes.flatMap((route) => keyOf(route) ?? [])))
      counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return new Map([...counts].sort(([a], [b]) => compareText(a, b)))
}
