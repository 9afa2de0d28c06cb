// Nothing that was asked for is lost without a word: on every cloud each wish is found in what is written, or a finding says that it is
// not there.
import { describe, expect, it } from 'vitest'
import type { Draft } from '../../src/domain/plan/plan.ts'
import type { TopologyInput } from '../../src/domain/topology/index.ts'
import { draftOf } from '../domain/design/drafting.ts'
import { listedOf } from '../domain/manifests/objects.ts'
import { WISHES } from './documents.ts'

const TARGETS: Record<string, TopologyInput['target']> = {
  aws: { provider: 'aws', region: 'us-east-1' },
  'aws, Gateway': { provider: 'aws', region: 'us-east-1', routing: 'gateway' },
  'aws, Auto Mode': { provider: 'aws', region: 'us-east-1', controller: 'eks-auto-mode' },
  'aws, legacy controller': { provider: 'aws', region: 'us-east-1', controller: 'aws-cloud-provider' },
  'aws, an entrance that exists': {
    provider: 'aws',
    region: 'us-east-1',
    entrances: { there: { api: 'ingress', class: 'nginx' } },
  },
  gcp: { provider: 'gcp', region: 'us-central1' },
  'gcp, Ingress': { provider: 'gcp', region: 'us-central1', routing: 'ingress' },
  'gcp, an entrance that exists': {
    provider: 'gcp',
    region: 'us-central1',
    entrances: { there: { api: 'gateway', class: 'gke-l7-global-external-managed' } },
  },
  azure: { provider: 'azure', region: 'eastus' },
  scaleway: { provider: 'scaleway', region: 'fr-par' },
  'scaleway, an entrance that exists': {
    provider: 'scaleway',
    region: 'fr-par',
    entrances: { there: { api: 'gateway', class: 'eg' } },
  },
  vultr: { provider: 'vultr' },
  'vultr, an entrance that exists': { provider: 'vultr', entrances: { there: { api: 'gateway', class: 'eg' } } },
  hetzner: { provider: 'hetzner', region: 'fsn1' },
  oci: { provider: 'oci', region: 'us-ashburn-1' },
  digitalocean: { provider: 'digitalocean' },
  'digitalocean, an entrance that exists': {
    provider: 'digitalocean',
    entrances: { there: { api: 'gateway', class: 'eg' } },
  },
  linode: { provider: 'linode' },
  'linode, an entrance that exists': { provider: 'linode', entrances: { there: { api: 'gateway', class: 'eg' } } },
  'bare metal with MetalLB': { provider: 'bare-metal', loadBalancers: 'metallb' },
  'bare metal with nothing': { provider: 'bare-metal' },
  'bare metal with an entrance': { provider: 'bare-metal', entrances: { there: { api: 'gateway', class: 'eg' } } },
}

/** Wish, what it looks like where it is written, and the findings of which one says that it is not. */
const TRACES: [wish: string, written: RegExp, said: string[]][] = [
  ['inner', /internal|INTERNAL|gke-l7-rilb|"class":"eg"/, ['NODE_PORT_OPEN_ON_EVERY_NODE', 'ADDRESSES_NEEDED']],
  ['ranges', /203\.0\.113\.0\/24/, ['SOURCE_RANGES_NOT_ENFORCED']],
  ['inner-ranges', /10\.1\.0\.0\/16/, ['SOURCE_RANGES_NOT_ENFORCED']],
  [
    'kept',
    /preserve_client_ip\.enabled(=|","value":")true|"externalTrafficPolicy":"Local"|loadbalancer-proxy-protocol|uses-proxyprotocol|proxy-protocol":"v2"/,
    [],
  ],
  [
    'sticky',
    /stickiness\.type(=|","value":")source_ip|"sessionAffinity":"ClientIP"|sticky-sessions":"table"|TWO_TUPLE|default-algorithm":"source"/,
    ['SESSION_AFFINITY_HAS_NO_EFFECT', 'STICKINESS_NOT_WRITTEN'],
  ],
  ['cookie', /lb_cookie|GENERATED_COOKIE/, ['STICKINESS_NOT_WRITTEN', 'LOST_AT_LAYER_4']],
  ['fixed', /address-a/, ['STATIC_ADDRESS_NOT_POSSIBLE', 'LOST_AT_LAYER_4']],
  ['fixed-inside', /address-a/, ['STATIC_ADDRESS_NOT_POSSIBLE', 'LOST_AT_LAYER_4']],
  ['fixed-http', /address-a/, ['STATIC_ADDRESS_NOT_POSSIBLE', 'LOST_AT_LAYER_4']],
  ['fixed-http-inside', /address-a/, ['STATIC_ADDRESS_NOT_POSSIBLE', 'LOST_AT_LAYER_4']],
  [
    'idle',
    /(idle[-_.]|loadbalancer-)timeout[^,]*(1200|"20")|tcp\.idle_timeout\.seconds","value":"1200/,
    ['IDLE_TIMEOUT_NOT_WRITTEN', 'IDLE_TIMEOUT_NOT_SETTABLE'],
  ],
  [
    'idle-http',
    /idle_timeout\.timeout_seconds(=|","value":")1200|"timeoutSec":1200/,
    ['IDLE_TIMEOUT_NOT_WRITTEN', 'IDLE_TIMEOUT_NOT_SETTABLE', 'IDLE_TIMEOUT_LEFT_TO_ENTRANCE'],
  ],
  ['ended', /"tls"|HTTPS/, ['NODE_PORT_OPEN_ON_EVERY_NODE', 'GATEWAY_MUST_END_TLS', 'CERTIFICATE_MISSING']],
  ['ended4', /ssl-cert/, ['TLS_NOT_ENDED', 'CERTIFICATE_MISSING', 'NODE_PORT_OPEN_ON_EVERY_NODE']],
  [
    'ended-here',
    /http-certificates|do-loadbalancer-certificate-name|tls-secret|ssl-cert|certificate-ids|loadbalancer-ssl"/,
    ['TLS_NOT_ENDED', 'CERTIFICATE_MISSING', 'NODE_PORT_OPEN_ON_EVERY_NODE'],
  ],
  [
    'ended-mqtt',
    /tls-secret|ssl-cert|certificate-ids/,
    ['TLS_NOT_ENDED', 'CERTIFICATE_MISSING', 'NODE_PORT_OPEN_ON_EVERY_NODE'],
  ],
  ['cookie-4', /http-sticky-sessions|sticky-sessions-type":"cookies"|stickiness":"http_cookie"/, ['LOST_AT_LAYER_4']],
  [
    'idle-4',
    /idle[-_.]timeout[^,]*(200|"4")|http-timeout-idle":"200s"|timeout-client":"200s"|loadbalancer-timeout":"200"/,
    ['IDLE_TIMEOUT_NOT_WRITTEN', 'IDLE_TIMEOUT_NOT_SETTABLE'],
  ],
  ['two', /"\/x"/, ['LOST_AT_LAYER_4']],
  [
    'https',
    /backend-protocol":"HTTPS"|"targetType":"ip","protocol":"HTTPS"|app-protocols|gke-l7-/,
    ['BACKEND_PROTOCOL_NOT_WRITTEN', 'NODE_PORT_OPEN_ON_EVERY_NODE', 'CERTIFICATE_MISSING'],
  ],
  [
    'grpc',
    /backend-protocol-version":"GRPC"|"appProtocol":"kubernetes.io\/h2c"/,
    ['BACKEND_PROTOCOL_NOT_WRITTEN', 'CERTIFICATE_MISSING'],
  ],
]

// On one's own machines nothing between the caller and the node drops idle connections; node ports have none of it either.
const NO_BALANCER = /^bare metal/
const ALREADY_KEPT = new Set(['idle', 'idle-4', 'idle-http'])

/** Everything written for one workload, its entrances among it. */
function writtenFor(drawn: Draft, workload: string): string {
  const { entrances, manifests, services } = drawn.designs.recommended
  const own = new Set([
    ...services.filter((service) => service.workload === workload).map(({ name }) => name),
    ...entrances.filter(({ routes }) => routes.some((route) => route.workload === workload)).map(({ name }) => name),
  ])
  const objects = listedOf(manifests).filter(
    ({ name, kind }) =>
      own.has(name) ||
      (kind !== 'Service' && name.includes(workload)) ||
      (kind === 'Ingress' && own.has(name.replace(/^wishes-/, ''))),
  )
  const kept = entrances.filter(({ routes }) => routes.some((route) => route.workload === workload))
  return `${JSON.stringify(objects)} ${JSON.stringify(kept.map((one) => ({ class: one.class })))}`
}

const saidFor = (drawn: Draft, workload: string): string[] =>
  drawn.findings
    .filter(({ path }) => path.startsWith(`/workloads/${workload}`) || path.startsWith('/target/'))
    .map(({ code }) => code)

describe.each(Object.entries(TARGETS))('on %s', (where, target) => {
  it.each(TRACES)('the wish "%s" is written or missed aloud', (wish, written, said) => {
    const clients: TopologyInput['clients'] = {
      partner: { network: 'partner', cidrs: ['203.0.113.0/24'] },
      site: { network: 'vpc', cidrs: ['10.1.0.0/16'] },
    }
    const drawn = draftOf({ name: 'wishes', target, clients, workloads: { [wish]: WISHES[wish] ?? {} } })
    if (NO_BALANCER.test(where) && ALREADY_KEPT.has(wish)) return
    const text = writtenFor(drawn, wish)
    const codes = saidFor(drawn, wish)
    expect(written.test(text) || codes.some((code) => said.includes(code)), `${codes.join(' ')}\n${text}`).toBe(true)
  })
})
