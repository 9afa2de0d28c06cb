// HTTPRoute, GRPCRoute, TLSRoute, TCPRoute and UDPRoute: reference/kubernetes.md sections 2.3 and 7.
import { checkRows, httpRoute, type Row, route, rule } from './objects.ts'

const many = <Item>(count: number, item: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => item(index))
const rules = (...rules: object[]) => httpRoute({ rules })
const matches = (...matches: object[]) => rules(rule({ matches }))
const atPath = (value: string, type?: string) => matches({ path: { ...(type === undefined ? {} : { type }), value } })
const filters = (...filters: object[]) => rules(rule({ filters }))
const redirect = (fields: object = {}) => ({ type: 'RequestRedirect', requestRedirect: fields })
const rewrite = (fields: object = {}) => ({ type: 'URLRewrite', urlRewrite: fields })
const timeouts = (timeouts: object) => rules(rule({ timeouts }))
const parents = (...parentRefs: object[]) => httpRoute({ parentRefs })
const RULE = '/spec/rules/0'
const VALUE = `${RULE}/matches/0/path/value`

const COUNTS: Row[] = [
  ['a route', httpRoute(), []],
  ['no rules: one for everything', httpRoute({ rules: undefined }), []],
  ['16 rules', rules(...many(16, (index) => rule({ matches: [{ path: { value: `/${index}` } }] }))), []],
  ['17 rules', rules(...many(17, () => rule())), ['TOO_BIG /spec/rules']],
  ['17 hostnames', httpRoute({ hostnames: many(17, (index) => `h${index}.com`) }), ['TOO_BIG /spec/hostnames']],
  ['33 parents', parents(...many(33, (index) => ({ name: `g${index}` }))), ['TOO_BIG /spec/parentRefs']],
  [
    '65 matches in a rule',
    matches(...many(65, (index) => ({ path: { value: `/${index}` } }))),
    ['TOO_BIG /spec/rules/0/matches'],
  ],
  [
    '128 matches',
    rules(...many(2, (which) => rule({ matches: many(64, (index) => ({ path: { value: `/${which}-${index}` } })) }))),
    [],
  ],
  [
    '129 matches',
    rules(
      rule({ matches: many(64, (index) => ({ path: { value: `/a${index}` } })) }),
      rule({ matches: many(64, (index) => ({ path: { value: `/b${index}` } })) }),
      rule({ matches: [{ path: { value: '/c' } }] }),
    ),
    ['TOO_MANY_MATCHES /spec/rules'],
  ],
  [
    '17 headers in a match',
    matches({ headers: many(17, (index) => ({ name: `h${index}`, value: 'a' })) }),
    ['TOO_BIG /spec/rules/0/matches/0/headers'],
  ],
  [
    '17 filters',
    filters(...many(17, () => ({ type: 'ExtensionRef', extensionRef: { group: 'a.com', kind: 'B', name: 'c' } }))),
    ['TOO_BIG /spec/rules/0/filters'],
  ],
  [
    '17 backends',
    rules({ backendRefs: many(17, (index) => ({ name: `s${index}`, port: 80 })) }),
    ['TOO_BIG /spec/rules/0/backendRefs'],
  ],
]

const PATHS: Row[] = [
  ['a prefix', atPath('/a'), []],
  ['a pattern', atPath('/a(.*)', 'RegularExpression'), []],
  ['another type', atPath('/a', 'Prefix'), [`INVALID_VALUE ${RULE}/matches/0/path/type`]],
  ['no "/"', atPath('a'), [`INVALID_PATH ${VALUE}`]],
  ['"//"', atPath('/a//b'), [`INVALID_PATH ${VALUE}`]],
  ['"/.."', atPath('/a/..'), [`INVALID_PATH ${VALUE}`]],
  ['"#"', atPath('/a#b'), [`INVALID_PATH ${VALUE}`]],
  ['an escaped slash', atPath('/a%2fb', 'Exact'), [`INVALID_PATH ${VALUE}`]],
  ['a space', atPath('/a b'), [`INVALID_PATH ${VALUE}`]],
  [
    'a header twice',
    matches({
      headers: [
        { name: 'a', value: '1' },
        { name: 'a', value: '2' },
      ],
    }),
    [`DUPLICATE_NAME ${RULE}/matches/0/headers/1/name`],
  ],
  [
    'a header that is none',
    matches({ headers: [{ name: ':method', value: 'GET' }] }),
    [`INVALID_FORMAT ${RULE}/matches/0/headers/0/name`],
  ],
  ['another method', matches({ method: 'get' }), [`INVALID_VALUE ${RULE}/matches/0/method`]],
  ['an address as hostname', httpRoute({ hostnames: ['a.com:80'] }), ['INVALID_FORMAT /spec/hostnames/0']],
]

const LOGIC: Row[] = [
  ['a backend without a port', rules({ backendRefs: [{ name: 'web' }] }), [`PORT_REQUIRED ${RULE}/backendRefs/0/port`]],
  [
    'a backend of another kind without a port',
    rules({ backendRefs: [{ group: 'a.com', kind: 'Bucket', name: 'web' }] }),
    [],
  ],
  ['a redirect alone', rules({ filters: [redirect({ scheme: 'https' })] }), []],
  ['a redirect and a backend', filters(redirect()), [`REDIRECT_WITH_BACKENDS ${RULE}/backendRefs`]],
  ['a redirect and a rewrite', rules({ filters: [redirect(), rewrite()] }), [`REDIRECT_WITH_REWRITE ${RULE}/filters`]],
  [
    'a redirect with 305',
    rules({ filters: [redirect({ statusCode: 305 })] }),
    [`INVALID_VALUE ${RULE}/filters/0/requestRedirect/statusCode`],
  ],
  ['a filter twice', rules({ filters: [rewrite(), rewrite()] }), [`FILTER_REPEATED ${RULE}/filters/1/type`]],
  ['a filter without its part', filters({ type: 'URLRewrite' }), [`REQUIRED ${RULE}/filters/0/urlRewrite`]],
  [
    'a filter with the part of another',
    filters({ type: 'URLRewrite', urlRewrite: {}, cors: {} }),
    [`FILTER_PART_OF_OTHER_TYPE ${RULE}/filters/0/cors`],
  ],
  ['the experimental ExternalAuth', filters({ type: 'ExternalAuth' }), [`INVALID_VALUE ${RULE}/filters/0/type`]],
  ['the experimental retry', rules(rule({ retry: {} })), [`UNKNOWN_FIELD ${RULE}/retry`]],
  ['CORS, standard since 1.5', filters({ type: 'CORS', cors: { allowOrigins: ['https://a.com'], maxAge: 5 } }), []],
  [
    'CORS with "*" among others',
    filters({ type: 'CORS', cors: { allowMethods: ['*', 'GET'] } }),
    [`STAR_IS_NOT_ALONE ${RULE}/filters/0/cors/allowMethods`],
  ],
  [
    'a prefix replaced',
    rules(
      rule({
        matches: [{ path: { value: '/a' } }],
        filters: [rewrite({ path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } })],
      }),
    ),
    [],
  ],
  [
    'a prefix replaced under Exact',
    rules(
      rule({
        matches: [{ path: { type: 'Exact', value: '/a' } }],
        filters: [rewrite({ path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } })],
      }),
    ),
    [`PREFIX_MATCH_REQUIRED ${RULE}/matches`],
  ],
  [
    'a path replaced by nothing',
    filters(rewrite({ path: { type: 'ReplaceFullPath' } })),
    [`REQUIRED ${RULE}/filters/0/urlRewrite/path/replaceFullPath`],
  ],
  [
    'a header set twice',
    filters({
      type: 'RequestHeaderModifier',
      requestHeaderModifier: {
        set: [
          { name: 'a', value: '1' },
          { name: 'a', value: '2' },
        ],
      },
    }),
    [`DUPLICATE_NAME ${RULE}/filters/0/requestHeaderModifier/set/1/name`],
  ],
  [
    'a mirror by percent and fraction',
    filters({
      type: 'RequestMirror',
      requestMirror: { backendRef: { name: 'b', port: 80 }, percent: 1, fraction: { numerator: 1 } },
    }),
    [`PERCENT_AND_FRACTION ${RULE}/filters/0/requestMirror`],
  ],
  ['timeouts', timeouts({ request: '10s', backendRequest: '2s500ms' }), []],
  [
    'a backend timeout above the whole',
    timeouts({ request: '10s', backendRequest: '1m' }),
    [`BACKEND_TIMEOUT_TOO_LONG ${RULE}/timeouts/backendRequest`],
  ],
  ['a request timeout switched off', timeouts({ request: '0s', backendRequest: '1m' }), []],
  ['a timeout without a unit', timeouts({ request: '10' }), [`INVALID_FORMAT ${RULE}/timeouts/request`]],
  ['a parent twice', parents({ name: 'a' }, { name: 'a' }), ['PARENT_REF_NOT_UNIQUE /spec/parentRefs/1/sectionName']],
  ['a parent twice, by section', parents({ name: 'a', sectionName: 'x' }, { name: 'a', sectionName: 'y' }), []],
  [
    'a parent twice, once by section',
    parents({ name: 'a', sectionName: 'x' }, { name: 'a' }),
    ['SECTION_NAME_FOR_ALL_OR_NONE /spec/parentRefs/1/sectionName'],
  ],
  [
    'the experimental default gateways',
    httpRoute({ useDefaultGateways: 'All' }),
    ['UNKNOWN_FIELD /spec/useDefaultGateways'],
  ],
]

const grpc = (...rules: object[]) => route('GRPCRoute', { rules })
const method = (method: object) => grpc({ matches: [{ method }], backendRefs: [{ name: 'web', port: 80 }] })
const layer4 = (kind: string, fields: object = {}) =>
  route(kind, { rules: [{ backendRefs: [{ name: 'web', port: 80 }] }], ...fields })
const tls = (fields: object = {}) => layer4('TLSRoute', { hostnames: ['a.com'], ...fields })

const OTHERS: Row[] = [
  ['gRPC by service and method', method({ service: 'shop.v1.Cart', method: 'AddItem' }), []],
  ['gRPC by neither', method({}), [`SERVICE_OR_METHOD ${RULE}/matches/0/method`]],
  [
    'gRPC by a service that is none',
    method({ service: 'shop/Cart' }),
    [`INVALID_FORMAT ${RULE}/matches/0/method/service`],
  ],
  ['gRPC with 17 rules', grpc(...many(17, () => ({}))), ['TOO_BIG /spec/rules']],
  [
    'gRPC redirected',
    grpc({ filters: [redirect()] }),
    [`INVALID_VALUE ${RULE}/filters/0/type`, `UNKNOWN_FIELD ${RULE}/filters/0/requestRedirect`],
  ],
  ['TLS', tls(), []],
  ['TLS without hostnames', tls({ hostnames: undefined }), ['REQUIRED /spec/hostnames']],
  ['TLS for an address', tls({ hostnames: ['10.0.0.1'] }), ['HOST_IS_AN_ADDRESS /spec/hostnames/0']],
  [
    'TLS with two rules',
    tls({ rules: many(2, () => ({ backendRefs: [{ name: 'web', port: 80 }] })) }),
    ['TOO_BIG /spec/rules'],
  ],
  ['TLS in v1alpha2', { ...tls(), apiVersion: 'gateway.networking.k8s.io/v1alpha2' }, []],
  ['TCP', layer4('TCPRoute'), []],
  ['UDP', layer4('UDPRoute'), []],
  ['TCP without a backend', layer4('TCPRoute', { rules: [{ backendRefs: [] }] }), [`TOO_SMALL ${RULE}/backendRefs`]],
  [
    'TCP without a port',
    layer4('TCPRoute', { rules: [{ backendRefs: [{ name: 'web' }] }] }),
    [`PORT_REQUIRED ${RULE}/backendRefs/0/port`],
  ],
  ['UDP with hostnames', layer4('UDPRoute', { hostnames: ['a.com'] }), ['UNKNOWN_FIELD /spec/hostnames']],
]

checkRows('routes: counts', COUNTS)
checkRows('routes: matches', PATHS)
checkRows('routes: logic', LOGIC)
checkRows('routes: the other routes', OTHERS)
