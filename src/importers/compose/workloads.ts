// One service → one workload of the topology, field by field, each with the place it comes from.

import { Path } from '../../domain/topology/names.ts'
import { PROTOCOLS, speaksHttp } from '../../domain/topology/protocols.ts'
import type { Draft } from '../draft/draft.ts'
import { childOf, countOf, type Node, textOf } from '../tree/node.ts'
import type { Calls } from './calls.ts'
import { type Healthcheck, readHealthcheck } from './healthcheck.ts'
import { type KindOf, replicasOf } from './kinds.ts'
import { type Ground, keyOf, learnPort, learnProtocol, type NamedPort, type PortFacts } from './port-facts.ts'
import { putResources } from './resources.ts'
import { type ComposeService, label } from './service.ts'

export function putWorkload(
  service: ComposeService,
  ports: readonly NamedPort[],
  calls: Calls,
  { kind, ground }: KindOf,
  draft: Draft,
): void {
  const path = ['workloads', service.name]
  draft.put([...path, 'kind'], kind, ground)
  const replicas = replicasOf(service, kind)
  if (replicas !== undefined)
    draft.put([...path, 'replicas'], replicas.count, { from: replicas.from, rule: 'replicas', confidence: 1 })
  putImage(service, draft)
  for (const port of ports) putPort(service, port, draft)
  const sorted = [...calls].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [index, [call, why]] of sorted.entries()) draft.put([...path, 'calls', index], call, why)
  putResources(service, draft)
  putProbe(service, ports, draft)
  putDiscovery(service, kind, draft)
}

function putImage(service: ComposeService, draft: Draft): void {
  const { image, node, name, written } = service
  const path = ['workloads', name, 'image']
  if (image !== undefined) draft.put(path, image.text, { from: image.from, rule: 'image', confidence: 1 })
  const broken = image === undefined ? childOf(node, 'image') : undefined
  if (broken === undefined || textOf(broken) === undefined) return
  draft.note({
    code: 'IMAGE_NOT_READ',
    severity: 'warning',
    path: ['workloads', name],
    message: `The image of "${written.slice(0, 63)}" is no reference that a registry takes, perhaps for a variable that is not set; it is left out.`,
    fix: 'Write the image into the topology to have the manifest of the workload written too.',
    from: broken,
  })
}

function putPort({ name }: ComposeService, port: NamedPort, draft: Draft): void {
  const path = ['workloads', name, 'ports', port.name]
  const { settled, transport, number, ground } = port
  draft.put([...path, 'port'], number, ground)
  draft.put([...path, 'protocol'], settled.is, settled.ground)
  if (transport !== PROTOCOLS[settled.is].transport) draft.put([...path, 'transport'], transport, ground)
}

/** Before ports are named: what the healthcheck asks is a port that the container listens on. */
export function learnFromHealthcheck(service: ComposeService, facts: PortFacts): void {
  const check = readHealthcheck(service)
  const { asked, from } = check ?? {}
  if (asked?.number === undefined || from === undefined || asked.number < 1 || asked.number > 65_535) return
  const ground = { from, rule: 'port-from-healthcheck', confidence: 0.7 }
  const fact = learnPort(facts, asked.number, 'TCP', ground)
  if (asked.protocol === 'http') learnProtocol(fact, asked.isTls ? 'https' : 'http', { ...ground, confidence: 0.8 })
  if (asked.protocol === 'grpc') learnProtocol(fact, 'grpc', { ...ground, confidence: 0.8 })
}

/** By convention a web application is told where to listen; only where nothing else says it. */
export function learnFromVariables({ variables }: ComposeService, facts: PortFacts): void {
  const variable = variables.find(({ name }) => /^(?:PORT|HTTP_PORT|SERVER_PORT|APP_PORT|LISTEN_PORT)$/.test(name))
  const number = Number(variable?.value.trim())
  if (facts.size > 0 || variable === undefined || !Number.isInteger(number) || number < 1 || number > 65_535) return
  const ground = { from: variable.from, rule: 'port-variable', confidence: 0.6 }
  learnProtocol(learnPort(facts, number, 'TCP', ground), 'http', ground)
}

function putProbe(service: ComposeService, ports: readonly NamedPort[], draft: Draft): void {
  const path = ['workloads', service.name, 'probe']
  const kompose = komposeProbe(service, ports)
  if (kompose !== undefined) {
    draft.put(path, kompose.probe, { from: kompose.from, rule: 'kompose-healthcheck', confidence: 0.9 })
    return
  }
  const check = readHealthcheck(service)
  if (check === undefined) return
  const port = check.asked === undefined ? undefined : portAsked(check.asked.number, ports)
  if (check.asked === undefined || port === undefined) {
    draft.note({
      code: 'HEALTHCHECK_NOT_READ',
      severity: 'info',
      path: ['workloads', service.name],
      message: `The healthcheck of ${service.name} runs a command that asks over no port we know; it is not taken over.`,
      fix: 'Write a `probe` into the topology, or an exec probe into the manifest.',
      from: check.from,
    })
    return
  }
  draft.put(path, probeOf(check, port.name), { from: check.from, rule: 'healthcheck', confidence: 0.8 })
}

function probeOf({ asked, periodSeconds, initialDelaySeconds }: Healthcheck, port: string): object {
  const isPath = asked?.path !== undefined && Path.safeParse(asked.path).success
  return {
    protocol: asked?.protocol ?? 'tcp',
    ...(isPath ? { path: asked?.path } : {}),
    port,
    ...(periodSeconds === undefined ? {} : { periodSeconds }),
    ...(initialDelaySeconds === undefined ? {} : { initialDelaySeconds }),
  }
}

/** A client without an address asks its own server: the first port that is there for callers. */
const portAsked = (number: number | undefined, ports: readonly NamedPort[]): NamedPort | undefined =>
  number === undefined
    ? (ports.find(({ settled, isAdmin }) => !isAdmin && !speaksHttp(settled.is)) ??
      ports.find(({ isAdmin }) => !isAdmin))
    : ports.find((port) => port.number === number && port.transport === 'TCP')

function komposeProbe(service: ComposeService, ports: readonly NamedPort[]): { probe: object; from: Node } | undefined {
  const path = label(service, 'kompose.service.healthcheck.liveness.http_get_path')
  const number = countOf(service.labels.get('kompose.service.healthcheck.liveness.http_get_port'))
  const port = ports.find((candidate) => candidate.number === number)
  if (path === undefined || port === undefined || !Path.safeParse(path.text).success) return undefined
  return { probe: { protocol: 'http', path: path.text, port: port.name }, from: path.from }
}

/** `headless` says that callers want the pods themselves. */
function putDiscovery(service: ComposeService, kind: string, draft: Draft): void {
  const type = label(service, 'kompose.service.type')
  if (type?.text.toLowerCase() !== 'headless') return
  const ground: Ground = { from: type.from, rule: 'kompose-headless', confidence: 0.8 }
  draft.put(['workloads', service.name, 'discovery'], kind === 'StatefulSet' ? 'per-pod' : 'client-side', ground)
}

/** A label that names a port names one the container listens on. */
export function learnFromRoute(facts: PortFacts, number: number | undefined, ground: Ground): void {
  const wished = number ?? (facts.size === 0 ? 80 : undefined)
  if (wished === undefined) return
  const isNamed = number !== undefined || facts.has(keyOf(wished, 'TCP'))
  const fact = learnPort(facts, wished, 'TCP', { ...ground, confidence: isNamed ? 0.8 : 0.5 })
  learnProtocol(fact, 'http', { ...ground, confidence: 0.7 })
}
