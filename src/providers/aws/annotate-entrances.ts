// Entrances and the Services behind them → what the AWS controllers are told, each in its own way: annotations on Ingresses, objects
// of the controller's own kinds beside Gateways.
import type { Entrance, Service } from '../../domain/design/design.ts'
import { isAtLayer4 } from '../../domain/design/layer4.ts'
import type { BackendSettings, EntranceSettings } from '../../domain/provider.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { gatewaySettings, targetGroupConfiguration } from './annotate-gateway.ts'
import { ingressSettings, targetGroupAnnotations } from './annotate-ingress.ts'
import { networkBackend, networkGatewaySettings } from './annotate-network-gateway.ts'
import { isApplicationLoadBalancer } from './provision.ts'
import { routesTo, targetGroupOf } from './target-group.ts'

/** Does the AWS Load Balancer Controller make it from a Gateway? EKS Auto Mode has controllers and kinds of its own. */
export const isControllersGateway = (entrance: Entrance, { target }: Topology): boolean =>
  entrance.api === 'gateway' &&
  isApplicationLoadBalancer(entrance) &&
  target.controller !== 'eks-auto-mode' &&
  !entrance.controller?.startsWith('eks.amazonaws.com/')

export function entrance(planned: Entrance, topology: Topology, part: Entrance): EntranceSettings {
  if (isAtLayer4(planned)) return networkGatewaySettings(planned, topology)
  if (!isApplicationLoadBalancer(planned)) return { annotations: {} }
  if (planned.api === 'ingress') return ingressSettings(planned, topology, part)
  return isControllersGateway(planned, topology) ? gatewaySettings(planned, topology) : { annotations: {} }
}

export function backend(planned: Service, entrances: readonly Entrance[], topology: Topology): BackendSettings {
  // Nothing of layer 7 goes to the same Service (`layer4.ts`).
  const networks = entrances.filter(isAtLayer4)
  if (networks.length > 0) return networkBackend(planned, networks, topology)
  const ingresses = entrances.filter((one) => one.api === 'ingress' && isApplicationLoadBalancer(one))
  const gateways = entrances.filter((one) => isControllersGateway(one, topology))
  const targetGroup = targetGroupOf(planned, routesTo(planned, [...ingresses, ...gateways]), topology)
  const { port } = targetGroup.healthCheck
  return {
    ...(port === undefined || ingresses.length + gateways.length === 0 ? {} : { healthCheckPorts: [port] }),
    annotations: ingresses.length === 0 ? {} : targetGroupAnnotations(targetGroup),
    ...(gateways.length === 0 ? {} : { objects: [targetGroupConfiguration(planned, targetGroup, topology)] }),
  }
}
