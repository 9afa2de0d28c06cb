// What Services, Ingresses and Gateways that exist say in a cloud's own words, put in the words of a topology; and which of them the
// cloud makes something for. Nothing of these objects has been validated.
import type { AnnotatedObject } from './manifests/validation/annotations.ts'
import type { EntranceApi, Scheme, Sticky } from './topology/index.ts'

/** What is said and no more: a field is absent where the object is silent about it. */
export type Said = {
  scheme?: Scheme
  /** Networks that alone are let in. */
  sourceRanges?: readonly string[]
  /** TLS is ended by the balancer: on these ports of a Service (numbers or names), or on all of them. */
  tls?: { ports: 'all' | readonly string[]; certificateArn?: string; certificate?: string }
  /** Fixed addresses by name or number. */
  staticIP?: readonly string[]
  sticky?: Sticky
  preserveClientIP?: true
  idleTimeoutSeconds?: number
  /** Objects that say the same word here share one balancer. */
  shares?: string
  /** The cloud makes nothing for it: why. */
  notMade?: string
}

/** How a Gateway or Ingress calls what is to serve it. */
export type NamedClass = { api: EntranceApi; class: string; controller?: string | undefined }

export type FoundListener = { port: number; targetPort: number; transport: 'TCP'; tls: boolean }

export type Existing = {
  /** Of a Service of type LoadBalancer. */
  service: (object: AnnotatedObject) => Said
  /** Of an Ingress. */
  ingress: (object: AnnotatedObject) => Said
  /** Of a Gateway. */
  gateway: (object: AnnotatedObject) => Said
  /** Which side a class is on by its name, where the cloud has one class for each side. */
  schemeOf: (named: NamedClass) => Scheme | undefined
  /** Does the cloud make a balancer for each entrance of this class, or do its proxies run in the cluster? */
  makes: (named: NamedClass) => boolean
  /** The class of the cloud's own controller; `always`: it takes every Ingress that names none. */
  ingressClass?: { name: string; always: boolean }
  /** The product behind a Service, where it is not the one a design would get; `addresses` are those of its status. */
  productOf?: (object: AnnotatedObject, addresses: readonly string[]) => string | undefined
  /** On which side an address of a status is, where its name tells. */
  schemeOfAddress?: (address: string) => Scheme | undefined
  /** On what an Ingress has the balancer listen, where it says so. */
  listeners?: (object: AnnotatedObject) => FoundListener[] | undefined
  /** A class whose end is known: what is said of it and where. */
  retired?: (named: NamedClass) => { says: string; source: string } | undefined
  /** Which side a Service is on that says nothing of it; where that hangs on the controller, `because` says how. */
  silent?: { scheme: Scheme; because: string }
}

const NOTHING: Said = {}

/** Spread by clouds whose controllers read Services only, and whose entrances run in the cluster. */
export const servicesOnly = {
  ingress: () => NOTHING,
  gateway: () => NOTHING,
  schemeOf: () => undefined,
  makes: () => false,
} satisfies Omit<Existing, 'service'>

/** "a, b" → a and b; nothing for nothing. */
export const namesIn = (value: string | undefined): string[] =>
  (value ?? '').split(/[\s,]+/).filter((name) => name !== '')

/** A Service that asks for the load balancer of somebody else. */
export const ofAnotherClass = ({ spec }: AnnotatedObject, own: readonly string[]): string | undefined => {
  const { loadBalancerClass: name } = spec
  return typeof name !== 'string' || own.some((prefix) => name.startsWith(prefix))
    ? undefined
    : `its loadBalancerClass ${name.slice(0, 63)} is another implementation's`
}

/** Leaves out what is undefined. */
export const said = (fields: { [Field in keyof Said]: Said[Field] | undefined }): Said =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Said

export const some = (names: readonly string[]): readonly string[] | undefined => (names.length > 0 ? names : undefined)
