// Pods and what makes them, endpoints, and the plain objects: what the API server refuses beside unknown fields.
import { checkRows, container, deployment, job, pod, type Row, statefulSet, template } from './objects.ts'

const inContainer = (fields: object) => pod({ containers: [container({ ...fields })] })
const C = '/spec/containers/0'

const PODS: Row[] = [
  ['a pod', pod(), []],
  ['no containers', pod({ containers: [] }), ['TOO_SMALL /spec/containers']],
  ['no image', inContainer({ image: undefined }), [`REQUIRED ${C}/image`]],
  ['a name twice', pod({ containers: [container(), container()] }), ['DUPLICATE_NAME /spec/containers/1/name']],
  [
    'a port name with "_"',
    inContainer({ ports: [{ name: 'a_b', containerPort: 80 }] }),
    [`INVALID_VALUE ${C}/ports/0/name`],
  ],
  [
    'a port name of 16 characters',
    inContainer({ ports: [{ name: 'abcdefghijklmnop', containerPort: 80 }] }),
    [`INVALID_VALUE ${C}/ports/0/name`],
  ],
  [
    'a port name twice',
    inContainer({
      ports: [
        { name: 'a', containerPort: 80 },
        { name: 'a', containerPort: 81 },
      ],
    }),
    [`DUPLICATE_PORT_NAME ${C}/ports/1/name`],
  ],
  [
    'a port twice',
    inContainer({ ports: [{ containerPort: 80 }, { containerPort: 80 }] }),
    [`warning DUPLICATE_CONTAINER_PORT ${C}/ports/1`],
  ],
  ['a variable that is a number', inContainer({ env: [{ name: 'A', value: 1 }] }), [`WRONG_TYPE ${C}/env/0/value`]],
  ['a variable with "="', inContainer({ env: [{ name: 'A=B', value: '1' }] }), [`INVALID_FORMAT ${C}/env/0/name`]],
  [
    'a variable from two sources',
    inContainer({
      env: [
        { name: 'A', valueFrom: { configMapKeyRef: { name: 'a', key: 'b' }, secretKeyRef: { name: 'a', key: 'b' } } },
      ],
    }),
    [`ONE_SOURCE ${C}/env/0/valueFrom`],
  ],
  [
    'a mount of no volume',
    inContainer({ volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
    [`UNKNOWN_VOLUME ${C}/volumeMounts/0/name`],
  ],
  [
    'a volume with two sources',
    pod({ volumes: [{ name: 'data', emptyDir: {}, hostPath: { path: '/' } }] }),
    ['ONE_SOURCE /spec/volumes/0'],
  ],
  [
    'a probe with two handlers',
    inContainer({ livenessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } } }),
    [`ONE_HANDLER ${C}/livenessProbe`],
  ],
  [
    'a probe on no port',
    inContainer({ livenessProbe: { tcpSocket: { port: 'a_b' } } }),
    [`INVALID_PORT ${C}/livenessProbe/tcpSocket/port`],
  ],
  [
    'liveness after two successes',
    inContainer({ livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 } }),
    [`SUCCESS_THRESHOLD ${C}/livenessProbe/successThreshold`],
  ],
  [
    'a request above its limit',
    inContainer({ resources: { requests: { cpu: '1500m' }, limits: { cpu: 1 } } }),
    [`REQUEST_ABOVE_LIMIT ${C}/resources/requests/cpu`],
  ],
  // As floats, 700 times 0.001 is more than 0.7.
  ['a limit in another form', inContainer({ resources: { requests: { cpu: '700m' }, limits: { cpu: '0.7' } } }), []],
  ['memory in two units', inContainer({ resources: { requests: { memory: '1G' }, limits: { memory: '1Gi' } } }), []],
  [
    'a quantity that is none',
    inContainer({ resources: { limits: { memory: '64MB' } } }),
    [`INVALID_FORMAT ${C}/resources/limits/memory`],
  ],
  ['a field of 1.34 on 1.33', pod({ hostnameOverride: 'a' }), ['FIELD_NOT_IN_VERSION /spec/hostnameOverride'], '1.33'],
  ['a field of 1.34 on 1.34', pod({ hostnameOverride: 'a' }), [], '1.34'],
  ['a misspelt field', inContainer({ livenesProbe: {} }), [`UNKNOWN_FIELD ${C}/livenesProbe`]],
  [
    'nulls, which count as absent',
    pod({ nodeSelector: null, volumes: null, containers: [container({ env: null })] }),
    [],
  ],
]

const labelled = (labels: object) => ({ ...template(), metadata: { labels } })
const WORKLOADS: Row[] = [
  ['a Deployment', deployment(), []],
  ['no selector', deployment({ selector: undefined }), ['REQUIRED /spec/selector']],
  ['an empty selector', deployment({ selector: {} }), ['SELECTOR_EMPTY /spec/selector']],
  [
    'a selector of other labels',
    deployment({ template: labelled({ app: 'api' }) }),
    ['SELECTOR_DOES_NOT_MATCH /spec/template/metadata/labels'],
  ],
  [
    'In without values',
    deployment({ selector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'a', operator: 'In' }] } }),
    ['INVALID_VALUE /spec/selector/matchExpressions/0'],
  ],
  [
    'a template that does not restart',
    deployment({ template: template({ restartPolicy: 'Never' }) }),
    ['RESTART_POLICY /spec/template/spec/restartPolicy'],
  ],
  [
    'Recreate with a rolling update',
    deployment({ strategy: { type: 'Recreate', rollingUpdate: {} } }),
    ['NOT_FOR_RECREATE /spec/strategy/rollingUpdate'],
  ],
  [
    'an update that may change nothing',
    deployment({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } } }),
    ['NOTHING_MAY_CHANGE /spec/strategy/rollingUpdate'],
  ],
  ['replicas as text', deployment({ replicas: '2' }), ['WRONG_TYPE /spec/replicas']],
  ['replicas misspelt', deployment({ replica: 2 }), ['UNKNOWN_FIELD /spec/replica']],
  ['a label that is a number', deployment({}, { labels: { version: 1 } }), ['WRONG_TYPE /metadata/labels/version']],
  [
    'a StatefulSet that mounts its claim',
    statefulSet({
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } }],
      template: template({ containers: [container({ volumeMounts: [{ name: 'data', mountPath: '/data' }] })] }),
    }),
    [],
  ],
  ['a Job', job(), []],
  [
    'a Job that restarts by default',
    job({ template: template() }),
    ['RESTART_POLICY /spec/template/spec/restartPolicy'],
  ],
  [
    'a Job with a selector',
    job({ selector: { matchLabels: { app: 'web' } } }),
    ['SELECTOR_IS_GENERATED /spec/selector'],
  ],
  ['apps/v1beta2', { ...deployment(), apiVersion: 'apps/v1beta2' }, ['API_VERSION_REMOVED /apiVersion']],
]

const cronJob = (schedule: string, name = 'a') => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name },
  spec: { schedule, jobTemplate: { spec: { template: template({ restartPolicy: 'Never' }) } } },
})
const plain = (kind: string, fields: object) => ({ apiVersion: 'v1', kind, metadata: { name: 'a' }, ...fields })
const PLAIN: Row[] = [
  ['a schedule', cronJob('*/5 0 * * MON-FRI'), []],
  ['a schedule by name', cronJob('@daily'), []],
  ['a schedule of four fields', cronJob('0 0 * *'), ['INVALID_SCHEDULE /spec/schedule']],
  ['a time zone in the schedule', cronJob('TZ=UTC 0 0 * * *'), ['TIME_ZONE_IN_SCHEDULE /spec/schedule']],
  ['a CronJob of 53 characters', cronJob('@daily', 'a'.repeat(53)), ['INVALID_NAME /metadata/name']],
  ['a ConfigMap', plain('ConfigMap', { data: { 'a.b': 'c' } }), []],
  ['a ConfigMap with a number', plain('ConfigMap', { data: { a: 1 } }), ['WRONG_TYPE /data/a']],
  ['a ConfigMap with a spec', plain('ConfigMap', { spec: {} }), ['UNKNOWN_FIELD /spec']],
  ['a ConfigMap with a path as key', plain('ConfigMap', { data: { 'a/b': 'c' } }), ['INVALID_KEY /data/a~1b']],
  ['a Secret', plain('Secret', { data: { a: 'YQ==' }, stringData: { b: 'c' } }), []],
  ['a Secret in plain text', plain('Secret', { data: { a: 'secret!' } }), ['NOT_BASE64 /data/a']],
  ['a Namespace with dots', { ...plain('Namespace', {}), metadata: { name: 'a.b' } }, ['INVALID_NAME /metadata/name']],
  ['a ServiceAccount', plain('ServiceAccount', { automountServiceAccountToken: false }), []],
]

const slice = (addressType: string, addresses: string[], fields: object = {}) => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'a', labels: { 'kubernetes.io/service-name': 'web' } },
  addressType,
  endpoints: [{ addresses }],
  ...fields,
})
const ENDPOINTS: Row[] = [
  ['a slice', slice('IPv4', ['10.0.0.1'], { ports: [{ name: 'http', port: 80 }] }), []],
  ['a slice of IPv6', slice('IPv6', ['fd00::1']), []],
  ['an address of the other family', slice('IPv4', ['fd00::1']), ['INVALID_ADDRESS /endpoints/0/addresses/0']],
  ['a loopback', slice('IPv4', ['127.0.0.1']), ['ADDRESS_NOT_ROUTABLE /endpoints/0/addresses/0']],
  ['a link-local address', slice('IPv6', ['fe80::1']), ['ADDRESS_NOT_ROUTABLE /endpoints/0/addresses/0']],
  ['no addresses', slice('IPv4', []), ['TOO_SMALL /endpoints/0/addresses']],
  [
    'two ports without names',
    slice('IPv4', ['10.0.0.1'], { ports: [{ port: 80 }, { port: 81 }] }),
    ['DUPLICATE_PORT_NAME /ports/1/name'],
  ],
  [
    'a slice of no Service',
    { ...slice('IPv4', ['10.0.0.1']), metadata: { name: 'a' } },
    ['warning SLICE_OF_NO_SERVICE /metadata/labels'],
  ],
  [
    'Endpoints',
    {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: 'web' },
      subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80 }] }],
    },
    ['warning ENDPOINTS_DEPRECATED '],
  ],
  [
    'Endpoints without addresses',
    { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'web' }, subsets: [{ ports: [{ port: 80 }] }] },
    ['ADDRESSES_REQUIRED /subsets/0', 'warning ENDPOINTS_DEPRECATED '],
  ],
]

checkRows('pods', PODS)
checkRows('what makes pods', WORKLOADS)
checkRows('plain objects', PLAIN)
checkRows('endpoints', ENDPOINTS)
