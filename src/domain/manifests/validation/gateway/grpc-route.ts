// A GRPCRoute: the fields of the standard channel and its CEL rules. Source: gateway-api v1.6 apis/v1/grpcroute_types.go.
import { z } from 'zod'
import { STATUS, topLevel } from '../metadata.ts'
import type { Circumstances, Say } from '../report.ts'
import { fields, list, text } from '../values.ts'
import { checkFilters, grpcFilter } from './http-filters.ts'
import { MATCHES_AT_MOST } from './http-route.ts'
import {
  BACKEND,
  checkBackendPort,
  checkParentRefs,
  checkUniqueNames,
  headerName,
  headerValue,
  hostname,
  parentRefs,
  sectionName,
  weight,
} from './values.ts'

const matchType = z.enum(['Exact', 'RegularExpression'])
const word = text.max(1024, { error: 'must have at most 1024 characters' })
const match = fields({
  headers: list(fields({ name: headerName, type: matchType, value: headerValue }, 'name', 'value'), 0, 16),
  method: fields({ method: word, service: word, type: matchType }),
})
const rule = fields({
  backendRefs: list(fields({ ...BACKEND, filters: list(grpcFilter, 0, 16), weight }, 'name'), 0, 16),
  filters: list(grpcFilter, 0, 16),
  matches: list(match, 0, 64),
  name: sectionName,
})

export const grpcRoute = topLevel(
  { ...STATUS, spec: fields({ hostnames: list(hostname, 0, 16), parentRefs, rules: list(rule, 0, 16) }) },
  'spec',
)
export type GrpcRoute = z.infer<typeof grpcRoute>

export function checkGrpcRoute({ spec }: GrpcRoute, say: Say, { unread }: Circumstances): void {
  checkParentRefs(spec.parentRefs ?? [], say)
  const rules = spec.rules ?? []
  const count = rules.reduce((sum, { matches }) => sum + (matches?.length ?? 0), 0)
  if (count > MATCHES_AT_MOST) {
    say.mistake(
      '/spec/rules',
      'TOO_MANY_MATCHES',
      `must have at most ${MATCHES_AT_MOST} matches in all rules together, has ${count}; split the route`,
    )
  }
  rules.forEach(({ backendRefs, filters, matches }, index) => {
    const at = `/spec/rules/${index}`
    checkFilters(filters, `${at}/filters`, say, unread)
    matches?.forEach((one, place) => {
      checkUniqueNames(one.headers, `${at}/matches/${place}/headers`, say)
      checkMethod(one.method, `${at}/matches/${place}/method`, say)
    })
    backendRefs?.forEach((backend, place) => {
      if (!unread(`${at}/backendRefs/${place}`)) checkBackendPort(backend, `${at}/backendRefs/${place}`, say)
      checkFilters(backend.filters, `${at}/backendRefs/${place}/filters`, say, unread)
    })
  })
}

function checkMethod(method: z.infer<typeof match>['method'], at: string, say: Say): void {
  if (method === undefined) return
  const { type = 'Exact', service, method: name } = method
  if (service === undefined && name === undefined) {
    say.mistake(at, 'SERVICE_OR_METHOD', 'must have `service` or `method`, or both')
  }
  if (type !== 'Exact') return
  if (service !== undefined && !/^\.?[a-z_]\w*(?:\.[a-z_]\w*)*$/i.test(service)) {
    say.mistake(`${at}/service`, 'INVALID_FORMAT', 'must be a gRPC service such as "shop.v1.Cart" with type Exact')
  }
  if (name !== undefined && !/^[A-Za-z_]\w*$/.test(name)) {
    say.mistake(`${at}/method`, 'INVALID_FORMAT', 'must be a gRPC method such as "AddItem" with type Exact')
  }
}
