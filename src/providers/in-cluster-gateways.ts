// Implementations of the Gateway API that run in the cluster, for clouds whose own balancers route nothing at layer 7: a Gateway is then
// a proxy in pods behind one LoadBalancer Service. GatewayClass names are those each implementation's own installation makes or documents.
import type { EntranceClass, Provider } from '../domain/provider.ts'
import { layer4Gateways } from './layer4-gateways.ts'

export const GATEWAY_CLASSES: Readonly<Record<string, string>> = {
  'envoy-gateway': 'eg',
  'nginx-gateway-fabric': 'nginx',
  cilium: 'cilium',
  istio: 'istio',
  kgateway: 'kgateway',
  traefik: 'traefik',
}

/** The class that `target.controller` stands for; Envoy Gateway's where none is named. */
export const gatewayClassOf = (controller: string | undefined): EntranceClass => {
  const name = controller ?? 'envoy-gateway'
  const gatewayClass = GATEWAY_CLASSES[name] ?? 'eg'
  return {
    api: 'gateway',
    class: gatewayClass,
    oneObject: false,
    capacity: {},
    needs: `${name} installed, with the Gateway API's standard channel and a GatewayClass "${gatewayClass}"`,
  }
}

const entranceClass: Provider['entranceClass'] = ({ target }) =>
  target.loadBalancers === 'none' ? undefined : gatewayClassOf(target.controller)

/** What every such cloud says alike; spread into its Provider. Without a load balancer implementation it makes no address at all. */
export const inClusterGateways: Pick<Provider, 'controllers' | 'entranceClass' | 'refuses' | 'canMake' | 'layer4'> = {
  controllers: Object.keys(GATEWAY_CLASSES),
  entranceClass,
  refuses: ({ class: name }) =>
    /(?:^|[-.])alb(?:$|[-.])|^(?:gce|gke-|azure-|approuting-|webapprouting)/.test(name)
      ? `class ${name} belongs to another cloud`
      : undefined,
  canMake: (type, { target }) => type !== 'LoadBalancer' || target.loadBalancers !== 'none',
  layer4: { ...layer4Gateways((topology) => entranceClass(topology, 'public')), onlyShared: true },
}
