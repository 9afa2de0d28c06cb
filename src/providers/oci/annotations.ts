// What oci-cloud-controller-manager reads, as a catalogue. Sources: oracle/oci-cloud-controller-manager v1.35
// docs/load-balancer-annotations.md and pkg/cloudprovider/providers/oci/load_balancer_spec.go; docs.oracle.com/en-us/iaas/Content/ContEng.
import {
  address,
  firstOf,
  isObject,
  json,
  listOf,
  matching,
  notEmpty,
  oneOf,
  portsOf,
  protocolOf,
  unlessLoadBalancer,
  whole,
  without,
  yesOrNo,
} from '../../domain/manifests/validation/annotation-values.ts'
import type {
  AnnotatedObject,
  Annotation,
  AnnotationCatalogue,
  AnnotationRule,
  Says,
  ValueCheck,
} from '../../domain/manifests/validation/annotations.ts'

const OCI = 'oci.oraclecloud.com/'
const LB = 'service.beta.kubernetes.io/oci-load-balancer-'
const NLB = 'oci-network-load-balancer.oraclecloud.com/'
const NEWER_LB = 'oci-load-balancer.oraclecloud.com/'
const DOCS = 'oci-cloud-controller-manager docs, load-balancer-annotations.md'
const CODE = 'oci-cloud-controller-manager pkg/cloudprovider/providers/oci/load_balancer_spec.go'
const OKE = 'Oracle docs, OKE load balancer annotations'

const isNetwork = ({ annotations }: AnnotatedObject): boolean =>
  annotations[`${OCI}load-balancer-type`]?.toLowerCase() === 'nlb'
const onlyNetwork: Says = (object) =>
  isNetwork(object) ? undefined : `has no effect without ${OCI}load-balancer-type: "nlb"`
const onlyFlexible: Says = (object) => (isNetwork(object) ? 'has no effect on a network load balancer' : undefined)
const onlyFlexibleShape: Says = ({ annotations }) =>
  annotations[`${LB}shape`]?.toLowerCase() === 'flexible' ? undefined : `has no effect without ${LB}shape: "flexible"`
const isInternal = (object: AnnotatedObject): boolean =>
  object.annotations[isNetwork(object) ? `${NLB}internal` : `${LB}internal`] === 'true'
const anObject = json(isObject, 'must be JSON such as {"key": "value"}')
const ocid: ValueCheck = matching(/^ocid1\./, 'must be an OCID such as "ocid1.subnet.oc1..a"')
const upTo5Ocids: ValueCheck = (value, object) =>
  value.split(',').length > 5 ? 'must name at most 5' : listOf(ocid)(value, object)

const of = (key: string, value: ValueCheck, source: string, more: Partial<Annotation> = {}): Annotation => ({
  ...more,
  key,
  on: ['Service'],
  value,
  ignoredWhen: firstOf(unlessLoadBalancer, more.ignoredWhen ?? (() => undefined)),
  source,
})
const both = (name: string, value: ValueCheck, source: string, more: Partial<Annotation> = {}) =>
  of(`${OCI}${name}`, value, source, more)
const flexible = (name: string, value: ValueCheck, more: Partial<Annotation> = {}) =>
  of(`${LB}${name}`, value, DOCS, {
    ...more,
    ignoredWhen: firstOf(onlyFlexible, more.ignoredWhen ?? (() => undefined)),
  })
const network = (name: string, value: ValueCheck, more: Partial<Annotation> = {}) =>
  of(`${NLB}${name}`, value, DOCS, {
    ...more,
    ignoredWhen: firstOf(onlyNetwork, more.ignoredWhen ?? (() => undefined)),
  })

const shape: ValueCheck = (value) =>
  /^(?:flexible|10Mbps-Micro|10Mbps|100Mbps|400Mbps|8000Mbps)$/i.test(value)
    ? undefined
    : 'must be "flexible"; fixed shapes are 10Mbps, 100Mbps, 400Mbps and 8000Mbps'
const oneBoundOnly: Says = ({ annotations }) =>
  annotations[`${LB}shape`]?.toLowerCase() === 'flexible' &&
  (annotations[`${LB}shape-flex-min`] === undefined || annotations[`${LB}shape-flex-max`] === undefined)
    ? `"flexible" needs ${LB}shape-flex-min and ${LB}shape-flex-max`
    : undefined
const fixedShape: Annotation['deprecatedFor'] = ({ annotations }) =>
  annotations[`${LB}shape`]?.toLowerCase() === 'flexible' ? undefined : '"flexible": fixed shapes can no longer be made'
const onlyLocal: Says = ({ spec }) =>
  spec.externalTrafficPolicy === 'Local' ? undefined : 'is refused unless externalTrafficPolicy is Local'
const onlyPublic: Says = (object) =>
  isInternal(object) ? 'is refused on a load balancer inside the network' : undefined

const annotations: readonly Annotation[] = [
  both('load-balancer-type', matching(/^n?lb$/i, 'must be "lb" or "nlb"'), DOCS),
  both('reserved-ips', listOf(address()), OKE, { refusedWhen: onlyPublic }),
  both(
    'security-rule-management-mode',
    matching(/^(?:SL-All|SL-Frontend|NSG|None)$/i, 'must be "SL-All", "SL-Frontend", "NSG" or "None"'),
    CODE,
  ),
  both('oci-backend-network-security-group', listOf(ocid), CODE, {
    ignoredWhen: ({ annotations: all }) =>
      all[`${OCI}security-rule-management-mode`]?.toLowerCase() === 'nsg'
        ? undefined
        : `has no effect without ${OCI}security-rule-management-mode: "NSG"`,
  }),
  both('ingress-ip-mode', matching(/^(?:VIP|proxy)$/i, 'must be "VIP" or "proxy"'), CODE),
  both('workload-service-account', notEmpty, CODE),
  both('loadbalancer-policy', oneOf('ROUND_ROBIN', 'LEAST_CONNECTIONS', 'IP_HASH'), DOCS, {
    ignoredWhen: onlyFlexible,
  }),
  both('oci-network-security-groups', upTo5Ocids, DOCS, { ignoredWhen: onlyFlexible }),
  both('node-label-selector', notEmpty, DOCS, { ignoredWhen: onlyFlexible }),
  both('initial-defined-tags-override', anObject, DOCS, { ignoredWhen: onlyFlexible }),
  both('initial-freeform-tags-override', anObject, DOCS, { ignoredWhen: onlyFlexible }),
  both('oci-load-balancer-listener-ssl-config', anObject, CODE, {
    ignoredWhen: firstOf(onlyFlexible, without(`${LB}ssl-ports`)),
  }),
  both('oci-load-balancer-backendset-ssl-config', anObject, CODE, {
    ignoredWhen: firstOf(onlyFlexible, without(`${LB}tls-backendset-secret`)),
  }),
  both('oci-load-balancer-rule-sets', anObject, CODE, { ignoredWhen: onlyFlexible }),
  flexible('internal', yesOrNo),
  flexible('shape', shape, { refusedWhen: oneBoundOnly, deprecatedFor: fixedShape }),
  flexible('shape-flex-min', whole(10, 8192), { ignoredWhen: onlyFlexibleShape }),
  flexible('shape-flex-max', whole(10, 8192), { ignoredWhen: onlyFlexibleShape }),
  flexible('subnet1', ocid),
  flexible('subnet2', ocid),
  flexible('ssl-ports', listOf(whole(1, 65_535)), {
    refusedWhen: without(`${LB}tls-secret`, `needs ${LB}tls-secret as well`),
  }),
  flexible('tls-secret', notEmpty, { ignoredWhen: without(`${LB}ssl-ports`) }),
  flexible('tls-backendset-secret', notEmpty, { ignoredWhen: without(`${LB}ssl-ports`) }),
  flexible('backend-protocol', matching(/^(?:TCP|HTTP|GRPC)$/i, 'must be "TCP", "HTTP" or "GRPC"'), {
    refusedWhen: ({ annotations: all }) =>
      all[`${LB}backend-protocol`]?.toUpperCase() === 'GRPC' && all[`${LB}ssl-ports`] === undefined
        ? `"GRPC" needs ${LB}ssl-ports`
        : undefined,
  }),
  flexible('connection-idle-timeout', whole(1, 7200)),
  flexible('connection-proxy-protocol-version', oneOf('1', '2')),
  flexible('health-check-retries', whole(1, 1000)),
  flexible('health-check-timeout', whole(1, 600_000)),
  flexible('health-check-interval', whole(1000, 1_800_000)),
  flexible('security-list-management-mode', oneOf('All', 'Frontend', 'None')),
  of(`${NEWER_LB}tls-certificate-map`, notEmpty, OKE, { ignoredWhen: onlyFlexible }),
  network('internal', yesOrNo),
  network('subnet', ocid),
  network('oci-network-security-groups', upTo5Ocids),
  network('security-list-management-mode', oneOf('All', 'Frontend', 'None')),
  network('backend-policy', oneOf('TWO_TUPLE', 'THREE_TUPLE', 'FIVE_TUPLE')),
  network('is-preserve-source', yesOrNo, { refusedWhen: onlyLocal }),
  network('is-ppv2-enabled', yesOrNo),
  network('external-ip-only', yesOrNo, {
    ignoredWhen: (object) => (isInternal(object) ? 'has no effect on a load balancer inside the network' : undefined),
  }),
  network('assigned-private-ipv4', address('IPv4')),
  network('assigned-ipv6', address('IPv6')),
  network('health-check-retries', whole(1, 1000)),
  network('health-check-timeout', whole(1, 600_000)),
  network('health-check-interval', whole(10_000, 1_800_000)),
  network('node-label-selector', notEmpty),
  network('initial-defined-tags-override', anObject),
  network('initial-freeform-tags-override', anObject),
  network('defined-tags', anObject, { deprecatedFor: `${NLB}initial-defined-tags-override` }),
  network('freeform-tags', anObject, { deprecatedFor: `${NLB}initial-freeform-tags-override` }),
]

const PREFIXES = [
  LB,
  NLB,
  NEWER_LB,
  `${OCI}load`,
  `${OCI}oci-`,
  `${OCI}security-`,
  `${OCI}initial-`,
  `${OCI}reserved-`,
  `${OCI}node-label-`,
  `${OCI}ingress-`,
]
/** Is the object meant for this controller at all? */
const isOurs = ({ spec, annotations: all }: AnnotatedObject): boolean =>
  spec.type === 'LoadBalancer' && Object.keys(all).some((key) => PREFIXES.some((prefix) => key.startsWith(prefix)))

const rules: readonly AnnotationRule[] = [
  {
    code: 'OCI_SESSION_AFFINITY',
    on: ['Service'],
    source: CODE,
    says: (object) =>
      isOurs(object) && object.spec.sessionAffinity === 'ClientIP'
        ? {
            pointer: '/spec/sessionAffinity',
            detail: `is refused: no load balancer is made; say ${OCI}loadbalancer-policy: "IP_HASH" or ${NLB}backend-policy: "TWO_TUPLE"`,
          }
        : undefined,
  },
  {
    code: 'OCI_PROTOCOL_REFUSED',
    on: ['Service'],
    source: CODE,
    says: (object) => {
      const carried = isNetwork(object) ? ['TCP', 'UDP'] : ['TCP']
      const index = portsOf(object).findIndex((port) => !carried.includes(protocolOf(port)))
      return isOurs(object) && index >= 0
        ? {
            pointer: `/spec/ports/${index}/protocol`,
            detail: `is refused: this load balancer carries ${carried.join(' and ')}${isNetwork(object) ? '' : `; ${OCI}load-balancer-type: "nlb" carries UDP as well`}`,
          }
        : undefined
    },
  },
  {
    code: 'OCI_UDP_AND_SECURITY_LISTS',
    on: ['Service'],
    source: CODE,
    says: (object) => {
      const mode = object.annotations[`${NLB}security-list-management-mode`]
      return isOurs(object) &&
        isNetwork(object) &&
        mode !== undefined &&
        mode !== 'None' &&
        portsOf(object).some((port) => protocolOf(port) === 'UDP')
        ? {
            pointer: `/metadata/annotations/${`${NLB}security-list-management-mode`.replaceAll('/', '~1')}`,
            detail: 'is refused beside a UDP port unless it is "None"; network security groups can be managed there',
          }
        : undefined
    },
  },
  {
    code: 'OCI_LOAD_BALANCER_IP',
    on: ['Service'],
    source: OKE,
    says: (object) =>
      isOurs(object) && typeof object.spec.loadBalancerIP === 'string' && object.spec.loadBalancerIP !== ''
        ? {
            pointer: '/spec/loadBalancerIP',
            detail: isInternal(object)
              ? 'is refused on a load balancer inside the network'
              : `is deprecated; say ${OCI}reserved-ips`,
          }
        : undefined,
  },
]

const catalogue: AnnotationCatalogue = { prefixes: PREFIXES, annotations, rules }

export { catalogue as annotations }
