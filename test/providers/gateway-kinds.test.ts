// What each cloud says of the Gateways that may exist on it: by controller where one is named, else by class; nothing of the unknown.
import { expect, it } from 'vitest'
import { PROVIDERS } from '../../src/providers/index.ts'
import { topologyOf } from '../domain/design/drafting.ts'

const ALL = ['GRPCRoute', 'TLSRoute', 'ListenerSet']
const WITH_LAYER_4 = [...ALL, 'TCPRoute', 'UDPRoute']
const gateway = (name: string, controller?: string) => ({
  api: 'gateway' as const,
  class: name,
  ...(controller === undefined ? {} : { controller }),
})

it.each([
  ['bare-metal', gateway('eg'), WITH_LAYER_4],
  ['bare-metal', gateway('edge', 'envoy-gateway'), WITH_LAYER_4],
  ['bare-metal', gateway('cilium'), WITH_LAYER_4],
  ['bare-metal', gateway('kgateway'), ALL],
  ['bare-metal', gateway('edge', 'gateway.nginx.org/nginx-gateway-controller'), ALL],
  ['bare-metal', gateway('eg', 'example.com/controller'), []],
  ['bare-metal', gateway('traefik'), ['GRPCRoute']],
  ['bare-metal', gateway('edge'), []],
  ['bare-metal', { api: 'ingress' as const, class: 'cilium' }, []],
  ['aws', gateway('amazon-alb'), ['GRPCRoute', 'ListenerSet']],
  ['aws', gateway('edge', 'gateway.k8s.aws/alb'), ['GRPCRoute', 'ListenerSet']],
  ['aws', gateway('nlb', 'gateway.k8s.aws/nlb'), ['TCPRoute', 'UDPRoute']],
  ['aws', gateway('istio'), ALL],
  ['aws', { api: 'ingress' as const, class: 'alb' }, []],
  ['gcp', gateway('gke-l7-global-external-managed'), []],
  ['gcp', gateway('istio'), ALL],
  ['azure', gateway('approuting-istio'), ['GRPCRoute']],
  ['azure', gateway('istio'), ['GRPCRoute']],
  ['azure', gateway('azure-alb-external'), ['GRPCRoute']],
  ['azure', gateway('eg'), WITH_LAYER_4],
] as const)('%s: %o reads %j', (id, entrance, expected) => {
  const provider = PROVIDERS.get(id)
  const topology = topologyOf({
    name: 'a',
    target: {
      provider: id,
      ...(id === 'bare-metal' ? {} : { region: { aws: 'us-east-1', gcp: 'us-central1', azure: 'eastus' }[id] }),
    },
    workloads: { web: { ports: { http: 80 } } },
  })
  expect(provider?.gatewayKinds(entrance, topology)).toEqual(expected)
})
