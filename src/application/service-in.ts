// The Service of a design that somebody means by its name, and by its namespace where two share the name.
import type { Service } from '../domain/design/design.ts'
import { Failure } from '../domain/failure.ts'
import { compareText } from '../domain/finding.ts'
import type { PlannedDesign } from '../domain/plan/plan.ts'

/** Throws SERVICE_NOT_FOUND, INVALID_PARAMETER. */
export function serviceIn({ services, unserved }: PlannedDesign, name: string, namespace: string | undefined): Service {
  const named = services.filter((service) => service.name === name)
  const found = namespace === undefined ? named : named.filter((service) => service.namespace === namespace)
  const [first, ...more] = found
  if (first !== undefined && more.length === 0) return first
  if (first !== undefined) {
    const detail = `must be one of ${listedOf(found.map((service) => service.namespace))}: each has a Service "${name}"`
    throw new Failure('INVALID_PARAMETER', `namespace: ${detail}.`, {
      mistakes: [{ pointer: '/query/namespace', code: 'INVALID_PARAMETER', detail }],
    })
  }
  const where = namespace === undefined ? '' : ` in ${namespace.slice(0, 63)}`
  const none = unserved.find(({ workload }) => workload === name)
  const because = none === undefined ? '' : ` ${none.because.text}`
  const there = services.map((service) =>
    namespace === undefined ? service.name : `${service.name} in ${service.namespace}`,
  )
  throw new Failure(
    'SERVICE_NOT_FOUND',
    `There is no Service "${name.slice(0, 63)}"${where} in this design.${because} There are ${listedOf(there)}.`,
  )
}

const NAMES_AT_MOST = 20

function listedOf(names: readonly string[]): string {
  const distinct = [...new Set(names)].sort(compareText)
  const more = distinct.length - NAMES_AT_MOST
  return `${distinct.slice(0, NAMES_AT_MOST).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
