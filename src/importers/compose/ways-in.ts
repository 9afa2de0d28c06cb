// The ways into one service: those its labels name, with their hosts, and those its published ports leave to be assumed.
import { Subdomain } from '../../domain/topology/names.ts'
import { speaksHttp } from '../../domain/topology/protocols.ts'
import type { Draft } from '../draft/draft.ts'
import { isPrivate, siteOf } from '../draft/host.ts'
import { askWho, type ExposureInput, exposureOf, groundOf, leastSure, type Verdict, verdictOn } from './exposures.ts'
import type { Ground, NamedPort } from './port-facts.ts'
import type { RouteHint } from './routes.ts'
import type { ComposeService } from './service.ts'

export type WaysIn = {
  service: ComposeService
  ports: readonly NamedPort[]
  hints: readonly RouteHint[]
  /** A proxy that reads labels, with labels there to read. */
  isBehindProxy: boolean
  isJob: boolean
  /** Who has which route: a host and path lead to one place. */
  taken: Map<string, ComposeService>
}

type Way = { exposure: ExposureInput; ground: Ground }

export function putWaysIn(ways: WaysIn, draft: Draft): void {
  const { service, ports, hints, isJob } = ways
  if (isJob) return
  const named = hints.flatMap((hint) => hinted(hint, ways, draft))
  const hintedPorts = new Set(named.map(({ exposure }) => exposure.port))
  const nameless = new Map(hints.filter(isNameless).map((hint) => [portOf(hint, ports)?.name, hint]))
  const verdicts = ports
    .filter(({ name }) => !hintedPorts.has(name))
    .map((port): Verdict => {
      const hint = nameless.get(port.name)
      if (hint === undefined) return verdictOn({ port, service, isBehindProxy: ways.isBehindProxy })
      return { port, to: 'internet', rule: 'route-without-host', confidence: 0.4, from: hint.from }
    })
  const assumed = verdicts.filter(({ to }) => to !== undefined).map((verdict) => exposureOf(verdict))
  const list = [...named.map(({ exposure }) => exposure), ...assumed]
  tellInside(service, verdicts, draft)
  const least = leastSure(verdicts.filter(({ rule }) => rule !== 'not-published'))
  const unsure = least !== undefined && least.confidence < 0.5
  if (list.length === 0 && !unsure) return
  const ground = unsure || named[0] === undefined ? least && groundOf(least) : named[0].ground
  if (ground === undefined) return
  const path = ['workloads', service.name, 'expose']
  draft.put(path, list, { ...ground, ...(unsure ? { ask: askWho(service, verdicts, list) } : {}) })
  const grounds = [
    ...named.map((way) => way.ground),
    ...verdicts.filter(({ to }) => to !== undefined).map((verdict) => groundOf(verdict)),
  ]
  for (const [index, way] of grounds.entries()) draft.trace([...path, index], way)
}

function hinted(written: RouteHint, ways: WaysIn, draft: Draft): Way[] {
  const { service, ports } = ways
  const port = portOf(written, ports)
  // Who routes by host and path has ended TLS before, even when the workload speaks it again.
  const hint = { ...written, isTls: written.isTls || port?.settled.is === 'https' }
  const { hosts, paths, refused } = siteOf(hint.hosts, hint.paths)
  if (port === undefined || refused.length > 0 || hint.isPartial) tellPartly(service, port, refused, hint, draft)
  // Its owner is asked who comes in, for no name says it.
  if (port === undefined || isNameless(hint)) return []
  return bySide(hosts).flatMap(({ to, names }) => {
    const free = names.filter((host) => claim(host, paths, hint, ways))
    const lost = names.filter((host) => ownerOf(host, paths, hint, ways) !== service)
    if (lost.length > 0) tellTaken(service, lost, hint, draft)
    if (names.length > 0 && free.length === 0) return []
    const exposure: ExposureInput = {
      port: port.name,
      to,
      ...(free.length === 0 ? {} : { hosts: free }),
      ...(paths.length === 0 ? {} : { paths }),
      ...(hint.isTls ? { tls: tlsOf(hint) } : {}),
    }
    return [{ exposure, ground: { from: hint.from, rule: hint.rule, confidence: free.length === 0 ? 0.6 : 0.8 } }]
  })
}

const tlsOf = ({ secret }: RouteHint): ExposureInput['tls'] => ({
  mode: 'terminate',
  ...(secret !== undefined && Subdomain.safeParse(secret).success ? { secret } : {}),
})

function tellPartly(
  service: ComposeService,
  port: NamedPort | undefined,
  refused: readonly string[],
  { from }: RouteHint,
  draft: Draft,
): void {
  const words = refused.slice(0, 3).map((word) => `"${word.slice(0, 60)}"`)
  const why =
    port === undefined
      ? 'it leads to no port that speaks HTTP'
      : refused.length > 0
        ? `${words.join(', ')} is no host or path that others could find`
        : 'it matches on more than host and path'
  draft.note({
    code: 'ROUTE_PARTLY_READ',
    severity: 'warning',
    path: ['workloads', service.name],
    message: `A route to ${service.name} is not taken over whole: ${why}.`,
    fix: 'Write the real host, path and port into the topology.',
    from,
  })
}

/** Without a host, everybody may come. */
function bySide(hosts: readonly string[]): { to: 'internet' | 'vpc'; names: string[] }[] {
  const sides = [
    { to: 'internet' as const, names: hosts.filter((host) => !isPrivate(host)) },
    { to: 'vpc' as const, names: hosts.filter(isPrivate) },
  ]
  return hosts.length === 0 ? [{ to: 'internet', names: [] }] : sides.filter(({ names }) => names.length > 0)
}

/** It names hosts, and none that anybody but the developer finds. */
const isNameless = (hint: RouteHint): boolean => hint.hosts.length > 0 && siteOf(hint.hosts, []).hosts.length === 0

const keysOf = (host: string, paths: readonly string[], { isTls }: RouteHint): string[] =>
  (paths.length === 0 ? ['/'] : paths).map((path) => `${isTls ? 443 : 80} ${host} ${path}`)

const ownerOf = (host: string, paths: readonly string[], hint: RouteHint, { taken }: WaysIn) =>
  keysOf(host, paths, hint).flatMap((key) => taken.get(key) ?? [])[0]

/** Is the host free on all its paths? Then it is taken from now on. */
function claim(host: string, paths: readonly string[], hint: RouteHint, ways: WaysIn): boolean {
  if (ownerOf(host, paths, hint, ways) !== undefined) return false
  for (const key of keysOf(host, paths, hint)) ways.taken.set(key, ways.service)
  return true
}

/** The port it names; else what speaks HTTP, lowest number first. Nothing else can be told apart by host. */
function portOf({ number }: RouteHint, ports: readonly NamedPort[]): NamedPort | undefined {
  const web = ports.filter(({ settled }) => speaksHttp(settled.is))
  return web.find((port) => port.number === number) ?? web.find(({ isAdmin }) => !isAdmin) ?? web[0]
}

function tellTaken(service: ComposeService, hosts: readonly string[], { from }: RouteHint, draft: Draft): void {
  draft.note({
    code: 'ROUTE_TAKEN',
    severity: 'warning',
    path: ['workloads', service.name, 'expose'],
    message: `${hosts
      .slice(0, 3)
      .map((host) => host.slice(0, 60))
      .join(', ')} leads to another service already; the route to ${service.name} is left out.`,
    fix: 'Give one of them another host or path.',
    from,
  })
}

/** What is published and yet stays inside is worth a word where somebody may miss it. */
function tellInside(service: ComposeService, verdicts: readonly Verdict[], draft: Draft): void {
  for (const { port, rule } of verdicts) {
    if (rule !== 'database-stays-inside' && rule !== 'proxy-is-replaced') continue
    const isProxy = rule === 'proxy-is-replaced'
    draft.note({
      code: isProxy ? 'PROXY_REPLACED' : 'DATABASE_PORT_PUBLISHED',
      severity: 'info',
      path: ['workloads', service.name, 'ports', port.name],
      message: isProxy
        ? `${service.name} reads the labels of containers, which Kubernetes has not; an entrance takes its place with the routes of those labels, and ${port.number} is not exposed.`
        : `${service.name} publishes ${port.number} (${port.settled.is}) on the machine; in the cluster it is reached from inside only.`,
      ...(isProxy ? { fix: 'Remove the proxy from the workloads once the entrance serves.' } : {}),
      from: groundOf({ port, to: undefined, rule, confidence: 1 }).from,
    })
  }
}
