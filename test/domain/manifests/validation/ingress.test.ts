// Ingress, IngressClass and NetworkPolicy, rule by rule: reference/kubernetes.md section 2.2.
import { checkRows, ingress, path, type Row } from './objects.ts'

const host = (host: string) => ingress({ rules: [{ host, http: { paths: [path()] } }] })
const at = (fields: object) => ingress({ rules: [{ http: { paths: [path({ ...fields })] } }] })
const backend = (backend: object) => at({ backend })
const port = (port: object) => backend({ service: { name: 'web', port } })
const PLACE = '/spec/rules/0/http/paths/0'
const CLASS = 'kubernetes.io/ingress.class'

const INGRESSES: Row[] = [
  ['a host and a path', ingress(), []],
  ['neither rules nor a default backend', ingress({ rules: undefined }), ['RULES_OR_DEFAULT_BACKEND /spec']],
  [
    'a default backend alone',
    ingress({ rules: undefined, defaultBackend: { service: { name: 'web', port: { number: 80 } } } }),
    [],
  ],
  ['a rule without paths of its own', ingress({ rules: [{ host: 'a.com' }] }), []],
  [
    'an empty list of paths',
    ingress({ rules: [{ http: { paths: [] } }] }),
    ['PATHS_REQUIRED /spec/rules/0/http/paths'],
  ],
  ['a dotted name', ingress({}, { name: 'a.b' }), []],
  ['a wildcard host', host('*.example.com'), []],
  ['a wildcard inside', host('a.*.com'), ['INVALID_HOST /spec/rules/0/host']],
  ['a wildcard alone', host('*'), ['INVALID_HOST /spec/rules/0/host']],
  ['a host with a port', host('a.com:80'), ['INVALID_HOST /spec/rules/0/host']],
  ['a host that is an address', host('10.0.0.1'), ['HOST_IS_AN_ADDRESS /spec/rules/0/host']],
  ['capitals in a host', host('A.com'), ['INVALID_HOST /spec/rules/0/host']],
  ['no path type', at({ pathType: undefined }), [`REQUIRED ${PLACE}/pathType`]],
  ['another path type', at({ pathType: 'Regex' }), [`INVALID_VALUE ${PLACE}/pathType`]],
  ['a path without "/"', at({ path: 'a' }), [`INVALID_PATH ${PLACE}/path`]],
  ['no path with Exact', at({ path: undefined, pathType: 'Exact' }), [`INVALID_PATH ${PLACE}/path`]],
  ['"//"', at({ path: '/a//b' }), [`INVALID_PATH ${PLACE}/path`]],
  ['"/./"', at({ path: '/a/./b' }), [`INVALID_PATH ${PLACE}/path`]],
  ['"/../"', at({ path: '/a/../b' }), [`INVALID_PATH ${PLACE}/path`]],
  ['an escaped slash', at({ path: '/a%2Fb' }), [`INVALID_PATH ${PLACE}/path`]],
  ['"/.." at the end', at({ path: '/a/..' }), [`INVALID_PATH ${PLACE}/path`]],
  ['"/." at the end', at({ path: '/a/.' }), [`INVALID_PATH ${PLACE}/path`]],
  ['no path, left to the controller', at({ path: undefined, pathType: 'ImplementationSpecific' }), []],
  [
    'a path without "/", left to the controller',
    at({ path: 'a', pathType: 'ImplementationSpecific' }),
    [`INVALID_PATH ${PLACE}/path`],
  ],
  ['a pattern with Prefix', at({ path: '/a(/|$)(.*)' }), [`warning PATH_IS_NO_PATTERN ${PLACE}/path`]],
  [
    'service and resource',
    backend({ service: { name: 'web', port: { number: 80 } }, resource: { kind: 'Bucket', name: 'b' } }),
    [`ONE_BACKEND ${PLACE}/backend`],
  ],
  ['neither', backend({}), [`ONE_BACKEND ${PLACE}/backend`]],
  ['a resource', backend({ resource: { apiGroup: 'a.com', kind: 'Bucket', name: 'b' } }), []],
  ['a port by name', port({ name: 'http' }), []],
  ['a port by both', port({ name: 'http', number: 80 }), [`ONE_PORT ${PLACE}/backend/service/port`]],
  ['a port by neither', port({}), [`ONE_PORT ${PLACE}/backend/service/port`]],
  [
    'a port name of 16 characters',
    port({ name: 'abcdefghijklmnop' }),
    [`INVALID_FORMAT ${PLACE}/backend/service/port/name`],
  ],
  [
    'the backend of old',
    backend({ serviceName: 'web', servicePort: 80 }),
    [`UNKNOWN_FIELD ${PLACE}/backend/serviceName`, `UNKNOWN_FIELD ${PLACE}/backend/servicePort`],
  ],
  ['TLS hosts', ingress({ tls: [{ hosts: ['a.com', '*.b.com'], secretName: 'tls' }] }), []],
  ['TLS host with a port', ingress({ tls: [{ hosts: ['a.com:443'] }] }), ['INVALID_HOST /spec/tls/0/hosts/0']],
  [
    'a Secret that is no name',
    ingress({ tls: [{ secretName: 'My Secret' }] }),
    ['INVALID_NAME /spec/tls/0/secretName'],
  ],
  ['a class', ingress({ ingressClassName: 'nginx' }), []],
  ['a class that is no name', ingress({ ingressClassName: 'My_Class' }), ['INVALID_FORMAT /spec/ingressClassName']],
  [
    'the class by annotation',
    ingress({}, { annotations: { [CLASS]: 'nginx' } }),
    ['warning DEPRECATED_ANNOTATION /metadata/annotations/kubernetes.io~1ingress.class'],
  ],
  ["GKE's class by annotation", ingress({}, { annotations: { [CLASS]: 'gce' } }), []],
  [
    'two classes',
    ingress({ ingressClassName: 'a' }, { annotations: { [CLASS]: 'b' } }),
    ['INGRESS_CLASS_DIFFERS /metadata/annotations/kubernetes.io~1ingress.class'],
  ],
  [
    'served no longer',
    { apiVersion: 'extensions/v1beta1', kind: 'Ingress', metadata: { name: 'a' } },
    ['API_VERSION_REMOVED /apiVersion'],
  ],
  [
    'served no longer either',
    { apiVersion: 'networking.k8s.io/v1beta1', kind: 'Ingress', metadata: { name: 'a' } },
    ['API_VERSION_REMOVED /apiVersion'],
  ],
]

const ingressClass = (spec: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name: 'a' },
  spec,
})
const CLASSES: Row[] = [
  ['a controller', ingressClass({ controller: 'a.com/ingress' }), []],
  ['none', ingressClass({}), ['REQUIRED /spec/controller']],
  ['one without a domain', ingressClass({ controller: 'nginx' }), ['INVALID_FORMAT /spec/controller']],
  [
    'parameters of a namespace',
    ingressClass({ controller: 'a.com/b', parameters: { kind: 'P', name: 'p', scope: 'Namespace' } }),
    ['REQUIRED /spec/parameters/namespace'],
  ],
  [
    'parameters of the cluster',
    ingressClass({ controller: 'a.com/b', parameters: { kind: 'P', name: 'p', namespace: 'n' } }),
    ['NOT_FOR_CLUSTER_SCOPE /spec/parameters/namespace'],
  ],
]

const policy = (spec: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'a' },
  spec: { podSelector: {}, ...spec },
})
const POLICIES: Row[] = [
  ['an empty one', policy({}), []],
  [
    'a peer of two kinds',
    policy({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }] }] }),
    ['ONE_PEER /spec/ingress/0/from/0'],
  ],
  ['a peer of none', policy({ ingress: [{ from: [{}] }] }), ['PEER_REQUIRED /spec/ingress/0/from/0']],
  [
    'an address for a network',
    policy({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.1' } }] }] }),
    ['INVALID_CIDR /spec/ingress/0/from/0/ipBlock/cidr'],
  ],
  ['a range of ports', policy({ ingress: [{ ports: [{ port: 80, endPort: 90 }] }] }), []],
  [
    'a range that ends first',
    policy({ ingress: [{ ports: [{ port: 80, endPort: 79 }] }] }),
    ['END_PORT_BEFORE_PORT /spec/ingress/0/ports/0/endPort'],
  ],
  [
    'a range without a start',
    policy({ ingress: [{ ports: [{ port: 'http', endPort: 79 }] }] }),
    ['END_PORT_WITHOUT_PORT /spec/ingress/0/ports/0/endPort'],
  ],
  [
    'egress nobody reads',
    policy({ policyTypes: ['Ingress'], egress: [{}] }),
    ['warning FIELD_WITHOUT_EFFECT /spec/egress'],
  ],
]

checkRows('Ingress', INGRESSES)
checkRows('IngressClass', CLASSES)
checkRows('NetworkPolicy', POLICIES)
