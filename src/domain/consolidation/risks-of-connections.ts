// What becomes of connections that went through a balancer at layer 4 and now through a shared entrance: whose address the workload sees,
// and how long a connection may be silent.
import { listed } from '../design/rule.ts'
import { compareText } from '../finding.ts'
import type { Protocol } from '../topology/index.ts'
import type { Risk } from './consolidation.ts'
import type { SharedGroup } from './shared-group.ts'

export const CONNECTION_RISKS = [clientAddress, clientAddressAtLayer4, idleTimeout] as const

type Moved = { workload: string; port: string; protocol: Protocol; kept: boolean }

/** The ports that faced outside through a LoadBalancer Service, and whether the caller's address was on what arrived. */
function fromServices({ sharing, topology, provider }: SharedGroup): Moved[] {
  return sharing.units.flatMap(({ service, routes }) => {
    if (service === undefined) return []
    return routes.flatMap(({ workload, port: name, protocol }) => {
      const port = service.ports.find((one) => one.name === name) ?? service.ports[0]
      if (port === undefined) return []
      const kept = provider.arrival.service(service, port, topology).callerAddress === 'kept'
      return [{ workload, port: name, protocol, kept }]
    })
  })
}

const namesOf = (moved: readonly { workload: string }[]): string[] =>
  [...new Set(moved.map(({ workload }) => workload))].sort(compareText)

function clientAddress(shared: SharedGroup): Risk[] {
  const moved = shared.atLayer4 ? [] : fromServices(shared)
  if (moved.length === 0) return []
  const kept = namesOf(moved.filter((one) => one.kept))
  const before =
    kept.length === 0
      ? 'a node or the balancer was there before'
      : `${listed(kept)} ${kept.length === 1 ? 'sees' : 'see'} the caller there today`
  return [
    {
      code: 'CLIENT_ADDRESS_IN_HEADER',
      affects: namesOf(moved),
      text: `The connection comes from the entrance (${before}), and the caller's address in X-Forwarded-For: logs, limits and allow-lists by address must read that header, and take it from the entrance alone, since anybody can send one.`,
      check:
        'Send a request with X-Forwarded-For: 192.0.2.1 through the new entrance and look at what the workload logs as the client.',
    },
  ]
}

/** A proxy that hands on connections puts its own address in the caller's place; no header tells. */
function clientAddressAtLayer4(shared: SharedGroup): Risk[] {
  const { entrance, atLayer4, provider } = shared
  if (!atLayer4) return []
  const replaced = new Set(
    entrance.routes
      .filter((route) => provider.layer4?.callerAddress(entrance, route) === 'replaced')
      .map(({ workload, port }) => `${workload} ${port}`),
  )
  const lost = fromServices(shared).filter(({ workload, port, kept }) => kept && replaced.has(`${workload} ${port}`))
  if (lost.length === 0) return []
  return [
    {
      code: 'CLIENT_ADDRESS_REPLACED',
      affects: namesOf(lost),
      text: `Connections come from the proxy of ${entrance.name}: the caller's address, which is on them today, is told nowhere.`,
      check: 'Look at what the workload logs and decides by the address of its clients.',
    },
  ]
}

/** These hold a connection open for as long as both ends like. */
const LONG_LIVED: readonly Protocol[] = ['websocket', 'grpc', 'http2']

function idleTimeout(shared: SharedGroup): Risk[] {
  const { entrance, topology, provider, atLayer4 } = shared
  const moved = atLayer4 ? [] : fromServices(shared)
  if (moved.length === 0) return []
  const asked = entrance.idleTimeoutSeconds
  const limits = moved.map((one) => ({ ...one, cut: provider.shared?.cutAfter?.(entrance, one.protocol) }))
  const cuts = [...new Set(limits.flatMap(({ cut }) => cut?.cut ?? []))]
  const long = limits.filter(({ workload, protocol, cut }) => {
    const seconds = asked ?? cut?.seconds
    const stays = topology.workloads[workload]?.traffic.connectionSeconds ?? 0
    return LONG_LIVED.includes(protocol) || (seconds !== undefined && stays > seconds)
  })
  const applies =
    asked !== undefined
      ? `${asked} s are asked for`
      : cuts.length === 0
        ? `how long class ${entrance.class} lets one be silent stands in its implementation's documentation`
        : cuts.join('; ')
  const named =
    long.length === 0
      ? ''
      : ` Long-lived ones: ${listed([...new Set(long.map(({ workload, port, protocol }) => `${workload}/${port} (${protocol})`))].sort(compareText))}.`
  return [
    {
      code: 'IDLE_TIMEOUT',
      affects: namesOf(moved),
      text: `Connections that went through at layer 4 meet the timeouts of layer 7: ${applies}.${named}`,
      check:
        'Ask for the longest silence on a connection and the slowest answer (uploads, exports, long polling), and name it in idleTimeoutSeconds.',
    },
  ]
}
