// What Hetzner and Oracle Cloud is known to get wrong, one row for each finding: the smallest topology that earns it, and one beside it that does not.
import { describe } from 'vitest'
import {
  checkFindings,
  type Exposure,
  type FindingRow,
  raw,
  type Target,
  tls,
  udp,
  type Workload,
  web,
} from './finding-rows.ts'

const cookie = { sticky: { by: 'cookie' as const } }
const HETZNER: Target = { provider: 'hetzner', region: 'fsn1' }
const OCI: Target = { provider: 'oci', region: 'us-ashburn-1' }
/** HTTP with nothing that an entrance would be needed for. */
const open = (exposure: Partial<Exposure>, workload: Workload = {}): Workload =>
  web({ host: undefined, tls: { mode: 'none' }, ...exposure }, workload)
/** TLS of HTTP ended before the workload, at layer 4. */
const ended = (more: Partial<Exposure['tls']>): Workload =>
  web({ host: undefined, tls: { ...tls, ...more }, sticky: { by: 'clientIP' } })
const withPorts = (count: number): Workload => {
  const names = Array.from({ length: count }, (_, index) => `tcp-${index}`)
  return {
    ports: Object.fromEntries(names.map((name, index) => [name, 9000 + index])),
    expose: names.map((port) => ({ port, to: 'internet' })),
  }
}
const busy = (gbOutPerMonth: number, idleTimeoutSeconds = 600): Workload =>
  raw({ idleTimeoutSeconds }, { traffic: { peakToAverage: 1, gbOutPerMonth } })

const ROWS: FindingRow[] = [
  ['TRANSPORT_NOT_SUPPORTED', [HETZNER, udp()], [OCI, udp()]],
  ['LIMIT_EXCEEDED', [HETZNER, withPorts(31)], [HETZNER, withPorts(30)]],
  ['LIMIT_EXCEEDED', [{ ...HETZNER, nodes: 151 }, raw({})], [{ ...HETZNER, nodes: 150 }, raw({})]],
  ['LIMIT_EXCEEDED', [OCI, busy(3_000_000)], [OCI, busy(2_000_000)]],
  ['CERTIFICATE_MISSING', [HETZNER, ended({})], [HETZNER, ended({ certificate: 'shop' })]],
  ['CERTIFICATE_MISSING', [OCI, raw({ tls })], [OCI, raw({ tls: { ...tls, secret: 'tcp-tls' } })]],
  [
    'TLS_NOT_ENDED',
    [HETZNER, raw({ tls: { ...tls, certificate: 'shop' } })],
    [HETZNER, ended({ certificate: 'shop' })],
  ],
  [
    'TLS_NOT_ENDED',
    [OCI, raw({ tls: { ...tls, secret: 'tcp-tls' }, preserveClientIP: true })],
    [OCI, raw({ tls: { ...tls, secret: 'tcp-tls' } })],
  ],
  ['SOURCE_RANGES_NOT_ENFORCED', [HETZNER, raw({ to: 'partner' })], [OCI, raw({ to: 'partner' })]],
  ['PROXY_PROTOCOL_EXPECTED', [HETZNER, raw({ preserveClientIP: true })], [HETZNER, raw({})]],
  [
    'STICKINESS_NOT_WRITTEN',
    [HETZNER, raw({ sticky: { by: 'clientIP' } })],
    [OCI, raw({ sticky: { by: 'clientIP' } })],
  ],
  ['STICKY_TO_NODE', [OCI, raw({ sticky: { by: 'clientIP' } })], [OCI, raw({ preserveClientIP: true })]],
  ['STICKY_TO_NODE', [HETZNER, open({ ...cookie, preserveClientIP: true })], [HETZNER, open({})]],
  [
    'LOST_AT_LAYER_4',
    [OCI, open({ ...cookie, preserveClientIP: true })],
    [HETZNER, open({ ...cookie, preserveClientIP: true })],
  ],
  [
    'LOCAL_TRAFFIC_UNEVEN',
    [OCI, raw({ preserveClientIP: true })],
    [OCI, raw({ preserveClientIP: true }, { replicas: 3 })],
  ],
  [
    'STATIC_ADDRESS_NOT_POSSIBLE',
    [HETZNER, raw({ staticIP: ['192.0.2.7'] })],
    [HETZNER, raw({ to: 'vpc', staticIP: ['10.0.0.7'] })],
  ],
  ['STATIC_ADDRESS_NOT_POSSIBLE', [HETZNER, web({ staticIP: ['192.0.2.7'] })], [OCI, web({ staticIP: ['192.0.2.7'] })]],
  [
    'STATIC_ADDRESS_NOT_POSSIBLE',
    [OCI, raw({ to: 'vpc', staticIP: ['10.0.0.7'], idleTimeoutSeconds: 900 })],
    [OCI, raw({ to: 'vpc', staticIP: ['10.0.0.7'] })],
  ],
  ['STATIC_ADDRESS_UNNAMED', [HETZNER, raw({ to: 'vpc', staticIP: true })], [HETZNER, raw({ to: 'vpc' })]],
  ['STATIC_ADDRESS_UNNAMED', [OCI, raw({ staticIP: true })], [OCI, raw({ staticIP: ['192.0.2.7'] })]],
  ['CALLER_ADDRESS_REPLACED', [HETZNER, web({})], [OCI, web({})]],
  ['PRIVATE_NETWORK_NEEDED', [HETZNER, raw({ to: 'vpc' })], [HETZNER, raw({})]],
  [
    'IDLE_TIMEOUT_NOT_WRITTEN',
    [HETZNER, raw({ idleTimeoutSeconds: 200 })],
    [HETZNER, open({ idleTimeoutSeconds: 200 })],
  ],
  ['IDLE_TIMEOUT_CLAMPED', [HETZNER, open({ idleTimeoutSeconds: 600 })], [HETZNER, open({ idleTimeoutSeconds: 300 })]],
  ['IDLE_TIMEOUT_CLAMPED', [OCI, raw({ idleTimeoutSeconds: 7201 })], [OCI, raw({ idleTimeoutSeconds: 7200 })]],
  [
    'IDLE_TIMEOUT_NOT_SETTABLE',
    [OCI, raw({ idleTimeoutSeconds: 900, preserveClientIP: true })],
    [OCI, raw({ idleTimeoutSeconds: 900 })],
  ],
  ['NODE_RULES_NOT_WRITTEN', [OCI, udp()], [OCI, raw({})]],
  [
    'INCLUDED_TRAFFIC_UNKNOWN',
    [{ ...HETZNER, region: 'ash' }, raw({})],
    [{ ...HETZNER, region: 'ash' }, raw({ to: 'vpc' })],
  ],
  ['PRICE_UNKNOWN', [HETZNER, withPorts(16)], [HETZNER, withPorts(15)]],
  ['IN_USE_ASSUMED_ZERO', [OCI, raw({ idleTimeoutSeconds: 900 })], [OCI, raw({})]],
]

describe('findings', () => checkFindings(ROWS))
