// An HTTPRoute: the fields of the standard channel and its CEL rules. Source: gateway-api v1.6 apis/v1/httproute_types.go.
// `retry` and `sessionPersistence` are experimental only, so here they are unknown fields, as the standard CRD has them.
import { z } from 'zod'
import { STATUS, topLevel } from '../metadata.ts'
import type { Circumstances, Say } from '../report.ts'
import { fields, list, text } from '../values.ts'
import { checkFilters, httpFilter, METHODS } from './http-filters.ts'
import {
  BACKEND,
  checkBackendPort,
  checkParentRefs,
  checkUniqueNames,
  duration,
  headerName,
  headerValue,
  hostname,
  millisecondsOf,
  parentRefs,
  sectionName,
  weight,
} from './values.ts'

const matchType = z.enum(['Exact', 'RegularExpression'])
const match = fields({
  headers: list(fields({ name: headerName, type: matchType, value: headerValue }, 'name', 'value'), 0, 16),
  method: z.enum(METHODS),
  path: fields({
    type: z.enum(['Exact', 'PathPrefix', 'RegularExpression']),
    value: text.max(1024, { error: 'must have at most 1024 characters' }),
  }),
  queryParams: list(
    fields(
      {
        name: headerName,
        type: matchType,
        value: text.min(1, { error: 'must not be empty' }).max(1024, { error: 'must have at most 1024 characters' }),
      },
      'name',
      'value',
    ),
    0,
    16,
  ),
})
export type HttpMatch = z.infer<typeof match>

const rule = fields({
  backendRefs: list(fields({ ...BACKEND, filters: list(httpFilter, 0, 16), weight }, 'name'), 0, 16),
  filters: list(httpFilter, 0, 16),
  matches: list(match, 0, 64),
  name: sectionName,
  timeouts: fields({ backendRequest: duration, request: duration }),
})
export type HttpRule = z.infer<typeof rule>

export const httpRoute = topLevel(
  { ...STATUS, spec: fields({ hostnames: list(hostname, 0, 16), parentRefs, rules: list(rule, 1, 16) }) },
  'spec',
)
export type HttpRoute = z.infer<typeof httpRoute>

export const MATCHES_AT_MOST = 128

export function checkHttpRoute({ spec }: HttpRoute, say: Say, circumstances: Circumstances): void {
  checkParentRefs(spec.parentRefs ?? [], say)
  const rules = spec.rules ?? []
  const matches = rules.reduce((sum, { matches }) => sum + (matches?.length ?? 1), 0)
  if (matches > MATCHES_AT_MOST) {
    say.mistake(
      '/spec/rules',
      'TOO_MANY_MATCHES',
      `must have at most ${MATCHES_AT_MOST} matches in all rules together, has ${matches}; split the route`,
    )
  }
  rules.forEach((rule, index) => {
    checkRule(rule, `/spec/rules/${index}`, say, circumstances)
  })
}

function checkRule(rule: HttpRule, at: string, say: Say, { unread }: Circumstances): void {
  const { backendRefs = [], filters = [], matches, timeouts } = rule
  checkFilters(filters, `${at}/filters`, say, unread)
  matches?.forEach((one, index) => {
    checkMatch(one, `${at}/matches/${index}`, say)
  })
  backendRefs.forEach((backend, index) => {
    const place = `${at}/backendRefs/${index}`
    if (!unread(`${place}/port`)) checkBackendPort(backend, place, say)
    checkFilters(backend.filters, `${place}/filters`, say, unread)
  })
  if (backendRefs.length > 0 && filters.some((filter) => filter.requestRedirect !== undefined)) {
    say.mistake(`${at}/backendRefs`, 'REDIRECT_WITH_BACKENDS', 'must not be set beside a RequestRedirect filter')
  }
  const replaces = [...filters, ...backendRefs.flatMap((backend) => backend.filters ?? [])].some(
    ({ requestRedirect, urlRewrite }) =>
      requestRedirect?.path?.type === 'ReplacePrefixMatch' || urlRewrite?.path?.type === 'ReplacePrefixMatch',
  )
  const [only] = matches ?? [{ path: { type: 'PathPrefix' } }]
  const onePrefix =
    (matches?.length ?? 1) === 1 && (only?.path === undefined || (only.path.type ?? 'PathPrefix') === 'PathPrefix')
  if (replaces && !onePrefix && !unread(`${at}/matches`)) {
    say.mistake(
      `${at}/matches`,
      'PREFIX_MATCH_REQUIRED',
      'must be exactly one PathPrefix match where a filter replaces the prefix',
    )
  }
  const { request, backendRequest } = timeouts ?? {}
  if (request !== undefined && backendRequest !== undefined) {
    const whole = millisecondsOf(request)
    if (whole !== 0 && millisecondsOf(backendRequest) > whole) {
      say.mistake(
        `${at}/timeouts/backendRequest`,
        'BACKEND_TIMEOUT_TOO_LONG',
        `must not be longer than the request timeout, ${request}`,
      )
    }
  }
}

const PATH_CHARACTERS = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/

function checkMatch({ path, headers, queryParams }: HttpMatch, at: string, say: Say): void {
  checkUniqueNames(headers, `${at}/headers`, say)
  checkUniqueNames(queryParams, `${at}/queryParams`, say)
  const { type = 'PathPrefix', value = '/' } = path ?? {}
  if (type === 'RegularExpression') return
  const place = `${at}/path/value`
  if (!value.startsWith('/')) say.mistake(place, 'INVALID_PATH', `must start with "/" with type ${type}`)
  else if (/\/\/|\/\.\.?(?:\/|$)|%2[fF]|#/.test(value)) {
    say.mistake(place, 'INVALID_PATH', 'must not contain "//", "/./", "/../", "#" or an escaped slash')
  } else if (!PATH_CHARACTERS.test(value)) {
    say.mistake(place, 'INVALID_PATH', 'must hold only characters of a URL path; escape others as %XX')
  }
}
