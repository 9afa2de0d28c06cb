// What is open today and hardly meant to be: databases, ports for operators and remote procedure calls on public balancers, node ports that
// no balancer needs, protocols that their balancer takes for another.
import { PROTOCOLS } from '../../../domain/topology/index.ts'
import type { ServiceFacts } from '../facts/services.ts'
import { fieldsOf, listOf } from '../read/fields.ts'
import type { KubernetesObject } from '../read/objects.ts'
import { type Building, sideOfService } from '../topology/building.ts'
import { type Draft, placeOf } from '../topology/draft.ts'
import { backendsOf } from '../topology/from-ingresses.ts'
import { backendsOfRoutes } from '../topology/from-routes.ts'
import { isForOperators, storeAt } from '../topology/inside-only.ts'
import type { DraftPort } from '../topology/ports.ts'

export function checkOpenings(building: Building): void {
  const { cluster, drafts, ingresses, routes } = building
  const behind = new Set([...backendsOf(cluster, ingresses), ...backendsOfRoutes(cluster, routes)])
  for (const service of cluster.services) {
    const draft = drafts.ofService(service)
    if (service.form === 'LoadBalancer' && draft !== undefined) checkBalancer(service, draft, building)
    if (service.form === 'NodePort' && !behind.has(service)) sayNodePorts(service, draft, building)
  }
  for (const ingress of ingresses) checkSpoken(ingress.object, building)
}

const nameOf = ({ kind, namespace, name }: KubernetesObject): string => `${kind} ${namespace}/${name}`

function checkBalancer(service: ServiceFacts, draft: Draft, building: Building): void {
  const { provider, saidBy, notes } = building
  const said = saidBy(service)
  const isOpen =
    sideOfService(service, said, provider).scheme === 'public' &&
    (said.notMade === undefined || service.statusAddresses.length > 0)
  const isNarrow = [...service.sourceRanges, ...(said.sourceRanges ?? [])].some((range) => !range.endsWith('/0'))
  for (const facts of service.ports) {
    const port = draft.ports.of(facts)
    const place = placeOf(service.object, facts.at)
    const path = `${draft.path}/ports/${port.name}`
    const where = `port ${facts.port} of ${nameOf(service.object)}`
    const store = PROTOCOLS[port.protocol].database ? port.protocol : storeAt(port.targetPort, service.pods)
    if (isOpen && !isNarrow && store !== undefined) {
      notes.find(place, {
        code: 'DATABASE_IS_PUBLIC',
        severity: 'error',
        path,
        message: `A server of ${store} faces the internet today at ${where}.`,
        fix: 'Make the Service a ClusterIP, or its load balancer internal.',
      })
    } else if (isOpen && !isNarrow && isForOperators(port.name, [port.port, port.targetPort])) {
      notes.find(place, {
        code: 'OPERATORS_PORT_IS_PUBLIC',
        severity: 'warning',
        path,
        message: `"${port.name}" is there for those who run the workload and faces the internet today at ${where}.`,
        fix: 'Move it to a second Service of type ClusterIP with the same selector.',
      })
    } else if (isOpen && !isNarrow && port.protocol === 'thrift') {
      notes.find(place, {
        code: 'INSIDE_PROTOCOL_IS_PUBLIC',
        severity: 'warning',
        path,
        message: `Thrift, which knows neither callers nor encryption by itself, faces the internet today at ${where}.`,
        fix: 'Make the Service a ClusterIP, or its load balancer internal.',
      })
    }
    if (isTakenForHttp(facts.name, port)) sayTakenForHttp(place, path, where, port, building)
  }
}

/** It is called HTTP before the pods, and something else by them. */
const isTakenForHttp = (name: string | undefined, { protocol, spoken }: DraftPort): boolean =>
  /^https?(?:-|$)/.test(name ?? '') && (protocol === 'thrift' || protocol === 'grpc') && spoken.rule !== 'entrance-says'

function sayTakenForHttp(
  place: ReturnType<typeof placeOf>,
  path: string,
  where: string,
  { protocol }: DraftPort,
  { notes }: Building,
): void {
  notes.find(place, {
    code: 'TAKEN_FOR_HTTP',
    severity: 'warning',
    path,
    message: `${where} is called http, and the pods call it ${protocol}: what takes it for HTTP/1.1 breaks it.`,
    fix: `Name the port ${protocol}, and set its appProtocol${protocol === 'grpc' ? ' to kubernetes.io/h2c' : ''}.`,
  })
}

function checkSpoken({ namespace, spec }: KubernetesObject, building: Building): void {
  const { cluster, drafts } = building
  const told = new Set<ServiceFacts>()
  for (const rule of listOf(spec.rules)) {
    for (const path of listOf(fieldsOf(fieldsOf(rule).http).paths)) {
      const { name } = fieldsOf(fieldsOf(fieldsOf(path).backend).service)
      const service = cluster.service(namespace, String(name))
      const draft = service === undefined ? undefined : drafts.ofService(service)
      if (service === undefined || draft === undefined || told.has(service) || service.form === 'LoadBalancer') continue
      told.add(service)
      for (const facts of service.ports) {
        const port = draft.ports.of(facts)
        const where = `port ${facts.port} of ${nameOf(service.object)}`
        if (isTakenForHttp(facts.name, port))
          sayTakenForHttp(placeOf(service.object, facts.at), `${draft.path}/ports/${port.name}`, where, port, building)
      }
    }
  }
}

function sayNodePorts(service: ServiceFacts, draft: Draft | undefined, { notes }: Building): void {
  const numbers = service.ports.flatMap(({ nodePort }) => nodePort ?? [])
  const shown = numbers.length === 0 ? 'a port' : `port ${numbers.slice(0, 8).join(', ')}`
  notes.find(placeOf(service.object), {
    code: 'NODE_PORT_OPEN',
    severity: 'warning',
    path: draft?.path ?? '',
    message: `${nameOf(service.object)} is open at ${shown} of every node, past any load balancer and its rules.`,
    fix: 'Make it a ClusterIP where nobody outside needs it, else give it an entrance or a load balancer.',
  })
}
