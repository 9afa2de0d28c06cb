// Who may reach a service from outside. A published port says that somebody on the developer's machine may, not who will in the
// cluster: the table below assumes, and its owner is asked.
import type { TopologyInput } from '../../domain/topology/index.ts'
import { PROTOCOLS, speaksHttp } from '../../domain/topology/protocols.ts'
import type { Ask, Ground } from '../draft/draft.ts'
import type { Place } from '../tree/node.ts'
import type { NamedPort } from './port-facts.ts'
import { type ComposeService, label } from './service.ts'

export type ExposureInput = NonNullable<TopologyInput['workloads'][string]['expose']>[number]
/** A port that is offered, or is not, and on what ground. */
export type Verdict = {
  port: NamedPort
  to: 'internet' | 'vpc' | undefined
  rule: string
  confidence: number
  /** Where it is said; the published port when not given. */
  from?: Place
}

type Asked = { port: NamedPort; service: ComposeService; isBehindProxy: boolean }
type Row = { rule: string; when: (asked: Asked) => boolean; to: Verdict['to']; confidence: number }

const serviceType = (service: ComposeService) => label(service, 'kompose.service.type')?.text.toLowerCase()
const protocolOf = ({ port }: Asked) => port.settled.is
const isForOperators = ({ port, service }: Asked) =>
  port.isAdmin || ['store', 'cache', 'admin', 'proxy'].includes(service.known?.role ?? '')
const isPublished = ({ port }: Asked) => port.published.some(({ isLocal }) => !isLocal)
const isOnWebPort = ({ port }: Asked) => port.published.some(({ published }) => published === 80 || published === 443)
const hasNumber = ({ port }: Asked) => port.published.some(({ published }) => published !== undefined)

/** First match wins. Under 0.5 it is a question; a database is never assumed to face the internet. */
const ROWS: readonly Row[] = [
  { rule: 'not-published', when: (asked) => asked.port.published.length === 0, to: undefined, confidence: 0.9 },
  // Often a proxy of the machine stands before it, which the files do not show.
  {
    rule: 'published-to-machine',
    when: (asked) => !isPublished(asked) && speaksHttp(protocolOf(asked)) && !isForOperators(asked),
    to: undefined,
    confidence: 0.45,
  },
  { rule: 'published-to-machine', when: (asked) => !isPublished(asked), to: undefined, confidence: 0.9 },
  {
    rule: 'kompose-clusterip',
    when: ({ service }) => /^(?:clusterip|headless)$/.test(serviceType(service) ?? ''),
    to: undefined,
    confidence: 0.9,
  },
  {
    rule: 'database-stays-inside',
    when: (asked) => PROTOCOLS[protocolOf(asked)].database,
    to: undefined,
    confidence: 0.7,
  },
  {
    rule: 'kompose-loadbalancer',
    when: ({ service }) => serviceType(service) === 'loadbalancer',
    to: 'internet',
    confidence: 0.9,
  },
  { rule: 'kompose-nodeport', when: ({ service }) => serviceType(service) === 'nodeport', to: 'vpc', confidence: 0.45 },
  { rule: 'proxy-is-replaced', when: ({ isBehindProxy }) => isBehindProxy, to: undefined, confidence: 0.7 },
  {
    rule: 'store-stays-inside',
    when: ({ service }) => service.known?.role === 'store' || service.known?.role === 'cache',
    to: undefined,
    confidence: 0.45,
  },
  {
    rule: 'console-stays-inside',
    when: (asked) => asked.port.isAdmin || asked.service.known?.role === 'admin',
    to: undefined,
    confidence: 0.45,
  },
  { rule: 'published-on-any-number', when: (asked) => !hasNumber(asked), to: undefined, confidence: 0.4 },
  {
    rule: 'published-web-port',
    when: (asked) => speaksHttp(protocolOf(asked)) && isOnWebPort(asked),
    to: 'internet',
    confidence: 0.45,
  },
  { rule: 'published-http', when: (asked) => speaksHttp(protocolOf(asked)), to: 'internet', confidence: 0.4 },
  { rule: 'published-other', when: () => true, to: 'internet', confidence: 0.3 },
]

export const verdictOn = (asked: Asked): Verdict => {
  const row = ROWS.find(({ when }) => when(asked)) as Row
  return { port: asked.port, to: row.to, rule: row.rule, confidence: row.confidence }
}

export function exposureOf({ port, to }: Verdict, otherwise: 'internet' | 'vpc' = 'internet'): ExposureInput {
  const published = port.published.find(({ isLocal, published }) => !isLocal && published !== undefined)?.published
  // The number on a developer's machine is none of the internet's business for HTTP, and is what clients dial for anything else.
  const listen = speaksHttp(port.settled.is) || published === port.number ? undefined : published
  return { port: port.name, to: to ?? otherwise, ...(listen === undefined ? {} : { listen }) }
}

/** The question about all exposures of a service at once: an answer is the whole list. */
export function askWho(service: ComposeService, verdicts: readonly Verdict[], assumed: readonly ExposureInput[]): Ask {
  const unsure = verdicts.filter(({ confidence }) => confidence < 0.5)
  const stated = assumed.filter(({ port }) => !unsure.some((verdict) => verdict.port.name === port))
  const open = unsure.filter(({ to }) => to !== undefined)
  // What stays inside is offered too, but never to everybody when it is for those who run the application.
  const offered = (to: 'internet' | 'vpc') => {
    const ports = open.length > 0 ? open : unsure
    const fit = ports.filter(({ rule }) => to === 'vpc' || !/^(?:store|console)-stays-inside$/.test(rule))
    return [...stated, ...fit.map((verdict) => exposureOf({ ...verdict, to }))]
  }
  const named = (ports: readonly Verdict[]) => ports.map(({ port }) => `${port.name} (${port.number})`).join(', ')
  const shut = unsure.filter(({ to }) => to === undefined)
  const assumption = [
    ...(['internet', 'vpc'] as const).flatMap((side) => {
      const there = open.filter(({ to }) => to === side)
      return there.length === 0
        ? []
        : [`${side === 'internet' ? 'everybody' : 'the network of the cluster'} on ${named(there)}`]
    }),
    ...(shut.length === 0 ? [] : [`nobody on ${named(shut)}`]),
  ]
  const once = new Map([assumed, offered('internet'), offered('vpc'), stated].map((one) => [JSON.stringify(one), one]))
  return {
    text: `Who may reach ${service.name} from outside the cluster? Assumed is: ${assumption.join('; ')}. What is published on a machine does not say it.`,
    choices: [...once.values()],
  }
}

/** Which ground a list of verdicts has as a whole: the least sure of them. */
export const leastSure = (verdicts: readonly Verdict[]): Verdict | undefined =>
  verdicts.reduce<Verdict | undefined>(
    (least, verdict) => (least === undefined || verdict.confidence < least.confidence ? verdict : least),
    undefined,
  )

export const groundOf = ({ port, rule, confidence, from }: Verdict): Ground => ({
  from: from ?? port.published.find(({ isLocal }) => !isLocal)?.from ?? port.published[0]?.from ?? port.ground.from,
  rule,
  confidence,
})
