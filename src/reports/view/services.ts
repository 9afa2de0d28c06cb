// The Services of a design as a reader sees them: how callers come in, why it is so, and what lost.
import type { Route, Service, ServicePort } from '../../domain/design/design.ts'
import type { PlannedDesign } from '../../domain/plan/plan.ts'
import type { ReportService } from './report.ts'

export function servicesOf(design: PlannedDesign): ReportService[] {
  const routes = routesByService(design)
  const served = design.services.map(
    (service): ReportService => ({
      name: service.name,
      namespace: service.namespace,
      workload: service.workload ?? null,
      type: service.type,
      wayIn: wayIn(service, routes.get(keyOf(service.namespace, service.name)) ?? []),
      ports: service.ports.map(portShown),
      dns: service.dns.full,
      ...reasonOf(service),
    }),
  )
  const unserved = design.unserved.map(
    ({ workload, ...reason }): ReportService => ({
      name: workload,
      namespace: '',
      workload,
      type: null,
      wayIn: '-',
      ports: [],
      dns: null,
      ...reasonOf(reason),
    }),
  )
  return [...served, ...unserved]
}

const keyOf = (namespace: string, name: string): string => `${namespace}/${name}`

function routesByService({ entrances }: PlannedDesign): Map<string, Route[]> {
  const found = new Map<string, Route[]>()
  for (const route of entrances.flatMap((entrance) => entrance.routes)) {
    const key = keyOf(route.namespace, route.service)
    const known = found.get(key)
    if (known === undefined) found.set(key, [route])
    else known.push(route)
  }
  return found
}

function wayIn({ type, facing }: Service, routes: readonly Route[]): string {
  if (type === 'LoadBalancer') return facing?.scheme === 'internal' ? 'internal balancer' : 'load balancer'
  if (type === 'NodePort') return 'node port'
  const [first] = routes
  if (first === undefined) return type === 'ExternalName' ? 'leads outside' : 'inside only'
  const place = first.layer4 === undefined ? first.path.replace(/^\/$/, '') : `:${first.listen}`
  const address = `${first.host ?? '*'}${place}`
  return routes.length === 1 ? address : `${address} +${routes.length - 1}`
}

const portShown = ({ name, port, targetPort, transport }: ServicePort): string =>
  `${name} ${port === targetPort ? port : `${port} → ${targetPort}`} ${transport}`

const reasonOf = ({ because: { rule, text, source }, rejected }: Pick<Service, 'because' | 'rejected'>) => ({
  rule,
  why: text,
  source,
  rejected: rejected.map(({ type, because }) => ({ type, because })),
})
