// Design → what Azure creates: AKS puts every LoadBalancer Service on one Standard Load Balancer per cluster and side; a Service
// adds a frontend address and a rule for each port. Entrances of Application Gateway for Containers are front ends of one such gateway.
// Source: kubernetes-sigs/cloud-provider-azure docs (loadbalancer.md); MicrosoftDocs/azure-docs articles/application-gateway/for-containers.
import { type Design, type Entrance, type LoadBalancer, referenceTo } from '../../domain/design/design.ts'
import { compareText } from '../../domain/finding.ts'
import type { Scheme, Topology } from '../../domain/topology/index.ts'
import { proxyPodsOf } from '../proxy-pods.ts'
import { applicationLoadBalancer, GATEWAY_FOR_CONTAINERS, isFrontend } from './entrance-class.ts'

export const provision = (design: Design, topology: Topology): LoadBalancer[] => [
  ...standard(design, topology, 'public'),
  ...standard(design, topology, 'internal'),
  ...gatewayForContainers(design, topology),
  ...design.entrances.filter((entrance) => entrance.existing).map(existing),
]

// Istio opens its status port 15021 on that Service beside the listeners: one more rule (MicrosoftDocs/azure-aks-docs
// articles/aks/app-routing-gateway-api.md shows it; istio/istio pilot/pkg/config/kube/gateway, extractServicePorts).
const STATUS_PORTS = 1

function standard(design: Design, topology: Topology, scheme: Scheme): LoadBalancer[] {
  const services = design.services.filter(
    (service) => service.type === 'LoadBalancer' && (service.facing?.scheme ?? 'internal') === scheme,
  )
  // An approuting-istio Gateway is Envoys behind one LoadBalancer Service: a frontend on the same balancer.
  const entrances = design.entrances.filter(
    (entrance) => !entrance.existing && entrance.scheme === scheme && !isFrontend(entrance),
  )
  const serves = [...services.map(referenceTo.service), ...entrances.map(referenceTo.entrance)].sort(compareText)
  if (serves.length === 0) return []
  const ports = [
    ...services.map((service) => service.ports.length),
    ...entrances.map((entrance) => entrance.listeners.length + STATUS_PORTS),
  ]
  const ours = ports.reduce((total, count) => total + count, 0)
  const { loadBalancerRules } = topology.target.inUse
  // AKS keeps one outbound rule on the public balancer; when rules are counted as in use, it is among them.
  const outbound = scheme === 'public' && loadBalancerRules === 0 ? 1 : 0
  return [
    {
      name: scheme === 'public' ? 'kubernetes' : 'kubernetes-internal',
      product: 'load-balancer-standard',
      scheme,
      addresses: scheme === 'public' ? serves.length : 0,
      serves,
      shared: serves.length > 1,
      existing: scheme === 'public' && loadBalancerRules > 0,
      rules: ours + outbound,
      ...proxyPodsOf(entrances),
    },
  ]
}

function gatewayForContainers({ entrances }: Design, topology: Topology): LoadBalancer[] {
  const frontends = entrances.filter((entrance) => !entrance.existing && isFrontend(entrance))
  if (frontends.length === 0) return []
  const workloads = new Set(frontends.flatMap(({ routes }) => routes.map((route) => route.workload)))
  return [
    {
      name: `alb-${applicationLoadBalancer(topology).name}`,
      product: GATEWAY_FOR_CONTAINERS,
      scheme: 'public',
      // Its front ends are names; Microsoft prints no price for the addresses behind them.
      addresses: 0,
      serves: frontends.map(referenceTo.entrance).sort(compareText),
      shared: workloads.size > 1,
      existing: false,
    },
  ]
}

const existing = (entrance: Entrance): LoadBalancer => ({
  name: entrance.name,
  product: isFrontend(entrance) ? GATEWAY_FOR_CONTAINERS : 'in-cluster-proxy',
  scheme: entrance.scheme,
  addresses: 0,
  serves: [referenceTo.entrance(entrance)],
  shared: true,
  existing: true,
})
