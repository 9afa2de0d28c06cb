// A Service, continued: external names, affinity, policies, load balancers (reference/kubernetes.md sections 2.1 and 7).
import { checkRows, loadBalancer, type Row, service } from './objects.ts'

const headless = (fields: object = {}) => service({ clusterIP: 'None', ...fields })
const externalName = (name: unknown, fields: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { type: 'ExternalName', externalName: name, ...fields },
})

const EXTERNAL_NAMES: Row[] = [
  ['a name', externalName('api.example.com'), []],
  ['a trailing dot', externalName('api.example.com.'), []],
  ['an address', externalName('10.0.0.1'), ['EXTERNAL_NAME_IS_AN_ADDRESS /spec/externalName']],
  ['capitals', externalName('API.example.com'), ['INVALID_FORMAT /spec/externalName']],
  ['a URL', externalName('http://x'), ['INVALID_FORMAT /spec/externalName']],
  ['none', externalName(undefined), ['REQUIRED /spec/externalName']],
  ['a cluster address', externalName('a.com', { clusterIP: '10.0.0.1' }), ['NOT_FOR_EXTERNAL_NAME /spec/clusterIP']],
  ['clusterIP None', externalName('a.com', { clusterIP: 'None' }), ['NOT_FOR_EXTERNAL_NAME /spec/clusterIP']],
  ['families', externalName('a.com', { ipFamilies: ['IPv4'] }), ['NOT_FOR_EXTERNAL_NAME /spec/ipFamilies']],
  [
    'a family policy',
    externalName('a.com', { ipFamilyPolicy: 'SingleStack' }),
    ['NOT_FOR_EXTERNAL_NAME /spec/ipFamilyPolicy'],
  ],
]

const POLICIES: Row[] = [
  [
    'affinity for a day',
    service({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_400 } } }),
    [],
  ],
  [
    'affinity for 0 s',
    service({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } } }),
    ['TOO_SMALL /spec/sessionAffinityConfig/clientIP/timeoutSeconds'],
  ],
  [
    'affinity for 86401 s',
    service({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_401 } } }),
    ['TOO_BIG /spec/sessionAffinityConfig/clientIP/timeoutSeconds'],
  ],
  [
    'a config without affinity',
    service({ sessionAffinity: 'None', sessionAffinityConfig: { clientIP: {} } }),
    ['AFFINITY_CONFIG_WITHOUT_AFFINITY /spec/sessionAffinityConfig'],
  ],
  ['another affinity', service({ sessionAffinity: 'Cookie' }), ['INVALID_VALUE /spec/sessionAffinity']],
  [
    'Local on ClusterIP',
    service({ externalTrafficPolicy: 'Local' }),
    ['EXTERNAL_POLICY_WITHOUT_EXTERNAL_TRAFFIC /spec/externalTrafficPolicy'],
  ],
  ['Local on NodePort', service({ type: 'NodePort', externalTrafficPolicy: 'Local' }), []],
  ['a health check port with Local', loadBalancer({ externalTrafficPolicy: 'Local', healthCheckNodePort: 30_001 }), []],
  [
    'a health check port without Local',
    loadBalancer({ healthCheckNodePort: 30_001 }),
    ['HEALTH_CHECK_PORT_WITHOUT_LOCAL /spec/healthCheckNodePort'],
  ],
  [
    'another internal policy',
    service({ internalTrafficPolicy: 'Zone' }),
    ['INVALID_VALUE /spec/internalTrafficPolicy'],
  ],
  ['PreferClose on 1.31', service({ trafficDistribution: 'PreferClose' }), [], '1.31'],
  [
    'PreferClose on 1.35',
    service({ trafficDistribution: 'PreferClose' }),
    ['warning DEPRECATED_VALUE /spec/trafficDistribution'],
    '1.35',
  ],
  [
    'PreferSameZone on 1.33',
    service({ trafficDistribution: 'PreferSameZone' }),
    ['VALUE_NOT_IN_VERSION /spec/trafficDistribution'],
    '1.33',
  ],
  ['PreferSameNode on 1.34', service({ trafficDistribution: 'PreferSameNode' }), [], '1.34'],
  ['another distribution', service({ trafficDistribution: 'Near' }), ['INVALID_VALUE /spec/trafficDistribution']],
  [
    'local inside and a distribution',
    service({ internalTrafficPolicy: 'Local', trafficDistribution: 'PreferSameZone' }),
    ['warning FIELD_WITHOUT_EFFECT /spec/trafficDistribution'],
  ],
  ['a type of its own', service({ type: 'Headless' }), ['INVALID_VALUE /spec/type']],
]

const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges'
const LOAD_BALANCERS: Row[] = [
  ['a class', loadBalancer({ loadBalancerClass: 'service.k8s.aws/nlb' }), []],
  [
    'a class on NodePort',
    service({ type: 'NodePort', loadBalancerClass: 'a/b' }),
    ['ONLY_FOR_LOAD_BALANCER /spec/loadBalancerClass'],
  ],
  ['a class that is no name', loadBalancer({ loadBalancerClass: 'a/b/c' }), ['INVALID_VALUE /spec/loadBalancerClass']],
  [
    'node ports switched off on ClusterIP',
    service({ allocateLoadBalancerNodePorts: false }),
    ['ONLY_FOR_LOAD_BALANCER /spec/allocateLoadBalancerNodePorts'],
  ],
  ['source ranges', loadBalancer({ loadBalancerSourceRanges: ['10.0.0.0/8', 'fd00::/8'] }), []],
  [
    'source ranges on NodePort',
    service({ type: 'NodePort', loadBalancerSourceRanges: ['10.0.0.0/8'] }),
    ['ONLY_FOR_LOAD_BALANCER /spec/loadBalancerSourceRanges'],
  ],
  [
    'an address as range',
    loadBalancer({ loadBalancerSourceRanges: ['10.0.0.1'] }),
    ['INVALID_CIDR /spec/loadBalancerSourceRanges/0'],
  ],
  [
    'host bits, from 1.36',
    loadBalancer({ loadBalancerSourceRanges: ['10.0.0.1/8'] }),
    ['CIDR_NOT_STRICT /spec/loadBalancerSourceRanges/0'],
    '1.36',
  ],
  [
    'host bits, before',
    loadBalancer({ loadBalancerSourceRanges: ['10.0.0.1/8'] }),
    ['warning CIDR_NOT_STRICT /spec/loadBalancerSourceRanges/0'],
    '1.35',
  ],
  [
    'leading zeros',
    loadBalancer({ loadBalancerSourceRanges: ['010.0.0.0/8'] }),
    ['CIDR_NOT_STRICT /spec/loadBalancerSourceRanges/0'],
  ],
  [
    'IPv4 as IPv6',
    loadBalancer({ loadBalancerSourceRanges: ['::ffff:10.0.0.0/104'] }),
    ['CIDR_NOT_STRICT /spec/loadBalancerSourceRanges/0'],
  ],
  [
    '33 bits',
    loadBalancer({ loadBalancerSourceRanges: ['10.0.0.0/33'] }),
    ['INVALID_CIDR /spec/loadBalancerSourceRanges/0'],
  ],
  [
    'ranges by annotation',
    loadBalancer({}, { [RANGES]: '10.0.0.0/8,10.0.0.1' }),
    ['INVALID_CIDR /metadata/annotations/service.beta.kubernetes.io~1load-balancer-source-ranges'],
  ],
  [
    'an IPv6 range on IPv4',
    loadBalancer({ ipFamilies: ['IPv4'], loadBalancerSourceRanges: ['fd00::/8'] }),
    ['warning FAMILY_NOT_SERVED /spec/loadBalancerSourceRanges/0'],
  ],
  [
    'loadBalancerIP',
    loadBalancer({ loadBalancerIP: '203.0.113.1' }),
    ['warning LOAD_BALANCER_IP_DEPRECATED /spec/loadBalancerIP'],
  ],
  [
    'a port named metrics',
    loadBalancer({ ports: [{ name: 'http-metrics', port: 80 }] }),
    ['warning INNER_PORT_ON_LOAD_BALANCER /spec/ports/0'],
  ],
]

const HEADLESS: Row[] = [
  ['equal ports', headless({ ports: [{ port: 80, targetPort: 80 }] }), []],
  [
    'another target port',
    headless({ ports: [{ port: 80, targetPort: 8080 }] }),
    ['warning HEADLESS_PORT_DIFFERS /spec/ports/0/targetPort'],
  ],
  ['affinity', headless({ sessionAffinity: 'ClientIP' }), ['warning AFFINITY_WITHOUT_PROXY /spec/sessionAffinity']],
]

checkRows('Service: external names', EXTERNAL_NAMES)
checkRows('Service: affinity and policies', POLICIES)
checkRows('Service: load balancers', LOAD_BALANCERS)
checkRows('Service: headless', HEADLESS)
