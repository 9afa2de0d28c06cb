// Annotations on Ingresses, and on Services behind them, that make an Application Load Balancer.
// Source: kubernetes-sigs/aws-load-balancer-controller v3.5.0 docs/guide/ingress/annotations.md (below: LBC ingress annotations).
import {
  either,
  isObject,
  json,
  listOf,
  matching,
  network,
  notEmpty,
  oneOf,
  pairs,
  pairsOf,
  whole,
  without,
  yesOrNo,
} from '../../domain/manifests/validation/annotation-values.ts'
import type { AnnotatedObject, Annotation, Says, ValueCheck } from '../../domain/manifests/validation/annotations.ts'

export const ALB = 'alb.ingress.kubernetes.io/'
const LBC = 'LBC ingress annotations'
const INGRESS = ['Ingress']
const BOTH = ['Ingress', 'Service']

type More = Partial<Annotation>
const alb = (name: string, on: readonly string[], value?: ValueCheck, more: More = {}): Annotation => ({
  key: `${ALB}${name}`,
  on,
  ...(value === undefined ? {} : { value }),
  ...more,
  source: LBC,
})

/** What the load balancer listens on: `[{"HTTP": 80}, {"HTTPS": 443}]`; undefined where it is not written, or not readable. */
export function listenersOf({ annotations }: AnnotatedObject): { protocol: string; port: unknown }[] | undefined {
  const written = annotations[`${ALB}listen-ports`]
  try {
    const parsed: unknown = JSON.parse(written ?? '')
    return Array.isArray(parsed)
      ? parsed.filter(isObject).flatMap((one) => Object.entries(one).map(([protocol, port]) => ({ protocol, port })))
      : undefined
  } catch {
    return undefined
  }
}

/** Known to have no HTTPS listener: listen-ports says so, or neither it nor a certificate is there. */
const isPlain = (object: AnnotatedObject): boolean => {
  const listeners = listenersOf(object)
  if (listeners !== undefined) return listeners.every(({ protocol }) => protocol !== 'HTTPS')
  return object.annotations[`${ALB}certificate-arn`] === undefined && object.spec.tls === undefined
}

const listenPorts = json(
  (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (one) =>
        isObject(one) &&
        Object.entries(one).every(
          ([protocol, port]) =>
            ['HTTP', 'HTTPS'].includes(protocol) &&
            Number.isInteger(port) &&
            Number(port) >= 1 &&
            Number(port) <= 65_535,
        ),
    ),
  'must be JSON such as [{"HTTP": 80}, {"HTTPS": 443}]',
)
const object = json(isObject, 'must be a JSON object')
const ownGroups: Says = ({ annotations }) =>
  annotations[`${ALB}security-groups`] === undefined ? undefined : `has no effect beside ${ALB}security-groups`
const onlyHttps: Says = (seen) =>
  seen.kind === 'Ingress' && isPlain(seen) ? 'has no effect without an HTTPS listener' : undefined

// docs.aws.amazon.com/elasticloadbalancing/latest/application/{load-balancer,edit-target-group}-attributes.html
const loadBalancerAttributes = pairs({
  'idle_timeout.timeout_seconds': whole(1, 4000),
  'client_keep_alive.seconds': whole(60, 604_800),
  'deletion_protection.enabled': yesOrNo,
  'access_logs.s3.enabled': yesOrNo,
  'routing.http2.enabled': yesOrNo,
  'routing.http.drop_invalid_header_fields.enabled': yesOrNo,
  'routing.http.xff_header_processing.mode': oneOf('append', 'preserve', 'remove'),
})
const targetGroupAttributes = pairs({
  'deregistration_delay.timeout_seconds': whole(0, 3600),
  'slow_start.duration_seconds': either(oneOf('0'), whole(30, 900)),
  'stickiness.enabled': yesOrNo,
  'stickiness.type': oneOf('lb_cookie', 'app_cookie'),
  'stickiness.lb_cookie.duration_seconds': whole(1, 604_800),
  'stickiness.app_cookie.duration_seconds': whole(1, 604_800),
  'load_balancing.algorithm.type': oneOf('round_robin', 'least_outstanding_requests', 'weighted_random'),
})
const stickyOnNodes: Says = ({ annotations }) => {
  const sticky = pairsOf(annotations[`${ALB}target-group-attributes`])?.get('stickiness.enabled') === 'true'
  return sticky && annotations[`${ALB}target-type`] === 'instance'
    ? `stickiness ends at the node with target-type instance, not at the pod; use ${ALB}target-type: ip`
    : undefined
}

const GROUP = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/

export const ingressAnnotations: readonly Annotation[] = [
  alb('group.name', INGRESS, matching(GROUP, 'must be at most 63 lower-case letters, digits, "-" and "."', 63)),
  alb('group.order', INGRESS, whole(-1000, 1000), { ignoredWhen: without(`${ALB}group.name`) }),
  alb('load-balancer-name', INGRESS, matching(/^[A-Za-z0-9-]+$/, 'must be at most 32 letters, digits and "-"', 32)),
  alb('ip-address-type', INGRESS, oneOf('ipv4', 'dualstack', 'dualstack-without-public-ipv4')),
  alb('scheme', INGRESS, oneOf('internal', 'internet-facing')),
  alb('subnets', INGRESS, listOf(notEmpty)),
  alb('security-groups', INGRESS, listOf(notEmpty)),
  alb('manage-backend-security-group-rules', INGRESS, yesOrNo, {
    ignoredWhen: without(`${ALB}security-groups`, 'has no effect unless security-groups are named'),
  }),
  alb('customer-owned-ipv4-pool', INGRESS, notEmpty),
  alb('ipam-ipv4-pool-id', INGRESS, matching(/^ipam-pool-[a-z0-9]+$/, 'must be a pool such as ipam-pool-0123')),
  alb('load-balancer-attributes', INGRESS, loadBalancerAttributes),
  alb('minimum-load-balancer-capacity', INGRESS, pairs({ CapacityUnits: whole(0, 999_999_999) })),
  alb('wafv2-acl-arn', INGRESS, matching(/^arn:aws[-a-z]*:wafv2:|^none$/, 'must be the ARN of a web ACL')),
  alb('wafv2-acl-name', INGRESS, notEmpty),
  alb('waf-acl-id', INGRESS, notEmpty, { deprecatedFor: `${ALB}wafv2-acl-arn` }),
  alb('web-acl-id', INGRESS, notEmpty, { deprecatedFor: `${ALB}wafv2-acl-arn` }),
  alb('shield-advanced-protection', INGRESS, yesOrNo),
  alb('listen-ports', INGRESS, listenPorts),
  alb('listener-attributes.{listener}', INGRESS, pairs()),
  alb('ssl-redirect', INGRESS, whole(1, 65_535), {
    refusedWhen: (seen) => {
      const listeners = listenersOf(seen)
      const wanted = Number(seen.annotations[`${ALB}ssl-redirect`])
      const there = listeners?.some(({ protocol, port }) => protocol === 'HTTPS' && Number(port) === wanted)
      return listeners !== undefined && !there
        ? `no HTTPS listener has port ${wanted}; add it to ${ALB}listen-ports`
        : undefined
    },
  }),
  alb('inbound-cidrs', INGRESS, listOf(network), { ignoredWhen: ownGroups }),
  alb(
    'security-group-prefix-lists',
    INGRESS,
    listOf(matching(/^pl-[a-z0-9]+$/, 'must be prefix lists such as pl-0123')),
    {
      ignoredWhen: ownGroups,
    },
  ),
  alb(
    'certificate-arn',
    INGRESS,
    listOf(matching(/^arn:aws[-a-z]*:(?:acm|iam):/, 'must be ARNs of certificates in ACM or IAM')),
  ),
  alb(
    'ssl-policy',
    INGRESS,
    matching(/^[A-Za-z0-9-]+$/, 'must name a policy such as ELBSecurityPolicy-TLS13-1-2-2021-06'),
    {
      ignoredWhen: onlyHttps,
    },
  ),
  alb('mutual-authentication', INGRESS, json(Array.isArray, 'must be a JSON list'), { ignoredWhen: onlyHttps }),
  alb('tags', BOTH, pairs()),
  alb('target-type', BOTH, oneOf('instance', 'ip')),
  alb('target-node-labels', BOTH, pairs()),
  alb('backend-protocol', BOTH, oneOf('HTTP', 'HTTPS')),
  alb('backend-protocol-version', BOTH, oneOf('HTTP1', 'HTTP2', 'GRPC'), {
    refusedWhen: (seen) =>
      seen.kind === 'Ingress' && isPlain(seen) && seen.annotations[`${ALB}backend-protocol-version`] !== 'HTTP1'
        ? 'HTTP2 and GRPC need an HTTPS listener'
        : undefined,
  }),
  alb('target-group-attributes', BOTH, targetGroupAttributes, { ignoredWhen: stickyOnNodes }),
  alb('multi-cluster-target-group', BOTH, yesOrNo),
  alb('healthcheck-protocol', BOTH, oneOf('HTTP', 'HTTPS')),
  alb(
    'healthcheck-port',
    BOTH,
    either(whole(1, 65_535), matching(/^[a-z][a-z0-9-]{0,62}$/, 'must be "traffic-port" or the name of a port')),
  ),
  alb('healthcheck-path', BOTH, matching(/^\//, 'must start with "/"')),
  alb('healthcheck-interval-seconds', BOTH, whole(5, 300)),
  alb('healthcheck-timeout-seconds', BOTH, whole(2, 120)),
  alb('healthy-threshold-count', BOTH, whole(2, 10)),
  alb('unhealthy-threshold-count', BOTH, whole(2, 10)),
  alb('success-codes', BOTH, matching(/^[\d,-]+$/, 'must be codes such as "200" or "200-299"')),
  alb('auth-type', BOTH, oneOf('none', 'oidc', 'cognito')),
  alb('auth-idp-cognito', BOTH, object, { ignoredWhen: without(`${ALB}auth-type`) }),
  alb('auth-idp-oidc', BOTH, object, { ignoredWhen: without(`${ALB}auth-type`) }),
  alb('auth-on-unauthenticated-request', BOTH, oneOf('authenticate', 'allow', 'deny')),
  alb('auth-scope', BOTH, notEmpty),
  alb('auth-session-cookie', BOTH, notEmpty),
  alb('auth-session-timeout', BOTH, whole(1, 604_800)),
  alb('jwt-validation', BOTH, object),
  alb('actions.{name}', INGRESS, object),
  alb('conditions.{name}', INGRESS, json(Array.isArray, 'must be a JSON list')),
  alb('transforms.{name}', INGRESS, json()),
  alb('use-regex-path-match', INGRESS, yesOrNo),
  alb('enable-frontend-nlb', INGRESS, yesOrNo),
  ...[
    'scheme',
    'subnets',
    'security-groups',
    'listener-port-mapping',
    'healthcheck-port',
    'healthcheck-protocol',
    'healthcheck-path',
    'healthcheck-interval-seconds',
    'healthcheck-timeout-seconds',
    'healthcheck-healthy-threshold-count',
    'healthcheck-unhealthy-threshold-count',
    'healthcheck-success-codes',
    'tags',
    'attributes',
    'eip-allocations',
  ].map((name) =>
    alb(`frontend-nlb-${name}`, INGRESS, notEmpty, { ignoredWhen: without(`${ALB}enable-frontend-nlb`) }),
  ),
]
