// Services that face outside → ways in of their workloads: each port of a LoadBalancer, and each node port nobody else is before.
import type { Said } from '../../../domain/existing.ts'
import { PROTOCOLS, speaksHttp } from '../../../domain/topology/index.ts'
import type { ExposureInput } from '../../../domain/topology/input.ts'
import { Host } from '../../../domain/topology/names.ts'
import type { Ground } from '../../notes.ts'
import type { PortFacts, ServiceFacts } from '../facts/services.ts'
import { listOf, textOf, valueAt, wholeOf } from '../read/fields.ts'
import { type Building, balancerOf, hostsOf, type Side, sideOfService, whoReaches } from './building.ts'
import { type Draft, expose, placeOf } from './draft.ts'
import { isForOperators, storeAt } from './inside-only.ts'
import type { DraftPort } from './ports.ts'

/** `behind` are the Services that an entrance leads to: their node ports are there for it. */
export function exposeServices(building: Building, behind: ReadonlySet<ServiceFacts>): void {
  for (const draft of building.drafts.all) {
    for (const service of draft.group.services) {
      if (service.form === 'LoadBalancer') exposeBalancer(draft, service, building)
      else if (service.form === 'NodePort' && !behind.has(service)) exposeNodePorts(draft, service, building)
      else if (listOf(service.object.spec.externalIPs).length > 0) exposeExternalAddresses(draft, service, building)
    }
  }
}

function exposeBalancer(draft: Draft, service: ServiceFacts, building: Building): void {
  const { notes, clients, provider, saidBy } = building
  const said = saidBy(service)
  const foreign = said.notMade !== undefined && service.statusAddresses.length === 0
  const side: Side = foreign
    ? { scheme: 'internal', rule: 'load-balancer-of-another', confidence: 0.4, because: said.notMade ?? '' }
    : sideOfService(service, said, provider)
  if (foreign) {
    notes.find(placeOf(service.object), {
      code: 'LOAD_BALANCER_OF_ANOTHER',
      severity: 'info',
      path: draft.path,
      message: `Service ${nameOf(service)} is of type LoadBalancer and ${provider.title} makes nothing for it: ${said.notMade}.`,
    })
  }
  const ranges = [...service.sourceRanges, ...(said.sourceRanges ?? [])]
  const to = clients.of(side.scheme, ranges, service.name, placeOf(service.object, '/spec/loadBalancerSourceRanges'))
  for (const facts of service.ports) {
    const port = draft.ports.of(facts)
    const inside = reasonToKeepInside(port, service, to)
    const exposure = exposureOf(service, { facts, port, said, to: inside === undefined ? to : 'vpc' })
    const ground = inside ?? whoReaches(balancerOf(service), side, to)
    expose(
      draft,
      notes,
      exposure,
      placeOf(service.object, facts.at),
      { rule: 'load-balancer-port', confidence: 1 },
      { to: ground },
    )
  }
}

const nameOf = ({ namespace, name }: ServiceFacts): string => `${namespace}/${name}`

/** What must not face the internet, and what hardly ever is meant to. */
function reasonToKeepInside(
  { name, port, targetPort, protocol }: DraftPort,
  service: ServiceFacts,
  to: string,
): Ground | undefined {
  if (to !== 'internet') return undefined
  if (PROTOCOLS[protocol].database) return { rule: 'database-kept-inside', confidence: 0.8 }
  const store = storeAt(targetPort, service.pods)
  if (store === undefined && !isForOperators(name, [port, targetPort])) return undefined
  return {
    rule: 'port-for-operators-kept-inside',
    confidence: 0.4,
    asks: {
      text: `Port ${port} (${name}${store === undefined ? '' : `, ${store}`}) of Service ${nameOf(service)} is open to the internet today: is it meant to be?`,
      assumed: 'vpc',
      choices: ['vpc', 'internet'],
    },
  }
}

type Way = { facts: PortFacts; port: DraftPort; said: Said; to: string }

function exposureOf(service: ServiceFacts, { facts, port, said, to }: Way): ExposureInput {
  const { spec } = service.object
  const hosts = port.transport === 'TCP' ? hostsOf(service).filter((host) => Host.safeParse(host).success) : []
  const ended = port.transport === 'TCP' && isTlsEnded(said, facts)
  if (ended && port.protocol === 'https' && port.spoken.confidence < 0.95) port.protocol = 'http'
  const usual = ended ? 443 : 80
  const sticky = said.sticky ?? affinityOf(service)
  const address =
    said.staticIP ?? (textOf(spec.loadBalancerIP) === undefined ? undefined : [String(spec.loadBalancerIP)])
  const { idleTimeoutSeconds } = said
  return {
    port: port.name,
    to,
    ...(hosts.length > 0 ? { hosts } : {}),
    ...(facts.port === (speaksHttp(port.protocol) ? usual : port.port) ? {} : { listen: facts.port }),
    ...(ended ? { tls: tlsOf(said) } : {}),
    ...(sticky === undefined || (sticky.by === 'cookie' && !speaksHttp(port.protocol)) ? {} : { sticky }),
    ...(said.preserveClientIP === true || spec.externalTrafficPolicy === 'Local' ? { preserveClientIP: true } : {}),
    ...(address === undefined ? {} : { staticIP: [...address] }),
    ...(idleTimeoutSeconds === undefined ? {} : { idleTimeoutSeconds }),
  }
}

export const tlsOf = ({ tls }: Said): NonNullable<ExposureInput['tls']> => ({
  mode: 'terminate',
  ...(tls?.certificateArn === undefined ? {} : { certificateArn: tls.certificateArn }),
  ...(tls?.certificate === undefined ? {} : { certificate: tls.certificate }),
})

const isTlsEnded = ({ tls }: Said, { port, name }: PortFacts): boolean =>
  tls !== undefined && (tls.ports === 'all' || tls.ports.includes(String(port)) || tls.ports.includes(name ?? ''))

function affinityOf({ object: { spec } }: ServiceFacts): ExposureInput['sticky'] {
  if (spec.sessionAffinity !== 'ClientIP') return undefined
  const seconds = wholeOf(valueAt(spec, 'sessionAffinityConfig', 'clientIP', 'timeoutSeconds')) ?? 10_800
  return { by: 'clientIP', ttlSeconds: Math.min(Math.max(seconds, 1), 86_400) }
}

function exposeNodePorts(draft: Draft, service: ServiceFacts, { notes }: Building): void {
  for (const facts of service.ports) {
    const port = draft.ports.of(facts)
    const node = facts.nodePort === undefined ? 'a node port' : `node port ${facts.nodePort}`
    const place = placeOf(service.object, facts.at)
    const text = `Who reaches Service ${nameOf(service)} at ${node}? It is open on every node to whoever can reach one.`
    const asks = { text, assumed: 'vpc', choices: ['vpc', 'internet'] }
    const exposure: ExposureInput = {
      port: port.name,
      to: 'vpc',
      ...(speaksHttp(port.protocol) ? {} : { listen: facts.port }),
    }
    expose(
      draft,
      notes,
      exposure,
      place,
      { rule: 'node-port', confidence: 0.8 },
      { to: { rule: 'node-port-callers', confidence: 0.4, asks } },
    )
  }
}

/** Addresses outside that nodes answer for: whoever routes them there is not in these objects. */
function exposeExternalAddresses(draft: Draft, service: ServiceFacts, { notes }: Building): void {
  for (const facts of service.ports) {
    const { name } = draft.ports.of(facts)
    const text = `Who reaches Service ${nameOf(service)} at its externalIPs?`
    const asks = { text, assumed: 'vpc', choices: ['vpc', 'internet'] }
    const place = placeOf(service.object, '/spec/externalIPs')
    expose(
      draft,
      notes,
      { port: name, to: 'vpc' },
      place,
      { rule: 'external-ips', confidence: 0.6 },
      { to: { rule: 'external-ips-callers', confidence: 0.4, asks } },
    )
  }
}
