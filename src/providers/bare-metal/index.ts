// One's own machines: what MetalLB, kube-vip or Cilium make of a LoadBalancer Service, if one is installed. See README.md.
import type { Price } from '../../domain/estimate/price-book.ts'
import type { Provider } from '../../domain/provider.ts'
import { gatewayKinds } from '../gateway-kinds.ts'
import { backend, entrance, service } from './annotate.ts'
import { annotations } from './annotations.ts'
import { arrival } from './arrival.ts'
import { charge } from './charge.ts'
import { check } from './check.ts'
import prices from './prices.json' with { type: 'json' }
import { provision } from './provision.ts'

// GatewayClass names as each implementation's own installation makes or documents them.
const GATEWAY_CLASSES: Readonly<Record<string, string>> = {
  'envoy-gateway': 'eg',
  'nginx-gateway-fabric': 'nginx',
  cilium: 'cilium',
  istio: 'istio',
  kgateway: 'kgateway',
  traefik: 'traefik',
}

export const bareMetal: Provider = {
  id: 'bare-metal',
  title: 'Bare metal',
  currency: 'USD',
  regionRequired: false,
  controllers: Object.keys(GATEWAY_CLASSES),
  prices: prices as Price[],
  limits: [],
  entranceClass: ({ target }) => {
    if (target.loadBalancers === 'none') return undefined
    const controller = target.controller ?? 'envoy-gateway'
    return {
      api: 'gateway',
      class: GATEWAY_CLASSES[controller] ?? 'eg',
      oneObject: false,
      capacity: {},
      needs: `${controller} installed, with the Gateway API's standard channel and a GatewayClass "${GATEWAY_CLASSES[controller] ?? 'eg'}"`,
    }
  },
  refuses: ({ class: name }) =>
    /(?:^|[-.])alb(?:$|[-.])|^(?:gce|gke-|azure-|approuting-|webapprouting)/.test(name)
      ? `class ${name} belongs to a cloud`
      : undefined,
  gatewayKinds,
  mixesTransports: () => true,
  canMake: (type, { target }) =>
    type !== 'LoadBalancer' || ['metallb', 'kube-vip', 'cilium'].includes(target.loadBalancers),
  arrival,
  provision,
  charge,
  annotate: { service, entrance, backend },
  annotations,
  kinds: new Map(),
  check,
}
