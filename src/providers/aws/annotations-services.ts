// Annotations on Services that make a Network (or Classic) Load Balancer: keys, values, and when one does nothing or is refused.
// Source: kubernetes-sigs/aws-load-balancer-controller v3.5.0 docs/guide/service/annotations.md (below: LBC service annotations);
// kubernetes/cloud-provider-aws docs/service_controller.md (below: AWS cloud provider).
import {
  address,
  either,
  firstOf,
  isObject,
  itemsOf,
  json,
  listOf,
  matching,
  network,
  notEmpty,
  oneOf,
  pairs,
  unlessLoadBalancer,
  whole,
  without,
  yesOrNo,
} from '../../domain/manifests/validation/annotation-values.ts'
import type { AnnotatedObject, Annotation, Says, ValueCheck } from '../../domain/manifests/validation/annotations.ts'

export const NLB = 'service.beta.kubernetes.io/aws-load-balancer-'
const LBC = 'LBC service annotations'
const CCM = 'AWS cloud provider, docs/service_controller.md'

/** Which controller answers: the Load Balancer Controller, EKS Auto Mode, or the old one in cloud-provider-aws. */
export type Controller = 'lbc' | 'auto' | 'legacy' | 'unsaid'
export function controllerOf({ annotations, spec }: AnnotatedObject): Controller {
  if (spec.loadBalancerClass === 'service.k8s.aws/nlb') return 'lbc'
  if (spec.loadBalancerClass === 'eks.amazonaws.com/nlb') return 'auto'
  const type = annotations[`${NLB}type`]
  if (type === 'external' || type === 'nlb-ip') return 'lbc'
  // A webhook of the Load Balancer Controller sets the class on new Services; without one, the old controller answers.
  return type === undefined ? 'unsaid' : 'legacy'
}

/** Pod addresses or nodes? With a class and no word, nodes. */
export const targetsOf = ({ annotations }: AnnotatedObject): string =>
  annotations[`${NLB}nlb-target-type`] ?? (annotations[`${NLB}type`] === 'nlb-ip' ? 'ip' : 'instance')

export const isInternal = ({ annotations }: AnnotatedObject): boolean =>
  annotations[`${NLB}scheme`] !== 'internet-facing'
const isLocal = ({ spec }: AnnotatedObject): boolean => spec.externalTrafficPolicy === 'Local'
/** An NLB of the newer controllers, or of the old one by type nlb: what only a Classic Load Balancer has does nothing. */
const isNlb = (object: AnnotatedObject): boolean =>
  ['lbc', 'auto'].includes(controllerOf(object)) || object.annotations[`${NLB}type`] === 'nlb'

const arns = listOf(matching(/^arn:aws[-a-z]*:(?:acm|iam):/, 'must be ARNs of certificates in ACM or IAM'))
const ports = listOf(either(whole(1, 65_535), matching(/^(?:\*|[a-z0-9-]{1,63})$/, 'must be the name of a port')))

const classicOnly: Says = (object) =>
  isNlb(object) ? 'has no effect on a Network Load Balancer: it is for the Classic one' : undefined
const needsCertificate: Says = without(
  `${NLB}ssl-cert`,
  `has no effect without ${NLB}ssl-cert: the listener is plain TCP`,
)
const notHttpCheck: Says = (object) => {
  const protocol = object.annotations[`${NLB}healthcheck-protocol`]?.toLowerCase() ?? (isLocal(object) ? 'http' : 'tcp')
  return protocol === 'tcp'
    ? `has no effect on TCP health checks, the default; add ${NLB}healthcheck-protocol: http`
    : undefined
}

/** One address for each subnet, where both are named. */
const oneForEachSubnet: Says = ({ annotations }, key) => {
  const subnets = itemsOf(annotations[`${NLB}subnets`]).length
  const addresses = itemsOf(annotations[key]).length
  return subnets > 0 && subnets !== addresses
    ? `must have as many entries as ${NLB}subnets: ${addresses} for ${subnets} subnets`
    : undefined
}

const backendProtocol: ValueCheck = (value, object) =>
  isNlb(object)
    ? oneOf('ssl', 'tcp', 'tls')(value, object) &&
      'must be "ssl" or "tcp": http and https are for the Classic Load Balancer'
    : oneOf('http', 'https', 'ssl', 'tcp')(value, object)

/** Target group attributes an NLB takes (docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html). */
const targetGroupAttributes = pairs({
  'deregistration_delay.timeout_seconds': whole(0, 3600),
  'deregistration_delay.connection_termination.enabled': yesOrNo,
  'preserve_client_ip.enabled': yesOrNo,
  'proxy_protocol_v2.enabled': yesOrNo,
  'stickiness.enabled': yesOrNo,
  'stickiness.type': oneOf('source_ip', 'source_ip_dest_ip', 'source_ip_dest_ip_proto'),
})

type More = Partial<Annotation>
const nlb = (name: string, value: ValueCheck | undefined, more: More = {}): Annotation => ({
  key: `${NLB}${name}`,
  on: ['Service'],
  ...(value === undefined ? {} : { value }),
  ignoredWhen: firstOf(unlessLoadBalancer, more.ignoredWhen ?? (() => undefined)),
  ...(more.refusedWhen === undefined ? {} : { refusedWhen: more.refusedWhen }),
  ...(more.deprecatedFor === undefined ? {} : { deprecatedFor: more.deprecatedFor }),
  source: more.source ?? LBC,
})
const attributes = `${NLB}attributes`
/** Outdated under the newer controllers; the old one reads nothing else. */
const outdatedFor =
  (newer: string): NonNullable<Annotation['deprecatedFor']> =>
  (object) =>
    controllerOf(object) === 'legacy' ? undefined : newer

export const serviceAnnotations: readonly Annotation[] = [
  nlb('type', (value) =>
    value === 'external' || value === 'nlb'
      ? undefined
      : value === 'nlb-ip'
        ? 'must be "external" with nlb-target-type "ip": nlb-ip is deprecated'
        : 'must be "external": "nlb" is the old controller\'s, and any other text silently makes a Classic Load Balancer',
  ),
  nlb('nlb-target-type', oneOf('instance', 'ip')),
  nlb('name', matching(/^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/, 'must be at most 32 letters, digits and "-"', 32)),
  nlb('scheme', oneOf('internal', 'internet-facing'), {
    ignoredWhen: (object) =>
      controllerOf(object) === 'legacy' ? `is not read by the old controller; use ${NLB}internal` : undefined,
  }),
  nlb('subnets', listOf(notEmpty)),
  nlb('ip-address-type', oneOf('ipv4', 'dualstack')),
  nlb('eip-allocations', listOf(matching(/^eipalloc-[a-z0-9]+$/, 'must be allocation ids such as eipalloc-0123')), {
    refusedWhen: firstOf(
      (object) =>
        isInternal(object)
          ? `is for internet-facing load balancers only; say ${NLB}scheme: internet-facing`
          : undefined,
      oneForEachSubnet,
    ),
  }),
  nlb('private-ipv4-addresses', listOf(address('IPv4')), {
    refusedWhen: firstOf(
      (object) => (isInternal(object) ? undefined : 'is for internal load balancers only'),
      oneForEachSubnet,
    ),
  }),
  nlb('ipv6-addresses', listOf(address('IPv6')), {
    refusedWhen: firstOf(
      ({ annotations }) =>
        annotations[`${NLB}ip-address-type`] === 'dualstack' ? undefined : `needs ${NLB}ip-address-type: dualstack`,
      oneForEachSubnet,
    ),
  }),
  nlb('ssl-cert', arns),
  nlb('ssl-ports', ports, { ignoredWhen: needsCertificate }),
  nlb(
    'ssl-negotiation-policy',
    matching(/^[A-Za-z0-9-]+$/, 'must name a policy such as ELBSecurityPolicy-TLS13-1-2-2021-06'),
    {
      ignoredWhen: needsCertificate,
    },
  ),
  nlb('backend-protocol', backendProtocol),
  nlb('alpn-policy', oneOf('HTTP1Only', 'HTTP2Only', 'HTTP2Optional', 'HTTP2Preferred', 'None'), {
    ignoredWhen: needsCertificate,
  }),
  nlb('healthcheck-protocol', matching(/^(?:tcp|https?)$/i, 'must be "tcp", "http" or "https"'), {
    refusedWhen: (object) =>
      isLocal(object) && object.annotations[`${NLB}healthcheck-protocol`]?.toLowerCase() === 'tcp'
        ? 'tcp cannot tell nodes with a pod from nodes without under externalTrafficPolicy Local; use http or leave it out'
        : undefined,
  }),
  nlb(
    'healthcheck-port',
    either(whole(1, 65_535), matching(/^[a-z][a-z0-9-]{0,62}$/, 'must be "traffic-port" or the name of a port')),
  ),
  nlb('healthcheck-path', matching(/^\//, 'must start with "/"'), { ignoredWhen: notHttpCheck }),
  nlb('healthcheck-interval', whole(5, 300)),
  nlb('healthcheck-timeout', whole(2, 120)),
  nlb('healthcheck-healthy-threshold', whole(2, 10)),
  nlb('healthcheck-unhealthy-threshold', whole(2, 10)),
  nlb('healthcheck-success-codes', matching(/^[\d,-]+$/, 'must be codes such as "200-399"'), {
    ignoredWhen: notHttpCheck,
  }),
  nlb('proxy-protocol', oneOf('*'), {
    refusedWhen: (object) =>
      isLocal(object) && controllerOf(object) !== 'legacy' && targetsOf(object) === 'instance'
        ? 'cannot go with instance targets and externalTrafficPolicy Local: the health check would fail'
        : undefined,
  }),
  nlb('proxy-protocol-per-target-group', listOf(whole(1, 65_535))),
  nlb('target-group-attributes', targetGroupAttributes),
  nlb('target-group-attributes.{port}', targetGroupAttributes),
  nlb(
    'attributes',
    pairs({
      'load_balancing.cross_zone.enabled': yesOrNo,
      'deletion_protection.enabled': yesOrNo,
      'access_logs.s3.enabled': yesOrNo,
      'dns_record.client_routing_policy': oneOf(
        'availability_zone_affinity',
        'partial_availability_zone_affinity',
        'any_availability_zone',
      ),
    }),
  ),
  nlb('listener-attributes.{listener}', pairs({ 'tcp.idle_timeout.seconds': whole(60, 6000) }), {
    ignoredWhen: (object, key) =>
      controllerOf(object) === 'auto'
        ? 'has no effect in EKS Auto Mode'
        : key.includes('.TCP-') &&
            object.annotations[`${NLB}ssl-cert`] !== undefined &&
            object.annotations[`${NLB}ssl-ports`] === undefined
          ? 'names a TCP listener, but with ssl-cert every listener is TLS, whose timeout is fixed'
          : undefined,
  }),
  nlb('security-groups', listOf(notEmpty)),
  nlb('manage-backend-security-group-rules', yesOrNo),
  nlb('disable-nlb-sg', yesOrNo),
  nlb('security-group-prefix-lists', listOf(matching(/^pl-[a-z0-9]+$/, 'must be prefix lists such as pl-0123'))),
  nlb('inbound-sg-rules-on-private-link-traffic', oneOf('on', 'off')),
  nlb('enable-tcp-udp-listener', yesOrNo),
  nlb('quic-enabled-ports', listOf(whole(1, 65_535))),
  nlb('multi-cluster-target-group', yesOrNo),
  nlb('minimum-load-balancer-capacity', pairs({ CapacityUnits: whole(0, 999_999_999) })),
  nlb('target-node-labels', pairs(), {
    ignoredWhen: (object) =>
      targetsOf(object) === 'ip' ? 'has no effect with ip targets: pods are registered, not nodes' : undefined,
  }),
  nlb('additional-resource-tags', pairs()),
  nlb('enable-icmp-for-path-mtu-discovery', oneOf('on', 'off')),
  {
    key: 'service.beta.kubernetes.io/actions.{listener}',
    on: ['Service'],
    value: json(isObject, 'must be a JSON object'),
    ignoredWhen: unlessLoadBalancer,
    source: LBC,
  },
  {
    key: 'service.beta.kubernetes.io/load-balancer-source-ranges',
    on: ['Service'],
    value: listOf(network),
    deprecatedFor: 'spec.loadBalancerSourceRanges',
    ignoredWhen: ({ spec }) =>
      Array.isArray(spec.loadBalancerSourceRanges) ? 'loses to spec.loadBalancerSourceRanges' : undefined,
    source: LBC,
  },
  nlb('internal', matching(/^(?:true|false|0\.0\.0\.0\/0)$/, 'must be "true" or "false"'), {
    deprecatedFor: outdatedFor(`${NLB}scheme: internal`),
  }),
  nlb('cross-zone-load-balancing-enabled', yesOrNo, {
    deprecatedFor: outdatedFor(`${attributes}: load_balancing.cross_zone.enabled=true`),
  }),
  nlb('access-log-enabled', yesOrNo, { deprecatedFor: outdatedFor(`${attributes}: access_logs.s3.enabled=true`) }),
  nlb('access-log-s3-bucket-name', notEmpty, { deprecatedFor: outdatedFor(`${attributes}: access_logs.s3.bucket=…`) }),
  nlb('access-log-s3-bucket-prefix', undefined, {
    deprecatedFor: outdatedFor(`${attributes}: access_logs.s3.prefix=…`),
  }),
  nlb('access-log-emit-interval', oneOf('5', '60'), { ignoredWhen: classicOnly, source: CCM }),
  nlb('connection-draining-enabled', yesOrNo, { ignoredWhen: classicOnly, source: CCM }),
  nlb('connection-draining-timeout', whole(1, 3600), { ignoredWhen: classicOnly, source: CCM }),
  nlb('connection-idle-timeout', whole(1, 4000), { ignoredWhen: classicOnly, source: CCM }),
  nlb('extra-security-groups', listOf(notEmpty), { ignoredWhen: classicOnly, source: CCM }),
]
