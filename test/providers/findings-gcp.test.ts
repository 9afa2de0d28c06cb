// What Google Cloud is known to get wrong, one row for each finding: the smallest topology that earns it, and one beside it that does not.
import { describe } from 'vitest'
import {
  AWS,
  AZURE,
  CELLAR,
  checkFindings,
  type FindingRow,
  GCP,
  LEGACY,
  METALLB,
  raw,
  type Side,
  using,
  type Workload,
  web,
  with2,
} from './finding-rows.ts'

const ROWS: FindingRow[] = [
  ['STATIC_ADDRESS_UNNAMED', [GCP, web({ staticIP: true })], [GCP, web({ staticIP: ['a'] })]],
  ['HTTP_2_NEEDS_TLS', [{ ...GCP, routing: 'ingress' }, with2({}, {})], [GCP, with2({}, {})]],
  ['LISTEN_PORT_NOT_WRITTEN', [{ ...GCP, routing: 'ingress' }, web({ listen: 8443 })], [GCP, web({ listen: 8443 })]],
  ['HEALTH_CHECK_PATH_DIFFERS', [GCP, web({}, { probe: '/a@b' })], [GCP, web({}, { probe: '/ready' })]],
  ...[GCP, AZURE, LEGACY, METALLB, CELLAR].map((target): FindingRow => {
    const kept = (workload: Workload): Side => [target, raw({ preserveClientIP: true }, workload)]
    return ['LOCAL_TRAFFIC_UNEVEN', kept({}), kept({ replicas: 3 })]
  }),
  // Straight to pods there is no node to be without one, and a DaemonSet has one on each.
  ['LOCAL_TRAFFIC_UNEVEN', [GCP, raw({ preserveClientIP: true })], [AWS, raw({ preserveClientIP: true })]],
  [
    'LOCAL_TRAFFIC_UNEVEN',
    [GCP, raw({ preserveClientIP: true })],
    [GCP, raw({ preserveClientIP: true }, { kind: 'DaemonSet' })],
  ],
  ['RANGES_OF_OTHER_FAMILY', [GCP, raw({ to: ['four', 'six'] })], [GCP, raw({ to: ['four'] })]],
  ['ENTRANCE_NOT_USABLE', [using(GCP, 'ingress', 'gce'), web({})], [using(GCP, 'gateway', 'gke-l7-gxlb'), web({})]],
  ['IN_USE_ASSUMED_ZERO', [GCP, web({})], [GCP, web({ to: 'vpc' })]],
]

describe('findings', () => checkFindings(ROWS))
