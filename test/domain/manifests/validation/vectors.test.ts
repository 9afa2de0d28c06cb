// What an expert would try, in one place: the input and what must be said of it. Objects first, alone and together, then topologies,
// whose mistakes are refused and whose wishes are found out when they are planned. The rules themselves are tested one by one in the
// files beside this one; what only one cloud knows, in `test/providers`.
import { describe, expect, it } from 'vitest'
import { ownKeysOf } from '../../../../src/domain/manifests/validation/annotations.ts'
import { checkObjects } from '../../../../src/domain/manifests/validation/check-objects.ts'
import type { TopologyInput } from '../../../../src/domain/topology/index.ts'
import { PROVIDERS } from '../../../../src/providers/index.ts'
import { draftOf, findingsOf } from '../../design/drafting.ts'
import { mistakesIn } from '../../reading.ts'
import { exposing, web } from '../../topology/documents.ts'
import { checkRows, httpRoute, ingress, loadBalancer, path, type Row, reports, rule, said, service } from './objects.ts'

const ports = (...all: object[]) => service({ ports: all })
const target = (targetPort: string) => ports({ port: 80, targetPort })
const nodePort = (number: number) => service({ type: 'NodePort', ports: [{ port: 80, nodePort: number }] })
const external = (externalName: string) => service({ type: 'ExternalName', externalName, selector: undefined })
const sticky = (timeoutSeconds: number, sessionAffinity = 'ClientIP') =>
  service({ sessionAffinity, sessionAffinityConfig: { clientIP: { timeoutSeconds } } })
const ranges = (...cidrs: string[]) => loadBalancer({ loadBalancerSourceRanges: cidrs })
const many = (count: number, one: (index: number) => unknown) => Array.from({ length: count }, (_, index) => one(index))

const OBJECTS: Row[] = [
  ['name 1api on 1.36', service({}, { name: '1api' }), ['INVALID_NAME /metadata/name'], '1.36'],
  ['name 1api on 1.37', service({}, { name: '1api' }), [], '1.37'],
  [
    'two ports without names',
    ports({ port: 80 }, { port: 81 }),
    ['PORT_NAME_REQUIRED /spec/ports/0/name', 'PORT_NAME_REQUIRED /spec/ports/1/name'],
  ],
  [
    'two ports of one name',
    ports({ name: 'a', port: 80 }, { name: 'a', port: 81 }),
    ['DUPLICATE_PORT_NAME /spec/ports/1/name'],
  ],
  ['TCP 80 twice', ports({ name: 'a', port: 80 }, { name: 'b', port: 80 }), ['DUPLICATE_PORT /spec/ports/1']],
  ['TCP 53 and UDP 53', ports({ name: 'a', port: 53 }, { name: 'b', port: 53, protocol: 'UDP' }), []],
  ...['metrics_port', 'averyveryverylongname', '123', 'a--b'].map(
    (name): Row => [`target port "${name}"`, target(name), ['INVALID_VALUE /spec/ports/0/targetPort']],
  ),
  ...[29_999, 32_768].map(
    (number): Row => [`node port ${number}`, nodePort(number), ['NODE_PORT_OUT_OF_RANGE /spec/ports/0/nodePort']],
  ),
  ['node port 30100', nodePort(30_100), ['warning NODE_PORT_IN_DYNAMIC_BAND /spec/ports/0/nodePort']],
  [
    'a node port on ClusterIP',
    ports({ port: 80, nodePort: 30_000 }),
    ['NODE_PORT_WITHOUT_NODE_PORT_TYPE /spec/ports/0/nodePort'],
  ],
  [
    'clusterIP None on a LoadBalancer',
    loadBalancer({ clusterIP: 'None' }),
    ['HEADLESS_NEEDS_CLUSTER_IP_TYPE /spec/clusterIP'],
  ],
  ['headless without ports', service({ clusterIP: 'None', ports: undefined }), []],
  ['external name api.example.com.', external('api.example.com.'), []],
  ['external name 10.0.0.1', external('10.0.0.1'), ['EXTERNAL_NAME_IS_AN_ADDRESS /spec/externalName']],
  ...['API.example.com', 'http://x'].map(
    (name): Row => [`external name ${name}`, external(name), ['INVALID_FORMAT /spec/externalName']],
  ),
  ['affinity None with a config', sticky(60, 'None'), ['AFFINITY_CONFIG_WITHOUT_AFFINITY /spec/sessionAffinityConfig']],
  ['affinity for 0 s', sticky(0), ['TOO_SMALL /spec/sessionAffinityConfig/clientIP/timeoutSeconds']],
  ['affinity for 86401 s', sticky(86_401), ['TOO_BIG /spec/sessionAffinityConfig/clientIP/timeoutSeconds']],
  ['affinity for 86400 s', sticky(86_400), []],
  [
    'Local on ClusterIP',
    service({ externalTrafficPolicy: 'Local' }),
    ['EXTERNAL_POLICY_WITHOUT_EXTERNAL_TRAFFIC /spec/externalTrafficPolicy'],
  ],
  ['Local on NodePort', service({ type: 'NodePort', externalTrafficPolicy: 'Local' }), []],
  [
    'a health check port without Local',
    loadBalancer({ healthCheckNodePort: 30_001 }),
    ['HEALTH_CHECK_PORT_WITHOUT_LOCAL /spec/healthCheckNodePort'],
  ],
  ['source range 10.0.0.1', ranges('10.0.0.1'), ['INVALID_CIDR /spec/loadBalancerSourceRanges/0']],
  [
    'source range 10.0.0.1/8 from 1.36',
    ranges('10.0.0.1/8'),
    ['CIDR_NOT_STRICT /spec/loadBalancerSourceRanges/0'],
    '1.36',
  ],
  [
    'a class on NodePort',
    service({ type: 'NodePort', loadBalancerClass: 'a.com/b' }),
    ['ONLY_FOR_LOAD_BALANCER /spec/loadBalancerClass'],
  ],
  [
    'UDP said to speak http',
    ports({ port: 80, protocol: 'UDP', appProtocol: 'http' }),
    ['warning APP_PROTOCOL_NOT_OVER_UDP /spec/ports/0/appProtocol'],
  ],
  ['externalIPs', service({ externalIPs: ['198.51.100.1'] }), ['warning EXTERNAL_IPS_DEPRECATED /spec/externalIPs']],
  ...['metrics', 'admin', 'debug', 'health'].map(
    (name): Row => [
      `a load balancer with a port "${name}"`,
      loadBalancer({ ports: [{ name, port: 9000 }] }),
      ['warning INNER_PORT_ON_LOAD_BALANCER /spec/ports/0'],
    ],
  ),
  [
    'an IPv6 range on IPv4 alone',
    loadBalancer({ ipFamilies: ['IPv4'], loadBalancerSourceRanges: ['fd00::/8'] }),
    ['warning FAMILY_NOT_SERVED /spec/loadBalancerSourceRanges/0'],
  ],
  ['17 rules of a route', httpRoute({ rules: many(17, () => rule()) }), ['TOO_BIG /spec/rules']],
  [
    '17 host names of a route',
    httpRoute({ hostnames: many(17, (index) => `h${index}.com`) }),
    ['TOO_BIG /spec/hostnames'],
  ],
  [
    '129 matches of a route',
    httpRoute({
      rules: many(3, (first) =>
        rule({ matches: many(43, (index) => ({ path: { type: 'Exact', value: `/${first}/${index}` } })) }),
      ),
    }),
    ['TOO_MANY_MATCHES /spec/rules'],
  ],
]

checkRows('an object', OBJECTS)

describe('objects together', () => {
  it('a wildcard that an HTTPRoute takes over from an Ingress matches deeper names', () => {
    const wide = ingress({ rules: [{ host: '*.a.com', http: { paths: [path()] } }] })
    const found = reports([wide, httpRoute({ hostnames: ['*.a.com', '*.b.com', 'c.a.com'] })]).map(said)
    expect(found).toEqual([[], ['warning WILDCARD_MATCHES_DEEPER /spec/hostnames/0']])
  })
})

describe('what a caller is told of objects that no plan has', () => {
  const catalogues = [...PROVIDERS.values()].map(({ annotations }) => ownKeysOf(annotations))
  const check = (object: unknown) => checkObjects([object], { kubernetesVersion: '1.36', catalogues }).objects[0]

  it('a Service of several clusters is not called wrong: it is out of scope', () => {
    const found = check({
      apiVersion: 'multicluster.x-k8s.io/v1alpha1',
      kind: 'ServiceImport',
      metadata: { name: 'a' },
    })
    expect(found).toMatchObject({ accepted: true, refused: [], notes: [{ code: 'MULTI_CLUSTER_KIND' }] })
    expect(found?.notes[0]?.detail).toMatch(/across clusters/)
  })

  it('externalIPs have a replacement', () => {
    const [outdated] = check(service({ externalIPs: ['198.51.100.1'] }))?.outdated ?? []
    expect(outdated).toMatchObject({ code: 'EXTERNAL_IPS_DEPRECATED', pointer: '/spec/externalIPs' })
    expect(outdated?.detail).toMatch(/load balancer or the addresses of a Gateway/)
  })
})

describe('a topology is refused', () => {
  it.each<[string, object, string]>([
    [
      'HTTP over UDP',
      web({ ports: { a: { port: 80, protocol: 'http', transport: 'UDP' } } }),
      'PROTOCOL_TRANSPORT_MISMATCH /workloads/web/ports/a/transport',
    ],
    ['the name of a Service that is none', { ...web({}), workloads: { '1api': {} } }, 'INVALID_NAME /workloads/1api'],
    [
      'a network with host bits',
      web({}, { clients: { a: { network: 'partner', cidrs: ['10.0.0.1/8'] } } }),
      'CIDR_HOST_BITS /clients/a/cidrs/0',
    ],
    [
      'an address as a name outside',
      web({}, { externals: { a: { host: '10.0.0.1' } } }),
      'HOST_IS_AN_ADDRESS /externals/a/host',
    ],
    [
      'affinity for more than a day',
      exposing('tcp', { tcp: 9000 }, { sticky: { by: 'clientIP', ttlSeconds: 86_401 } }),
      'TOO_BIG /workloads/web/expose/0/sticky/ttlSeconds',
    ],
    ['one number twice', web({ ports: { a: 80, b: 80 } }), 'DUPLICATE_PORT /workloads/web/ports/b'],
  ])('%s', (_, document, mistake) => {
    expect(mistakesIn(document)).toContain(mistake)
  })
})

const AWS: TopologyInput['target'] = { provider: 'aws', region: 'us-east-1' }
const GCP: TopologyInput['target'] = { provider: 'gcp', region: 'us-central1' }
const AZURE: TopologyInput['target'] = { provider: 'azure', region: 'eastus' }
const drawn = (where: TopologyInput['target'], workloads: TopologyInput['workloads']) =>
  draftOf({ name: 'vectors', target: where, workloads })
const site = (host: string) => ({
  ports: { http: 80 },
  expose: [{ port: 'http', to: 'internet', host, tls: { mode: 'terminate' as const } }],
})
const raw = { ports: { mqtt: 1883 }, expose: [{ port: 'mqtt', to: 'internet' }] }

describe('a plan', () => {
  it('says that it faces the internet on AWS, where a Service that says nothing is internal', () => {
    const text = JSON.stringify(drawn(AWS, { web: raw }).designs.recommended.manifests)
    expect(text).toContain('"service.beta.kubernetes.io/aws-load-balancer-scheme":"internet-facing"')
  })

  it('writes no ingressClassName on GKE', () => {
    const { manifests } = drawn({ ...GCP, routing: 'ingress' }, { web: site('a.example.com') }).designs.recommended
    const written = manifests.filter(({ kind }) => kind === 'Ingress')
    expect(written).toHaveLength(1)
    expect(JSON.stringify(written)).not.toContain('ingressClassName')
  })

  it('never adds a 101st rule to an Application Load Balancer that exists', () => {
    const entrances = { public: { api: 'ingress' as const, class: 'alb', rulesInUse: 100 } }
    const draft = drawn({ ...AWS, entrances }, { web: site('a.example.com') })
    expect(findingsOf(draft).filter((line) => line.startsWith('ENTRANCE_FULL'))).toHaveLength(1)
    expect(draft.designs.recommended.entrances.map(({ existing }) => existing)).toEqual([false])
  })

  it('takes neither a balancer away nor an hour on AKS: three public Services have one, with an address each', () => {
    const three = { a: raw, b: raw, c: raw }
    const { loadBalancers } = drawn(AZURE, three).designs.recommended
    expect(loadBalancers).toMatchObject([{ addresses: 3, shared: true }])
    expect(drawn(AZURE, three).consolidation).toMatchObject({ verdict: 'keep', monthlySaving: '0.00' })
  })

  it('saves nothing where four forwarding rules become one', () => {
    const sites = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, site(`${name}.example.com`)]))
    expect(drawn(GCP, sites).consolidation).toMatchObject({ verdict: 'keep', monthlySaving: '0.00' })
  })
})
