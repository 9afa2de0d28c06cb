// The ports of all Services of one workload → the ports of the workload in a topology: number, container port and protocol of each, and for
// each port of a Service the one it became. A way in from outside uses a port that is there rather than make a second one.
import type { Protocol, Transport } from '../../../domain/topology/index.ts'
import type { PodSet } from '../facts/pods.ts'
import type { PortFacts, ServiceFacts } from '../facts/services.ts'
import { type Spoken, spokenAt } from './protocols.ts'

export type DraftPort = {
  name: string
  port: number
  targetPort: number
  transport: Transport
  protocol: Protocol
  spoken: Spoken
  /** How sure the container port is. */
  target: { rule: string; confidence: number }
  from: { service: ServiceFacts; facts: PortFacts }
}

export type Ports = {
  all: readonly DraftPort[]
  /** What a port of one of these Services became. */
  of: (facts: PortFacts) => DraftPort
  /** Ports whose number two Services of the workload give to different container ports: the later ones had to move. */
  moved: readonly { draft: DraftPort; wanted: number }[]
}

const isInside = ({ form }: ServiceFacts): boolean => form === 'ClusterIP' || form === 'Headless'

export function portsOf(services: readonly ServiceFacts[], pods: readonly PodSet[]): Ports {
  const all: DraftPort[] = []
  const moved: { draft: DraftPort; wanted: number }[] = []
  const became = new Map<PortFacts, DraftPort>()
  const inside = services.filter(isInside)
  for (const service of [...inside, ...services.filter((one) => !isInside(one))]) {
    for (const facts of service.ports) {
      const { port: targetPort, ...target } = targetOf(facts, pods)
      const { transport } = facts
      const there = all.find(
        (one) =>
          one.transport === transport &&
          one.targetPort === targetPort &&
          (one.port === facts.port || !isInside(service)),
      )
      if (there !== undefined) {
        became.set(facts, there)
        continue
      }
      const spoken = spokenAt(facts, targetPort, pods)
      const port = freeNumber([facts.port, targetPort], transport, all)
      const name = freeName(nameOf(facts, targetPort, spoken, pods), port, all)
      const draft = {
        name,
        port,
        targetPort,
        transport,
        protocol: spoken.protocol,
        spoken,
        target,
        from: { service, facts },
      }
      // Callers of a balancer keep its number, whatever the one behind it is.
      if (port !== facts.port && service.form !== 'LoadBalancer') moved.push({ draft, wanted: facts.port })
      all.push(draft)
      became.set(facts, draft)
    }
  }
  return {
    all,
    moved,
    of: (facts) => {
      const draft = became.get(facts)
      if (draft === undefined) throw new Error('invariant broken: every port of a Service of the workload became one')
      return draft
    },
  }
}

type Target = { port: number; rule: string; confidence: number }

/** Without a word, and for 0, which is the same to the API server, it is the port itself. */
function targetOf({ port, target }: PortFacts, pods: readonly PodSet[]): Target {
  if (typeof target === 'number') return { port: target, rule: 'target-port', confidence: 1 }
  if (target === undefined) return { port, rule: 'target-port-is-port', confidence: 1 }
  const named = pods.flatMap(({ ports }) => ports).find(({ name }) => name === target)
  if (named !== undefined) return { port: named.port, rule: 'named-target-port', confidence: 1 }
  return { port, rule: 'named-target-port-unknown', confidence: pods.length === 0 ? 0.5 : 0.4 }
}

const LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/

function nameOf(facts: PortFacts, target: number, { protocol }: Spoken, pods: readonly PodSet[]): string {
  const inPods = pods.flatMap(({ ports }) =>
    ports.filter((one) => one.port === target && one.transport === facts.transport),
  )
  const names = [facts.name, typeof facts.target === 'string' ? facts.target : undefined, inPods[0]?.name]
  const given = names.find((name) => name !== undefined && LABEL.test(name))
  if (given !== undefined) return given
  return ['tcp', 'udp', 'sctp'].includes(protocol) ? `${protocol}-${facts.port}` : protocol
}

function freeName(name: string, port: number, all: readonly DraftPort[]): string {
  const isFree = (candidate: string) => all.every((one) => one.name !== candidate)
  const short = name.slice(0, 50)
  const candidates = [name, `${short}-${port}`, ...all.map((_, index) => `${short}-${port}-${index + 2}`)]
  return candidates.find(isFree) ?? `port-${all.length + 1}`
}

function freeNumber(wanted: readonly number[], transport: Transport, all: readonly DraftPort[]): number {
  const isFree = (number: number) => all.every((one) => one.port !== number || one.transport !== transport)
  const found = wanted.find(isFree)
  if (found !== undefined) return found
  let number = 10_000
  while (!isFree(number)) number += 1
  return number
}
