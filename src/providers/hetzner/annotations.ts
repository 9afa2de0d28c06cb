// What hcloud-cloud-controller-manager reads, as a catalogue. Sources: hetznercloud/hcloud-cloud-controller-manager v1.35
// docs/reference/load_balancer_annotations.md, internal/annotation/load_balancer.go and internal/hcops/load_balancer.go.
import {
  address,
  firstOf,
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
import { limitOf } from '../limit.ts'
import { limits, TYPES } from './limits.ts'

const HCLOUD = 'load-balancer.hetzner.cloud/'
const DOCS = 'hcloud-cloud-controller-manager docs, load_balancer_annotations.md'
const CODE = 'hcloud-cloud-controller-manager internal/hcops/load_balancer.go'

const read = ({ annotations }: AnnotatedObject, name: string): string => annotations[`${HCLOUD}${name}`] ?? ''
const spokenBy = (object: AnnotatedObject): string => read(object, 'protocol') || 'tcp'
const onlyHttp: Says = (object) =>
  ['http', 'https'].includes(spokenBy(object))
    ? undefined
    : `has no effect without ${HCLOUD}protocol: "http" or "https"`
const onlyHttps: Says = (object) =>
  spokenBy(object) === 'https' ? undefined : `has no effect without ${HCLOUD}protocol: "https"`
/** Without a protocol of its own the check speaks the one of the Service. */
const onlyHttpChecks: Says = (object) =>
  (read(object, 'health-check-protocol') || spokenBy(object)) === 'tcp'
    ? `has no effect on a TCP health check; say ${HCLOUD}health-check-protocol: "http"`
    : undefined
const onlyManaged: Says = (object) =>
  read(object, 'certificate-type') === 'managed'
    ? undefined
    : `has no effect without ${HCLOUD}certificate-type: "managed"`
const onlyUploaded: Says = (object) =>
  read(object, 'certificate-type') === 'managed'
    ? `has no effect beside ${HCLOUD}certificate-type: "managed"`
    : undefined
const written: Says = () => 'is written by the controller; leave it out of manifests'

const duration: ValueCheck = matching(
  /^(?:\d+(?:\.\d+)?(?:ns|us|\u00b5s|ms|s|m|h))+$/,
  'must be a duration with a unit such as "30s" or "5m"',
)
const idle: ValueCheck = (value, object) => {
  const seconds = /^(\d+)s$/.exec(value)?.[1]
  if (seconds !== undefined && (Number(seconds) < 30 || Number(seconds) > 300)) return 'must be from 30s to 300s'
  return duration(value, object)
}
const place = (name: string): ValueCheck => matching(/^[a-z][a-z0-9-]*$/, `must be the name of a ${name}`, 63)

const of = (name: string, value: ValueCheck | undefined, more: Partial<Annotation> = {}): Annotation => ({
  source: DOCS,
  ...more,
  key: `${HCLOUD}${name}`,
  on: ['Service'],
  ...(value === undefined ? {} : { value }),
  ignoredWhen: firstOf(unlessLoadBalancer, more.ignoredWhen ?? (() => undefined)),
})

const annotations: readonly Annotation[] = [
  of('name', notEmpty),
  // An empty location is how a Service leaves the cluster's own for a network zone.
  of('location', (value, object) => (value === '' ? undefined : place('location')(value, object))),
  of('network-zone', place('network zone'), {
    ignoredWhen: (object) =>
      read(object, 'location') === '' ? undefined : `has no effect beside ${HCLOUD}location, which wins`,
  }),
  of('type', matching(/^lb\d+$/, 'must be the name of a type such as "lb11"')),
  of('protocol', oneOf('tcp', 'http', 'https')),
  of('algorithm-type', oneOf('round_robin', 'least_connections')),
  of('disable-public-network', yesOrNo),
  of('disable-private-ingress', yesOrNo),
  of('use-private-ip', yesOrNo),
  of('private-ipv4', address('IPv4')),
  of('private-subnet-ip-range', network),
  of('ipv6-disabled', yesOrNo),
  of('hostname', notEmpty),
  of('node-selector', notEmpty),
  of('uses-proxyprotocol', yesOrNo),
  of('http-sticky-sessions', yesOrNo, { ignoredWhen: onlyHttp }),
  of('http-cookie-name', notEmpty, { ignoredWhen: firstOf(onlyHttp, without(`${HCLOUD}http-sticky-sessions`)) }),
  of('http-cookie-lifetime', duration, { ignoredWhen: firstOf(onlyHttp, without(`${HCLOUD}http-sticky-sessions`)) }),
  of('http-timeout-idle', idle, { ignoredWhen: onlyHttp }),
  of('http-redirect-http', yesOrNo, { ignoredWhen: onlyHttps }),
  of('certificate-type', oneOf('uploaded', 'managed'), { ignoredWhen: onlyHttps }),
  of('http-certificates', listOf(notEmpty), { ignoredWhen: firstOf(onlyHttps, onlyUploaded) }),
  of('http-managed-certificate-name', notEmpty, { ignoredWhen: onlyManaged }),
  of('http-managed-certificate-domains', listOf(notEmpty), { ignoredWhen: onlyManaged }),
  of('http-managed-certificate-acme-staging', yesOrNo, { ignoredWhen: onlyManaged }),
  of('health-check-protocol', oneOf('tcp', 'http', 'https')),
  of('health-check-port', whole(1, 65_535)),
  of('health-check-interval', duration),
  of('health-check-timeout', duration),
  of('health-check-retries', whole(0, 1000)),
  of('health-check-http-domain', notEmpty, { ignoredWhen: onlyHttpChecks }),
  of('health-check-http-path', matching(/^\//, 'must start with "/"'), { ignoredWhen: onlyHttpChecks }),
  of('health-check-http-validate-certificate', yesOrNo, { ignoredWhen: onlyHttpChecks }),
  of('http-status-codes', listOf(matching(/^[1-5][0-9?]{2}$/, 'must be codes such as 200 or 2??')), {
    ignoredWhen: onlyHttpChecks,
  }),
  of('ipv4', undefined, { ignoredWhen: written }),
  of('ipv6', undefined, { ignoredWhen: written }),
  of('id', undefined, { ignoredWhen: written }),
  of('ipv4-rdns', notEmpty),
  of('ipv6-rdns', notEmpty),
]

const isLoadBalancer = ({ spec }: AnnotatedObject): boolean => spec.type === 'LoadBalancer'
/** Is the object meant for this controller at all? Anybody's Service may mix transports. */
const isOurs = (object: AnnotatedObject): boolean =>
  isLoadBalancer(object) && Object.keys(object.annotations).some((key) => key.startsWith(HCLOUD))

const rules: readonly AnnotationRule[] = [
  {
    code: 'HETZNER_PLACE_NOT_SAID',
    on: ['Service'],
    source: CODE,
    says: (object) =>
      isOurs(object) && read(object, 'location') === '' && read(object, 'network-zone') === ''
        ? {
            pointer: '/metadata/annotations',
            detail: `names no place: unless the controller was given one, no load balancer is made without ${HCLOUD}location or ${HCLOUD}network-zone`,
          }
        : undefined,
  },
  {
    code: 'HETZNER_PROTOCOL_SKIPPED',
    on: ['Service'],
    source: CODE,
    says: (object) => {
      const index = portsOf(object).findIndex((port) => protocolOf(port) !== 'TCP')
      return isOurs(object) && index >= 0
        ? {
            pointer: `/spec/ports/${index}/protocol`,
            detail: 'is not carried: the controller skips the port and makes the load balancer without it',
          }
        : undefined
    },
  },
  {
    code: 'HETZNER_TOO_MANY_PORTS',
    on: ['Service'],
    source: 'hcloud-python tests/unit/load_balancer_types/conftest.py',
    says: (object) => {
      const type = TYPES.find((one) => one === (read(object, 'type') || 'lb11'))
      if (!isOurs(object) || type === undefined) return undefined
      const most = limitOf(limits, type, 'services')
      const count = portsOf(object).filter((port) => protocolOf(port) === 'TCP').length
      return count > most
        ? { pointer: '/spec/ports', detail: `has ${count} TCP ports, and ${type} carries ${most}; name a larger type` }
        : undefined
    },
  },
  {
    code: 'HETZNER_SOURCE_RANGES_IGNORED',
    on: ['Service'],
    source: 'hcloud-cloud-controller-manager issue 218',
    says: (object) =>
      isOurs(object) &&
      Array.isArray(object.spec.loadBalancerSourceRanges) &&
      object.spec.loadBalancerSourceRanges.length > 0
        ? {
            pointer: '/spec/loadBalancerSourceRanges',
            detail: 'is not enforced: Hetzner has no firewall for load balancers, so everybody comes in',
          }
        : undefined,
  },
  {
    code: 'HETZNER_AFFINITY_BY_BALANCER',
    on: ['Service'],
    source: CODE,
    says: (object) =>
      isOurs(object) && object.spec.sessionAffinity === 'ClientIP'
        ? {
            pointer: '/spec/sessionAffinity',
            detail: 'sees the address of the balancer only, and sends every caller of a node to one pod',
          }
        : undefined,
  },
]

const catalogue: AnnotationCatalogue = { prefixes: [HCLOUD], annotations, rules }

export { catalogue as annotations }
