// What services say of one another → who calls whom, on which port. First every port that a caller names is learnt, then the calls
// are written with the names those ports have got.
import type { Protocol } from '../../domain/topology/index.ts'
import { defaultPort } from '../draft/addresses.ts'
import type { Draft } from '../draft/draft.ts'
import type { Mention, Mentions } from './mentions.ts'
import { type Ground, keyOf, learnPort, learnProtocol, type NamedPort, type PortFacts } from './port-facts.ts'
import { type ComposeService, shareNetwork } from './service.ts'

export type Calling = {
  services: ReadonlyMap<string, ComposeService>
  facts: ReadonlyMap<string, PortFacts>
  mentions: ReadonlyMap<string, Mentions>
  draft: Draft
}

const SPOKEN: Readonly<Record<string, Protocol>> = {
  http: 'http',
  https: 'https',
  ws: 'websocket',
  wss: 'websocket',
  grpc: 'grpc',
  postgres: 'postgres',
  postgresql: 'postgres',
  mysql: 'mysql',
  mariadb: 'mysql',
  redis: 'redis',
  rediss: 'redis',
  mongodb: 'mongodb',
  amqp: 'amqp',
  mqtt: 'mqtt',
  kafka: 'kafka',
  thrift: 'thrift',
}

/** Ports that nobody but a caller speaks of; and what each port speaks, where a scheme says. */
export function learnFromCallers({ services, facts, mentions, draft }: Calling): void {
  for (const [written, { services: mentioned }] of mentions) {
    const caller = services.get(written)
    for (const mention of mentioned) {
      const callee = services.get(mention.callee)
      const known = facts.get(mention.callee)
      if (caller === undefined || callee === undefined || known === undefined || !shareNetwork(caller, callee)) continue
      const { scheme, ground } = mention
      // With nothing else to go by, the port that the scheme itself means.
      const number = mention.port ?? (known.size === 0 ? defaultPort(scheme) : undefined)
      const published = number === undefined ? undefined : mistakenFor(number, known)
      if (published !== undefined) tellPublished(caller, callee, mention, published, draft)
      const meant = published ?? number
      const fact =
        meant === undefined
          ? undefined
          : learnPort(known, meant, 'TCP', { ...ground, rule: 'port-from-caller', confidence: 0.6 })
      const protocol = scheme !== undefined && Object.hasOwn(SPOKEN, scheme) ? SPOKEN[scheme] : undefined
      if (protocol !== undefined) learnProtocol(fact, protocol, { ...ground, confidence: 0.8 })
    }
  }
}

/** The container port behind a number that is only published: reached from the machine, not from another container. */
function mistakenFor(number: number, known: PortFacts): number | undefined {
  if (known.has(keyOf(number, 'TCP'))) return undefined
  return [...known.values()].find(({ published }) => published.some((port) => port.published === number))?.number
}

function tellPublished(
  caller: ComposeService,
  callee: ComposeService,
  { port, ground }: Mention,
  meant: number,
  draft: Draft,
) {
  draft.note({
    code: 'CALLS_PUBLISHED_PORT',
    severity: 'warning',
    path: ['workloads', caller.name],
    message: `${caller.name} calls ${callee.name} on ${port}, which is only published on the machine; inside, it listens on ${meant}. That is taken.`,
    fix: `Let ${caller.name} call ${callee.name} on ${meant}.`,
    from: ground.from,
  })
}

export type Calls = ReadonlyMap<string, Ground>

/** The calls of one service to others, each with its surest ground. */
export function callsOf(
  caller: ComposeService,
  { services, mentions, draft }: Calling,
  named: ReadonlyMap<string, readonly NamedPort[]>,
): Map<string, Ground> {
  const calls = new Map<string, Ground>()
  const spokenTo = new Set<string>()
  const mentioned = mentions.get(caller.written)?.services ?? []
  const exact = mentioned.filter((mention) => mention.port !== undefined || mention.scheme !== undefined)
  for (const mention of [...exact, ...mentioned.filter((other) => !exact.includes(other))]) {
    const callee = services.get(mention.callee)
    const ports = named.get(mention.callee) ?? []
    if (callee === undefined) continue
    if (!shareNetwork(caller, callee)) tellNetworks(caller, callee, mention, draft)
    else if (ports.length === 0) tellPortless(caller, callee, mention, draft)
    else {
      const one = portMeant(mention, ports)
      // Who says exactly where it calls a service has said it for the vaguer words as well.
      if (one === undefined && spokenTo.has(mention.callee)) continue
      spokenTo.add(mention.callee)
      for (const call of callsTo(callee.name, one, ports)) {
        if ((calls.get(call)?.confidence ?? 0) < mention.ground.confidence) calls.set(call, mention.ground)
      }
    }
  }
  return calls
}

function portMeant({ port, scheme }: Mention, ports: readonly NamedPort[]): NamedPort | undefined {
  if (port !== undefined) {
    return (
      ports.find(({ number, transport }) => number === port && transport === 'TCP') ??
      ports.find(({ published }) => published.some((entry) => entry.published === port))
    )
  }
  const number = defaultPort(scheme)
  return ports.find((candidate) => candidate.number === number && candidate.transport === 'TCP')
}

/** Without a port: all that callers are there for, which the ports of operators and debuggers are not. */
function callsTo(name: string, one: NamedPort | undefined, ports: readonly NamedPort[]): string[] {
  if (one !== undefined) return [ports.length === 1 ? name : `${name}/${one.name}`]
  const meant = ports.filter(({ isAdmin }) => !isAdmin)
  return meant.length === 0 || meant.length === ports.length ? [name] : meant.map((port) => `${name}/${port.name}`)
}

function tellNetworks(
  caller: ComposeService,
  callee: ComposeService,
  { isOrder, ground }: Mention,
  draft: Draft,
): void {
  if (isOrder) return
  draft.note({
    code: 'NO_SHARED_NETWORK',
    severity: 'warning',
    path: ['workloads', caller.name],
    message: `${caller.name} names ${callee.name}, but they have no network in common; no call is taken over.`,
    fix: 'Give both a common network, or remove the name.',
    from: ground.from,
  })
}

/** Waiting for a service without ports is an order of starting, nothing more. */
function tellPortless(
  caller: ComposeService,
  callee: ComposeService,
  { isOrder, ground }: Mention,
  draft: Draft,
): void {
  draft.note({
    code: isOrder ? 'START_ORDER_IGNORED' : 'CALLEE_WITHOUT_PORT',
    severity: isOrder ? 'info' : 'warning',
    path: ['workloads', caller.name],
    message: isOrder
      ? `${caller.name} starts after ${callee.name}, which listens on no port: Kubernetes knows no such order, and no call is taken over.`
      : `${caller.name} names ${callee.name}, but nothing says on which port it listens; no call is taken over.`,
    ...(isOrder ? {} : { fix: `Write the port of ${callee.name} under \`expose\`.` }),
    from: ground.from,
  })
}
