// What Vultr's cloud controller manager reads, as a catalogue. Source: vultr/vultr-cloud-controller-manager docs/load-balancers.md,
// vultr/loadbalancers.go.
import {
  firstOf,
  matching,
  network,
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

const VULTR = 'service.beta.kubernetes.io/vultr-loadbalancer-'
const DOCS = 'vultr-cloud-controller-manager docs, load-balancers.md'
const CODE = 'vultr-cloud-controller-manager vultr/loadbalancers.go'

type More = Partial<Annotation>
/** The service controller of Kubernetes hands Services with a class to nobody but the class's own controller. */
const beatenByClass: Says = ({ spec }) =>
  spec.loadBalancerClass === undefined
    ? undefined
    : 'has no effect beside spec.loadBalancerClass: the controller leaves such Services alone'
const lb = (name: string, value: ValueCheck, more: More = {}): Annotation => ({
  source: DOCS,
  ...more,
  key: `${VULTR}${name}`,
  on: ['Service'],
  value,
  ignoredWhen: firstOf(unlessLoadBalancer, beatenByClass, more.ignoredWhen ?? (() => undefined)),
})

const said = ({ annotations }: AnnotatedObject, name: string): string | undefined => annotations[`${VULTR}${name}`]
const byController: Says = () => 'is written by the controller; leave it out of manifests'
const seconds = whole(1, 86_400)
const ports = matching(/^\d{1,5}(?:,\d{1,5})*$/, 'must be port numbers separated by commas, without spaces')
const onlyHttps: Says = (object) =>
  said(object, 'https-ports') === undefined ? `has no effect without ${VULTR}https-ports` : undefined
const onlyHttp: Says = (object) =>
  said(object, 'protocol')?.startsWith('http') || said(object, 'https-ports') !== undefined
    ? undefined
    : 'has no effect on a balancer that carries no HTTP'

/** "cidr,port;cidr,port", where "cloudflare" stands for the networks of that service. */
const firewallRules: ValueCheck = (value, object) => {
  for (const rule of value.split(';')) {
    const [source = '', port = '', ...rest] = rule.split(',')
    if (rest.length > 0 || !/^\d{1,5}$/.test(port))
      return 'must be rules such as 203.0.113.0/24,443 separated by semicolons'
    const wrong = source === 'cloudflare' ? undefined : network(source, object)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

const odd: ValueCheck = (value, object) =>
  whole(1, 99)(value, object) ?? (Number(value) % 2 === 0 ? 'must be an odd number' : undefined)

/** The controller looks at the first port of the Service and no other. */
const notTheFirstPort: Says = (object) => {
  const [first] = portsOf(object)
  const port = said(object, 'healthcheck-port')
  return first === undefined || String(first.port) === port
    ? undefined
    : 'must be the first port of the Service: the controller refuses any other'
}

const isDatagram = (object: AnnotatedObject): boolean => portsOf(object).some((port) => protocolOf(port) === 'UDP')

export const annotations: AnnotationCatalogue = {
  prefixes: [VULTR],
  annotations: [
    lb('protocol', oneOf('tcp', 'udp', 'http', 'https')),
    lb('backend-protocol', oneOf('tcp', 'udp', 'http', 'https')),
    lb('https-ports', ports),
    lb('ssl', notEmpty, { ignoredWhen: onlyHttps }),
    lb('ssl-pass-through', yesOrNo, { ignoredWhen: onlyHttps }),
    lb('ssl-redirect', yesOrNo, { ignoredWhen: onlyHttps }),
    lb('http2', yesOrNo, { source: CODE, ignoredWhen: onlyHttp }),
    lb('http3', yesOrNo, { source: CODE, ignoredWhen: onlyHttp }),
    lb('proxy-protocol', yesOrNo),
    lb('healthcheck-protocol', oneOf('tcp', 'http')),
    lb('healthcheck-path', matching(/^\//, 'must be a path that begins with "/"'), {
      ignoredWhen: (object) =>
        said(object, 'healthcheck-protocol') === 'tcp' ? 'has no effect on a health check over tcp' : undefined,
    }),
    lb('healthcheck-port', whole(1, 65_535), { source: CODE, refusedWhen: notTheFirstPort }),
    lb('healthcheck-check-interval', seconds),
    lb('healthcheck-response-timeout', seconds),
    lb('healthcheck-unhealthy-threshold', whole(1, 100)),
    lb('healthcheck-healthy-threshold', whole(1, 100)),
    lb('algorithm', oneOf('roundrobin', 'least_connections')),
    lb('sticky-session-enabled', oneOf('on', 'off'), {
      ignoredWhen: onlyHttp,
      refusedWhen: (object) =>
        said(object, 'sticky-session-enabled') === 'on' && !said(object, 'sticky-session-cookie-name')
          ? `must stand beside ${VULTR}sticky-session-cookie-name`
          : undefined,
    }),
    lb('sticky-session-cookie-name', notEmpty, { ignoredWhen: without(`${VULTR}sticky-session-enabled`) }),
    lb('firewall-rules', firewallRules, {
      ignoredWhen: (object) =>
        said(object, 'firewall-rules-cm') === undefined ? undefined : `loses to ${VULTR}firewall-rules-cm`,
    }),
    lb('firewall-rules-cm', notEmpty),
    lb('private-network', yesOrNo, {
      deprecatedFor: `${VULTR}vpc`,
      source: CODE,
      refusedWhen: (object) => (said(object, 'vpc') === undefined ? undefined : `must not stand beside ${VULTR}vpc`),
    }),
    lb('vpc', yesOrNo),
    lb('node-count', odd),
    lb('create', yesOrNo),
    lb('label', notEmpty),
    lb('hostname', matching(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i, 'must be a DNS name', 253)),
    lb('timeout', seconds),
    lb('id', notEmpty, { source: CODE, ignoredWhen: byController }),
    lb('ssl-last-updated', notEmpty, { source: CODE, ignoredWhen: byController }),
  ],
  rules: rules(),
}

const ofVultr = ({ spec }: AnnotatedObject): boolean =>
  spec.type === 'LoadBalancer' && spec.loadBalancerClass === undefined

function rules(): readonly AnnotationRule[] {
  return [
    {
      code: 'VULTR_SOURCE_RANGES',
      on: ['Service'],
      source: CODE,
      says: (object) =>
        ofVultr(object) && Array.isArray(object.spec.loadBalancerSourceRanges)
          ? {
              pointer: '/spec/loadBalancerSourceRanges',
              detail: `has no effect: the controller does not read it; say it in ${VULTR}firewall-rules`,
            }
          : undefined,
    },
    {
      code: 'VULTR_LOAD_BALANCER_IP',
      on: ['Service'],
      source: 'vultr/vultr-cloud-controller-manager#229',
      says: (object) =>
        ofVultr(object) && typeof object.spec.loadBalancerIP === 'string' && object.spec.loadBalancerIP !== ''
          ? { pointer: '/spec/loadBalancerIP', detail: 'has no effect: no reserved address can be given to a balancer' }
          : undefined,
    },
    {
      code: 'VULTR_SESSION_AFFINITY',
      on: ['Service'],
      source: CODE,
      says: (object) =>
        ofVultr(object) && object.spec.sessionAffinity === 'ClientIP'
          ? {
              pointer: '/spec/sessionAffinity',
              detail: "keeps all callers to one pod: they all come from the balancer's address",
            }
          : undefined,
    },
    {
      code: 'VULTR_UDP_PROTOCOL',
      on: ['Service'],
      source: DOCS,
      says: (object) =>
        ofVultr(object) &&
        isDatagram(object) &&
        (said(object, 'protocol') !== 'udp' || said(object, 'backend-protocol') !== 'udp')
          ? {
              pointer: '/spec/ports',
              detail: `has UDP, which needs ${VULTR}protocol and ${VULTR}backend-protocol both "udp", for all ports`,
            }
          : undefined,
    },
  ]
}
