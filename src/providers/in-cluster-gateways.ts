// Gateway API implementations that run in the cluster itself, behind one Service of type LoadBalancer for each Gateway: the name a
// target gives in `controller` goes in, the entrance class comes out. For clouds without a layer-7 balancer of their own.
import type { EntranceClass } from '../domain/provider.ts'

/** GatewayClass names as each implementation's own installation makes or documents them; the first is the usual one. */
export const GATEWAY_CLASSES: Readonly<Record<string, string>> = {
  'envoy-gateway': 'eg',
  'nginx-gateway-fabric': 'nginx',
  cilium: 'cilium',
  istio: 'istio',
  kgateway: 'kgateway',
  traefik: 'traefik',
}

/** Envoy Gateway unless another one is named. */
export const gatewayClassOf = (controller: string | undefined): EntranceClass => {
  const named = controller ?? 'envoy-gateway'
  const name = GATEWAY_CLASSES[named] ?? 'eg'
  return {
    api: 'gateway',
    class: name,
    oneObject: false,
    capacity: {},
    needs: `${named} installed, with the Gateway API's standard channel and a GatewayClass "${name}"`,
  }
}
