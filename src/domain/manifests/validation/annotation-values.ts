// Short checks of annotation values, to be named in a catalogue. Each says what is expected, as "must …", or nothing.
import type { AnnotatedObject, Says, ValueCheck } from './annotations.ts'
import { familyOf, networkOf } from './services/addresses.ts'

export const oneOf =
  (...values: string[]): ValueCheck =>
  (value) =>
    values.includes(value)
      ? undefined
      : `must be ${values.length === 1 ? '' : 'one of '}${values.map((one) => `"${one}"`).join(', ')}`

/** Go's strconv.ParseBool takes more; people write these two. */
export const yesOrNo: ValueCheck = oneOf('true', 'false')

export const whole =
  (least: number, most: number): ValueCheck =>
  (value) =>
    /^-?\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most
      ? undefined
      : `must be a whole number in quotes from ${least} to ${most}`

export const matching =
  (pattern: RegExp, expected: string, longest = 1024): ValueCheck =>
  (value) =>
    value.length <= longest && pattern.test(value) ? undefined : expected

export const notEmpty: ValueCheck = (value) => (value.trim() === '' ? 'must not be empty' : undefined)

export const itemsOf = (value: string | undefined): string[] =>
  (value ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')

/** A comma-separated list with at least one item, each as the check wants it. */
export const listOf =
  (check: ValueCheck, least = 1): ValueCheck =>
  (value, object) => {
    const items = itemsOf(value)
    if (items.length < least) return 'must name at least one, separated by commas'
    return items.map((item) => check(item, object)).find((wrong) => wrong !== undefined)
  }

export const either =
  (...checks: ValueCheck[]): ValueCheck =>
  (value, object) => {
    const wrongs = checks.map((check) => check(value, object))
    return wrongs.includes(undefined) ? undefined : wrongs.join(', or ')
  }

export const address =
  (family?: 'IPv4' | 'IPv6'): ValueCheck =>
  (value) => {
    const found = familyOf(value)
    return found !== undefined && (family === undefined || found === family)
      ? undefined
      : `must be an ${family ?? 'IP'} address`
  }
export const network: ValueCheck = (value) => {
  const { wrong, lax } = networkOf(value)
  return wrong ?? lax
}

/** The pairs of "a=1,b=2"; undefined for text of another form. */
export function pairsOf(value: string | undefined): Map<string, string> | undefined {
  const pairs = itemsOf(value).map((item) => {
    const equals = item.indexOf('=')
    return equals < 1 ? undefined : ([item.slice(0, equals).trim(), item.slice(equals + 1).trim()] as const)
  })
  return pairs.includes(undefined) ? undefined : new Map(pairs.filter((pair) => pair !== undefined))
}

/** "a=1,b=2", the values of known keys as their checks want them. */
export const pairs =
  (known: Readonly<Record<string, ValueCheck>> = {}): ValueCheck =>
  (value, object) => {
    const found = pairsOf(value)
    if (found === undefined) return 'must be pairs such as key=value, separated by commas'
    for (const [key, one] of found) {
      const wrong = Object.hasOwn(known, key) ? known[key]?.(one, object) : undefined
      if (wrong !== undefined) return `${key}: ${wrong}`
    }
    return undefined
  }

/** JSON whose value passes; the check says what is expected. */
export const json =
  (check: (value: unknown) => boolean = () => true, expected = 'must be JSON'): ValueCheck =>
  (value) => {
    try {
      return check(JSON.parse(value)) ? undefined : expected
    } catch {
      return expected
    }
  }
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The first of several sentences that has something to say. */
export const firstOf =
  (...all: Says[]): Says =>
  (object, key) => {
    for (const one of all) {
      const said = one(object, key)
      if (said !== undefined) return said
    }
    return undefined
  }

/** For what a controller reads only where the Service is a load balancer. */
export const unlessLoadBalancer: Says = ({ kind, spec }) =>
  kind === 'Service' && spec.type !== 'LoadBalancer'
    ? 'has no effect unless the Service is of type LoadBalancer'
    : undefined

/** For what works only beside another annotation. */
export const without =
  (key: string, because = `has no effect without ${key}`): Says =>
  ({ annotations }) =>
    annotations[key] === undefined ? because : undefined

export type PortOfSpec = {
  name?: unknown
  port?: unknown
  protocol?: unknown
  nodePort?: unknown
  appProtocol?: unknown
}
/** The ports of a Service nobody has validated. */
export const portsOf = ({ spec }: AnnotatedObject): PortOfSpec[] =>
  Array.isArray(spec.ports) ? spec.ports.filter(isObject) : []
export const protocolOf = ({ protocol }: PortOfSpec): string => (typeof protocol === 'string' ? protocol : 'TCP')
