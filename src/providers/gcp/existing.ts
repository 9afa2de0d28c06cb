// What objects that exist say to GKE's controllers, in the words of a topology. Sources: cloud.google.com/kubernetes-engine/docs
// (service-parameters, internal-load-balancing, ingress-configuration, gatewayclass-capabilities).
import { type Existing, namesIn, ofAnotherClass, said, some } from '../../domain/existing.ts'
import { isManaged } from './provision.ts'

const GKE = 'networking.gke.io/'
const TYPES = [`${GKE}load-balancer-type`, 'cloud.google.com/load-balancer-type']

const service: Existing['service'] = (object) => {
  const { annotations: all, spec } = object
  const internal =
    String(spec.loadBalancerClass ?? '').startsWith(`${GKE}l4-regional-internal`) ||
    TYPES.some((type) => all[type]?.toLowerCase() === 'internal')
  const addresses = namesIn(all[`${GKE}load-balancer-ip-addresses`])
  return said({
    scheme: internal ? 'internal' : 'public',
    staticIP: some(addresses),
    notMade: ofAnotherClass(object, [GKE]),
  })
}

const ingress: Existing['ingress'] = ({ annotations: all }) => {
  const [certificate] = [
    ...namesIn(all['ingress.gcp.kubernetes.io/pre-shared-cert']),
    ...namesIn(all[`${GKE}managed-certificates`]),
  ]
  return said({
    tls: certificate === undefined ? undefined : { ports: 'all', certificate },
    staticIP: some(
      ['global', 'regional'].flatMap((scope) => namesIn(all[`kubernetes.io/ingress.${scope}-static-ip-name`])),
    ),
  })
}

export const existing: Existing = {
  service,
  ingress,
  gateway: ({ spec }) => {
    const addresses = Array.isArray(spec.addresses) ? spec.addresses : []
    return said({ staticIP: some(addresses.flatMap(({ value }) => (typeof value === 'string' ? [value] : []))) })
  },
  schemeOf: ({ class: name }) =>
    isManaged({ class: name }) ? (/internal|rilb/.test(name) ? 'internal' : 'public') : undefined,
  makes: isManaged,
  ingressClass: { name: 'gce', always: true },
}
