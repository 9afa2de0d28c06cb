// What Scaleway's cloud controller manager reads, as a catalogue. Source: scaleway/scaleway-cloud-controller-manager
// docs/loadbalancer-annotations.md, scaleway/loadbalancers.go and loadbalancers_annotations.go.
import {
  firstOf,
  itemsOf,
  listOf,
  matching,
  notEmpty,
  oneOf,
  pairs,
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

const SCALEWAY = 'service.beta.kubernetes.io/scw-loadbalancer-'
const DOCS = 'scaleway-cloud-controller-manager docs, loadbalancer-annotations.md'
const CODE = 'scaleway-cloud-controller-manager scaleway/loadbalancers.go'

const said = ({ annotations }: AnnotatedObject, name: string): string | undefined => annotations[`${SCALEWAY}${name}`]
const isPrivate = (object: AnnotatedObject): boolean => said(object, 'private') === 'true'

type More = Partial<Annotation>
const beatenByClass: Says = ({ spec }) =>
  spec.loadBalancerClass === undefined
    ? undefined
    : 'has no effect beside spec.loadBalancerClass: the controller leaves such Services alone'
const lb = (name: string, value: ValueCheck, more: More = {}): Annotation => ({
  source: DOCS,
  ...more,
  key: `${SCALEWAY}${name}`,
  on: ['Service'],
  value,
  ignoredWhen: firstOf(unlessLoadBalancer, beatenByClass, more.ignoredWhen ?? (() => undefined)),
})

// Go's time.ParseDuration, as people write it.
const duration = matching(
  /^(?:\d{1,9}(?:\.\d{1,9})?(?:ns|us|ms|s|m|h))+$/,
  'must be a duration with its unit, such as "10s" or "10m"',
)
const ports = matching(
  /^(?:true|false|\*|\d{1,5}(?:, ?\d{1,5})*)$/,
  'must be "true", "false", "*" or ports of the Service separated by commas',
)
const count = whole(0, 1_000_000)
/** "value" or "80:value;443,8443:other". */
const perPort =
  (check: ValueCheck): ValueCheck =>
  (value, object) => {
    for (const part of value.split(';')) {
      const [first = '', second, ...rest] = part.split(':')
      if (rest.length > 0 || (second !== undefined && !/^\d{1,5}(?:, ?\d{1,5})*$/.test(first)))
        return 'must be a value, or values for ports such as 80:value;443,8443:other'
      const wrong = check(second ?? first, object)
      if (wrong !== undefined) return wrong
    }
    return undefined
  }

const checksOver =
  (...types: string[]): Says =>
  (object) =>
    types.some((type) => said(object, 'health-check-type')?.includes(type))
      ? undefined
      : `has no effect without ${SCALEWAY}health-check-type: ${types.join(' or ')}`
const onlyPublic: Says = (object) =>
  isPrivate(object) ? 'must not stand on a private load balancer: the controller refuses the Service' : undefined
const atMostTwo: Says = (object) =>
  itemsOf(said(object, 'ip-ids')).length > 2 ? 'must name one IPv4 and at most one IPv6 address' : undefined
const bothVersions: Says = (object) => {
  const [one, other] = [said(object, 'proxy-protocol-v1'), said(object, 'proxy-protocol-v2')]
  return one !== undefined && one === other && one !== 'false'
    ? 'must not be on for a port in both versions'
    : undefined
}
const health = 'health-check-'

export const annotations: AnnotationCatalogue = {
  prefixes: [SCALEWAY],
  annotations: [
    lb('private', yesOrNo),
    lb('type', matching(/^lb-(?:s|gp-m|gp-l|gp-xl)$/i, 'must be one of "LB-S", "LB-GP-M", "LB-GP-L", "LB-GP-XL"')),
    lb('zone', matching(/^[a-z]{2}-[a-z]{3}-\d$/i, 'must be a zone such as "fr-par-1"')),
    lb('ip-ids', listOf(notEmpty), { refusedWhen: firstOf(onlyPublic, atMostTwo) }),
    lb('ip-mode', oneOf('Proxy', 'VIP')),
    lb('pn-ids', listOf(notEmpty)),
    lb('id', matching(/^[a-z0-9-]+\/[0-9a-f-]+$/i, 'must be <zone>/<id>'), {
      ignoredWhen: (object) =>
        said(object, 'externally-managed') === 'true'
          ? undefined
          : 'is written by the controller; leave it out of manifests',
    }),
    lb('externally-managed', yesOrNo, {
      refusedWhen: (object) => (said(object, 'id') === undefined ? `must stand beside ${SCALEWAY}id` : undefined),
    }),
    lb('forward-port-algorithm', oneOf('roundrobin', 'leastconn', 'first')),
    lb('sticky-sessions', oneOf('none', 'cookie', 'table'), {
      refusedWhen: (object) =>
        said(object, 'sticky-sessions') === 'cookie' && !said(object, 'sticky-sessions-cookie-name')
          ? `must stand beside ${SCALEWAY}sticky-sessions-cookie-name`
          : undefined,
      ignoredWhen: (object) =>
        said(object, 'sticky-sessions') === 'cookie' && said(object, 'protocol-http') === undefined
          ? `has no effect without ${SCALEWAY}protocol-http: TCP has no cookies`
          : undefined,
    }),
    lb('sticky-sessions-cookie-name', notEmpty, { ignoredWhen: without(`${SCALEWAY}sticky-sessions`) }),
    lb(`${health}type`, perPort(oneOf('tcp', 'http', 'https', 'mysql', 'pgsql', 'redis', 'ldap'))),
    lb(`${health}delay`, duration),
    lb('health-transient-check-delay', duration),
    lb(`${health}timeout`, duration),
    lb(`${health}max-retries`, count),
    lb(`${health}send-proxy`, yesOrNo, { source: CODE }),
    lb(`${health}from-service`, ports, {
      ignoredWhen: ({ spec }) =>
        spec.externalTrafficPolicy === 'Local'
          ? undefined
          : 'has no effect without externalTrafficPolicy: Local, which brings the port it asks',
    }),
    lb(`${health}http-uri`, perPort(notEmpty), { ignoredWhen: checksOver('http') }),
    lb(`${health}http-method`, perPort(notEmpty), { ignoredWhen: checksOver('http') }),
    lb(`${health}http-code`, perPort(whole(100, 599)), { ignoredWhen: checksOver('http') }),
    lb(`${health}mysql-user`, perPort(notEmpty), { ignoredWhen: checksOver('mysql') }),
    lb(`${health}pgsql-user`, perPort(notEmpty), { ignoredWhen: checksOver('pgsql') }),
    lb('send-proxy-v2', ports, { deprecatedFor: `${SCALEWAY}proxy-protocol-v2`, source: CODE }),
    lb('proxy-protocol-v1', ports, { refusedWhen: bothVersions }),
    lb('proxy-protocol-v2', ports),
    lb('timeout-client', duration),
    lb('timeout-server', duration),
    lb('timeout-connect', duration),
    lb('timeout-tunnel', duration),
    lb('timeout-queue', duration, { source: CODE }),
    lb('on-marked-down-action', oneOf('on_marked_down_action_none', 'shutdown_sessions')),
    lb('force-internal-ip', yesOrNo),
    lb('use-hostname', yesOrNo),
    lb('protocol-http', ports),
    lb('http-backend-tls', ports, { source: CODE, ignoredWhen: without(`${SCALEWAY}protocol-http`) }),
    lb('http-backend-tls-skip-verify', ports, { source: CODE, ignoredWhen: without(`${SCALEWAY}http-backend-tls`) }),
    lb('certificate-ids', notEmpty),
    lb(
      'ssl-compatibility-level',
      matching(
        /^ssl_compatibility_level_(?:intermediate|modern|old)$/,
        'must be ssl_compatibility_level_intermediate, _modern or _old',
      ),
      { source: CODE },
    ),
    lb('target-node-labels', pairs(), { source: CODE }),
    lb('redispatch-attempt-count', count),
    lb('max-connections', count, { source: CODE }),
    lb('max-retries', whole(0, 32)),
    lb('failover-host', notEmpty, { source: CODE }),
    lb('connection-rate-limit', count, { source: CODE }),
    lb('enable-access-logs', yesOrNo, { source: CODE }),
    lb('enable-http3', yesOrNo, { source: CODE }),
  ],
  rules: rules(),
}

const ofScaleway = ({ spec }: AnnotatedObject): boolean =>
  spec.type === 'LoadBalancer' && spec.loadBalancerClass === undefined

function rules(): readonly AnnotationRule[] {
  return [
    {
      code: 'SCALEWAY_TCP_ONLY',
      on: ['Service'],
      source: CODE,
      says: (object) => {
        const index = portsOf(object).findIndex((port) => protocolOf(port) !== 'TCP')
        return ofScaleway(object) && index >= 0
          ? { pointer: `/spec/ports/${index}/protocol`, detail: 'is not carried: the balancer listens on TCP instead' }
          : undefined
      },
    },
    {
      code: 'SCALEWAY_SESSION_AFFINITY',
      on: ['Service'],
      source: CODE,
      says: (object) =>
        ofScaleway(object) && object.spec.sessionAffinity === 'ClientIP'
          ? {
              pointer: '/spec/sessionAffinity',
              detail: `keeps all callers to one pod, since they come from the balancer's address; use ${SCALEWAY}sticky-sessions`,
            }
          : undefined,
    },
    {
      code: 'SCALEWAY_LOAD_BALANCER_IP',
      on: ['Service'],
      source: CODE,
      says: (object) => {
        if (!ofScaleway(object) || typeof object.spec.loadBalancerIP !== 'string' || object.spec.loadBalancerIP === '')
          return undefined
        const pointer = '/spec/loadBalancerIP'
        if (isPrivate(object)) return { pointer, detail: 'is refused on a private load balancer' }
        return said(object, 'ip-ids') === undefined ? undefined : { pointer, detail: `loses to ${SCALEWAY}ip-ids` }
      },
    },
  ]
}
