// What Azure is known to get wrong, one row for each finding: the smallest topology that earns it, and one beside it that does not.
import { describe } from 'vitest'
import { AZURE, checkFindings, type FindingRow, raw, socket, type Target, udp, using, web } from './finding-rows.ts'

const AGC: Target = { ...AZURE, controller: 'application-gateway-for-containers' }

const ROWS: FindingRow[] = [
  ['STATIC_ADDRESS_UNNAMED', [AZURE, raw({ staticIP: true })], [AZURE, raw({ staticIP: ['a'] })]],
  ['IDLE_TIMEOUT_CLAMPED', [AZURE, raw({ idleTimeoutSeconds: 3600 })], [AZURE, raw({ idleTimeoutSeconds: 1800 })]],
  ['IDLE_TIMEOUT_NOT_WRITTEN', [AZURE, web({ idleTimeoutSeconds: 900 })], [AZURE, web({})]],
  ['ROUTING_NOT_FOLLOWED', [{ ...AZURE, routing: 'ingress' }, web({})], [{ ...AZURE, routing: 'gateway' }, web({})]],
  ['CONTROLLER_ENDS', [using(AZURE, 'ingress', 'webapprouting.kubernetes.azure.com'), web({})], [AZURE, web({})]],
  [
    'CONTROLLER_SUPERSEDED',
    [using(AZURE, 'ingress', 'azure-application-gateway'), web({})],
    [using(AZURE, 'gateway', 'approuting-istio'), web({})],
  ],
  [
    'ADD_ONS_EXCLUDE_EACH_OTHER',
    [using(AZURE, 'gateway', 'istio'), web({ to: 'vpc' })],
    [using(AZURE, 'gateway', 'istio'), web({})],
  ],
  [
    'GATEWAY_API_TOO_OLD',
    [{ ...AZURE, kubernetesVersion: '1.34' }, web({ port: 'https' }, { ports: { https: 443 } })],
    [{ ...AZURE, kubernetesVersion: '1.35' }, web({ port: 'https' }, { ports: { https: 443 } })],
  ],
  ['PORT_NOT_PROBED', [AZURE, udp()], [AZURE, raw({})]],
  [
    'PORT_NOT_PROBED',
    [AZURE, udp()],
    [AZURE, { ...udp(), expose: [{ port: 'game', to: 'internet', preserveClientIP: true }] }],
  ],
  [
    'LOCAL_TRAFFIC_UNEVEN',
    [AZURE, raw({ preserveClientIP: true })],
    [AZURE, raw({ preserveClientIP: true }, { replicas: 3 })],
  ],
  [
    'LIMIT_EXCEEDED',
    [{ ...AZURE, inUse: { loadBalancerRules: 250 } }, raw({})],
    [{ ...AZURE, inUse: { loadBalancerRules: 249 } }, raw({})],
  ],
  ['APPLICATION_LOAD_BALANCER_NOT_WRITTEN', [AGC, web({})], [AGC, web({ to: 'vpc' })]],
  ['CONTROLLER_NOT_FOLLOWED', [AGC, web({ to: 'vpc' })], [AGC, web({})]],
  [
    'ROUTING_NOT_FOLLOWED',
    [{ ...AGC, routing: 'ingress' }, web({ to: 'vpc' })],
    [{ ...AGC, routing: 'ingress' }, web({})],
  ],
  [
    'ENTRANCE_NOT_USABLE',
    [using(AGC, 'ingress', 'azure-alb-external'), web({})],
    [using(AGC, 'gateway', 'azure-alb-external'), web({})],
  ],
  ['LISTEN_PORT_NOT_SUPPORTED', [AGC, web({ listen: 8443 })], [AGC, web({ listen: 443 })]],
  ['LISTEN_PORT_NOT_WRITTEN', [{ ...AGC, routing: 'ingress' }, web({ listen: 8443 })], [AGC, web({ listen: 8443 })]],
  ['STATIC_ADDRESS_NOT_POSSIBLE', [AGC, web({ staticIP: ['a'] })], [AZURE, web({ staticIP: ['a'] })]],
  ['SOURCE_RANGES_NOT_ENFORCED', [AGC, web({ to: 'site' })], [AZURE, web({ to: 'site' })]],
  ['IDLE_TIMEOUT_CLAMPED', [AGC, web({ idleTimeoutSeconds: 301 })], [AGC, web({ idleTimeoutSeconds: 300 })]],
  ['LONG_CONNECTIONS_CUT', [AGC, web({ port: 'ws' }, socket)], [AGC, web({})]],
  ['STICKINESS_NOT_WRITTEN', [AZURE, web({ sticky: { by: 'cookie' } })], [AGC, web({ sticky: { by: 'cookie' } })]],
  ['HEALTH_CHECK_ASKS_FOR_ROOT', [AGC, web({})], [AGC, web({}, { probe: '/ready' })]],
  [
    'BACKEND_PROTOCOL_NOT_WRITTEN',
    [AGC, web({ port: 'grpc', path: '/a' }, { ports: { grpc: 50_051 } })],
    [AGC, web({ port: 'grpc' }, { ports: { grpc: 50_051 } })],
  ],
  [
    'BACKEND_PROTOCOL_NOT_WRITTEN',
    [{ ...AGC, routing: 'ingress' }, web({ port: 'grpc' }, { ports: { grpc: 50_051 } })],
    [AGC, web({ port: 'grpc' }, { ports: { grpc: 50_051 } })],
  ],
  [
    'BACKEND_PROTOCOL_NOT_WRITTEN',
    [AGC, web({ port: 'http2' }, { ports: { http2: 80 } })],
    [AGC, web({ port: 'https' }, { ports: { https: 443 } })],
  ],
  [
    'BACKEND_PROTOCOL_NOT_WRITTEN',
    [{ ...AGC, routing: 'ingress' }, web({ port: 'ws' }, socket)],
    [AGC, web({ port: 'ws' }, socket)],
  ],
  ['BACKEND_CERTIFICATE_NOT_CHECKED', [AGC, web({ port: 'https' }, { ports: { https: 443 } })], [AGC, web({})]],
  ['IN_USE_ASSUMED_ZERO', [AZURE, raw({})], [AZURE, raw({ to: 'vpc' })]],
]

describe('findings', () => checkFindings(ROWS))
