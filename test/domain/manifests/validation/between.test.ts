// The rules between objects of one set. A row: what it shows, the objects, and what is said of each of them.
import { describe, expect, it } from 'vitest'
import type { EntranceOf } from '../../../../src/domain/manifests/validation/between/route-clashes.ts'
import { validateObjects } from '../../../../src/domain/manifests/validation/index.ts'
import {
  container,
  deployment,
  gateway,
  gatewayObject,
  httpRoute,
  ingress,
  listener,
  path,
  reports,
  route,
  rule,
  said,
  service,
  statefulSet,
  template,
} from './objects.ts'

type Together = readonly [shows: string, objects: readonly unknown[], expected: readonly (readonly string[])[]]

const named = (name: string, number?: number, protocol = 'TCP') =>
  service(
    { type: 'NodePort', ports: [{ port: 80, protocol, ...(number === undefined ? {} : { nodePort: number }) }] },
    { name },
  )

const DUPLICATES: Together[] = [
  ['a name in two kinds', [service(), ingress()], [[], []]],
  ['a name in two namespaces', [service(), service({}, { namespace: 'other' })], [[], []]],
  ['a name twice', [service(), service({}, { namespace: 'default' })], [[], ['DUPLICATE_OBJECT /metadata/name']]],
  [
    'a Gateway in two versions',
    [gateway(), { ...gateway(), apiVersion: 'gateway.networking.k8s.io/v1beta1' }],
    [[], ['DUPLICATE_OBJECT /metadata/name']],
  ],
  ['a node port twice', [named('a', 30_001), named('b', 30_001)], [[], ['NODE_PORT_TAKEN /spec/ports/0/nodePort']]],
  [
    'a node port for TCP and UDP',
    [named('a', 30_001), named('b', 30_001, 'UDP')],
    [[], ['warning NODE_PORT_TAKEN /spec/ports/0/nodePort']],
  ],
]

const PATH = '/spec/rules/0/http/paths/0'
const toPort = (port: object) =>
  ingress({ rules: [{ http: { paths: [path({ backend: { service: { name: 'web', port } } })] } }] })
const external = service({ type: 'ExternalName', externalName: 'a.com', selector: undefined, ports: undefined })

const BACKENDS: Together[] = [
  ['a port that is there', [service(), ingress()], [[], []]],
  [
    'a port by name that is there',
    [service({ ports: [{ name: 'http', port: 80 }] }), toPort({ name: 'http' })],
    [[], []],
  ],
  [
    'a port that is not',
    [service(), toPort({ number: 81 })],
    [[], [`warning BACKEND_PORT_MISSING ${PATH}/backend/service/port`]],
  ],
  ['a Service that is not: it may be in the cluster', [ingress()], [[]]],
  [
    'a Service of another namespace',
    [service({}, { namespace: 'a' }), ingress({}, { namespace: 'b' })],
    [[], [`warning BACKEND_IN_OTHER_NAMESPACE ${PATH}/backend/service/name`]],
  ],
  [
    'a Service that could not be read is not judged',
    [service({ ports: [{ port: '81' }] }), toPort({ number: 81 })],
    [['WRONG_TYPE /spec/ports/0/port'], []],
  ],
  [
    'a route to a port that is not',
    [service(), httpRoute({ parentRefs: [], rules: [rule({ backendRefs: [{ name: 'web', port: 81 }] })] })],
    [[], ['warning BACKEND_PORT_MISSING /spec/rules/0/backendRefs/0/port']],
  ],
  [
    'a route to an ExternalName',
    [external, httpRoute({ parentRefs: [] })],
    [[], ['warning BACKEND_IS_EXTERNAL_NAME /spec/rules/0/backendRefs/0']],
  ],
  [
    'a StatefulSet named by a ClusterIP Service',
    [service(), statefulSet({ serviceName: 'web' })],
    [[], ['warning GOVERNING_SERVICE_NOT_HEADLESS /spec/serviceName']],
  ],
]

const byName = service({ ports: [{ port: 80, targetPort: 'http' }] })
const listening = (name: string) =>
  deployment({ template: template({ containers: [container({ ports: [{ name, containerPort: 8080 }] })] }) })

const PODS: Together[] = [
  ['a target port the pods have', [byName, listening('http')], [[], []]],
  [
    'a target port they have not',
    [byName, listening('web')],
    [['warning TARGET_PORT_UNKNOWN /spec/ports/0/targetPort'], []],
  ],
  ['no pods: they may be in the cluster', [byName], [[]]],
  [
    'pods of another namespace',
    [byName, { ...listening('web'), metadata: { name: 'web', namespace: 'other' } }],
    [[], []],
  ],
  [
    'no selector and no slice',
    [service({ selector: undefined })],
    [['warning SERVICE_WITHOUT_ENDPOINTS /spec/selector']],
  ],
  [
    'no selector and a slice',
    [
      service({ selector: undefined }),
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'web', labels: { 'kubernetes.io/service-name': 'web' } },
        addressType: 'IPv4',
        endpoints: [],
      },
    ],
    [[], []],
  ],
]

const elsewhere = { namespace: 'other' }
const labelled = (labels: object) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other', labels } })
const selecting = (selector: object) =>
  gateway({ listeners: [listener({ allowedRoutes: { namespaces: { from: 'Selector', selector } } })] })
const parent = (fields: object = {}) =>
  httpRoute({ parentRefs: [{ name: 'web', namespace: 'default', ...fields }] }, { name: 'route' })
const fromElsewhere = { ...parent(), metadata: { name: 'route', ...elsewhere } }

const PARENTS: Together[] = [
  ['a listener that is there', [gateway(), parent({ sectionName: 'http' })], [[], []]],
  [
    'a listener that is not',
    [gateway(), parent({ sectionName: 'https' })],
    [[], ['warning LISTENER_UNKNOWN /spec/parentRefs/0/sectionName']],
  ],
  [
    'a port that is not',
    [gateway(), parent({ port: 443 })],
    [[], ['warning LISTENER_UNKNOWN /spec/parentRefs/0/port']],
  ],
  [
    'a namespace that is not let in',
    [gateway(), fromElsewhere],
    [[], ['warning LISTENER_NAMESPACE /spec/parentRefs/0']],
  ],
  [
    'a namespace let in by name',
    [selecting({ matchLabels: { 'kubernetes.io/metadata.name': 'other' } }), fromElsewhere],
    [[], []],
  ],
  [
    'a namespace not let in by name',
    [
      selecting({ matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['third'] }] }),
      fromElsewhere,
    ],
    [[], ['warning LISTENER_NAMESPACE /spec/parentRefs/0']],
  ],
  ['a namespace whose labels nobody knows', [selecting({ matchLabels: { team: 'a' } }), fromElsewhere], [[], []]],
  [
    'a namespace with other labels',
    [selecting({ matchLabels: { team: 'a' } }), labelled({ team: 'b' }), fromElsewhere],
    [[], [], ['warning LISTENER_NAMESPACE /spec/parentRefs/0']],
  ],
  [
    'another protocol',
    [gateway(), route('TCPRoute', { rules: [{ backendRefs: [{ name: 'a', port: 1 }] }] })],
    [[], ['warning LISTENER_PROTOCOL /spec/parentRefs/0']],
  ],
  [
    'another kind of route',
    [gateway({ listeners: [listener({ allowedRoutes: { kinds: [{ kind: 'GRPCRoute' }] } })] }), parent()],
    [[], ['warning LISTENER_KIND /spec/parentRefs/0']],
  ],
  [
    'another host',
    [gateway({ listeners: [listener({ hostname: '*.a.com' })] }), httpRoute({ hostnames: ['a.com'] })],
    [[], ['warning LISTENER_HOSTNAME /spec/parentRefs/0']],
  ],
  [
    'a host two labels below a wildcard',
    [gateway({ listeners: [listener({ hostname: '*.a.com' })] }), httpRoute({ hostnames: ['x.y.a.com'] })],
    [[], []],
  ],
  [
    'a listener set nobody let in',
    [gateway(), gatewayObject('ListenerSet', { parentRef: { name: 'web' }, listeners: [listener({ port: 81 })] })],
    [[], ['warning LISTENER_SET_NOT_ALLOWED /spec/parentRef']],
  ],
]

const across = httpRoute({
  parentRefs: [],
  rules: [rule({ backendRefs: [{ name: 'web', namespace: 'other', port: 80 }] })],
})
const grant = (to: object = {}) =>
  gatewayObject(
    'ReferenceGrant',
    {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'default' }],
      to: [{ group: '', kind: 'Service', ...to }],
    },
    elsewhere,
  )
const certificate = gateway({
  listeners: [listener({ protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'tls', namespace: 'other' }] } })],
})

const GRANTS: Together[] = [
  ['a backend across namespaces', [across], [['warning REFERENCE_NOT_GRANTED /spec/rules/0/backendRefs/0/namespace']]],
  ['a backend across namespaces, granted', [across, grant()], [[], []]],
  [
    'a grant for another Service',
    [across, grant({ name: 'api' })],
    [['warning REFERENCE_NOT_GRANTED /spec/rules/0/backendRefs/0/namespace'], []],
  ],
  [
    'a certificate across namespaces',
    [certificate],
    [['warning REFERENCE_NOT_GRANTED /spec/listeners/0/tls/certificateRefs/0/namespace']],
  ],
]

const api = (fields: object = {}, metadata: object = {}) => ingress({ ...fields }, { name: 'api', ...metadata })
const CLASHES: Together[] = [
  ['a host and path twice', [ingress(), api()], [[], [`warning DUPLICATE_ROUTE ${PATH}`]]],
  ['for another class', [ingress({ ingressClassName: 'a' }), api({ ingressClassName: 'b' })], [[], []]],
  ['for another host', [ingress(), api({ rules: [{ host: 'b.com', http: { paths: [path()] } }] })], [[], []]],
  [
    'but for a slash',
    [ingress({ rules: [{ http: { paths: [path({ path: '/a' }), path({ path: '/a/' })] } }] })],
    [['warning DUPLICATE_ROUTE /spec/rules/0/http/paths/1']],
  ],
  ['with another path type', [ingress({ rules: [{ http: { paths: [path(), path({ pathType: 'Exact' })] } }] })], [[]]],
  [
    'a canary, on purpose',
    [ingress(), api({}, { annotations: { 'nginx.ingress.kubernetes.io/canary': 'true' } })],
    [[], []],
  ],
  [
    'two routes of one parent',
    [httpRoute(), httpRoute({}, { name: 'api' })],
    [[], ['warning DUPLICATE_ROUTE /spec/rules/0/matches/0']],
  ],
  ['two routes of two parents', [httpRoute(), httpRoute({ parentRefs: [{ name: 'b' }] }, { name: 'api' })], [[], []]],
  [
    'told apart by a header',
    [
      httpRoute(),
      httpRoute({ rules: [rule({ matches: [{ headers: [{ name: 'a', value: 'b' }] }] })] }, { name: 'api' }),
    ],
    [[], []],
  ],
]

describe.each([
  ['what only one may have', DUPLICATES],
  ['backends', BACKENDS],
  ['pods', PODS],
  ['parents', PARENTS],
  ['grants', GRANTS],
  ['host and path', CLASHES],
] as const)('between objects: %s', (_, rows) => {
  it.each(rows)('%s', (_shows, objects, expected) => {
    expect(reports(objects).map(said)).toEqual(expected)
  })
})

it('leaves it to the caller which entrance an Ingress ends up in', () => {
  const entranceOf: EntranceOf = ({ metadata }) => metadata.name ?? ''
  const [, second] = validateObjects([ingress(), api()], { kubernetesVersion: '1.36', entranceOf })
  expect(second?.warnings).toEqual([])
})
