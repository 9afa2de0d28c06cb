// A Gateway's class and controller → which kinds of the Gateway API an implementation that runs in the cluster reads, on any cloud.
// Source: kubernetes-sigs/gateway-api conformance/reports/v1.6 (profiles passed, feature ListenerSet).
import type { Entrance } from '../domain/design/design.ts'
import type { GatewayKind } from '../domain/provider.ts'

const ALL: readonly GatewayKind[] = ['GRPCRoute', 'TLSRoute', 'ListenerSet']
const WITH_LAYER_4: readonly GatewayKind[] = [...ALL, 'TCPRoute', 'UDPRoute']
const GRPC_ONLY: readonly GatewayKind[] = ['GRPCRoute']

type Implementation = {
  /** The GatewayClass its own installation makes or documents. */
  class: string
  /** As GatewayClasses name it, and as people do. */
  controllers: readonly string[]
  reads: readonly GatewayKind[]
}

// Those with TLSRoute serve it beside HTTPS on one port as long as no hostname of one meets one of the other
// (envoyproxy/gateway internal/gatewayapi, nginx/nginx-gateway-fabric internal/controller/state/graph, cilium/cilium#48092).
// Traefik reads TLSRoute without its experimentalChannel, and ListenerSet at all, from 3.8 on only (doc.traefik.io/traefik/v3.8).
// TCPRoute and UDPRoute in the version that the standard channel serves, v1: Envoy Gateway from 1.9 (envoyproxy/gateway#9232), Cilium
// from 1.20, whose report is of that channel. Istio reads v1alpha2 (istio/istio#61540); the reports of the others are of the
// experimental channel, which serves both versions and shows nothing.
const IMPLEMENTATIONS: readonly Implementation[] = [
  { class: 'eg', controllers: ['gateway.envoyproxy.io/gatewayclass-controller', 'envoy-gateway'], reads: WITH_LAYER_4 },
  { class: 'istio', controllers: ['istio.io/gateway-controller', 'istio'], reads: ALL },
  { class: 'nginx', controllers: ['gateway.nginx.org/nginx-gateway-controller', 'nginx-gateway-fabric'], reads: ALL },
  { class: 'cilium', controllers: ['io.cilium/gateway-controller', 'cilium'], reads: WITH_LAYER_4 },
  { class: 'kgateway', controllers: ['kgateway.dev/kgateway', 'kgateway'], reads: ALL },
  { class: 'traefik', controllers: ['traefik.io/gateway-controller', 'traefik'], reads: GRPC_ONLY },
]

/** A controller that is named decides: a class may be called anything. */
export function gatewayKinds({ api, class: name, controller }: Pick<Entrance, 'api' | 'class' | 'controller'>) {
  const found = IMPLEMENTATIONS.find((one) =>
    controller === undefined ? one.class === name : one.controllers.includes(controller),
  )
  return api === 'gateway' ? (found?.reads ?? []) : []
}
