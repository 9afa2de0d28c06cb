// One entry of `ports`, short or long → the container ports it publishes, and on which address of the machine
// (compose-spec 05-services.md, "ports").
import { childOf, isMap, type Node, textOf } from '../tree/node.ts'

export type PublishedPort = {
  container: number
  /** On the machine; absent when any free one will do. */
  published?: number
  /** Bound to an address that only the machine itself reaches. */
  isLocal: boolean
  transport: 'TCP' | 'UDP' | 'SCTP'
  mode?: string
  /** Of the protocol on top, where the long form says (`app_protocol`). */
  protocol?: string
  /** The long form may name a port. */
  name?: string
  from: Node
}
export type PortsRead = { ports: PublishedPort[]; problem?: string }

/** More than this and a range is not a handful of ports but a block of addresses, which no Service can carry. */
export const RANGE_AT_MOST = 50

// [address:][published[-end]:]container[-end][/protocol]; the address may be IPv6 in brackets.
const SHORT =
  /^(?:(\[[0-9a-fA-F:.%]+\]|\d+(?:\.\d+){3}|localhost):)?(?:(\d{1,5}(?:-\d{1,5})?)?:)?(\d{1,5}(?:-\d{1,5})?)(?:\/([a-zA-Z]+))?$/
const LOOPBACK = /^(?:127\.|localhost$|\[?::1\]?$)/

export function readPort(node: Node): PortsRead {
  return isMap(node) ? readLong(node) : readShort(node)
}

function readShort(node: Node): PortsRead {
  const text = (textOf(node) ?? '').trim()
  const [, address, published, container = '', transport = 'tcp'] = SHORT.exec(text) ?? []
  if (text === '' || text === ':') return { ports: [], problem: 'it is empty, perhaps for a variable that is not set' }
  if (container === '') {
    return { ports: [], problem: `"${text.slice(0, 60)}" is no port; write "8080:80", "127.0.0.1:8080:80/tcp" or "80"` }
  }
  return expandRange(container, published, { address, transport, from: node })
}

function readLong(node: Node): PortsRead {
  const text = (field: string) => textOf(childOf(node, field))
  const target = text('target')
  if (target === undefined) return { ports: [], problem: 'a port in the long form needs `target`' }
  const [mode, name, protocol] = [text('mode'), text('name'), text('app_protocol')]
  return expandRange(target, text('published'), {
    address: text('host_ip'),
    transport: text('protocol') ?? 'tcp',
    from: node,
    more: {
      ...(mode === undefined ? {} : { mode }),
      ...(name === undefined ? {} : { name }),
      ...(protocol === undefined ? {} : { protocol }),
    },
  })
}

type Around = {
  address: string | undefined
  transport: string
  from: Node
  more?: Partial<Pick<PublishedPort, 'mode' | 'name' | 'protocol'>>
}

function expandRange(container: string, published: string | undefined, around: Around): PortsRead {
  const [inside, outside] = [
    range(container),
    published === undefined || published === '' ? undefined : range(published),
  ]
  const transport = around.transport.toUpperCase()
  if (transport !== 'TCP' && transport !== 'UDP' && transport !== 'SCTP')
    return { ports: [], problem: `"${around.transport.slice(0, 20)}" is no transport; use tcp, udp or sctp` }
  if (inside === undefined || (published !== undefined && published !== '' && outside === undefined))
    return {
      ports: [],
      problem: 'a port must be a number from 1 to 65535, or a range that begins with the smaller one',
    }
  const count = inside.last - inside.first + 1
  if (count > RANGE_AT_MOST) {
    return {
      ports: [],
      problem: `a range of ${count} ports is more than the ${RANGE_AT_MOST} that are taken over; name the ports that are needed`,
    }
  }
  const outsideCount = outside === undefined ? count : outside.last - outside.first + 1
  // "8000-9000:80" publishes port 80 on one free number of the range.
  if (outsideCount !== count && count !== 1)
    return { ports: [], problem: `${count} container ports cannot be published on ${outsideCount} ports` }
  const isLocal = LOOPBACK.test(around.address ?? '')
  const ports = Array.from(
    { length: count },
    (_, index): PublishedPort => ({
      container: inside.first + index,
      ...(outside === undefined || outsideCount !== count ? {} : { published: outside.first + index }),
      isLocal,
      transport,
      ...around.more,
      from: around.from,
    }),
  )
  return { ports }
}

function range(text: string): { first: number; last: number } | undefined {
  const [, start, end] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? []
  const [first, last] = [Number(start), Number(end ?? start)]
  return first >= 1 && last <= 65_535 && first <= last ? { first, last } : undefined
}

/** Two entries with the same key are one port, and the later file's wins. */
export function portKey(node: Node): string {
  if (!isMap(node))
    return (textOf(node) ?? '')
      .trim()
      .toLowerCase()
      .replace(/\/tcp$/, '')
  const text = (field: string) => textOf(childOf(node, field))
  const [address, published, transport] = [text('host_ip'), text('published'), text('protocol')]
  const short = [address, published, text('target')].filter((part) => part !== undefined).join(':')
  return transport === undefined || transport === 'tcp' ? short : `${short}/${transport}`
}
