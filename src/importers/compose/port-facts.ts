// What is known of the ports of each service, from wherever it is said: published and exposed ports, the image, the healthcheck, a
// label, or whoever calls it. The surest ground wins; a name is chosen when all is known.
import { inferProtocol } from '../../domain/topology/protocols.ts'
import { Protocol, type Transport } from '../../domain/topology/vocabulary.ts'
import type { Draft, Ground } from '../draft/draft.ts'
import type { WellKnownImage } from '../draft/images.ts'
import { portName } from '../draft/names.ts'
import { childOf, itemsOf, type Place } from '../tree/node.ts'
import { type PublishedPort, RANGE_AT_MOST, readPort } from './ports.ts'
import { type ComposeService, knownPort } from './service.ts'

export type { Ground }
export type PortFact = {
  number: number
  transport: Transport
  ground: Ground
  protocol?: { is: Protocol; ground: Ground }
  wishedName?: string
  published: PublishedPort[]
  isAdmin: boolean
}
/** By number and transport. */
export type PortFacts = Map<string, PortFact>

const PORTS_AT_MOST = 100

export const keyOf = (number: number, transport: Transport): string => `${number} ${transport}`

/** A port somebody says the service listens on; said twice, the surer ground stays. */
export function learnPort(
  facts: PortFacts,
  number: number,
  transport: Transport,
  ground: Ground,
): PortFact | undefined {
  const key = keyOf(number, transport)
  const known = facts.get(key)
  if (known !== undefined) {
    if (known.ground.confidence < ground.confidence) known.ground = ground
    return known
  }
  if (facts.size >= PORTS_AT_MOST) return undefined
  const fact: PortFact = { number, transport, ground, published: [], isAdmin: false }
  facts.set(key, fact)
  return fact
}

export function learnProtocol(fact: PortFact | undefined, is: Protocol, ground: Ground): void {
  if (fact === undefined || (fact.protocol?.ground.confidence ?? 0) >= ground.confidence) return
  fact.protocol = { is, ground }
}

/** What the service itself says: `ports`, `expose`, and its image. */
export function ownPorts(service: ComposeService, draft: Draft): PortFacts {
  const facts: PortFacts = new Map()
  for (const item of itemsOf(childOf(service.node, 'ports'))) {
    const { ports, problem } = readPort(item)
    if (problem !== undefined) refuse(service, problem, item, draft)
    for (const port of ports) {
      const fact = learnPort(facts, port.container, port.transport, { from: item, rule: 'ports', confidence: 1 })
      if (fact === undefined) {
        refuse(service, `a service can have ${PORTS_AT_MOST} ports here, and has more`, item, draft)
        break
      }
      fact.published.push(port)
      if (port.name !== undefined) fact.wishedName = port.name
      const protocol = Protocol.safeParse(port.protocol?.toLowerCase())
      if (protocol.success) learnProtocol(fact, protocol.data, { from: item, rule: 'app-protocol', confidence: 0.95 })
    }
  }
  for (const item of itemsOf(childOf(service.node, 'expose'))) {
    const { ports, problem } = readPort(item)
    if (problem !== undefined) refuse(service, problem, item, draft)
    for (const port of ports)
      learnPort(facts, port.container, port.transport, { from: item, rule: 'expose', confidence: 1 })
  }
  learnFromImage(service, facts)
  return facts
}

function refuse(service: ComposeService, problem: string, from: Place, draft: Draft): void {
  draft.note({
    code: 'PORT_NOT_READ',
    severity: 'warning',
    path: ['workloads', service.name],
    message: `A port of the service "${service.written.slice(0, 63)}" is left out: ${problem}.`,
    fix: `Write single ports or ranges of at most ${RANGE_AT_MOST}.`,
    from,
  })
}

/** A store that says nothing of its ports has those of its image; so has anything else that says nothing at all. */
function learnFromImage(service: ComposeService, facts: PortFacts): void {
  const { known, image } = service
  if (known === undefined || image === undefined) return
  for (const fact of facts.values()) {
    const port = knownPort(service, fact.number)
    if (port === undefined) continue
    fact.isAdmin ||= port.role === 'admin'
    fact.wishedName ??= port.name
    learnProtocol(fact, port.protocol, { from: image.from, rule: 'image-port', confidence: 0.9 })
  }
  const keepsData = known.role === 'store' || known.role === 'cache'
  const allKnown = [...facts.values()].every(({ number }) => knownPort(service, number) !== undefined)
  if (facts.size > 0 && !keepsData) return
  const [only, second] = known.ports.filter(({ role }) => role === undefined)
  const [fact] = facts.values()
  // A server that has been given another number speaks what it always speaks.
  if (facts.size === 1 && !allKnown && fact !== undefined && only !== undefined && second === undefined) {
    fact.wishedName ??= only.name
    learnProtocol(fact, only.protocol, { from: image.from, rule: 'image-protocol', confidence: 0.6 })
  }
  if (facts.size === 0 || allKnown) addImagePorts(known, facts, image.from)
}

function addImagePorts(known: WellKnownImage, facts: PortFacts, from: Place): void {
  const missing = known.ports.filter(
    ({ port, role }) => (facts.size === 0 || role === undefined) && !facts.has(keyOf(port, 'TCP')),
  )
  for (const { name, port, protocol, role } of missing) {
    const ground = { from, rule: 'image-port', confidence: 0.8 }
    const fact = learnPort(facts, port, 'TCP', ground)
    if (fact === undefined) continue
    fact.wishedName = name
    fact.isAdmin = role === 'admin'
    learnProtocol(fact, protocol, ground)
  }
}

// Where frameworks listen while people develop with them; 9000 is left out, for it is as often PHP-FPM's.
const WEB_NUMBERS = new Set([
  81, 1337, 2368, 3000, 3001, 3002, 3003, 4000, 4200, 4321, 5000, 5001, 5173, 7000, 7001, 8000, 8001, 8008, 8081, 8082,
  8083, 8084, 8085, 8086, 8087, 8088, 8089, 8090, 8888, 9080,
])

/** When everybody has spoken: what nobody said is inferred from the number. */
function settleProtocol(fact: PortFact): { is: Protocol; ground: Ground } {
  if (fact.protocol !== undefined && fits(fact.protocol.is, fact.transport)) return fact.protocol
  const { protocol, because } = inferProtocol('', [fact.number], fact.transport)
  const isKnown = because.includes('well-known')
  if (!isKnown && fact.transport === 'TCP' && WEB_NUMBERS.has(fact.number))
    return { is: 'http', ground: { from: fact.ground.from, rule: 'usual-web-port', confidence: 0.6 } }
  const rule = isKnown ? 'well-known-port' : 'unknown-port'
  return { is: protocol, ground: { from: fact.ground.from, rule, confidence: isKnown ? 0.7 : 0.5 } }
}

const fits = (protocol: Protocol, transport: Transport): boolean =>
  transport === 'TCP' ? !['udp', 'sctp'].includes(protocol) : ['udp', 'sctp', 'dns'].includes(protocol)

/** Debuggers and profilers: Node, the JVM, Python, Go, .NET. */
const DEBUGGERS = [9229, 9230, 5005, 5678, 8787, 2345, 4711, 40_000, 6060]
/** What operators look at: metrics, and the consoles of brokers and proxies. */
const CONSOLES = [9090, 9091, 9093, 9100, 15_672, 15_692, 8025, 9443, 16_686, 19_999]
const FOR_OPERATORS = new Set([...DEBUGGERS, ...CONSOLES])

export type NamedPort = PortFact & { name: string; settled: { is: Protocol; ground: Ground } }

/** In the order of their numbers, so that the same ports always get the same names. */
export function nameThePorts(facts: PortFacts): NamedPort[] {
  const taken = new Set<string>()
  return [...facts.values()]
    .sort((a, b) => a.number - b.number || (a.transport < b.transport ? -1 : 1))
    .map((fact) => {
      const settled = settleProtocol(fact)
      const bare = settled.is === 'tcp' || settled.is === 'udp' || settled.is === 'sctp'
      const wished = fact.wishedName ?? (bare ? `${settled.is}-${fact.number}` : settled.is)
      const name = portName(wished, fact.number, taken)
      taken.add(name)
      const isAdmin = fact.isAdmin || FOR_OPERATORS.has(fact.number) || name === 'metrics'
      return { ...fact, name, settled, isAdmin }
    })
}
