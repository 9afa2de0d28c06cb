// What objects that exist say to the AWS controllers, in the words of a topology.
// Source: kubernetes-sigs/aws-load-balancer-controller v3.5.0 docs/guide/{service,ingress}/annotations.md.
import { type Existing, namesIn, ofAnotherClass, said, some } from '../../domain/existing.ts'
import { pairsOf } from '../../domain/manifests/validation/annotation-values.ts'
import type { AnnotatedObject } from '../../domain/manifests/validation/annotations.ts'
import type { Scheme, Sticky } from '../../domain/topology/index.ts'
import { ALB, listenersOf } from './annotations-ingresses.ts'
import { type Controller, controllerOf, NLB } from './annotations-services.ts'
import { isNetworkGateway } from './entrance-class.ts'
import { isApplicationLoadBalancer } from './provision.ts'

const SCHEMES: Readonly<Record<string, Scheme>> = { internal: 'internal', 'internet-facing': 'public' }

// Where nothing is said, and who answers is known.
const DEFAULTS: Partial<Record<Controller, Scheme>> = { lbc: 'internal', auto: 'internal', legacy: 'public' }

const service: Existing['service'] = (object) => {
  const { annotations: all } = object
  const attributes = pairsOf(all[`${NLB}target-group-attributes`])
  const older =
    all[`${NLB}internal`] === undefined ? undefined : all[`${NLB}internal`] === 'false' ? 'public' : 'internal'
  const [certificateArn] = namesIn(all[`${NLB}ssl-cert`])
  const ports = namesIn(all[`${NLB}ssl-ports`])
  return said({
    scheme: SCHEMES[all[`${NLB}scheme`] ?? ''] ?? older ?? DEFAULTS[controllerOf(object)],
    tls:
      certificateArn === undefined
        ? undefined
        : { ports: ports.length === 0 || ports.includes('*') ? 'all' : ports, certificateArn },
    staticIP: some([...namesIn(all[`${NLB}eip-allocations`]), ...namesIn(all[`${NLB}private-ipv4-addresses`])]),
    sticky: attributes?.get('stickiness.enabled') === 'true' ? { by: 'clientIP', ttlSeconds: 10_800 } : undefined,
    preserveClientIP: attributes?.get('preserve_client_ip.enabled') === 'true' ? true : undefined,
    idleTimeoutSeconds: whole(all[`${NLB}connection-idle-timeout`]),
    notMade: ofAnotherClass(object, ['service.k8s.aws/nlb', 'eks.amazonaws.com/nlb']),
  })
}

const ingress: Existing['ingress'] = ({ annotations: all }) => {
  const arn = namesIn(all[`${ALB}certificate-arn`])[0]
  const group = all[`${ALB}group.name`]
  const name = all[`${ALB}load-balancer-name`]
  return said({
    scheme: SCHEMES[all[`${ALB}scheme`] ?? ''],
    sourceRanges: some(namesIn(all[`${ALB}inbound-cidrs`])),
    tls: arn === undefined ? undefined : { ports: 'all', certificateArn: arn },
    sticky: cookieOf(all),
    idleTimeoutSeconds: whole(pairsOf(all[`${ALB}load-balancer-attributes`])?.get('idle_timeout.timeout_seconds')),
    shares: group === undefined ? undefined : `group ${group}`,
    ...(group === undefined && name !== undefined ? { shares: `name ${name}` } : {}),
  })
}

function cookieOf(all: AnnotatedObject['annotations']): Sticky | undefined {
  const attributes = pairsOf(all[`${ALB}target-group-attributes`])
  if (attributes?.get('stickiness.enabled') !== 'true') return undefined
  const seconds = whole(attributes.get('stickiness.lb_cookie.duration_seconds')) ?? 86_400
  return { by: 'cookie', ttlSeconds: Math.min(seconds, 86_400) }
}

const whole = (value: string | undefined): number | undefined =>
  value !== undefined && /^[1-9]\d{0,4}$/.test(value) ? Number(value) : undefined

// Those of ALBs are called the same way; only theirs begin with "internal-" inside.
// A Classic Load Balancer is called "name-number.region.elb.amazonaws.com", a newer one "name-hash.elb.region.amazonaws.com".
const CLASSIC = /-\d+\.[a-z]{2}(?:-[a-z]+)+-\d\.elb\.amazonaws\.com$/

function productOf(object: AnnotatedObject, addresses: readonly string[]): string | undefined {
  return controllerOf(object) === 'unsaid' && addresses.some((address) => CLASSIC.test(address)) ? 'clb' : undefined
}

export const existing: Existing = {
  service,
  ingress,
  gateway: () => ({}),
  schemeOf: () => undefined,
  makes: (named) => isApplicationLoadBalancer(named) || isNetworkGateway(named),
  ingressClass: { name: 'alb', always: false },
  productOf,
  schemeOfAddress: (address) =>
    CLASSIC.test(address) ? (address.startsWith('internal-') ? 'internal' : 'public') : undefined,
  listeners: (object) =>
    listenersOf(object)?.map(({ protocol, port }) => ({
      port: Number(port),
      targetPort: Number(port),
      transport: 'TCP',
      tls: protocol === 'HTTPS',
    })),
  silent: {
    scheme: 'internal',
    because:
      'the AWS Load Balancer Controller makes it internal where no scheme is said, the older controller in cloud-provider-aws public',
  },
}
