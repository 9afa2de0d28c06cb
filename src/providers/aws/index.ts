// Amazon Web Services: what it creates, counts, reads and limits. See README.md.
import type { Price } from '../../domain/estimate/price-book.ts'
import type { Provider } from '../../domain/provider.ts'
import { limitOf } from '../limit.ts'
import { backend, entrance, service } from './annotate.ts'
import { annotations, entranceOf } from './annotations.ts'
import { arrival } from './arrival.ts'
import { charge } from './charge.ts'
import { check } from './check.ts'
import { kinds } from './kinds.ts'
import { limits } from './limits.ts'
import prices from './prices.json' with { type: 'json' }
import { provision } from './provision.ts'

const CAPACITY = {
  rules: limitOf(limits, 'alb', 'rules'),
  // The quota leaves the default certificate of a listener out.
  certificates: limitOf(limits, 'alb', 'certificates') + 1,
  backends: limitOf(limits, 'alb', 'target groups'),
}

export const aws: Provider = {
  id: 'aws',
  title: 'Amazon Web Services',
  currency: 'USD',
  regionRequired: true,
  controllers: ['aws-load-balancer-controller', 'eks-auto-mode', 'aws-cloud-provider'],
  prices: prices as Price[],
  limits,
  // cloud-provider-aws has no Ingress of its own.
  entranceClass: ({ target }) =>
    target.controller === 'aws-cloud-provider'
      ? undefined
      : {
          api: 'ingress',
          class: 'alb',
          oneObject: false,
          capacity: CAPACITY,
          needs: 'the AWS Load Balancer Controller (or EKS Auto Mode) with the IngressClass alb',
        },
  refuses: ({ class: name }) =>
    /^(?:gce|gke-|azure-|approuting-|webapprouting)/.test(name) ? `class ${name} belongs to another cloud` : undefined,
  mixesTransports: ({ target }) => target.controller !== 'aws-cloud-provider',
  canMake: (type, { target }) => type !== 'LoadBalancer' || target.loadBalancers !== 'none',
  arrival,
  provision,
  charge,
  annotate: { service, entrance, backend },
  annotations,
  kinds,
  entranceOf,
  check,
}
