// What the AWS controllers read, as a catalogue, and what they make of an object as a whole: the settings that need one another.
// Keys: `annotations-services.ts`, `annotations-ingresses.ts`. Sources are named there and beside each rule.
import { isObject, pairsOf, portsOf, protocolOf } from '../../domain/manifests/validation/annotation-values.ts'
import type {
  AnnotatedObject,
  AnnotationCatalogue,
  AnnotationRule,
} from '../../domain/manifests/validation/annotations.ts'
import { byClass, type EntranceOf } from '../../domain/manifests/validation/between/route-clashes.ts'
import { limitOf } from '../limit.ts'
import { ALB, ingressAnnotations, listenersOf } from './annotations-ingresses.ts'
import { controllerOf, NLB, serviceAnnotations, targetsOf } from './annotations-services.ts'
import { limits } from './limits.ts'

const LBC = 'LBC service annotations'
const CCM = 'cloud-provider-aws pkg/providers/v1/aws.go EnsureLoadBalancer'
const SERVICE = ['Service']
const INGRESS = ['Ingress']

const isLoadBalancer = ({ spec }: AnnotatedObject): boolean => spec.type === 'LoadBalancer'
const isManaged = (object: AnnotatedObject): boolean =>
  isLoadBalancer(object) && ['lbc', 'auto'].includes(controllerOf(object))
/** The old controller was asked for by name. */
const isLegacy = (object: AnnotatedObject): boolean => isLoadBalancer(object) && controllerOf(object) === 'legacy'
const isAlb = ({ annotations, spec }: AnnotatedObject): boolean =>
  spec.ingressClassName === 'alb' || annotations['kubernetes.io/ingress.class'] === 'alb'

const rule = (
  code: string,
  on: readonly string[],
  source: string,
  says: (object: AnnotatedObject) => [pointer: string, detail: string] | undefined,
): AnnotationRule => ({
  code,
  on,
  source,
  says: (object) => {
    const [pointer, detail] = says(object) ?? []
    return pointer === undefined || detail === undefined ? undefined : { pointer, detail }
  },
})

/** TCP and TLS lose the caller's address on ip targets unless told to keep it; UDP never does. */
const losesAddress = (object: AnnotatedObject): boolean =>
  targetsOf(object) === 'ip' &&
  portsOf(object).some((port) => protocolOf(port) === 'TCP') &&
  pairsOf(object.annotations[`${NLB}target-group-attributes`])?.get('preserve_client_ip.enabled') !== 'true'

const rules: readonly AnnotationRule[] = [
  rule('AWS_SCHEME_NOT_SAID', SERVICE, LBC, (object) =>
    isManaged(object) &&
    object.annotations[`${NLB}scheme`] === undefined &&
    object.annotations[`${NLB}internal`] === undefined
      ? ['/metadata/annotations', `says no ${NLB}scheme: the controller makes it internal`]
      : undefined,
  ),
  rule('AWS_SOURCE_RANGES_IGNORED', SERVICE, LBC, (object) => {
    if (!isManaged(object) || !Array.isArray(object.spec.loadBalancerSourceRanges)) return undefined
    const at = '/spec/loadBalancerSourceRanges'
    if (object.annotations[`${NLB}security-groups`] !== undefined)
      return [at, `has no effect beside ${NLB}security-groups`]
    return losesAddress(object)
      ? [at, `has no effect on ip targets unless ${NLB}target-group-attributes has preserve_client_ip.enabled=true`]
      : undefined
  }),
  rule('AWS_NODE_PORTS_NEEDED', SERVICE, LBC, (object) =>
    isManaged(object) &&
    object.spec.allocateLoadBalancerNodePorts === false &&
    targetsOf(object) === 'instance' &&
    portsOf(object).some(({ nodePort }) => nodePort === undefined)
      ? [
          '/spec/allocateLoadBalancerNodePorts',
          `must not be false with instance targets; use ${NLB}nlb-target-type: ip`,
        ]
      : undefined,
  ),
  rule('AWS_LISTENER_FOR_TWO_PROTOCOLS', SERVICE, LBC, (object) => {
    if (!isManaged(object) || object.annotations[`${NLB}enable-tcp-udp-listener`] === 'true') return undefined
    const ports = portsOf(object)
    const shared = ports.find((one) =>
      ports.some((other) => other.port === one.port && protocolOf(other) !== protocolOf(one)),
    )
    return shared === undefined
      ? undefined
      : [
          '/spec/ports',
          `TCP and UDP on port ${String(shared.port).slice(0, 5)} need ${NLB}enable-tcp-udp-listener: "true"`,
        ]
  }),
  rule('AWS_SESSION_AFFINITY', SERVICE, CCM, (object) => {
    if (object.spec.sessionAffinity !== 'ClientIP' || !isLoadBalancer(object)) return undefined
    const instead = `use ${NLB}target-group-attributes: stickiness.enabled=true,stickiness.type=source_ip`
    if (isLegacy(object))
      return [
        '/spec/sessionAffinity',
        `the controller refuses a Service with session affinity; ${instead} under the newer one`,
      ]
    return isManaged(object) ? ['/spec/sessionAffinity', `has no effect on the load balancer; ${instead}`] : undefined
  }),
  rule('AWS_LOAD_BALANCER_IP', SERVICE, CCM, (object) =>
    isLoadBalancer(object) && typeof object.spec.loadBalancerIP === 'string' && object.spec.loadBalancerIP !== ''
      ? [
          '/spec/loadBalancerIP',
          `${isLegacy(object) ? 'the controller refuses it' : 'has no effect'}; use ${NLB}eip-allocations or ${NLB}private-ipv4-addresses`,
        ]
      : undefined,
  ),
  {
    ...rule('AWS_LEGACY_CONTROLLER', SERVICE, 'LBC docs/guide/service/nlb.md', (object) =>
      isLegacy(object)
        ? [
            `/metadata/annotations/${`${NLB}type`.replace('/', '~1')}`,
            'asks for the old controller, which gets critical fixes only; use spec.loadBalancerClass: service.k8s.aws/nlb',
          ]
        : undefined,
    ),
    outdated: true,
  },
  rule('AWS_LEGACY_PROTOCOLS_MIXED', SERVICE, CCM, (object) =>
    isLegacy(object) && new Set(portsOf(object).map(protocolOf)).size > 1
      ? ['/spec/ports', 'the controller this asks for refuses ports of different protocols on one Service']
      : undefined,
  ),
  rule('AWS_ALB_SCHEME_NOT_SAID', INGRESS, 'LBC ingress annotations', (object) =>
    isAlb(object) && object.annotations[`${ALB}scheme`] === undefined
      ? ['/metadata/annotations', `says no ${ALB}scheme: unless IngressClassParams do, the load balancer is internal`]
      : undefined,
  ),
  rule('AWS_ALB_SECRET_NOT_READ', INGRESS, 'LBC docs/guide/ingress/cert_discovery.md', ({ spec, ...rest }) => {
    const tls = Array.isArray(spec.tls) ? spec.tls : []
    const index = tls.findIndex((one) => isObject(one) && one.secretName !== undefined)
    return isAlb({ spec, ...rest }) && index >= 0
      ? [
          `/spec/tls/${index}/secretName`,
          `is not read: certificates are found in ACM by host, or named by ${ALB}certificate-arn`,
        ]
      : undefined
  }),
  rule('AWS_ALB_BACKEND_UNSUPPORTED', INGRESS, 'LBC pkg/ingress/model_build_listener_rules.go', (object) => {
    if (!isAlb(object)) return undefined
    for (const { path, at } of pathsOf(object)) {
      if (isObject(path.backend) && path.backend.resource !== undefined)
        return [`${at}/backend/resource`, 'is not supported; name a service']
      if (['Exact', 'Prefix'].includes(String(path.pathType)) && /[*?]/.test(String(path.path ?? ''))) {
        return [`${at}/path`, 'must not hold "*" or "?" with pathType Exact or Prefix']
      }
    }
    return undefined
  }),
]

function pathsOf({ spec }: AnnotatedObject): { path: Record<string, unknown>; at: string }[] {
  const all = Array.isArray(spec.rules) ? spec.rules : []
  return all.flatMap((one, index) => {
    const paths = isObject(one) && isObject(one.http) && Array.isArray(one.http.paths) ? one.http.paths : []
    return paths.flatMap((path, place) =>
      isObject(path) ? [{ path, at: `/spec/rules/${index}/http/paths/${place}` }] : [],
    )
  })
}

export const annotations: AnnotationCatalogue = {
  prefixes: [NLB, 'service.beta.kubernetes.io/actions.', ALB],
  annotations: [...serviceAnnotations, ...ingressAnnotations],
  rules,
}

// The published quota of one load balancer: what names more than it can have is compared no further.
const LISTENERS_AT_MOST = limitOf(limits, 'alb', 'listeners')

/** An Ingress of class alb has a load balancer of its own, unless it names a group (LBC ingress annotations, IngressGroup). */
export const entranceOf: EntranceOf = (ingress) => {
  const { metadata, spec } = ingress
  const object = { kind: 'Ingress', annotations: metadata.annotations ?? {}, spec }
  if (!isAlb(object)) return byClass(ingress)
  const group = object.annotations[`${ALB}group.name`]
  const balancer = group === undefined ? `${metadata.namespace ?? 'default'}/${metadata.name}` : `group ${group}`
  const ports = listenersOf(object)?.map(({ port }) => String(port)) ?? [
    object.annotations[`${ALB}certificate-arn`] === undefined ? '80' : '443',
  ]
  return [...new Set(ports)].slice(0, LISTENERS_AT_MOST).map((port) => `${balancer} ${port}`)
}
