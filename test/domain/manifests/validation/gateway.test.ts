// GatewayClass, Gateway, ListenerSet, BackendTLSPolicy and ReferenceGrant: reference/kubernetes.md section 2.3.
import { checkRows, gateway, gatewayObject, listener, type Row } from './objects.ts'

const listeners = (...listeners: object[]) => gateway({ listeners })
const TLS = { certificateRefs: [{ name: 'tls' }] }
const https = (tls: object | undefined, fields: object = {}) =>
  listener({ name: 'https', port: 443, protocol: 'HTTPS', tls, ...fields })
const many = <Item>(count: number, item: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => item(index))

const GATEWAYS: Row[] = [
  ['one listener', gateway(), []],
  ['v1beta1, still served', { ...gateway(), apiVersion: 'gateway.networking.k8s.io/v1beta1' }, []],
  [
    'v1alpha2, served no longer',
    { ...gateway(), apiVersion: 'gateway.networking.k8s.io/v1alpha2' },
    ['API_VERSION_REMOVED /apiVersion'],
  ],
  ['no class', gateway({ gatewayClassName: undefined }), ['REQUIRED /spec/gatewayClassName']],
  ['no listeners', listeners(), ['TOO_SMALL /spec/listeners']],
  ['64 listeners', listeners(...many(64, (index) => listener({ name: `l${index}`, port: index + 1 }))), []],
  [
    '65 listeners',
    listeners(...many(65, (index) => listener({ name: `l${index}`, port: index + 1 }))),
    ['TOO_BIG /spec/listeners'],
  ],
  ['a name twice', listeners(listener(), listener({ port: 81 })), ['DUPLICATE_NAME /spec/listeners/1/name']],
  [
    'port, protocol and hostname twice',
    listeners(listener(), listener({ name: 'b' })),
    ['DUPLICATE_LISTENER /spec/listeners/1'],
  ],
  ['the same port for another host', listeners(listener(), listener({ name: 'b', hostname: 'a.com' })), []],
  [
    '17 addresses',
    gateway({ addresses: many(17, (index) => ({ value: `10.0.0.${index}` })) }),
    ['TOO_BIG /spec/addresses'],
  ],
  [
    'an address that is a name',
    gateway({ addresses: [{ value: 'my-ip' }] }),
    ['INVALID_ADDRESS /spec/addresses/0/value'],
  ],
  ['an address by name', gateway({ addresses: [{ type: 'NamedAddress', value: 'my-ip' }] }), []],
  [
    'an address twice',
    gateway({ addresses: [{ value: '10.0.0.1' }, { value: '10.0.0.1' }] }),
    ['DUPLICATE_ADDRESS /spec/addresses/1/value'],
  ],
  ['TLS on HTTP', listeners(listener({ tls: TLS })), ['TLS_NOT_FOR_PROTOCOL /spec/listeners/0/tls']],
  ['TLS on TCP', listeners(listener({ protocol: 'TCP', tls: TLS })), ['TLS_NOT_FOR_PROTOCOL /spec/listeners/0/tls']],
  ['HTTPS', listeners(https(TLS)), []],
  ['HTTPS without a certificate', listeners(https({})), ['CERTIFICATE_REQUIRED /spec/listeners/0/tls']],
  ['HTTPS with options alone', listeners(https({ options: { 'a.com/cert': 'b' } })), []],
  ['HTTPS without TLS', listeners(https(undefined)), ['warning TLS_MISSING /spec/listeners/0/tls']],
  [
    'HTTPS whose certificates an object of the implementation may name',
    gateway({
      infrastructure: { parametersRef: { group: 'example.com', kind: 'Parameters', name: 'web' } },
      listeners: [https(undefined)],
    }),
    [],
  ],
  [
    'HTTPS passed through',
    listeners(https({ mode: 'Passthrough' })),
    ['TLS_MODE_NOT_FOR_HTTPS /spec/listeners/0/tls/mode'],
  ],
  [
    'TLS without a mode',
    listeners(listener({ protocol: 'TLS', tls: TLS })),
    ['TLS_MODE_REQUIRED /spec/listeners/0/tls/mode'],
  ],
  ['TLS passed through', listeners(listener({ protocol: 'TLS', tls: { mode: 'Passthrough' } })), []],
  [
    'a hostname on TCP',
    listeners(listener({ protocol: 'TCP', hostname: 'a.com' })),
    ['HOSTNAME_NOT_FOR_PROTOCOL /spec/listeners/0/hostname'],
  ],
  [
    'a hostname on UDP',
    listeners(listener({ protocol: 'UDP', hostname: 'a.com' })),
    ['HOSTNAME_NOT_FOR_PROTOCOL /spec/listeners/0/hostname'],
  ],
  [
    '65 certificates',
    listeners(https({ certificateRefs: many(65, (index) => ({ name: `c${index}` })) })),
    ['TOO_BIG /spec/listeners/0/tls/certificateRefs'],
  ],
  [
    '17 TLS options',
    listeners(https({ options: Object.fromEntries(many(17, (index) => [`a.com/o${index}`, 'b'])) })),
    ['INVALID_VALUE /spec/listeners/0/tls/options'],
  ],
  [
    '9 kinds of routes',
    listeners(listener({ allowedRoutes: { kinds: many(9, () => ({ kind: 'HTTPRoute' })) } })),
    ['TOO_BIG /spec/listeners/0/allowedRoutes/kinds'],
  ],
  [
    'routes from None',
    listeners(listener({ allowedRoutes: { namespaces: { from: 'None' } } })),
    ['INVALID_VALUE /spec/listeners/0/allowedRoutes/namespaces/from'],
  ],
  [
    'routes selected by nothing',
    listeners(listener({ allowedRoutes: { namespaces: { from: 'Selector' } } })),
    ['warning SELECTOR_MISSING /spec/listeners/0/allowedRoutes/namespaces/selector'],
  ],
  ['listener sets from None', gateway({ allowedListeners: { namespaces: { from: 'None' } } }), []],
  [
    '9 infrastructure labels',
    gateway({ infrastructure: { labels: Object.fromEntries(many(9, (index) => [`l${index}`, 'a'])) } }),
    ['INVALID_VALUE /spec/infrastructure/labels'],
  ],
  [
    '17 infrastructure annotations',
    gateway({ infrastructure: { annotations: Object.fromEntries(many(17, (index) => [`l${index}`, 'a'])) } }),
    ['INVALID_VALUE /spec/infrastructure/annotations'],
  ],
  ['the experimental default scope', gateway({ defaultScope: 'All' }), ['UNKNOWN_FIELD /spec/defaultScope']],
  ['a name no Service could have', gateway({}, { name: 'a.b' }), ['warning NAME_NOT_FOR_A_SERVICE /metadata/name']],
]

const set = (spec: object) =>
  gatewayObject('ListenerSet', { parentRef: { name: 'web' }, listeners: [listener()], ...spec })
const policy = (validation: object, targetRefs: object[] = [{ group: '', kind: 'Service', name: 'web' }]) =>
  gatewayObject('BackendTLSPolicy', {
    targetRefs,
    validation: { hostname: 'a.com', wellKnownCACertificates: 'System', ...validation },
  })
const grant = (spec: object) =>
  gatewayObject('ReferenceGrant', {
    from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'a' }],
    to: [{ group: '', kind: 'Service' }],
    ...spec,
  })
const from = (index: number) => ({ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: `n${index}` })

const OTHERS: Row[] = [
  ['a class', gatewayObject('GatewayClass', { controllerName: 'a.com/b' }), []],
  [
    'a class without a domain',
    gatewayObject('GatewayClass', { controllerName: 'b' }),
    ['INVALID_FORMAT /spec/controllerName'],
  ],
  [
    'a class in a namespace',
    gatewayObject('GatewayClass', { controllerName: 'a.com/b' }, { namespace: 'a' }),
    ['warning NAMESPACE_IGNORED /metadata/namespace'],
  ],
  ['a listener set', set({}), []],
  ['a listener set without listeners', set({ listeners: [] }), ['TOO_SMALL /spec/listeners']],
  ['a listener set without a parent', set({ parentRef: undefined }), ['REQUIRED /spec/parentRef']],
  ['a backend policy', policy({}), []],
  [
    '17 targets',
    policy(
      {},
      many(17, (index) => ({ group: '', kind: 'Service', name: `s${index}` })),
    ),
    ['TOO_BIG /spec/targetRefs'],
  ],
  [
    'a target twice',
    policy(
      {},
      many(2, () => ({ group: '', kind: 'Service', name: 's' })),
    ),
    ['TARGET_REF_NOT_UNIQUE /spec/targetRefs/1/sectionName'],
  ],
  ['no hostname', policy({ hostname: undefined }), ['REQUIRED /spec/validation/hostname']],
  [
    'two sources of trust',
    policy({ caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'a' }] }),
    ['ONE_TRUST_SOURCE /spec/validation'],
  ],
  ['no source of trust', policy({ wellKnownCACertificates: undefined }), ['ONE_TRUST_SOURCE /spec/validation']],
  [
    '6 alternative names',
    policy({ subjectAltNames: many(6, () => ({ type: 'Hostname', hostname: 'a.com' })) }),
    ['TOO_BIG /spec/validation/subjectAltNames'],
  ],
  [
    'an alternative name of another type',
    policy({ subjectAltNames: [{ type: 'URI', hostname: 'a.com' }] }),
    ['REQUIRED /spec/validation/subjectAltNames/0/uri', 'NAME_OF_OTHER_TYPE /spec/validation/subjectAltNames/0'],
  ],
  ['a grant', grant({}), []],
  ['a grant in v1beta1', { ...grant({}), apiVersion: 'gateway.networking.k8s.io/v1beta1' }, []],
  ['a grant to nobody', grant({ from: [] }), ['TOO_SMALL /spec/from']],
  ['a grant to 17', grant({ from: many(17, from) }), ['TOO_BIG /spec/from']],
  ['a grant of nothing', grant({ to: [] }), ['TOO_SMALL /spec/to']],
]

checkRows('Gateway API: Gateway', GATEWAYS)
checkRows('Gateway API: its companions', OTHERS)
