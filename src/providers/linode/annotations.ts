// What Linode's cloud controller manager reads, as a catalogue. Sources: linode/linode-cloud-controller-manager
// docs/configuration/annotations.md, cloud/annotations/annotations.go, cloud/linode/loadbalancers.go and loadbalancers_helpers.go.
import {
  address,
  firstOf,
  isObject,
  json,
  listOf,
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
import { LINODE } from './port-settings.ts'

const DOCS = 'linode-cloud-controller-manager docs, annotations.md'
const CODE = 'linode-cloud-controller-manager cloud/linode/loadbalancers.go'

type More = Partial<Annotation>
const service = (name: string, value: ValueCheck | undefined, more: More = {}): Annotation => ({
  source: DOCS,
  ...more,
  key: `${LINODE}${name}`,
  on: ['Service'],
  ...(value === undefined ? {} : { value }),
  ignoredWhen: firstOf(unlessLoadBalancer, more.ignoredWhen ?? (() => undefined)),
})

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  protocol: ['tcp', 'udp', 'http', 'https'],
  'proxy-protocol': ['none', 'v1', 'v2'],
  algorithm: ['roundrobin', 'leastconn', 'source', 'ring_hash'],
  stickiness: ['none', 'session', 'table', 'http_cookie', 'source_ip'],
}
const byDefault = (name: string): Annotation => service(`default-${name}`, oneOf(...(CHOICES[name] ?? [])))

const portSettings: ValueCheck = (value, object) => {
  const wrong = json(isObject, 'must be JSON such as {"protocol": "https", "tls-secret-name": "web-tls"}')(
    value,
    object,
  )
  if (wrong !== undefined) return wrong
  for (const [name, one] of Object.entries(JSON.parse(value) as Record<string, unknown>)) {
    const choices = CHOICES[name]
    if (choices !== undefined && !choices.includes(String(one))) return `${name}: must be one of ${choices.join(', ')}`
    if (choices === undefined && !['tls-secret-name', 'udp-check-port'].includes(name))
      return 'must have no fields but protocol, tls-secret-name, proxy-protocol, algorithm, stickiness, udp-check-port'
  }
  return undefined
}

const settingsIn = (value: string | undefined): Record<string, unknown> => {
  try {
    const parsed: unknown = JSON.parse(value ?? '{}')
    return isObject(parsed) ? parsed : {}
  } catch {
    return {}
  }
}
const httpsWithoutSecret: Says = ({ annotations }, key) => {
  const { protocol, 'tls-secret-name': secret } = settingsIn(annotations[key])
  return (protocol ?? annotations[`${LINODE}default-protocol`]) === 'https' && secret === undefined
    ? 'needs tls-secret-name, the Secret that TLS is ended with'
    : undefined
}
/** `port-8080` goes with a port of the Service. */
const ofNoPort: Says = (object, key) => {
  const ports = portsOf(object)
  const number = Number(/port-(\d+)$/.exec(key)?.[1])
  return ports.length > 0 && ports.every(({ port }) => port !== number)
    ? `names port ${number}, which the Service does not have`
    : undefined
}

const LISTS = ['allowList', 'denyList']
const acl: ValueCheck = (value, object) => {
  const wrong = json(isObject, 'must be JSON such as {"allowList": {"ipv4": ["192.0.2.0/24"]}}')(value, object)
  if (wrong !== undefined) return wrong
  const named = Object.entries(settingsIn(value))
  const [first] = named
  if (first === undefined || named.length > 1 || !LISTS.includes(first[0]))
    return 'must have either allowList or denyList'
  if (!isObject(first[1])) return 'must have ipv4 and ipv6 as lists of networks'
  for (const networks of Object.values(first[1])) {
    if (!Array.isArray(networks)) return 'must have ipv4 and ipv6 as lists of networks'
    const bad = networks.map((one) => network(String(one), object)).find((said) => said !== undefined)
    if (bad !== undefined) return bad
  }
  return undefined
}

const onlyUdp: Says = (object) =>
  portsOf(object).some((port) => protocolOf(port) === 'UDP') ? undefined : 'has no effect without a UDP port'
const onlyHttpCheck: Says = ({ annotations }) =>
  ['http', 'http_body'].includes(annotations[`${LINODE}check-type`] ?? '')
    ? undefined
    : `has no effect unless ${LINODE}check-type is "http" or "http_body"`
const atCreation = without(`${LINODE}reserved-ipv4`)

const hasRanges = ({ spec }: AnnotatedObject): boolean =>
  Array.isArray(spec.loadBalancerSourceRanges) && spec.loadBalancerSourceRanges.length > 0

const rules: readonly AnnotationRule[] = [
  {
    code: 'LINODE_SOURCE_RANGES_NOT_READ',
    on: ['Service'],
    source: DOCS,
    says: (object) =>
      object.spec.type === 'LoadBalancer' &&
      hasRanges(object) &&
      Object.keys(object.annotations).some((key) => key.startsWith(LINODE)) &&
      object.annotations[`${LINODE}firewall-acl`] === undefined &&
      object.annotations[`${LINODE}firewall-id`] === undefined
        ? {
            pointer: '/spec/loadBalancerSourceRanges',
            detail: `is read by nobody on Linode: everybody comes in; say it in ${LINODE}firewall-acl`,
          }
        : undefined,
  },
  {
    code: 'LINODE_PROXY_PROTOCOL_ON_UDP',
    on: ['Service'],
    source: CODE,
    says: (object) => {
      const proxied = ['v1', 'v2'].includes(object.annotations[`${LINODE}default-proxy-protocol`] ?? '')
      const index = portsOf(object).findIndex(
        (port) =>
          protocolOf(port) === 'UDP' &&
          settingsIn(object.annotations[`${LINODE}port-${String(port.port)}`])['proxy-protocol'] === undefined,
      )
      return object.spec.type === 'LoadBalancer' && proxied && index >= 0
        ? {
            pointer: `/spec/ports/${index}/protocol`,
            detail: 'is refused beside PROXY protocol, which UDP has no place for',
          }
        : undefined
    },
  },
  {
    code: 'LINODE_ONE_PROTOCOL_PER_PORT',
    on: ['Service'],
    source: CODE,
    says: (object) => {
      const ports = portsOf(object)
      const index = ports.findIndex((port, at) =>
        ports.some((other, before) => before < at && other.port === port.port),
      )
      return object.spec.type === 'LoadBalancer' &&
        index >= 0 &&
        Object.keys(object.annotations).some((key) => key.startsWith(LINODE))
        ? {
            pointer: `/spec/ports/${index}/port`,
            detail: 'is there twice: a NodeBalancer has one protocol for each number',
          }
        : undefined
    },
  },
]

export const annotations: AnnotationCatalogue = {
  prefixes: [LINODE],
  annotations: [
    ...Object.keys(CHOICES).map(byDefault),
    service('proxy-protocol', oneOf('none', 'v1', 'v2'), { deprecatedFor: `${LINODE}default-proxy-protocol` }),
    service('port-{port}', portSettings, { refusedWhen: httpsWithoutSecret, ignoredWhen: ofNoPort }),
    service('check-type', oneOf('none', 'connection', 'http', 'http_body')),
    service('check-path', matching(/^\//, 'must start with "/"'), { ignoredWhen: onlyHttpCheck }),
    service('check-body', notEmpty, { ignoredWhen: onlyHttpCheck }),
    service('check-interval', whole(1, 3600)),
    service('check-timeout', whole(1, 30)),
    service('check-attempts', whole(1, 30)),
    service('check-passive', yesOrNo),
    service('udp-check-port', whole(1, 65_535), { ignoredWhen: onlyUdp }),
    service('throttle', whole(0, 20)),
    service('preserve', yesOrNo),
    service('nodebalancer-id', whole(1, 999_999_999)),
    service('nodebalancer-type', oneOf('common', 'premium', 'premium_40gb')),
    service('hostname-only-ingress', yesOrNo),
    service('tags', listOf(notEmpty)),
    service('firewall-id', whole(1, 999_999_999)),
    service('firewall-acl', acl, {
      ignoredWhen: ({ annotations: all }) =>
        all[`${LINODE}firewall-id`] === undefined ? undefined : `loses to ${LINODE}firewall-id`,
      source: 'linode-cloud-controller-manager docs, firewall.md',
    }),
    service('enable-ipv6-ingress', yesOrNo),
    service('enable-ipv6-backends', yesOrNo),
    service('reserved-ipv4', address('IPv4')),
    service('retain-reserved-ipv4', yesOrNo, { ignoredWhen: atCreation }),
    ...['backend', 'frontend'].flatMap((side) => [
      service(`${side}-ipv4-range`, network),
      service(`${side}-vpc-name`, notEmpty),
      service(`${side}-subnet-name`, notEmpty),
      service(`${side}-subnet-id`, whole(1, 999_999_999)),
    ]),
  ],
  rules,
}
