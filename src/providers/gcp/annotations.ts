// What GKE's controllers read, as a catalogue. Sources: cloud.google.com/kubernetes-engine/docs (service-parameters,
// internal-load-balancing, ingress-configuration); kubernetes/ingress-gce pkg/annotations, pkg/utils/utils.go.
import {
  firstOf,
  isObject,
  json,
  listOf,
  matching,
  notEmpty,
  oneOf,
  unlessLoadBalancer,
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
import { byClass, type EntranceOf } from '../../domain/manifests/validation/between/route-clashes.ts'

const GKE = 'networking.gke.io/'
const CLOUD = 'cloud.google.com/'
const INGRESS_GCP = 'ingress.gcp.kubernetes.io/'
const CLASS = 'kubernetes.io/ingress.class'
const GLOBAL_IP = 'kubernetes.io/ingress.global-static-ip-name'
const REGIONAL_IP = 'kubernetes.io/ingress.regional-static-ip-name'
const PARAMETERS = 'GKE docs, service-parameters'
const INTERNAL = 'GKE docs, internal-load-balancing'
const CONFIGURATION = 'GKE docs, ingress-configuration'
const CODE = 'kubernetes/ingress-gce pkg/annotations'
const CLASSES = ['gce', 'gce-internal', 'gce-regional-external']

const isInternal = ({ annotations, spec }: AnnotatedObject): boolean =>
  String(spec.loadBalancerClass ?? '').startsWith('networking.gke.io/l4-regional-internal') ||
  [`${GKE}load-balancer-type`, `${CLOUD}load-balancer-type`].some(
    (key) => annotations[key]?.toLowerCase() === 'internal',
  )

const onlyInternal: Says = (object) =>
  isInternal(object)
    ? undefined
    : `has no effect unless the load balancer is internal (${GKE}load-balancer-type: "Internal")`
const onlyExternal: Says = (object) => (isInternal(object) ? 'has no effect on an internal load balancer' : undefined)
const beatenByClass: Says = ({ spec }) =>
  spec.loadBalancerClass === undefined ? undefined : 'has no effect beside spec.loadBalancerClass, which says the same'
/** A global address goes with `gce` alone, a regional one with the other two classes. */
const classOf = ({ annotations }: AnnotatedObject): string => annotations[CLASS] ?? 'gce'

type More = Partial<Annotation>
const l4 = (key: string, value: ValueCheck, source: string, more: More = {}): Annotation => ({
  ...more,
  key,
  on: ['Service'],
  value,
  ignoredWhen: firstOf(unlessLoadBalancer, more.ignoredWhen ?? (() => undefined)),
  source,
})
const backend = (key: string, value: ValueCheck, source: string, more: More = {}): Annotation => ({
  ...more,
  key,
  on: ['Service'],
  value,
  source,
})
const ingress = (key: string, value: ValueCheck, source: string, more: More = {}): Annotation => ({
  ...more,
  key,
  on: ['Ingress'],
  value,
  source,
})

const backendConfig = json(
  (value) => isObject(value) && (typeof value.default === 'string' || isObject(value.ports)),
  'must be JSON such as {"default": "config"} or {"ports": {"http": "config"}}',
)
const notForLayer4: Says = ({ spec }) =>
  spec.type === 'LoadBalancer'
    ? 'is read for the back ends of a GKE Ingress only: it does nothing for the load balancer of this Service'
    : undefined
const protocols = json(
  (value) => isObject(value) && Object.values(value).every((one) => ['HTTP', 'HTTPS', 'HTTP2'].includes(String(one))),
  'must be JSON that gives port names HTTP, HTTPS or HTTP2, such as {"grpc": "HTTP2"}',
)

export const annotations: AnnotationCatalogue = {
  prefixes: [
    `${GKE}load-balancer-`,
    `${GKE}internal-load-balancer-`,
    `${GKE}l4`,
    `${GKE}weighted-`,
    `${GKE}managed-`,
    `${GKE}v1beta`,
    `${GKE}cert`,
    `${CLOUD}load-balancer-`,
    `${CLOUD}l4-`,
    `${CLOUD}network-tier`,
    `${CLOUD}neg`,
    `${CLOUD}backend-config`,
    `${CLOUD}app-protocols`,
    INGRESS_GCP,
    'kubernetes.io/ingress.global-',
    'kubernetes.io/ingress.regional-',
    'kubernetes.io/ingress.allow-',
  ],
  annotations: [
    l4(`${GKE}load-balancer-type`, oneOf('Internal', 'External'), INTERNAL, { ignoredWhen: beatenByClass }),
    l4(`${CLOUD}load-balancer-type`, matching(/^(?:internal|external)$/i, 'must be "Internal"'), INTERNAL, {
      deprecatedFor: `${GKE}load-balancer-type: "Internal"`,
    }),
    l4(`${CLOUD}l4-rbs`, oneOf('enabled'), PARAMETERS, { ignoredWhen: firstOf(beatenByClass, onlyExternal) }),
    l4(`${GKE}load-balancer-subnet`, notEmpty, INTERNAL),
    l4(`${GKE}internal-load-balancer-subnet`, notEmpty, INTERNAL, {
      deprecatedFor: `${GKE}load-balancer-subnet`,
      ignoredWhen: onlyInternal,
    }),
    l4(`${GKE}load-balancer-ip-addresses`, listOf(notEmpty), PARAMETERS),
    l4(`${GKE}internal-load-balancer-allow-global-access`, yesOrNo, INTERNAL, { ignoredWhen: onlyInternal }),
    l4(`${CLOUD}network-tier`, oneOf('Standard', 'Premium'), PARAMETERS, { ignoredWhen: onlyExternal }),
    l4(`${GKE}weighted-load-balancing`, oneOf('pods-per-node'), PARAMETERS, {
      ignoredWhen: ({ spec }) =>
        spec.externalTrafficPolicy === 'Local' ? undefined : 'has no effect without externalTrafficPolicy: Local',
    }),
    l4(`${GKE}l4lb-config`, notEmpty, PARAMETERS),
    l4(`${GKE}l4-strong-session-affinity`, oneOf('enabled'), CODE, {
      ignoredWhen: ({ spec }) =>
        spec.sessionAffinity === 'ClientIP' ? undefined : 'has no effect without sessionAffinity: ClientIP',
    }),
    backend(
      `${CLOUD}neg`,
      json(
        (value) => isObject(value) && (typeof value.ingress === 'boolean' || isObject(value.exposed_ports)),
        'must be JSON such as {"ingress": true} or {"exposed_ports": {"80": {}}}',
      ),
      CODE,
    ),
    backend(`${CLOUD}neg-status`, json(isObject, 'must be what the controller wrote'), CODE, {
      ignoredWhen: () => 'is written by the controller; leave it out of manifests',
    }),
    backend(`${CLOUD}backend-config`, backendConfig, CONFIGURATION, { ignoredWhen: notForLayer4 }),
    backend('beta.cloud.google.com/backend-config', backendConfig, CODE, { deprecatedFor: `${CLOUD}backend-config` }),
    backend(`${CLOUD}app-protocols`, protocols, CODE),
    backend('service.alpha.kubernetes.io/app-protocols', protocols, CODE, { deprecatedFor: `${CLOUD}app-protocols` }),
    ingress(GLOBAL_IP, notEmpty, CONFIGURATION, {
      refusedWhen: ({ annotations: all }) =>
        all[REGIONAL_IP] === undefined ? undefined : `must not stand beside ${REGIONAL_IP}`,
      ignoredWhen: (object) =>
        classOf(object) === 'gce' ? undefined : `is for class gce; class ${classOf(object)} takes ${REGIONAL_IP}`,
    }),
    ingress(REGIONAL_IP, notEmpty, CONFIGURATION, {
      ignoredWhen: (object) =>
        classOf(object) === 'gce' ? `is for internal and regional classes; class gce takes ${GLOBAL_IP}` : undefined,
    }),
    ingress('kubernetes.io/ingress.allow-http', yesOrNo, CONFIGURATION, {
      refusedWhen: ({ annotations: all, spec }) =>
        all['kubernetes.io/ingress.allow-http'] === 'false' &&
        spec.tls === undefined &&
        all[`${INGRESS_GCP}pre-shared-cert`] === undefined &&
        all[`${GKE}managed-certificates`] === undefined
          ? 'leaves nothing to listen on: no certificate is named'
          : undefined,
    }),
    ingress(`${INGRESS_GCP}pre-shared-cert`, listOf(notEmpty), CONFIGURATION),
    ingress(`${INGRESS_GCP}instance-groups`, notEmpty, CODE, {
      ignoredWhen: () => 'is written by the controller; leave it out of manifests',
    }),
    ingress(`${GKE}managed-certificates`, listOf(notEmpty), CONFIGURATION, {
      ignoredWhen: (object) => (classOf(object) === 'gce' ? undefined : 'managed certificates go with class gce only'),
    }),
    ingress(`${GKE}v1beta1.FrontendConfig`, notEmpty, CONFIGURATION),
    { key: `${GKE}certmap`, on: ['Gateway'], value: notEmpty, source: 'GKE docs, secure-gateway' },
  ],
  rules: rules(),
}

function rules(): readonly AnnotationRule[] {
  return [
    {
      code: 'GKE_INGRESS_CLASS_NAME',
      on: ['Ingress'],
      source: 'ingress-gce pkg/utils/utils.go IsGCEIngress',
      says: ({ annotations: all, spec }) => {
        const name = spec.ingressClassName
        if (name === undefined || !(CLASSES.includes(String(name)) || CLASSES.includes(all[CLASS] ?? '')))
          return undefined
        return {
          pointer: '/spec/ingressClassName',
          detail: `must not be set: GKE's controller then leaves the Ingress alone; say it in ${CLASS}`,
        }
      },
    },
    {
      code: 'GKE_LOAD_BALANCER_IP',
      on: ['Service'],
      source: PARAMETERS,
      says: ({ annotations: all, spec }) =>
        typeof spec.loadBalancerIP === 'string' &&
        spec.loadBalancerIP !== '' &&
        all[`${GKE}load-balancer-ip-addresses`] !== undefined
          ? { pointer: '/spec/loadBalancerIP', detail: `loses to ${GKE}load-balancer-ip-addresses` }
          : undefined,
    },
  ]
}

/** Each Ingress of GKE's own classes has a load balancer of its own (GKE docs, ingress-configuration). */
export const entranceOf: EntranceOf = (ingress) => {
  const { metadata, spec } = ingress
  const named = metadata.annotations?.[CLASS] ?? spec.ingressClassName ?? 'gce'
  return CLASSES.includes(named) ? `${metadata.namespace ?? 'default'}/${metadata.name}` : byClass(ingress)
}
