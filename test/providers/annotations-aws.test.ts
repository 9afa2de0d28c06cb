// What the AWS controllers read, refuse and ignore (reference/kubernetes.md sections 3.1 to 3.4 and 1.2).
import { expect, it } from 'vitest'
import { checkAnnotations } from '../../src/domain/manifests/validation/annotations.ts'
import { annotations as aws } from '../../src/providers/aws/annotations.ts'
import { checkRows, type Fields, ingress, LOCAL, RANGES, service } from './annotated.ts'

const CLASS = { loadBalancerClass: 'service.k8s.aws/nlb' }
const nlb = (annotations: Fields, spec: Fields = {}) =>
  service(
    Object.fromEntries(
      Object.entries({ scheme: 'internet-facing', ...annotations }).map(([key, value]) => [
        `service.beta.kubernetes.io/aws-load-balancer-${key}`,
        value,
      ]),
    ),
    { ...CLASS, ...spec },
  )
const legacy = (annotations: Fields, spec: Fields = {}) =>
  nlb({ type: 'nlb', scheme: undefined, ...annotations }, { loadBalancerClass: undefined, ...spec })
const ip = { 'nlb-target-type': 'ip' }

checkRows('AWS, Network Load Balancer', aws, [
  ['a scheme', nlb({}), []],
  ['no scheme: internal', nlb({ scheme: undefined }), ['AWS_SCHEME_NOT_SAID annotations']],
  ['another scheme', nlb({ scheme: 'public' }), ['ANNOTATION_VALUE aws-load-balancer-scheme']],
  ['a key nobody reads', nlb({ 'target-type': 'ip' }), ['ANNOTATION_UNKNOWN aws-load-balancer-target-type']],
  [
    'type clb',
    nlb({ type: 'clb' }, { loadBalancerClass: undefined }),
    [
      'ANNOTATION_IGNORED aws-load-balancer-scheme',
      'ANNOTATION_VALUE aws-load-balancer-type',
      'AWS_LEGACY_CONTROLLER aws-load-balancer-type',
    ],
  ],
  ['type nlb', legacy({}), ['AWS_LEGACY_CONTROLLER aws-load-balancer-type']],
  [
    'type nlb-ip',
    nlb({ type: 'nlb-ip' }, { loadBalancerClass: undefined }),
    ['ANNOTATION_VALUE aws-load-balancer-type'],
  ],
  ['type external', nlb({ type: 'external' }, { loadBalancerClass: undefined }), []],
  [
    'type nlb with affinity',
    legacy({}, { sessionAffinity: 'ClientIP' }),
    ['AWS_SESSION_AFFINITY sessionAffinity', 'AWS_LEGACY_CONTROLLER aws-load-balancer-type'],
  ],
  [
    'type nlb with TCP and UDP',
    legacy({}, { ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }] }),
    ['AWS_LEGACY_CONTROLLER aws-load-balancer-type', 'AWS_LEGACY_PROTOCOLS_MIXED ports'],
  ],
  ['affinity', nlb({}, { sessionAffinity: 'ClientIP' }), ['AWS_SESSION_AFFINITY sessionAffinity']],
  [
    'backend protocol http',
    nlb({ 'backend-protocol': 'http' }),
    ['ANNOTATION_VALUE aws-load-balancer-backend-protocol'],
  ],
  ['backend protocol ssl', nlb({ 'backend-protocol': 'ssl' }), []],
  [
    'connection draining',
    nlb({ 'connection-draining-enabled': 'true' }),
    ['ANNOTATION_IGNORED aws-load-balancer-connection-draining-enabled'],
  ],
  ['internal', nlb({ internal: 'true' }), ['ANNOTATION_DEPRECATED aws-load-balancer-internal']],
  ['internal, for the old controller', legacy({ internal: 'true' }), ['AWS_LEGACY_CONTROLLER aws-load-balancer-type']],
  [
    'cross-zone of old',
    nlb({ 'cross-zone-load-balancing-enabled': 'true' }),
    ['ANNOTATION_DEPRECATED aws-load-balancer-cross-zone-load-balancing-enabled'],
  ],
  [
    'a health check path alone',
    nlb({ 'healthcheck-path': '/healthz' }),
    ['ANNOTATION_IGNORED aws-load-balancer-healthcheck-path'],
  ],
  ['a health check path over http', nlb({ 'healthcheck-path': '/healthz', 'healthcheck-protocol': 'http' }), []],
  ['a health check path with Local', nlb({ 'healthcheck-path': '/healthz' }, LOCAL), []],
  [
    'tcp health checks with Local',
    nlb({ 'healthcheck-protocol': 'tcp' }, LOCAL),
    ['ANNOTATION_REFUSED aws-load-balancer-healthcheck-protocol'],
  ],
  ['source ranges on ip targets', nlb(ip, RANGES), ['AWS_SOURCE_RANGES_IGNORED loadBalancerSourceRanges']],
  [
    'source ranges, address kept',
    nlb({ ...ip, 'target-group-attributes': 'preserve_client_ip.enabled=true' }, RANGES),
    [],
  ],
  ['source ranges on UDP', nlb(ip, { ...RANGES, ports: [{ port: 53, protocol: 'UDP' }] }), []],
  [
    'source ranges beside own groups',
    nlb({ 'security-groups': 'sg-1' }, RANGES),
    ['AWS_SOURCE_RANGES_IGNORED loadBalancerSourceRanges'],
  ],
  [
    'no node ports for nodes',
    nlb({}, { allocateLoadBalancerNodePorts: false }),
    ['AWS_NODE_PORTS_NEEDED allocateLoadBalancerNodePorts'],
  ],
  ['no node ports for pods', nlb(ip, { allocateLoadBalancerNodePorts: false }), []],
  [
    '2 addresses for 3 subnets',
    nlb({ 'eip-allocations': 'eipalloc-1,eipalloc-2', subnets: 'a,b,c' }),
    ['ANNOTATION_REFUSED aws-load-balancer-eip-allocations'],
  ],
  [
    'public addresses inside',
    nlb({ scheme: 'internal', 'eip-allocations': 'eipalloc-1' }),
    ['ANNOTATION_REFUSED aws-load-balancer-eip-allocations'],
  ],
  [
    'private addresses outside',
    nlb({ 'private-ipv4-addresses': '10.0.0.1' }),
    ['ANNOTATION_REFUSED aws-load-balancer-private-ipv4-addresses'],
  ],
  [
    'IPv6 addresses on IPv4',
    nlb({ 'ipv6-addresses': 'fd00::1' }),
    ['ANNOTATION_REFUSED aws-load-balancer-ipv6-addresses'],
  ],
  ['proxy protocol v2', nlb({ 'proxy-protocol': '*' }), []],
  ['proxy protocol "true"', nlb({ 'proxy-protocol': 'true' }), ['ANNOTATION_VALUE aws-load-balancer-proxy-protocol']],
  [
    'proxy protocol on nodes with Local',
    nlb({ 'proxy-protocol': '*' }, LOCAL),
    ['ANNOTATION_REFUSED aws-load-balancer-proxy-protocol'],
  ],
  [
    'TCP and UDP on one port',
    nlb(ip, { ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }] }),
    ['AWS_LISTENER_FOR_TWO_PROTOCOLS ports'],
  ],
  [
    'TCP and UDP on one port, said',
    nlb({ ...ip, 'enable-tcp-udp-listener': 'true' }, { ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }] }),
    [],
  ],
  [
    'a policy without a certificate',
    nlb({ 'ssl-negotiation-policy': 'ELBSecurityPolicy-TLS13-1-2-2021-06' }),
    ['ANNOTATION_IGNORED aws-load-balancer-ssl-negotiation-policy'],
  ],
  ['an idle timeout', nlb({ 'listener-attributes.TCP-80': 'tcp.idle_timeout.seconds=6000' }), []],
  [
    'an idle timeout too long',
    nlb({ 'listener-attributes.TCP-80': 'tcp.idle_timeout.seconds=6001' }),
    ['ANNOTATION_VALUE aws-load-balancer-listener-attributes.TCP-80'],
  ],
  [
    'stickiness by cookie',
    nlb({ 'target-group-attributes': 'stickiness.enabled=true,stickiness.type=lb_cookie' }),
    ['ANNOTATION_VALUE aws-load-balancer-target-group-attributes'],
  ],
  ['a name of 33 characters', nlb({ name: 'a'.repeat(33) }), ['ANNOTATION_VALUE aws-load-balancer-name']],
  [
    'on a ClusterIP Service',
    nlb({}, { type: 'ClusterIP', loadBalancerClass: undefined }),
    ['ANNOTATION_IGNORED aws-load-balancer-scheme'],
  ],
  ["another cloud's key", service({ 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' }, {}), []],
])

const alb = (annotations: Fields, spec: Fields = {}) =>
  ingress(
    Object.fromEntries(
      Object.entries({ scheme: 'internet-facing', ...annotations }).map(([key, value]) => [
        `alb.ingress.kubernetes.io/${key}`,
        value,
      ]),
    ),
    { ingressClassName: 'alb', ...spec },
  )
const BOTH = { 'listen-ports': '[{"HTTP": 80}, {"HTTPS": 443}]' }

checkRows('AWS, Application Load Balancer', aws, [
  ['a scheme', alb({}), []],
  ['no scheme', alb({ scheme: undefined }), ['AWS_ALB_SCHEME_NOT_SAID annotations']],
  ['a group', alb({ 'group.name': 'shop.public', 'group.order': '-10' }), []],
  ['a group with "_"', alb({ 'group.name': 'shop_public' }), ['ANNOTATION_VALUE group.name']],
  ['an order of 1001', alb({ 'group.name': 'a', 'group.order': '1001' }), ['ANNOTATION_VALUE group.order']],
  ['listeners', alb(BOTH), []],
  ['listeners that are no JSON', alb({ 'listen-ports': 'HTTP:80' }), ['ANNOTATION_VALUE listen-ports']],
  ['a redirect to no listener', alb({ ...BOTH, 'ssl-redirect': '8443' }), ['ANNOTATION_REFUSED ssl-redirect']],
  ['GRPC over HTTPS', alb({ ...BOTH, 'backend-protocol-version': 'GRPC' }), []],
  [
    'GRPC over HTTP',
    alb({ 'listen-ports': '[{"HTTP": 80}]', 'backend-protocol-version': 'GRPC' }),
    ['ANNOTATION_REFUSED backend-protocol-version'],
  ],
  [
    'ranges beside own groups',
    alb({ 'inbound-cidrs': '10.0.0.0/8', 'security-groups': 'sg-1' }),
    ['ANNOTATION_IGNORED inbound-cidrs'],
  ],
  ['ranges with host bits', alb({ 'inbound-cidrs': '10.0.0.1/8' }), ['ANNOTATION_VALUE inbound-cidrs']],
  ['the old web ACL', alb({ 'waf-acl-id': 'a' }), ['ANNOTATION_DEPRECATED waf-acl-id']],
  ['a Secret', alb({}, { tls: [{ secretName: 'tls' }] }), ['AWS_ALB_SECRET_NOT_READ secretName']],
  [
    '"*" in a prefix',
    alb({}, { rules: [{ http: { paths: [{ path: '/a/*', pathType: 'Prefix' }] } }] }),
    ['AWS_ALB_BACKEND_UNSUPPORTED path'],
  ],
  [
    'a cookie on nodes',
    alb({ 'target-type': 'instance', 'target-group-attributes': 'stickiness.enabled=true' }),
    ['ANNOTATION_IGNORED target-group-attributes'],
  ],
  ['an action', alb({ 'actions.redirect': '{"type":"redirect"}' }), []],
  ['an action that is no JSON', alb({ 'actions.redirect': 'x' }), ['ANNOTATION_VALUE actions.redirect']],
  ['misspelt', alb({ 'certificate-arns': 'a' }), ['ANNOTATION_UNKNOWN certificate-arns']],
  [
    'a scheme on a Service',
    service({ 'alb.ingress.kubernetes.io/scheme': 'internal' }),
    ['ANNOTATION_NOT_ON_KIND scheme'],
  ],
])

it('tells a misspelt key what was meant', () => {
  const [first] = checkAnnotations(nlb({ 'nlb-target-typ': 'ip' }), aws)
  expect(first?.detail).toBe(
    'no controller reads it; did you mean service.beta.kubernetes.io/aws-load-balancer-nlb-target-type?',
  )
})
