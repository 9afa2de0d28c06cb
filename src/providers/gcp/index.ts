// Google Cloud: what it creates, counts, reads and limits. See README.md.
import type { Price } from '../../domain/estimate/price-book.ts'
import type { Provider } from '../../domain/provider.ts'
import { gatewayKinds } from '../gateway-kinds.ts'
import { limitOf } from '../limit.ts'
import { backend, entrance, service } from './annotate.ts'
import { annotations, entranceOf } from './annotations.ts'
import { arrival } from './arrival.ts'
import { billed, dataTransfer } from './billed.ts'
import { charge } from './charge.ts'
import { check } from './check.ts'
import { kinds } from './kinds.ts'
import { limits, MIXES_TRANSPORTS } from './limits.ts'
import prices from './prices.json' with { type: 'json' }
import { isManaged, provision } from './provision.ts'
import { shared } from './sharing.ts'

const CAPACITY = { certificates: limitOf(limits, 'application-load-balancer', 'certificates') }

export const gcp: Provider = {
  id: 'gcp',
  title: 'Google Cloud',
  currency: 'USD',
  regionRequired: true,
  controllers: ['gke'],
  prices: prices as Price[],
  limits,
  entranceClass: ({ target }, scheme) =>
    target.routing === 'ingress'
      ? {
          api: 'ingress',
          class: scheme === 'internal' ? 'gce-internal' : 'gce',
          oneObject: true,
          capacity: CAPACITY,
          needs:
            scheme === 'internal'
              ? 'a proxy-only subnet in the region'
              : 'HTTP load balancing switched on in the cluster',
        }
      : {
          api: 'gateway',
          class: scheme === 'internal' ? 'gke-l7-rilb' : 'gke-l7-global-external-managed',
          oneObject: false,
          capacity: CAPACITY,
          needs:
            scheme === 'internal'
              ? 'the Gateway API switched on in the cluster and a proxy-only subnet in the region'
              : 'the Gateway API switched on in the cluster',
        },
  refuses: ({ api, class: name }) => {
    if (/(?:^|[-.])alb(?:$|[-.])|^(?:azure-|approuting-|webapprouting)/.test(name))
      return `class ${name} belongs to another cloud`
    return api === 'ingress' && isManaged({ class: name })
      ? 'GKE makes a load balancer for each Ingress object, so no other object can join it'
      : undefined
  },
  // GKE passes neither the gRPC nor the TLS profile and does not read ListenerSet (kubernetes-sigs/gateway-api
  // conformance/reports/v1.6/gke-gateway; GoogleCloudPlatform/gke-gateway-api#31).
  gatewayKinds: (entrance) => (isManaged(entrance) ? [] : gatewayKinds(entrance)),
  mixesTransports: ({ target }) => Number(target.kubernetesVersion.split('.')[1]) >= MIXES_TRANSPORTS,
  canMake: (type, { target }) => type !== 'LoadBalancer' || target.loadBalancers !== 'none',
  arrival,
  provision,
  billed,
  countsInUse: ['forwardingRulesRegional', 'forwardingRulesGlobal'],
  sharesLoad: true,
  dataTransfer,
  charge,
  annotate: { service, entrance, backend },
  annotations,
  kinds,
  entranceOf,
  timesOutPerService: isManaged,
  shared,
  check,
}
