// What bare metal is known to get wrong, one row for each finding: the smallest topology that earns it, and one beside it that does not.
import { describe } from 'vitest'
import {
  AWS,
  CELLAR,
  checkFindings,
  type Exposure,
  type FindingRow,
  METALLB,
  raw,
  type Target,
  using,
  type Workload,
  web,
} from './finding-rows.ts'

const CILIUM: Target = { provider: 'bare-metal', loadBalancers: 'cilium' }
/** One address for a port of each transport, or for two numbers, asked for in two ways. */
const twice = (first: Partial<Exposure>, second: Partial<Exposure>): Workload => ({
  ports: { tcp: 9000, more: 9001 },
  expose: [
    { port: 'tcp', to: 'internet', staticIP: ['192.0.2.7'], sticky: { by: 'clientIP' }, ...first },
    { port: 'more', to: 'internet', staticIP: ['192.0.2.7'], ...second },
  ],
})

const pinned: Workload = { pin: { type: 'LoadBalancer', reason: 'It always was.' } }

const ROWS: FindingRow[] = [
  ['STATIC_ADDRESS_UNNAMED', [METALLB, raw({ staticIP: true })], [METALLB, raw({ staticIP: ['192.0.2.7'] })]],
  [
    'BACKEND_PROTOCOL_NOT_WRITTEN',
    [METALLB, web({ port: 'https' }, { ports: { https: 443 } })],
    [AWS, web({ port: 'https' }, { ports: { https: 443 } })],
  ],
  ['LISTEN_PORT_NOT_WRITTEN', [using(CELLAR, 'ingress', 'nginx'), web({ listen: 8443 })], [AWS, web({ listen: 8443 })]],
  ['NO_CLOUD_HERE', [{ ...CELLAR, loadBalancers: 'cloud' }, web({})], [CELLAR, web({})]],
  ['NODE_PORT_OPEN_ON_EVERY_NODE', [{ ...CELLAR, loadBalancers: 'cloud' }, web({})], [METALLB, web({})]],
  ['ONE_NODE_TAKES_AN_ADDRESS', [METALLB, raw({})], [CELLAR, raw({})]],
  ['ADDRESSES_NEEDED', [METALLB, raw({}, pinned)], [CELLAR, raw({}, pinned)]],
  ['LOAD_BALANCER_PENDING', [CELLAR, raw({}, pinned)], [METALLB, raw({}, pinned)]],
  ['LOCAL_TRAFFIC_ON_ONE_NODE', [METALLB, raw({ preserveClientIP: true })], [METALLB, raw({})]],
  ['ADDRESS_ASKED_TWICE', [METALLB, twice({}, { listen: 9000 })], [METALLB, twice({}, {})]],
  ['ADDRESS_NOT_SHARED', [METALLB, twice({}, { preserveClientIP: true })], [METALLB, twice({}, {})]],
  ['ADDRESS_SHARED_AT_LAYER_2', [CILIUM, twice({}, {})], [CILIUM, twice({}, { staticIP: ['192.0.2.8'] })]],
  ['ADDRESS_MAY_BE_RESERVED', [CILIUM, raw({ staticIP: ['192.0.2.255'] })], [CILIUM, raw({ staticIP: ['192.0.2.7'] })]],
  ['ENTRY_POINTS_MUST_MATCH', [{ ...METALLB, controller: 'traefik' }, web({})], [METALLB, web({})]],
  [
    'STATIC_ADDRESS_NOT_POSSIBLE',
    [{ ...METALLB, controller: 'traefik' }, web({ staticIP: ['192.0.2.7'] })],
    [METALLB, web({ staticIP: ['192.0.2.7'] })],
  ],
  ['GATEWAY_MUST_END_TLS', [using(METALLB, 'gateway', 'eg'), web({})], [METALLB, web({})]],
  [
    'GATEWAY_MUST_ALLOW_ROUTES',
    [using(METALLB, 'gateway', 'eg'), web({}, { namespace: 'shop' })],
    [using(METALLB, 'gateway', 'eg'), web({})],
  ],
  ['LOST_AT_LAYER_4', [CELLAR, web({ sticky: { by: 'cookie' } })], [CELLAR, web({})]],
]

describe('findings', () => checkFindings(ROWS))
