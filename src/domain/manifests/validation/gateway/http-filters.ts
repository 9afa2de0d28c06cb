// Filters of HTTPRoute and GRPCRoute: the fields, and the CEL rule that each has exactly the part its type names.
// Source: gateway-api v1.6 standard channel, apis/v1/httproute_types.go (CORS is standard since 1.5; ExternalAuth is not).
import { z } from 'zod'
import type { Say } from '../report.ts'
import { between, fields, flag, int32, list, port, text } from '../values.ts'
import {
  backendObject,
  checkBackendPort,
  checkUniqueNames,
  headerName,
  headerValue,
  localRef,
  preciseHostname,
} from './values.ts'

const headers = list(fields({ name: headerName, value: headerValue }, 'name', 'value'), 0, 16)
const headerModifier = fields({ add: headers, remove: list(text, 0, 16), set: headers })
const mirror = fields(
  {
    backendRef: backendObject,
    fraction: fields(
      {
        denominator: int32.min(1, { error: 'must be at least 1' }),
        numerator: int32.min(0, { error: 'must be at least 0' }),
      },
      'numerator',
    ),
    percent: between(0, 100),
  },
  'backendRef',
)
const path1024 = text.max(1024, { error: 'must have at most 1024 characters' })
const pathModifier = fields(
  {
    replaceFullPath: path1024,
    replacePrefixMatch: path1024,
    type: z.enum(['ReplaceFullPath', 'ReplacePrefixMatch']),
  },
  'type',
)
type PathModifier = z.infer<typeof pathModifier>
const redirect = fields({
  hostname: preciseHostname,
  path: pathModifier,
  port,
  scheme: z.enum(['http', 'https']),
  statusCode: z.union(
    [301, 302, 303, 307, 308].map((code) => z.literal(code)),
    {
      error: 'must be 301, 302, 303, 307 or 308',
    },
  ),
})
const rewrite = fields({ hostname: preciseHostname, path: pathModifier })

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'] as const
const headerOrAll = z.union([z.literal('*'), headerName], { error: 'must be an HTTP header name or "*"' })
const cors = fields({
  allowCredentials: flag,
  allowHeaders: list(headerOrAll, 0, 64),
  allowMethods: list(z.enum([...METHODS, '*']), 0, 9),
  allowOrigins: list(
    text
      .max(253, { error: 'must have at most 253 characters' })
      .regex(/^\*$|^https?:\/\/(?:(?:\*\.)?(?:[a-zA-Z0-9-]+\.)*[a-zA-Z0-9-]+|\*)(?::[0-9]{1,5})?$/, {
        error: 'must be "*" or an origin such as "https://example.com"',
      }),
    0,
    64,
  ),
  exposeHeaders: list(headerOrAll, 0, 64),
  maxAge: int32.min(1, { error: 'must be at least 1' }),
})

const COMMON = {
  extensionRef: localRef,
  requestHeaderModifier: headerModifier,
  requestMirror: mirror,
  responseHeaderModifier: headerModifier,
}
export const grpcFilter = fields(
  { ...COMMON, type: z.enum(['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestMirror', 'ExtensionRef']) },
  'type',
)
export const httpFilter = fields(
  {
    ...COMMON,
    cors,
    requestRedirect: redirect,
    type: z.enum([
      'RequestHeaderModifier',
      'ResponseHeaderModifier',
      'RequestMirror',
      'RequestRedirect',
      'URLRewrite',
      'ExtensionRef',
      'CORS',
    ]),
    urlRewrite: rewrite,
  },
  'type',
)
export type HttpFilter = z.infer<typeof httpFilter>

/** Which field belongs to which type of filter. */
const PARTS = {
  CORS: 'cors',
  ExtensionRef: 'extensionRef',
  RequestHeaderModifier: 'requestHeaderModifier',
  RequestMirror: 'requestMirror',
  RequestRedirect: 'requestRedirect',
  ResponseHeaderModifier: 'responseHeaderModifier',
  URLRewrite: 'urlRewrite',
} as const
// Filters that may stand once in a rule; mirrors and extensions may repeat.
const ONCE = ['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestRedirect', 'URLRewrite', 'CORS']

export function checkFilters(
  filters: readonly HttpFilter[] | undefined,
  at: string,
  say: Say,
  unread: (pointer: string) => boolean,
): void {
  const seen = new Set<string>()
  filters?.forEach((filter, index) => {
    const place = `${at}/${index}`
    if (seen.has(filter.type) && ONCE.includes(filter.type)) {
      say.mistake(`${place}/type`, 'FILTER_REPEATED', `${filter.type} must not be repeated`)
    }
    seen.add(filter.type)
    if (!unread(place)) checkParts(filter, place, say)
    checkModifiers(filter, place, say)
    checkPath(filter.requestRedirect?.path, `${place}/requestRedirect/path`, say)
    checkPath(filter.urlRewrite?.path, `${place}/urlRewrite/path`, say)
    checkCors(filter.cors, `${place}/cors`, say)
  })
  if (seen.has('RequestRedirect') && seen.has('URLRewrite')) {
    say.mistake(at, 'REDIRECT_WITH_REWRITE', 'must not have both RequestRedirect and URLRewrite')
  }
}

function checkParts(filter: HttpFilter, at: string, say: Say): void {
  for (const [type, part] of Object.entries(PARTS)) {
    const there = filter[part] !== undefined
    if (type === filter.type && !there)
      say.mistake(`${at}/${part}`, 'REQUIRED', `\`${part}\` is required with type ${type}`)
    if (type !== filter.type && there) {
      say.mistake(`${at}/${part}`, 'FILTER_PART_OF_OTHER_TYPE', `must not be set with type ${filter.type}`)
    }
  }
}

function checkModifiers(filter: HttpFilter, at: string, say: Say): void {
  for (const part of ['requestHeaderModifier', 'responseHeaderModifier'] as const) {
    const modifier = filter[part]
    checkUniqueNames(modifier?.set, `${at}/${part}/set`, say)
    checkUniqueNames(modifier?.add, `${at}/${part}/add`, say)
    checkSet(modifier?.remove, `${at}/${part}/remove`, say)
  }
  const { requestMirror } = filter
  if (requestMirror === undefined) return
  checkBackendPort(requestMirror.backendRef, `${at}/requestMirror/backendRef`, say)
  const { percent, fraction } = requestMirror
  if (percent !== undefined && fraction !== undefined) {
    say.mistake(`${at}/requestMirror`, 'PERCENT_AND_FRACTION', 'must have `percent` or `fraction`, not both')
  }
  if (fraction !== undefined && fraction.numerator > (fraction.denominator ?? 100)) {
    say.mistake(`${at}/requestMirror/fraction/numerator`, 'FRACTION_ABOVE_ONE', 'must not be above `denominator`')
  }
}

function checkPath(path: PathModifier | undefined, at: string, say: Say): void {
  if (path === undefined) return
  const wanted = path.type === 'ReplaceFullPath' ? 'replaceFullPath' : 'replacePrefixMatch'
  const other = path.type === 'ReplaceFullPath' ? 'replacePrefixMatch' : 'replaceFullPath'
  if (path[wanted] === undefined)
    say.mistake(`${at}/${wanted}`, 'REQUIRED', `\`${wanted}\` is required with type ${path.type}`)
  if (path[other] !== undefined)
    say.mistake(`${at}/${other}`, 'PATH_PART_OF_OTHER_TYPE', `must not be set with type ${path.type}`)
}

function checkCors(settings: HttpFilter['cors'], at: string, say: Say): void {
  for (const field of ['allowOrigins', 'allowMethods', 'allowHeaders', 'exposeHeaders'] as const) {
    const values: readonly string[] = settings?.[field] ?? []
    checkSet(values, `${at}/${field}`, say)
    if (field !== 'exposeHeaders' && values.includes('*') && values.length > 1) {
      say.mistake(`${at}/${field}`, 'STAR_IS_NOT_ALONE', 'must have "*" alone')
    }
  }
}

/** Lists the API keeps as sets hold each value once (listType=set). */
function checkSet(values: readonly string[] | undefined, at: string, say: Say): void {
  const seen = new Set<string>()
  values?.forEach((value, index) => {
    if (seen.has(value)) say.mistake(`${at}/${index}`, 'DUPLICATE_VALUE', 'must be unique in this list')
    seen.add(value)
  })
}
