// What a row about a field is: which field of a Service, the situation, what it gives and why. The facts are gathered once a Service
// (`fields.ts`), so that a row only reads; what a row gives is written as it stands (`manifests/service.ts`).
import type { Arrival, ServiceFields } from '../provider.ts'
import type { Target, Workload } from '../topology/index.ts'
import type { Entrance, FieldName, FieldValue, Service, ServicePort } from './design.ts'

export type FieldFacts = {
  service: Service
  /** Absent for what stands for something outside. */
  workload: Workload | undefined
  target: Target
  /** Of the target's Kubernetes: 35 for 1.35. */
  minor: number
  /** What the cloud decides about a Service of type LoadBalancer; nothing about others. */
  cloud: ServiceFields
  /** Where its balancer's traffic arrives; of a Service of type LoadBalancer. */
  arrivesAt: Arrival['at'] | undefined
  /** Entrances that lead to it. */
  routed: readonly Entrance[]
  /** A route with stickiness by cookie leads to it. */
  routedByCookie: boolean
  /** Another load balancer of the same workload, on the same side, that carries another transport. */
  twin: Service | undefined
  mixesTransports: boolean
  /** What rows before have given. */
  given: ReadonlyMap<FieldName, FieldValue | null>
}

/** For the fields of a port. */
export type PortFacts = FieldFacts & { port: ServicePort }

type Told<Facts, Value> = Value | ((facts: Facts) => Value)

export type FieldRule<Facts = FieldFacts> = {
  id: string
  field: FieldName
  /** The situation in words, for readers of the table. */
  situation: string
  /** In words, for readers of the table. */
  gives: string
  when: (facts: Facts) => boolean
  /** Null: left out on purpose. */
  value: Told<Facts, FieldValue | null>
  because: Told<Facts, string>
  source: string
  /** Where each decision has a source of its own. */
  sourceOf?: (facts: Facts) => string
}

export const tell = <Facts, Value extends FieldValue | null>(told: Told<Facts, Value>, facts: Facts): Value =>
  typeof told === 'function' ? told(facts) : told

export const LEFT_OUT = { gives: 'left out', value: null } as const

export const faces = ({ service: { type } }: FieldFacts): boolean => type === 'LoadBalancer' || type === 'NodePort'
export const balances = ({ service: { type } }: FieldFacts): boolean => type === 'LoadBalancer'

/** The row of a field that is the cloud's to decide; its own sentence and source are the decision's. */
export const byTheCloud = (
  field: FieldName & keyof ServiceFields,
  { id, situation, gives }: Pick<FieldRule, 'id' | 'situation' | 'gives'>,
): FieldRule => ({
  id,
  field,
  situation,
  gives,
  when: ({ cloud }) => cloud[field] !== undefined,
  value: ({ cloud }) => cloud[field]?.value ?? null,
  because: ({ cloud }) => asSentence(cloud[field]?.because ?? ''),
  source: 'the documentation of the cloud, named with each decision',
  sourceOf: ({ cloud }) => cloud[field]?.source ?? '',
})

/** Clouds say why in a clause or in a sentence. Names of fields keep their case. */
function asSentence(text: string): string {
  const begun = /^[a-z]+[ \u2019,]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text
  return /[.!?]$/.test(begun) ? begun : `${begun}.`
}
