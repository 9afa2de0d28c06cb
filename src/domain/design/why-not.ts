// A Service of a finished design and a type it might have been → why it is not: the rule, the facts, the sentence, and what it would
// cost, as the difference of two full estimates of the same topology with only that Service changed.
import { z } from 'zod'
import type { Bill } from '../estimate/estimate.ts'
import { Failure, invariant } from '../failure.ts'
import { centsText, decimal } from '../money.ts'
import type { Provider } from '../provider.ts'
import { type EntranceApi, ServiceType, type Topology } from '../topology/index.ts'
import { type Weighed, weigh, weighPinned } from './alternatives.ts'
import { FOR_EXTERNALS, FOR_GROUPS } from './alternatives-for-others.ts'
import { FOR_WAYS } from './alternatives-for-ways.ts'
import { aroundWorkload, FOR_WORKLOADS } from './alternatives-for-workloads.ts'
import type { Alternative, Design, Entrance, Service } from './design.ts'
import { callersOf, type WayFacts, wayFacts } from './facts.ts'
import { insteadOf } from './instead.ts'
import { isPinned, RULES, ruleFor } from './rules.ts'
import { waysOfWorkload } from './way.ts'
import { type Through, throughOf, waysThrough } from './ways-through.ts'

/** The types one may ask about: those of a Service, and the two an entrance of its own is written as. */
export const AskedType = z.enum([...ServiceType.options, 'Ingress', 'Gateway'])
export type AskedType = z.infer<typeof AskedType>

const Money = z.string().meta({ description: 'Decimal text.', example: '24.09' })

export const WhyNot = z
  .strictObject({
    service: z.string(),
    namespace: z.string(),
    type: AskedType,
    chosen: z.strictObject({ type: ServiceType, because: z.string() }),
    possible: z.boolean().meta({ description: 'Could it be written, and would it work at all?' }),
    rule: z.string().meta({
      description: 'The rule that would have had to match, or that stands before it.',
      example: 'layer-4-kept',
    }),
    facts: z.record(z.string(), z.unknown()).meta({ description: 'What was looked at.' }),
    because: z.string(),
    monthly: z
      .strictObject({
        currency: z.string(),
        chosen: Money,
        instead: Money,
        difference: Money.meta({ description: '`instead` less `chosen`: what it would cost more.' }),
        atLeast: z.boolean().meta({ description: 'True when something in either has no price.' }),
      })
      .nullable()
      .meta({
        description: 'The whole design as it is, and with only this Service changed; null where that is impossible.',
      }),
    source: z.string(),
  })
  .meta({ id: 'WhyNot', description: 'Why a Service is not of another type, and what it would cost if it were.' })
export type WhyNot = z.infer<typeof WhyNot>

/** Whatever its case. INVALID_PARAMETER with the types there are. */
export function readAskedType(text: string): AskedType {
  const found = AskedType.options.find((type) => type.toLowerCase() === text.toLowerCase())
  if (found !== undefined) return found
  const detail = `must be one of ${AskedType.options.join(', ')}`
  throw new Failure('INVALID_PARAMETER', `type: ${detail}.`, {
    mistakes: [{ pointer: '/path/type', code: 'INVALID_PARAMETER', detail }],
  })
}

export type Asking = {
  topology: Topology
  design: Design
  provider: Provider
  cost: (design: Design) => Bill
}

export function whyNot(asking: Asking, service: Service, type: AskedType): WhyNot {
  const { design, topology, cost } = asking
  const through = throughOf(waysThrough(design, topology), service)
  // The Service behind an entrance is a ClusterIP: both are what was chosen.
  const chosen =
    type === service.type ? service : through.routed.find(({ entrance }) => entrance.api === apiOf(type))?.entrance
  const weighed = chosen === undefined ? weighedFor(asking, service, type, through) : wasChosen(chosen)
  const { because, rule, facts, possible, source } = weighed
  return {
    service: service.name,
    namespace: service.namespace,
    type,
    chosen: { type: service.type, because: service.because.text },
    possible,
    rule,
    facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
    because,
    monthly: possible
      ? compared(cost(design), chosen !== undefined ? undefined : cost(changed(asking, service, type, through)))
      : null,
    source: source ?? RULES.find((one) => one.id === rule)?.source ?? service.because.source,
  }
}

const apiOf = (type: AskedType): EntranceApi | undefined =>
  type === 'Ingress' ? 'ingress' : type === 'Gateway' ? 'gateway' : undefined

const alternativeOf = (type: AskedType): Exclude<Alternative, 'None'> =>
  type === 'Ingress' || type === 'Gateway' ? 'Entrance' : type

const wasChosen = ({ because: { text, rule, inputs, source } }: Pick<Service, 'because'>): Weighed => ({
  // Names of workloads begin in lower case already; words of ours do not.
  because: `It is what was chosen, because ${/^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text}`,
  rule,
  facts: inputs,
  possible: true,
  source,
})

function compared(chosen: Bill, instead: Bill = chosen): WhyNot['monthly'] {
  const difference = decimal(instead.monthly.expected).minus(decimal(chosen.monthly.expected))
  return {
    currency: chosen.currency,
    chosen: chosen.monthly.expected,
    instead: instead.monthly.expected,
    difference: centsText(difference),
    atLeast: chosen.atLeast || instead.atLeast,
  }
}

function changed({ design, topology, provider }: Asking, service: Service, type: AskedType, through: Through): Design {
  const to = alternativeOf(type)
  const workload = topology.workloads[service.workload ?? '']
  invariant(to !== 'ExternalName', 'an alias for what runs inside is never possible')
  if (workload === undefined)
    return { ...design, services: design.services.map((one) => (one === service ? headless(one) : one)) }
  return insteadOf({ design, topology, provider, service, workload, through, to })
}

/** All that what stands for addresses outside could be instead. */
const headless = (service: Service): Service => ({ ...service, type: 'Headless' })

function weighedFor(asking: Asking, service: Service, type: AskedType, through: Through): Weighed {
  const to = alternativeOf(type)
  const { found, ways } = subjectOf(asking, service, to, through)
  invariant(found !== undefined, `there is a row about ${to}`)
  const api = apiOf(type)
  return api === undefined || !found.possible ? found : byApi(asking, found, api, through, ways)
}

type Subject = { found: Weighed | undefined; ways: readonly WayFacts[] }

/** The rows are those of whatever decided about the Service, and so are the facts. */
function subjectOf(asking: Asking, service: Service, to: Alternative, through: Through): Subject {
  const { topology, provider } = asking
  const about = RULES.find((rule) => rule.id === service.because.rule)?.about
  const callers = callersOf(topology)
  const external = service.external === undefined ? undefined : topology.externals[service.external]
  if (external !== undefined) {
    const name = service.external ?? ''
    const facts = { name, external, callers: callers.get(`external:${name}`) ?? [] }
    return { found: weigh(FOR_EXTERNALS, to, facts), ways: [] }
  }
  const name = service.workload ?? ''
  const workload = topology.workloads[name]
  invariant(workload !== undefined, `a Service stands for a workload or an external`)
  const ways = wayFactsOf(asking, service, name, through)
  const [first] = ways
  if (about === 'group') return { found: weigh(FOR_GROUPS, to, groupFacts(through)), ways }
  const isWay = about === 'way' || (about === 'companion' && through.routed.length > 0)
  if (isWay && first !== undefined) return { found: weigh(FOR_WAYS, to, first), ways }
  const names = service.ports.map((port) => port.name)
  const facts = aroundWorkload({ name, workload, callers: callers.get(name) ?? [] }, names, topology, provider)
  if (!isPinned(service)) return { found: weigh(FOR_WORKLOADS, to, facts), ways }
  const blocked = first === undefined ? undefined : weigh(FOR_WAYS, to, first)
  return { found: blocked?.possible === false ? blocked : weighPinned(to, facts), ways }
}

/** What keeps one of the ways from an entrance keeps the Service: that one comes first. */
function wayFactsOf({ topology, provider }: Asking, service: Service, name: string, through: Through): WayFacts[] {
  const workload = topology.workloads[name]
  if (workload === undefined) return []
  const factsOf = (ways: Through['facing']) => ways.map((way) => wayFacts(way, topology, provider))
  if (service.facing !== undefined) {
    const facts = factsOf(through.facing)
    return [...facts].sort((a, b) => Number(b.layer7.length > 0) - Number(a.layer7.length > 0))
  }
  if (service.type !== 'ClusterIP') return []
  const inside = factsOf(waysOfWorkload(topology, name, workload)).map((facts) => ({
    facts,
    gives: ruleFor('way', facts).gives,
  }))
  return [
    ...inside.filter((one) => one.gives === 'Entrance'),
    ...inside.filter((one) => one.gives === 'ClusterIP'),
  ].map((one) => one.facts)
}

function groupFacts({ routed }: Through) {
  const [{ entrance } = { entrance: undefined }] = routed
  const members = [...new Set(entrance?.routes.map((route) => route.workload) ?? [])].sort()
  return { members, scheme: entrance?.scheme ?? 'public', entrance: entrance?.name ?? '' }
}

/** Which of the two an entrance of its own is written as is the target's to say. */
function byApi(
  { topology, provider }: Asking,
  found: Weighed,
  api: EntranceApi,
  { routed }: Through,
  [first]: readonly WayFacts[],
): Weighed {
  const [{ entrance } = { entrance: undefined }] = routed
  const made = provider.entranceClass(topology, entrance?.scheme ?? first?.way.scheme ?? 'internal')
  const nameOf = (one: EntranceApi) => (one === 'gateway' ? 'a Gateway' : 'an Ingress')
  if (made === undefined || made.api !== api) {
    return {
      because:
        made === undefined
          ? 'No entrance can be made here.'
          : `An entrance of its own is ${nameOf(made.api)} of class ${made.class} here, not ${nameOf(api)}.`,
      rule: 'entrance-of-its-own',
      facts: {
        provider: topology.target.provider,
        routing: topology.target.routing,
        class: made?.class,
        api: made?.api,
      },
      possible: false,
    }
  }
  return entrance === undefined || found.rule === 'shared-entrance' ? found : besideOf(entrance, found)
}

const besideOf = ({ name, api }: Entrance, found: Weighed): Weighed => ({
  ...found,
  because: `The ${api === 'gateway' ? 'Gateway' : 'Ingress'} "${name}" does that already; one of its own would be a second entrance.`,
  facts: { entrance: name, api },
})
