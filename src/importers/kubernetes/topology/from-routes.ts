// Routes of Gateways → ways in of the workloads behind them. Of several backends that share a rule's traffic the heaviest stands for all.

import { PROTOCOLS, speaksHttp } from '../../../domain/topology/index.ts'
import type { ExposureInput } from '../../../domain/topology/input.ts'
import type {
  GatewayFacts,
  Listener,
  Parent,
  RouteBackend,
  RouteFacts,
  RouteKind,
  RouteRule,
} from '../facts/gateways.ts'
import type { ServiceFacts } from '../facts/services.ts'
import { type Answered, hostFrom, pathFrom } from './answered.ts'
import { behindEntrance } from './behind.ts'
import { type Building, type Side, sideOfGateway } from './building.ts'
import { type Draft, expose, placeOf } from './draft.ts'
import type { DraftPort } from './ports.ts'

const isGateway = ({ kind }: Parent): boolean => kind === 'Gateway' || kind === 'ListenerSet'

/** The Services that routes of Gateways lead to. */
export const backendsOfRoutes = (cluster: Building['cluster'], routes: readonly RouteFacts[]): ServiceFacts[] =>
  routes
    .filter(({ parents }) => parents.some(isGateway))
    .flatMap(({ rules }) => rules.flatMap(({ backends }) => backends))
    .flatMap(({ namespace, service }) => cluster.service(namespace, service) ?? [])

export function exposeRoutes(building: Building, answered: Answered): void {
  for (const route of building.routes) {
    for (const parent of route.parents.filter(isGateway)) {
      for (const rule of route.rules) exposeRule(route, parent, rule, building, answered)
    }
  }
}

type Way = { host: string | undefined; listen: number; tls: ExposureInput['tls']; lost?: 'placeholder' | undefined }

function exposeRule(route: RouteFacts, parent: Parent, rule: RouteRule, building: Building, answered: Answered): void {
  const found = portBehind(rule, building)
  if (found === undefined) return
  const { draft, port, backend } = found
  sayShares(route, rule, backend, building)
  const http = route.kind === 'HTTPRoute' || route.kind === 'GRPCRoute'
  if (http) behindEntrance(port, undefined, route.kind === 'GRPCRoute' ? 'grpc' : 'http')
  const side = sideOf(parent, building)
  const to = side.scheme === 'public' && !PROTOCOLS[port.protocol].database ? 'internet' : 'vpc'
  for (const way of waysOf(route, parent, port)) {
    const paths = http ? pathsOf(route, rule, way, side, { draft, port }, building, answered) : [undefined]
    if (paths.length === 0) continue
    const narrow = paths.flatMap((path) => path ?? [])
    const usual = speaksHttp(port.protocol) ? (way.tls?.mode === 'none' ? 80 : 443) : port.port
    const exposure: ExposureInput = {
      port: port.name,
      to,
      ...(way.host === undefined ? {} : { hosts: [way.host] }),
      ...(narrow.length < paths.length ? {} : { paths: narrow }),
      ...(way.listen === usual ? {} : { listen: way.listen }),
      ...(way.tls === undefined ? {} : { tls: way.tls }),
    }
    const rules = { rule: 'gateway-route', confidence: 1 }
    const text = `Who reaches ${route.kind} ${route.object.namespace}/${route.object.name}? ${parent.gateway === undefined ? 'Its Gateway was not sent' : 'Its Gateway does not say'}.`
    const ground = { ...side, asks: { text, assumed: to, choices: ['internet', 'vpc'] } }
    expose(draft, building.notes, exposure, placeOf(route.object, rule.at), rules, {
      to: { rule: ground.rule, confidence: ground.confidence, asks: ground.asks },
    })
  }
}

function sideOf({ gateway }: Parent, { provider }: Building): Side {
  return gateway === undefined
    ? { scheme: 'public', rule: 'gateway-not-sent', confidence: 0.4 }
    : sideOfGateway(gateway, provider)
}

const CARRIES: Readonly<Record<RouteKind, readonly string[]>> = {
  HTTPRoute: ['HTTPS', 'HTTP'],
  GRPCRoute: ['HTTPS', 'HTTP'],
  TLSRoute: ['TLS'],
  TCPRoute: ['TCP', 'TLS'],
  UDPRoute: ['UDP'],
}

/** The listeners that take the route; of those with TLS and without, the ones with it. */
export function listenersFor({ kind }: RouteFacts, { gateway, sectionName, port }: Parent): Listener[] {
  const meant = (gateway?.listeners ?? []).filter(
    (one) => (sectionName === undefined || one.name === sectionName) && (port === undefined || one.port === port),
  )
  const first = CARRIES[kind].find((protocol) => meant.some((one) => one.protocol === protocol))
  return meant.filter((one) => one.protocol === first)
}

function waysOf(route: RouteFacts, parent: Parent, { transport, port }: DraftPort): Way[] {
  const listeners = listenersFor(route, parent)
  if (listeners.length === 0) {
    if (parent.gateway !== undefined && parent.gateway.listeners.length > 0) return []
    const listen = transport !== 'TCP' || route.kind === 'TCPRoute' ? (parent.port ?? port) : (parent.port ?? 80)
    const mode = route.kind === 'TLSRoute' ? 'passthrough' : 'none'
    return hostsOf(route, undefined).map((host) => ({ host, listen, tls: { mode } }))
  }
  return listeners.flatMap((listener) =>
    hostsOf(route, listener.hostname).map((host) => ({ host, listen: listener.port, tls: tlsOf(listener) })),
  )
}

function tlsOf({ protocol, passthrough, secret }: Listener): NonNullable<ExposureInput['tls']> {
  if (protocol === 'TLS' && passthrough) return { mode: 'passthrough' }
  if (protocol !== 'HTTPS' && protocol !== 'TLS') return { mode: 'none' }
  return { mode: 'terminate', ...(secret === undefined ? {} : { secret }) }
}

/** Those of the route that the listener has as well; the listener's own where the route names none. */
function hostsOf({ hostnames, kind }: RouteFacts, hostname: string | undefined): (string | undefined)[] {
  if (kind === 'TCPRoute' || kind === 'UDPRoute') return [undefined]
  if (hostnames.length === 0) return [hostFrom(hostname).value]
  const meets = (host: string) =>
    hostname === undefined || host === hostname || covers(hostname, host) || covers(host, hostname)
  return hostnames
    .filter(meets)
    .map((host) => hostFrom(hostname !== undefined && covers(host, hostname) ? hostname : host).value)
}

/** A wildcard of Gateway API stands for one label or more. */
const covers = (wide: string, host: string): boolean =>
  wide.startsWith('*.') && host.endsWith(wide.slice(1)) && host.length > wide.length - 1

type Found = { draft: Draft; port: DraftPort }

function pathsOf(
  { object, kind }: RouteFacts,
  { paths, at }: RouteRule,
  { host, listen }: Way,
  { scheme }: Side,
  { draft, port }: Found,
  { notes }: Building,
  answered: Answered,
): (string | undefined)[] {
  const name = `${kind} ${object.namespace}/${object.name}`
  return paths.flatMap(({ path, type }) => {
    const prefix = kind === 'GRPCRoute' ? { value: undefined } : pathFrom(path, type)
    const taken = answered.take({ side: scheme, listen, host, path: prefix.value }, name, `${draft.path} ${port.name}`)
    if (taken === undefined) return [prefix.value]
    if (!taken.same) {
      notes.find(placeOf(object, at), {
        code: 'ROUTE_NOT_CARRIED_OVER',
        severity: 'info',
        path: draft.path,
        message: `${name} tells requests apart at ${at} by more than host and path, or ${taken.by} has the same host and path: a topology leads them to one workload, and this rule is left out.`,
      })
    }
    return []
  })
}

type Behind = Found & { backend: RouteBackend }

function portBehind({ backends }: RouteRule, { cluster, drafts }: Building): Behind | undefined {
  const heaviest = [...backends].sort((a, b) => b.weight - a.weight)
  for (const backend of heaviest) {
    const service = cluster.service(backend.namespace, backend.service)
    const draft = service === undefined ? undefined : drafts.ofService(service)
    const facts = service?.ports.find(({ port }) =>
      backend.port === undefined ? service.ports.length === 1 : port === backend.port,
    )
    if (draft !== undefined && facts !== undefined) return { draft, port: draft.ports.of(facts), backend }
  }
  return undefined
}

function sayShares(
  { object, kind }: RouteFacts,
  { backends, at }: RouteRule,
  kept: RouteBackend,
  { notes }: Building,
): void {
  const others = backends.filter((one) => one !== kept && one.weight > 0)
  if (others.length === 0) return
  notes.find(placeOf(object, at), {
    code: 'SHARES_NOT_CARRIED_OVER',
    severity: 'info',
    path: '',
    message: `${kind} ${object.namespace}/${object.name} shares traffic among ${others.length + 1} Services at ${at}: a topology has no such shares, so ${kept.service} gets all of it.`,
  })
}

export const parentsOf = (routes: readonly RouteFacts[], gateway: GatewayFacts): RouteFacts[] =>
  routes.filter(({ parents }) => parents.some((parent) => parent.gateway === gateway))
