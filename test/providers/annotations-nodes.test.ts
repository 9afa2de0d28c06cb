// The catalogues of clouds whose controllers read one family of keys on Services: DigitalOcean and Linode.
import { annotations as digitalocean } from '../../src/providers/digitalocean/annotations.ts'
import { annotations as linode } from '../../src/providers/linode/annotations.ts'
import { checkRows, type Fields, LOCAL, RANGES, type Row, service } from './annotated.ts'

const withKeys =
  (prefix: string) =>
  (annotations: Fields, spec: Fields = {}) =>
    service(Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`${prefix}${key}`, value])), spec)
/** What is expected of a key is named by the end of it. */
const named = (family: string, rows: readonly Row[]): Row[] =>
  rows.map(([shows, object, expected]) => [
    shows,
    object,
    expected.map((said) => said.replace(/^(ANNOTATION_\w+) /, `$1 ${family}-`)),
  ])
const HTTPS = { ports: [{ port: 443 }] }
const UDP = { ports: [{ port: 53, protocol: 'UDP' }] }

const on = withKeys('service.beta.kubernetes.io/do-loadbalancer-')
const regional = (annotations: Fields, spec: Fields = {}) => on({ type: 'REGIONAL', ...annotations }, spec)
const cookies = { 'sticky-sessions-type': 'cookies', 'sticky-sessions-cookie-name': 'a', protocol: 'http' }
checkRows(
  'DigitalOcean',
  digitalocean,
  named('do-loadbalancer', [
    ['a network balancer', on({ type: 'REGIONAL_NETWORK', network: 'INTERNAL', 'size-unit': '3' }), []],
    ['a type of its own', on({ type: 'GLOBAL' }), ['ANNOTATION_VALUE type']],
    ['a side in small letters', on({ network: 'internal' }), ['ANNOTATION_VALUE network']],
    ['no nodes', on({ 'size-unit': '0' }), ['ANNOTATION_VALUE size-unit']],
    [
      'sizes twice',
      on({ 'size-unit': '3', 'size-slug': 'lb-small' }),
      ['ANNOTATION_REFUSED size-unit', 'ANNOTATION_DEPRECATED size-slug'],
    ],
    ['an algorithm', on({ algorithm: 'least_connections' }), ['ANNOTATION_IGNORED algorithm']],
    ['cookies', regional({ ...cookies, 'sticky-sessions-cookie-ttl': '60' }, LOCAL), []],
    ['cookies without Local', regional(cookies), ['DO_COOKIES_WITHOUT_LOCAL externalTrafficPolicy']],
    [
      'cookies without a name',
      regional({ 'sticky-sessions-type': 'cookies' }, LOCAL),
      ['ANNOTATION_REFUSED sticky-sessions-type'],
    ],
    [
      'cookies on a network balancer',
      on({ ...cookies, type: 'REGIONAL_NETWORK' }, LOCAL),
      [
        'ANNOTATION_IGNORED sticky-sessions-type',
        'ANNOTATION_IGNORED sticky-sessions-cookie-name',
        'ANNOTATION_IGNORED protocol',
      ],
    ],
    ['cookies without a word on the type', on({ protocol: 'http' }), ['ANNOTATION_IGNORED protocol']],
    ['a certificate', regional({ 'tls-ports': '443', 'certificate-name': 'web' }, HTTPS), []],
    ['TLS without a certificate', regional({ 'tls-ports': '443' }, HTTPS), ['ANNOTATION_REFUSED tls-ports']],
    [
      'a certificate and passthrough',
      regional({ 'certificate-id': 'a', 'tls-passthrough': 'true' }),
      ['ANNOTATION_REFUSED certificate-id'],
    ],
    [
      'two certificates',
      regional({ 'certificate-id': 'a', 'certificate-name': 'b' }),
      ['ANNOTATION_IGNORED certificate-name'],
    ],
    [
      'one port in two lists',
      regional({ 'http-ports': '80,443', 'tls-ports': '443', 'certificate-id': 'a' }),
      ['ANNOTATION_REFUSED http-ports', 'ANNOTATION_REFUSED tls-ports'],
    ],
    ['a health check', on({ 'healthcheck-path': '/ready' }), ['ANNOTATION_IGNORED healthcheck-path']],
    [
      'a health check, overridden',
      on({ 'healthcheck-path': '/ready', 'healthcheck-port': '80', 'override-health-check': 'true' }),
      [],
    ],
    [
      'a health check of a UDP port',
      on({ 'healthcheck-port': '53', 'override-health-check': 'true' }, UDP),
      ['ANNOTATION_VALUE healthcheck-port'],
    ],
    [
      'a health check too often',
      on({ 'healthcheck-check-interval-seconds': '1' }),
      ['ANNOTATION_VALUE healthcheck-check-interval-seconds'],
    ],
    ['allow rules', on({ 'allow-rules': 'ip:192.0.2.1,cidr:192.0.2.0/24' }), []],
    ['allow rules as networks', on({ 'allow-rules': '192.0.2.0/24' }), ['ANNOTATION_VALUE allow-rules']],
    ['allow rules beside ranges', on({ 'allow-rules': 'ip:192.0.2.1' }, RANGES), ['ANNOTATION_IGNORED allow-rules']],
    [
      'a mapped port on a network balancer',
      on({ type: 'REGIONAL_NETWORK' }, { ports: [{ port: 80, targetPort: 8080 }] }),
      ['DO_PORT_IS_NOT_TARGET_PORT targetPort'],
    ],
    ['a mapped port on a regional one', regional({}, { ports: [{ port: 80, targetPort: 8080 }] }), []],
    ['an address by name', on({ ip: 'mine' }), ['ANNOTATION_VALUE ip']],
    ['on a ClusterIP', on({ type: 'REGIONAL' }, { type: 'ClusterIP' }), ['ANNOTATION_IGNORED type']],
    ['misspelt', on({ 'size-units': '1' }), ['ANNOTATION_UNKNOWN size-units']],
  ]),
)

const nb = withKeys('service.beta.kubernetes.io/linode-loadbalancer-')
const allow = (list: unknown) => JSON.stringify({ allowList: list })
checkRows(
  'Linode',
  linode,
  named('linode-loadbalancer', [
    ['TCP', nb({ 'default-protocol': 'tcp', 'default-proxy-protocol': 'v2', 'default-algorithm': 'source' }), []],
    ['a protocol it has not', nb({ 'default-protocol': 'http2' }), ['ANNOTATION_VALUE default-protocol']],
    ['the old proxy protocol', nb({ 'proxy-protocol': 'v2' }), ['ANNOTATION_DEPRECATED proxy-protocol']],
    ['TLS', nb({ 'port-443': '{"protocol":"https","tls-secret-name":"web"}' }, HTTPS), []],
    ['TLS without a Secret', nb({ 'port-443': '{"protocol":"https"}' }, HTTPS), ['ANNOTATION_REFUSED port-443']],
    ['settings of no port', nb({ 'port-8443': '{"protocol":"tcp"}' }, HTTPS), ['ANNOTATION_IGNORED port-8443']],
    ['settings that are no JSON', nb({ 'port-443': 'https' }, HTTPS), ['ANNOTATION_VALUE port-443']],
    ['settings misspelt', nb({ 'port-443': '{"proxyProtocol":"v2"}' }, HTTPS), ['ANNOTATION_VALUE port-443']],
    [
      'settings with a value it has not',
      nb({ 'port-443': '{"stickiness":"cookie"}' }, HTTPS),
      ['ANNOTATION_VALUE port-443'],
    ],
    ['a firewall', nb({ 'firewall-acl': allow({ ipv4: ['192.0.2.0/24'] }) }), []],
    [
      'a firewall with both lists',
      nb({ 'firewall-acl': '{"allowList":{},"denyList":{}}' }),
      ['ANNOTATION_VALUE firewall-acl'],
    ],
    ['a firewall of no networks', nb({ 'firewall-acl': allow({ ipv4: ['home'] }) }), ['ANNOTATION_VALUE firewall-acl']],
    [
      'a firewall beside another',
      nb({ 'firewall-acl': allow({}), 'firewall-id': '7' }),
      ['ANNOTATION_IGNORED firewall-acl'],
    ],
    [
      'source ranges',
      nb({ 'default-protocol': 'tcp' }, RANGES),
      ['LINODE_SOURCE_RANGES_NOT_READ loadBalancerSourceRanges'],
    ],
    ['source ranges beside a firewall', nb({ 'firewall-id': '7' }, RANGES), []],
    ['PROXY protocol on UDP', nb({ 'default-proxy-protocol': 'v1' }, UDP), ['LINODE_PROXY_PROTOCOL_ON_UDP protocol']],
    [
      'PROXY protocol, not on UDP',
      nb({ 'default-proxy-protocol': 'v1', 'port-53': '{"proxy-protocol":"none"}' }, UDP),
      [],
    ],
    [
      'one number twice',
      nb({ 'default-protocol': 'tcp' }, { ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }] }),
      ['LINODE_ONE_PROTOCOL_PER_PORT port'],
    ],
    ['a path nobody asks for', nb({ 'check-path': '/ready' }), ['ANNOTATION_IGNORED check-path']],
    ['a path', nb({ 'check-type': 'http', 'check-path': '/ready' }), []],
    ['a throttle', nb({ throttle: '21' }), ['ANNOTATION_VALUE throttle']],
    ['a UDP check without UDP', nb({ 'udp-check-port': '80' }), ['ANNOTATION_IGNORED udp-check-port']],
    [
      'an address kept that is not reserved',
      nb({ 'retain-reserved-ipv4': 'true' }),
      ['ANNOTATION_IGNORED retain-reserved-ipv4'],
    ],
    ['misspelt', nb({ 'nodebalancer-kind': 'premium' }), ['ANNOTATION_UNKNOWN nodebalancer-kind']],
  ]),
)
