// Target → the class of entrance AKS gives: a Gateway of the application routing add-on, or, where the target names its controller,
// Application Gateway for Containers, which faces outside only. Source: MicrosoftDocs/azure-aks-docs articles/aks/app-routing-gateway-api.md;
// MicrosoftDocs/azure-docs articles/application-gateway/for-containers.
import type { Entrance } from '../../domain/design/design.ts'
import type { EntranceClass, GatewayKind } from '../../domain/provider.ts'
import type { Scheme, TargetEntrance, Topology } from '../../domain/topology/index.ts'
import { limitOf } from '../limit.ts'
import { limits } from './limits.ts'

export const GATEWAY_FOR_CONTAINERS = 'application-gateway-for-containers'
const ALB_CLASS = 'azure-alb-external'

/** The gRPC profile is passed (kubernetes-sigs/gateway-api conformance/reports/v1.2.1). */
export const FRONTEND_READS: readonly GatewayKind[] = ['GRPCRoute']

/** Is it a front end of Application Gateway for Containers? */
export const isFrontend = ({ class: name }: Pick<Entrance, 'class'>): boolean => name === ALB_CLASS

export const usesGatewayForContainers = ({ target }: Topology): boolean => target.controller === GATEWAY_FOR_CONTAINERS

/** The ApplicationLoadBalancer that every entrance of a plan is a front end of. */
export const applicationLoadBalancer = ({ name, target }: Topology) => ({ name, namespace: target.namespace })

const CAPACITY = {
  rules: limitOf(limits, GATEWAY_FOR_CONTAINERS, 'rules'),
  certificates: limitOf(limits, GATEWAY_FOR_CONTAINERS, 'certificates'),
  backends: limitOf(limits, GATEWAY_FOR_CONTAINERS, 'services'),
}

// The add-on's NGINX Ingress ends in November 2026, so its Gateway API is what a new entrance gets.
const APPLICATION_ROUTING: EntranceClass = {
  api: 'gateway',
  class: 'approuting-istio',
  oneObject: false,
  capacity: {},
  needs: 'the application routing add-on and the managed Gateway API, both switched on',
}

export function entranceClass(topology: Topology, scheme: Scheme): EntranceClass {
  if (!usesGatewayForContainers(topology) || scheme === 'internal') return APPLICATION_ROUTING
  const { name, namespace } = applicationLoadBalancer(topology)
  const ingress = topology.target.routing === 'ingress'
  return {
    api: ingress ? 'ingress' : 'gateway',
    class: ALB_CLASS,
    // Each Ingress is a front end with a name of its own.
    oneObject: ingress,
    capacity: CAPACITY,
    needs: `the ALB Controller, and an ApplicationLoadBalancer "${name}" in namespace ${namespace} whose spec.associations names a /24 subnet delegated to Microsoft.ServiceNetworking/trafficControllers`,
  }
}

export function refuses({ api, class: name }: TargetEntrance): string | undefined {
  if (/^(?:alb|gce|gke-)/.test(name) || name.endsWith('/alb')) return `class ${name} belongs to another cloud`
  return api === 'ingress' && isFrontend({ class: name })
    ? 'an Ingress of Application Gateway for Containers is a front end of its own; only a Gateway takes routes from other objects'
    : undefined
}
