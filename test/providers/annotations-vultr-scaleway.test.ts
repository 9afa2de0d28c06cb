// What the cloud controller managers of Vultr and Scaleway read, refuse and ignore (docs/load-balancers.md of the one,
// docs/loadbalancer-annotations.md of the other).
import { annotations as scaleway } from '../../src/providers/scaleway/annotations.ts'
import { annotations as vultr } from '../../src/providers/vultr/annotations.ts'
import { checkRows, type Fields, LOCAL, RANGES, service } from './annotated.ts'

const under =
  (prefix: string) =>
  (annotations: Fields, spec: Fields = {}) =>
    service(
      Object.fromEntries(
        Object.entries(annotations).map(([key, value]) => [`service.beta.kubernetes.io/${prefix}${key}`, value]),
      ),
      spec,
    )
const UDP = { ports: [{ name: 'dns', port: 53, protocol: 'UDP' }] }
const AFFINITY = { sessionAffinity: 'ClientIP' }

const vl = under('vultr-loadbalancer-')
checkRows('Vultr', vultr, [
  ['TLS ended', vl({ 'https-ports': '443,8443', ssl: 'web-tls', 'backend-protocol': 'http' }), []],
  ['ports with spaces', vl({ 'https-ports': '443, 8443' }), ['ANNOTATION_VALUE vultr-loadbalancer-https-ports']],
  ['a Secret for no port', vl({ ssl: 'web-tls' }), ['ANNOTATION_IGNORED vultr-loadbalancer-ssl']],
  ['firewall rules', vl({ 'firewall-rules': '203.0.113.0/24,443;cloudflare,80' }), []],
  [
    'a rule without its port',
    vl({ 'firewall-rules': '203.0.113.0/24' }),
    ['ANNOTATION_VALUE vultr-loadbalancer-firewall-rules'],
  ],
  [
    'a rule for host bits',
    vl({ 'firewall-rules': '203.0.113.7/24,80' }),
    ['ANNOTATION_VALUE vultr-loadbalancer-firewall-rules'],
  ],
  [
    'rules beside a ConfigMap',
    vl({ 'firewall-rules': '203.0.113.0/24,443', 'firewall-rules-cm': 'rules' }),
    ['ANNOTATION_IGNORED vultr-loadbalancer-firewall-rules'],
  ],
  ['three nodes', vl({ 'node-count': '3' }), []],
  ['two nodes', vl({ 'node-count': '2' }), ['ANNOTATION_VALUE vultr-loadbalancer-node-count']],
  ['a health check of the first port', vl({ 'healthcheck-port': '80' }), []],
  ['of another', vl({ 'healthcheck-port': '81' }), ['ANNOTATION_REFUSED vultr-loadbalancer-healthcheck-port']],
  [
    'a path over tcp',
    vl({ 'healthcheck-path': '/', 'healthcheck-protocol': 'tcp' }),
    ['ANNOTATION_IGNORED vultr-loadbalancer-healthcheck-path'],
  ],
  [
    'a cookie without a name',
    vl({ protocol: 'http', 'sticky-session-enabled': 'on' }),
    ['ANNOTATION_REFUSED vultr-loadbalancer-sticky-session-enabled'],
  ],
  [
    'a cookie over TCP',
    vl({ 'sticky-session-enabled': 'on', 'sticky-session-cookie-name': 'a' }),
    ['ANNOTATION_IGNORED vultr-loadbalancer-sticky-session-enabled'],
  ],
  ['the old network', vl({ 'private-network': 'true' }), ['ANNOTATION_DEPRECATED vultr-loadbalancer-private-network']],
  [
    'the old network and the new',
    vl({ 'private-network': 'true', vpc: 'true' }),
    [
      'ANNOTATION_DEPRECATED vultr-loadbalancer-private-network',
      'ANNOTATION_REFUSED vultr-loadbalancer-private-network',
    ],
  ],
  ['a timeout with its unit', vl({ timeout: '600s' }), ['ANNOTATION_VALUE vultr-loadbalancer-timeout']],
  ["the controller's own", vl({ id: 'abc' }), ['ANNOTATION_IGNORED vultr-loadbalancer-id']],
  ['misspelt', vl({ 'proxy-protocols': 'true' }), ['ANNOTATION_UNKNOWN vultr-loadbalancer-proxy-protocols']],
  [
    'another controller by class',
    vl({ vpc: 'true' }, { loadBalancerClass: 'metallb' }),
    ['ANNOTATION_IGNORED vultr-loadbalancer-vpc'],
  ],
  ['on a ClusterIP', vl({ vpc: 'true' }, { type: 'ClusterIP' }), ['ANNOTATION_IGNORED vultr-loadbalancer-vpc']],
  ['source ranges', vl({}, RANGES), ['VULTR_SOURCE_RANGES loadBalancerSourceRanges']],
  ['a reserved address', vl({}, { loadBalancerIP: '192.0.2.1' }), ['VULTR_LOAD_BALANCER_IP loadBalancerIP']],
  ['affinity', vl({}, AFFINITY), ['VULTR_SESSION_AFFINITY sessionAffinity']],
  ['UDP', vl({ protocol: 'udp', 'backend-protocol': 'udp' }, UDP), []],
  ['UDP to TCP nodes', vl({ protocol: 'udp' }, UDP), ['VULTR_UDP_PROTOCOL ports']],
])

const scw = under('scw-loadbalancer-')
checkRows('Scaleway', scaleway, [
  ['private, of a size', scw({ private: 'true', type: 'LB-GP-M' }), []],
  ['a size of old', scw({ type: 'lb-gp-s' }), ['ANNOTATION_VALUE scw-loadbalancer-type']],
  ['a zone', scw({ zone: 'fr-par-2' }), []],
  ['a region for a zone', scw({ zone: 'fr-par' }), ['ANNOTATION_VALUE scw-loadbalancer-zone']],
  ['an address', scw({ 'ip-ids': 'a' }), []],
  ['three addresses', scw({ 'ip-ids': 'a,b,c' }), ['ANNOTATION_REFUSED scw-loadbalancer-ip-ids']],
  ['an address inside', scw({ private: 'true', 'ip-ids': 'a' }), ['ANNOTATION_REFUSED scw-loadbalancer-ip-ids']],
  ['timeouts', scw({ 'timeout-client': '10m', 'timeout-tunnel': '1h30m' }), []],
  [
    'a timeout without its unit',
    scw({ 'timeout-client': '600' }),
    ['ANNOTATION_VALUE scw-loadbalancer-timeout-client'],
  ],
  ['a table', scw({ 'sticky-sessions': 'table' }), []],
  [
    'a cookie over TCP without a name',
    scw({ 'sticky-sessions': 'cookie' }),
    ['ANNOTATION_REFUSED scw-loadbalancer-sticky-sessions', 'ANNOTATION_IGNORED scw-loadbalancer-sticky-sessions'],
  ],
  ['a cookie', scw({ 'sticky-sessions': 'cookie', 'sticky-sessions-cookie-name': 'a', 'protocol-http': '80' }), []],
  ['PROXY protocol for ports', scw({ 'proxy-protocol-v2': '80,443' }), []],
  [
    'in both versions',
    scw({ 'proxy-protocol-v1': '*', 'proxy-protocol-v2': '*' }),
    ['ANNOTATION_REFUSED scw-loadbalancer-proxy-protocol-v1'],
  ],
  ['the old key', scw({ 'send-proxy-v2': 'true' }), ['ANNOTATION_DEPRECATED scw-loadbalancer-send-proxy-v2']],
  [
    'checks for ports',
    scw({ 'health-check-type': '80:http;443,8443:https', 'health-check-http-uri': '80:/ready' }),
    [],
  ],
  ['a check of no kind', scw({ 'health-check-type': 'grpc' }), ['ANNOTATION_VALUE scw-loadbalancer-health-check-type']],
  [
    'a path over TCP',
    scw({ 'health-check-http-uri': '/ready' }),
    ['ANNOTATION_IGNORED scw-loadbalancer-health-check-http-uri'],
  ],
  ['the check of the Service with Local', scw({ 'health-check-from-service': 'true' }, LOCAL), []],
  [
    'without',
    scw({ 'health-check-from-service': 'true' }),
    ['ANNOTATION_IGNORED scw-loadbalancer-health-check-from-service'],
  ],
  ["the controller's own", scw({ id: 'fr-par-1/ab-12' }), ['ANNOTATION_IGNORED scw-loadbalancer-id']],
  ["somebody else's balancer", scw({ id: 'fr-par-1/ab-12', 'externally-managed': 'true' }), []],
  [
    "somebody else's, not said which",
    scw({ 'externally-managed': 'true' }),
    ['ANNOTATION_REFUSED scw-loadbalancer-externally-managed'],
  ],
  ['misspelt', scw({ 'pn-id': 'a' }), ['ANNOTATION_UNKNOWN scw-loadbalancer-pn-id']],
  ['a class', scw({ private: 'true' }, { loadBalancerClass: 'a' }), ['ANNOTATION_IGNORED scw-loadbalancer-private']],
  ['source ranges', scw({}, RANGES), []],
  ['affinity', scw({}, AFFINITY), ['SCALEWAY_SESSION_AFFINITY sessionAffinity']],
  ['UDP', scw({}, UDP), ['SCALEWAY_TCP_ONLY protocol']],
  [
    'the old field beside the new',
    scw({ 'ip-ids': 'a' }, { loadBalancerIP: '192.0.2.1' }),
    ['SCALEWAY_LOAD_BALANCER_IP loadBalancerIP'],
  ],
  [
    'the old field inside',
    scw({ private: 'true' }, { loadBalancerIP: '192.0.2.1' }),
    ['SCALEWAY_LOAD_BALANCER_IP loadBalancerIP'],
  ],
])
