// The values Gateway API objects are made of. Source: kubernetes-sigs/gateway-api v1.6 apis/v1/shared_types.go and
// object_reference_types.go; patterns are those of the standard channel's CRDs.
import { z } from 'zod'
import type { Say } from '../report.ts'
import { between, fields, list, port, shaped, text } from '../values.ts'

const NAME = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?'
const SUBDOMAIN = `${NAME}(?:\\.${NAME})*`
const exactly = (pattern: string) => new RegExp(`^(?:${pattern})$`)

export const objectName = text
  .min(1, { error: 'must not be empty' })
  .max(253, { error: 'must have at most 253 characters' })
export const group = shaped(
  exactly(`|${SUBDOMAIN}`),
  253,
  'must be an API group: a lower-case DNS name, or empty for core',
)
export const kind = shaped(/^[a-zA-Z](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/, 63, 'must be a kind such as Service')
export const namespaceName = shaped(exactly(NAME), 63, 'must be the name of a namespace')
export const sectionName = shaped(exactly(SUBDOMAIN), 253, 'must be lower-case letters, digits, "-" and "."')
export const hostname = shaped(
  exactly(`(?:\\*\\.)?${SUBDOMAIN}`),
  253,
  'must be a lower-case DNS name; a wildcard is "*." and a name',
)
export const preciseHostname = shaped(exactly(SUBDOMAIN), 253, 'must be a lower-case DNS name without wildcard')
export const duration = shaped(
  /^(?:[0-9]{1,5}(?:h|m|s|ms)){1,4}$/,
  64,
  'must be a duration such as "10s" or "1m30s" (units h, m, s, ms)',
)
export const headerName = shaped(/^[A-Za-z0-9!#$%&'*+\-.^_\x60|~]+$/, 256, 'must be an HTTP header name').min(1)
export const headerValue = text
  .min(1, { error: 'must not be empty' })
  .max(4096, { error: 'must have at most 4096 characters' })

/** A map of options with at most so many entries, as TLS options and infrastructure annotations are. */
export const boundedMap = <Key extends z.ZodType<string, string>>(key: Key, most: number) =>
  z
    .record(key, text.max(4096, { error: 'must have at most 4096 characters' }))
    .refine((map) => Object.keys(map).length <= most, { error: `must have at most ${most} entries` })

const parent = { group, kind, name: objectName, namespace: namespaceName }
export const parentGateway = fields(parent, 'name')
export const parentRef = fields({ ...parent, port, sectionName }, 'name')
export type ParentRef = z.infer<typeof parentRef>
export const parentRefs = list(parentRef, 0, 32)

export const localRef = fields({ group, kind, name: objectName }, 'group', 'kind', 'name')
export const objectRef = fields({ group, kind, name: objectName, namespace: namespaceName }, 'group', 'kind', 'name')
export const secretRef = fields({ group, kind, name: objectName, namespace: namespaceName }, 'name')
export const BACKEND = { group, kind, name: objectName, namespace: namespaceName, port }
export const backendObject = fields(BACKEND, 'name')
export type BackendObject = z.infer<typeof backendObject>
export const weight = between(0, 1_000_000)
export const backendRef = fields({ ...BACKEND, weight }, 'name')

export const GATEWAY_GROUP = 'gateway.networking.k8s.io'

export const isService = ({
  group = '',
  kind = 'Service',
}: {
  group?: string | undefined
  kind?: string | undefined
}) => group === '' && kind === 'Service'

/** CEL: "Must have port for Service reference". */
export function checkBackendPort(backend: BackendObject, at: string, say: Say): void {
  if (isService(backend) && backend.port === undefined) {
    say.mistake(`${at}/port`, 'PORT_REQUIRED', '`port` is required: a Service is reached by its port number')
  }
}

/**
 * CEL of the standard channel: where several parentRefs name one object, all or none have a sectionName, and each another.
 * The experimental channel also tells them apart by port.
 */
export function checkParentRefs(refs: readonly ParentRef[], say: Say): void {
  const sections = new Map<string, (string | undefined)[]>()
  refs.forEach(({ group = GATEWAY_GROUP, kind = 'Gateway', namespace = '', name, sectionName }, index) => {
    const key = [group, kind, namespace, name].join(' ')
    const others = sections.get(key) ?? []
    const at = `/spec/parentRefs/${index}/sectionName`
    if (others.includes(sectionName)) {
      say.mistake(at, 'PARENT_REF_NOT_UNIQUE', 'must differ where several parentRefs name the same object')
    } else if (others.length > 0 && (sectionName === undefined) !== (others[0] === undefined)) {
      say.mistake(at, 'SECTION_NAME_FOR_ALL_OR_NONE', 'must be set for all parentRefs to the same object, or for none')
    }
    sections.set(key, [...others, sectionName])
  })
}

/** Lists the API keys by name hold each name once (listType=map). */
export function checkUniqueNames(items: readonly { name: string }[] | undefined, at: string, say: Say): void {
  const names = new Set<string>()
  items?.forEach(({ name }, index) => {
    if (names.has(name)) say.mistake(`${at}/${index}/name`, 'DUPLICATE_NAME', 'must be unique in this list')
    names.add(name)
  })
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 }
/** A duration in milliseconds. */
export const millisecondsOf = (duration: string): number =>
  [...duration.matchAll(/(\d+)(ms|h|m|s)/g)].reduce(
    (sum, [, amount = '0', unit = 's']) => sum + Number(amount) * (UNITS[unit] ?? 0),
    0,
  )
