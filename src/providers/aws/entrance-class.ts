// Which class an entrance of one's own has on AWS, what it can carry and what must be there for it; and which entrances that exist
// cannot be used. Source: kubernetes-sigs/aws-load-balancer-controller v3.5.0 docs/guide/{ingress,gateway}; the EKS user guide.
import type { Entrance } from '../../domain/design/design.ts'
import type { EntranceClass, Provider } from '../../domain/provider.ts'
import { limitOf } from '../limit.ts'
import { limits } from './limits.ts'

const CAPACITY = {
  rules: limitOf(limits, 'alb', 'rules'),
  // The quota leaves the default certificate of a listener out.
  certificates: limitOf(limits, 'alb', 'certificates') + 1,
  backends: limitOf(limits, 'alb', 'target groups'),
  ports: limitOf(limits, 'alb', 'listeners'),
}
const SHARED = { class: 'alb', capacity: CAPACITY, targets: limitOf(limits, 'alb', 'targets') }

const INGRESS: EntranceClass = {
  ...SHARED,
  api: 'ingress',
  oneObject: false,
  // What the parameters of a class say wins over annotations.
  needs:
    'the AWS Load Balancer Controller with the IngressClass alb, whose IngressClassParams set no scheme and no group of their own',
}
const AUTO_MODE: EntranceClass = {
  ...SHARED,
  api: 'ingress',
  // A group is named in the parameters of the class only, so that each Ingress has a balancer of its own.
  oneObject: true,
  needs:
    'EKS Auto Mode with an IngressClass alb (controller eks.amazonaws.com/alb), whose IngressClassParams set no scheme and no group of their own',
}
// A class is the cluster's and made by whoever runs it; several applications may use one, so none of them writes it.
const GATEWAY: EntranceClass = {
  ...SHARED,
  api: 'gateway',
  oneObject: false,
  needs:
    'the AWS Load Balancer Controller v3.5 or later, its own Gateway CRDs, and a GatewayClass alb (controllerName gateway.k8s.aws/alb) whose LoadBalancerConfiguration, if it names one, has mergingMode prefer-gateway',
}

export const entranceClass: Provider['entranceClass'] = ({ target }) => {
  // cloud-provider-aws has no Ingress of its own.
  if (target.controller === 'aws-cloud-provider') return undefined
  if (target.controller === 'eks-auto-mode') return AUTO_MODE
  return target.routing === 'gateway' ? GATEWAY : INGRESS
}

export const isNetworkGateway = ({
  api,
  class: name,
  controller,
}: Pick<Entrance, 'api' | 'class' | 'controller'>): boolean =>
  api === 'gateway' && /(?:^|[-./])nlb(?:$|[-.])/.test(controller ?? name)

export const refuses: Provider['refuses'] = (entrance) => {
  const { class: name } = entrance
  if (/^(?:gce|gke-|azure-|approuting-|webapprouting)/.test(name)) return `class ${name} belongs to another cloud`
  return isNetworkGateway(entrance)
    ? `a Gateway of class ${name} is a Network Load Balancer, which takes no routes by host and path`
    : undefined
}
