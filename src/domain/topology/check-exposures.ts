// The mistakes of exposures: clients and ports that are none, and wishes that the port, or another exposure, rules out.
import { BUILT_IN_CLIENTS, type Checking, hint } from './checking.ts'
import { entryOf } from './names.ts'
import { PROTOCOLS, speaksHttp } from './protocols.ts'
import { sidesOfNetworks } from './sides.ts'
import { type Client, type Exposure, NAMES_AT_MOST, type Port, type Topology, type Workload } from './topology.ts'

export function checkExposures(name: string, workload: Workload, checking: Checking): void {
  const { today, say, unread } = checking
  const path = `/workloads/${name}`
  workload.expose.forEach((exposure, index) => {
    const place = `${path}/expose/${index}`
    checkClients(exposure, checking.input.workloads[name]?.expose?.[index]?.to, place, checking)
    if (exposure.until !== undefined && exposure.until < today) {
      say(`${place}/until`, 'UNTIL_IN_THE_PAST', `must not be before today, ${today}; renew it or remove the exposure`)
    }
    // A port that is half read would be judged by what was guessed in place of the rest.
    if (unread(`${path}/ports/${exposure.port}`)) return
    const port = entryOf(workload.ports, exposure.port)
    if (port === undefined) {
      say(
        `${place}/port`,
        'UNKNOWN_PORT',
        () => `names no port of this workload${hint(exposure.port, Object.keys(workload.ports))}`,
      )
      return
    }
    checkWishes(exposure, port, place, checking)
    checkTermination(exposure, port, workload, place, checking)
  })
}

function checkClients(
  { to }: Exposure,
  written: string | string[] | undefined,
  place: string,
  { topology, say, unread }: Checking,
): void {
  const builtIn: readonly string[] = BUILT_IN_CLIENTS
  to.forEach((client, index) => {
    if (builtIn.includes(client) || Object.hasOwn(topology.clients, client) || unread(`/clients/${client}`)) return
    const where = Array.isArray(written) ? `${place}/to/${index}` : `${place}/to`
    const known = () => [...builtIn, ...Object.keys(topology.clients)]
    say(where, 'UNKNOWN_CLIENT', () => `names no client${hint(client, known())}`)
  })
}

function checkWishes(exposure: Exposure, port: Port, place: string, { topology, say, unread }: Checking): void {
  const { protocol, transport } = port
  // `host` and `path` are one more each than the lists beside them.
  for (const list of ['hosts', 'paths'] as const) {
    if (exposure[list].length > NAMES_AT_MOST)
      say(`${place}/${list}`, 'TOO_BIG', `must have at most ${NAMES_AT_MOST} items`)
  }
  const http = speaksHttp(protocol)
  const passed = exposure.tls.mode === 'passthrough' && !unread(`${place}/tls`)
  if (exposure.sticky?.by === 'cookie' && (!http || passed)) {
    const why = http ? 'TLS passed through hides the cookies' : `${protocol} has no cookies`
    say(`${place}/sticky`, 'COOKIE_STICKINESS_WITHOUT_HTTP', `${why}; use by: clientIP`)
  }
  if (transport !== 'TCP' && exposure.hosts.length + exposure.paths.length > 0) {
    say(place, 'HOST_OR_PATH_WITHOUT_TCP', `${transport} carries neither host nor path; remove them`)
  } else if (!http && exposure.paths.length > 0) {
    say(place, 'PATH_WITHOUT_HTTP', `${protocol} has no paths; remove them`)
  } else if (passed && exposure.paths.length > 0) {
    say(place, 'PATH_BEHIND_PASSTHROUGH', 'TLS passed through hides the paths; remove them or end TLS at the edge')
  }
  if (transport !== 'TCP' && exposure.tls.mode !== 'none') {
    say(`${place}/tls`, 'TLS_WITHOUT_TCP', `TLS needs TCP, the port is ${transport}; use mode: none`)
  }
  const networks = exposure.to.map((client) => entryOf(topology.clients, client)?.network ?? client)
  if (networks.includes('internet') && PROTOCOLS[protocol].database) {
    say(
      place,
      'DATABASE_EXPOSED_TO_INTERNET',
      `${protocol} must not face the internet; expose it to vpc, or to a client with its own network`,
    )
  }
}

/** One port cannot both end TLS itself and have it ended before it. */
function checkTermination(
  exposure: Exposure,
  port: Port,
  workload: Workload,
  place: string,
  { say, unread }: Checking,
): void {
  if (exposure.tls.mode !== 'terminate') return
  const siblings = place.replace(/\d+$/, '')
  const passed = workload.expose.some(
    (other, index) =>
      other.port === exposure.port && other.tls.mode === 'passthrough' && !unread(`${siblings}${index}/tls`),
  )
  if (passed || port.protocol === 'tls') {
    say(
      `${place}/tls/mode`,
      'TERMINATION_OF_PASSTHROUGH',
      `the port "${exposure.port}" is passed through: the workload ends TLS itself; use passthrough or another port`,
    )
  }
}

/** A hundred hosts times a hundred paths is ten thousand routes of one exposure; a topology of many would never be planned. */
export const ROUTES_AT_MOST = 10_000

type Answered = { host: string; path: string; keys: string[] }

/** Each host and path of an exposure, with one key for each side it is open on. */
function answeredBy({ to, hosts, paths, listen }: Exposure, { clients }: Topology): Answered[] {
  const sides = sidesOfNetworks(to.map((client) => networkOf(client, clients)))
  return hosts.flatMap((host) =>
    (paths.length === 0 ? ['/'] : paths).map((path) => {
      const place = path.length > 1 ? path.replace(/\/$/, '') : path
      return { host, path, keys: sides.map((side) => [side, listen, host, place].join(' ')) }
    }),
  )
}

/** A client nobody declared is one of the built-in ones, or a mistake told elsewhere. */
const networkOf = (client: string, clients: Topology['clients']): Client['network'] =>
  entryOf(clients, client)?.network ?? BUILT_IN_CLIENTS.find((builtIn) => builtIn === client) ?? 'internet'

/** Two exposures that answer to the same host and path on the same side and port: one of them would never be reached. */
export function checkRouteClashes({ topology, say, unread, original }: Checking): void {
  const taken = new Map<string, string>()
  let routes = 0
  for (const [name, workload] of Object.entries(topology.workloads)) {
    workload.expose.forEach((exposure, index) => {
      const place = `/workloads/${name}/expose/${index}`
      const before = routes
      routes += exposure.hosts.length * Math.max(1, exposure.paths.length)
      if (routes > ROUTES_AT_MOST && before <= ROUTES_AT_MOST) {
        say(
          place,
          'TOO_BIG',
          `hosts times paths must come to at most ${ROUTES_AT_MOST} routes in all; here they pass that`,
        )
      }
      if (routes > ROUTES_AT_MOST || unread(place)) return
      if (exposure.to.some((client) => unread(`/clients/${client}`))) return
      for (const answered of answeredBy(exposure, topology)) {
        const others = new Set(answered.keys.flatMap((key) => taken.get(key) ?? []))
        others.delete(place)
        for (const other of others) {
          say(
            place,
            'DUPLICATE_ROUTE',
            `${answered.host}${answered.path} is also exposed by ${original(other)}; give one of them another host or path`,
          )
        }
        for (const key of answered.keys) taken.set(key, place)
      }
    })
  }
}
