// Google's catalogue (reference: GoogleCloudPlatform and kubernetes/ingress-gce pkg/annotations): what a row of annotations is told.
import { annotations as gcp } from '../../src/providers/gcp/annotations.ts'
import { checkRows, ingress, LOCAL, service } from './annotated.ts'

const CONFIG = '{"default":"config"}'
const INTERNAL = { 'networking.gke.io/load-balancer-type': 'Internal' }
const IP = 'kubernetes.io/ingress'
checkRows('Google', gcp, [
  ['internal', service(INTERNAL), []],
  [
    'internal, the old key',
    service({ 'cloud.google.com/load-balancer-type': 'Internal' }),
    ['ANNOTATION_DEPRECATED load-balancer-type'],
  ],
  [
    'internal beside a class',
    service(INTERNAL, { loadBalancerClass: 'networking.gke.io/l4-regional-internal' }),
    ['ANNOTATION_IGNORED load-balancer-type'],
  ],
  [
    'a BackendConfig on a load balancer',
    service({ 'cloud.google.com/backend-config': CONFIG }),
    ['ANNOTATION_IGNORED backend-config'],
  ],
  [
    'a BackendConfig behind an Ingress',
    service({ 'cloud.google.com/backend-config': CONFIG }, { type: 'ClusterIP' }),
    [],
  ],
  [
    'global access outside',
    service({ 'networking.gke.io/internal-load-balancer-allow-global-access': 'true' }),
    ['ANNOTATION_IGNORED internal-load-balancer-allow-global-access'],
  ],
  [
    'global access inside',
    service({ ...INTERNAL, 'networking.gke.io/internal-load-balancer-allow-global-access': 'true' }),
    [],
  ],
  [
    'a tier inside',
    service({ ...INTERNAL, 'cloud.google.com/network-tier': 'Standard' }),
    ['ANNOTATION_IGNORED network-tier'],
  ],
  [
    'weights without Local',
    service({ 'networking.gke.io/weighted-load-balancing': 'pods-per-node' }),
    ['ANNOTATION_IGNORED weighted-load-balancing'],
  ],
  [
    'weights that are "true"',
    service({ 'networking.gke.io/weighted-load-balancing': 'true' }, LOCAL),
    ['ANNOTATION_VALUE weighted-load-balancing'],
  ],
  ['protocols', service({ 'cloud.google.com/app-protocols': '{"grpc":"HTTP2"}' }, { type: 'ClusterIP' }), []],
  [
    'protocols of another kind',
    service({ 'cloud.google.com/app-protocols': '{"grpc":"GRPC"}' }, { type: 'ClusterIP' }),
    ['ANNOTATION_VALUE app-protocols'],
  ],
  ['the class by annotation', ingress({ [`${IP}.class`]: 'gce' }), []],
  ['the class by field', ingress({}, { ingressClassName: 'gce' }), ['GKE_INGRESS_CLASS_NAME ingressClassName']],
  [
    'two static addresses',
    ingress({ [`${IP}.global-static-ip-name`]: 'a', [`${IP}.regional-static-ip-name`]: 'b' }),
    ['ANNOTATION_REFUSED ingress.global-static-ip-name', 'ANNOTATION_IGNORED ingress.regional-static-ip-name'],
  ],
  [
    'a global address inside',
    ingress({ [`${IP}.class`]: 'gce-internal', [`${IP}.global-static-ip-name`]: 'a' }),
    ['ANNOTATION_IGNORED ingress.global-static-ip-name'],
  ],
  ['no HTTP and no certificate', ingress({ [`${IP}.allow-http`]: 'false' }), ['ANNOTATION_REFUSED ingress.allow-http']],
  [
    'misspelt',
    service({ 'networking.gke.io/load-balancer-ip-address': 'a' }),
    ['ANNOTATION_UNKNOWN load-balancer-ip-address'],
  ],
])
