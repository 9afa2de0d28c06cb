// What DigitalOcean's cloud controller manager reads, as a catalogue. Sources: digitalocean/digitalocean-cloud-controller-manager
// docs/controllers/services/annotations.md, cloud-controller-manager/do/lb_annotations.go and loadbalancers.go.
import {
  address,
  firstOf,
  itemsOf,
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
import { DO } from './annotate.ts'

const DISOWN = 'service.kubernetes.io/do-loadbalancer-disown'
const ID = 'kubernetes.digitalocean.com/load-balancer-id'
const DOCS = 'digitalocean-cloud-controller-manager docs, annotations.md'
const CODE = 'digitalocean-cloud-controller-manager do/loadbalancers.go'

type More = Partial<Annotation>
const service = (name: string, value: ValueCheck | undefined, more: More = {}): Annotation => ({
  source: DOCS,
  ...more,
  key: `${DO}${name}`,
  on: ['Service'],
  ...(value === undefined ? {} : { value }),
  ignoredWhen: firstOf(unlessLoadBalancer, more.ignoredWhen ?? (() => undefined)),
})

/** Without a word about the type it is what the cluster's controller defaults to, a network load balancer by now. */
const onlyRegional: Says = ({ annotations }) =>
  annotations[`${DO}type`] === 'REGIONAL'
    ? undefined
    : `has no effect unless ${DO}type is "REGIONAL": a network load balancer passes packets on`
const regional = (name: string, value: ValueCheck | undefined, more: More = {}): Annotation =>
  service(name, value, { ...more, ignoredWhen: firstOf(onlyRegional, more.ignoredWhen ?? (() => undefined)) })

const onlyOverridden = without(
  `${DO}override-health-check`,
  `has no effect without ${DO}override-health-check: the controller asks kube-proxy or the health check node port`,
)
const health = (name: string, value: ValueCheck, more: More = {}): Annotation =>
  service(`healthcheck-${name}`, value, more)

const portNumber = whole(1, 65_535)
/** Ports are the Service's own, told apart by protocol: one number stands in one list. */
const LISTS = ['http-ports', 'tls-ports', 'http2-ports']
const inTwoLists: Says = ({ annotations }, key) => {
  const own = itemsOf(annotations[key])
  const other = LISTS.find(
    (name) => `${DO}${name}` !== key && itemsOf(annotations[`${DO}${name}`]).some((port) => own.includes(port)),
  )
  return other === undefined ? undefined : `must not name a port that ${DO}${other} names`
}
const certified: Says = ({ annotations }) =>
  ['certificate-id', 'certificate-name', 'tls-passthrough'].some((name) => annotations[`${DO}${name}`] !== undefined)
    ? undefined
    : `needs ${DO}certificate-id, ${DO}certificate-name or ${DO}tls-passthrough`
const notBesidePassthrough: Says = ({ annotations }) =>
  annotations[`${DO}tls-passthrough`] === 'true' ? `must not stand beside ${DO}tls-passthrough` : undefined

const firewallRules = listOf(
  matching(/^(?:ip:[\da-f.:]+|cidr:[\da-f.:]+\/\d{1,3})$/i, 'must be rules such as ip:192.0.2.1 or cidr:192.0.2.0/24'),
)
const beatenByRanges: Says = ({ spec }) =>
  Array.isArray(spec.loadBalancerSourceRanges) && spec.loadBalancerSourceRanges.length > 0
    ? 'loses to spec.loadBalancerSourceRanges'
    : undefined
const onlyCookies: Says = ({ annotations }) =>
  annotations[`${DO}sticky-sessions-type`] === 'cookies'
    ? undefined
    : `has no effect unless ${DO}sticky-sessions-type is "cookies"`

const NAME = matching(
  /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9.])?$/,
  'must be letters, digits, "." and "-", and not end in "-"',
  255,
)

const healthPort: ValueCheck = (value, object) => {
  const wrong = portNumber(value, object)
  if (wrong !== undefined) return wrong
  const ports = portsOf(object)
  const mine = ports.filter(({ port }) => port === Number(value))
  if (ports.length === 0 || mine.some((port) => protocolOf(port) === 'TCP')) return undefined
  return 'must be a TCP port of the Service'
}

const sticks = ({ annotations }: AnnotatedObject): boolean => annotations[`${DO}sticky-sessions-type`] === 'cookies'

const rules: readonly AnnotationRule[] = [
  {
    code: 'DO_COOKIES_WITHOUT_LOCAL',
    on: ['Service'],
    source: 'docs.digitalocean.com, configure-load-balancers#sticky-sessions',
    says: (object) =>
      object.spec.type === 'LoadBalancer' && sticks(object) && object.spec.externalTrafficPolicy !== 'Local'
        ? {
            pointer: '/spec/externalTrafficPolicy',
            detail: 'must be Local for cookies to lead to the same pods: they lead to a node, not to a pod',
          }
        : undefined,
  },
  {
    code: 'DO_PORT_IS_NOT_TARGET_PORT',
    on: ['Service'],
    source: 'docs.digitalocean.com, configure-load-balancers#network-load-balancer',
    says: ({ annotations: all, spec }) => {
      if (spec.type !== 'LoadBalancer' || all[`${DO}type`] !== 'REGIONAL_NETWORK' || !Array.isArray(spec.ports))
        return undefined
      const index = spec.ports.findIndex(
        (port) => typeof port?.targetPort === 'number' && port.targetPort !== port.port,
      )
      return index < 0
        ? undefined
        : { pointer: `/spec/ports/${index}/targetPort`, detail: 'must be the port itself on a network load balancer' }
    },
  },
]

export const annotations: AnnotationCatalogue = {
  prefixes: [DO, DISOWN, ID],
  annotations: [
    service('type', oneOf('REGIONAL', 'REGIONAL_NETWORK')),
    service('network', oneOf('EXTERNAL', 'INTERNAL')),
    service('name', NAME),
    service('hostname', matching(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i, 'must be a DNS name', 253)),
    service('ip', address('IPv4')),
    service('subnet-uuid', notEmpty),
    service('network-stack', oneOf('IPV4', 'DUALSTACK')),
    service('size-unit', whole(1, 200), {
      refusedWhen: ({ annotations: all }) =>
        all[`${DO}size-slug`] === undefined ? undefined : `must not stand beside ${DO}size-slug`,
    }),
    service('size-slug', oneOf('lb-small', 'lb-medium', 'lb-large'), { deprecatedFor: `${DO}size-unit` }),
    service('algorithm', oneOf('round_robin', 'least_connections'), {
      ignoredWhen: () => 'does nothing: load balancers of DigitalOcean have no algorithm to choose',
    }),
    regional('protocol', oneOf('tcp', 'http', 'https', 'http2', 'http3')),
    regional('http-ports', listOf(portNumber), { refusedWhen: inTwoLists }),
    regional('tls-ports', listOf(portNumber), { refusedWhen: firstOf(inTwoLists, certified) }),
    regional('http2-ports', listOf(portNumber), { refusedWhen: firstOf(inTwoLists, certified) }),
    regional('http3-port', portNumber, { refusedWhen: notBesidePassthrough }),
    regional('tls-passthrough', yesOrNo),
    regional('certificate-id', notEmpty, { refusedWhen: notBesidePassthrough }),
    regional('certificate-name', notEmpty, {
      refusedWhen: notBesidePassthrough,
      ignoredWhen: ({ annotations: all }) =>
        all[`${DO}certificate-id`] === undefined ? undefined : `loses to ${DO}certificate-id`,
    }),
    regional('disable-lets-encrypt-dns-records', yesOrNo),
    regional('redirect-http-to-https', yesOrNo),
    regional('enable-proxy-protocol', yesOrNo),
    regional('enable-backend-keepalive', yesOrNo),
    regional('http-idle-timeout-seconds', whole(1, 100_000)),
    regional('sticky-sessions-type', oneOf('none', 'cookies'), {
      refusedWhen: ({ annotations: all }) =>
        all[`${DO}sticky-sessions-type`] === 'cookies' && (all[`${DO}sticky-sessions-cookie-name`] ?? '') === ''
          ? `needs ${DO}sticky-sessions-cookie-name as well`
          : undefined,
    }),
    regional('sticky-sessions-cookie-name', notEmpty, { ignoredWhen: onlyCookies }),
    regional('sticky-sessions-cookie-ttl', whole(1, 1_000_000), { ignoredWhen: onlyCookies }),
    service('override-health-check', yesOrNo),
    health('port', healthPort, { ignoredWhen: onlyOverridden, source: CODE }),
    health('path', matching(/^\//, 'must start with "/"'), { ignoredWhen: onlyOverridden }),
    health('protocol', oneOf('tcp', 'http', 'https'), { ignoredWhen: onlyOverridden }),
    health('check-interval-seconds', whole(3, 300)),
    health('response-timeout-seconds', whole(3, 300)),
    health('unhealthy-threshold', whole(2, 10)),
    health('healthy-threshold', whole(2, 10)),
    service('allow-rules', firewallRules, { ignoredWhen: beatenByRanges }),
    service('deny-rules', firewallRules),
    { key: DISOWN, on: ['Service'], value: yesOrNo, ignoredWhen: unlessLoadBalancer, source: DOCS },
    {
      key: ID,
      on: ['Service'],
      value: notEmpty,
      ignoredWhen: () => 'is written by the controller; leave it out of manifests unless you hand a balancer over',
      source: CODE,
    },
  ],
  rules,
}
