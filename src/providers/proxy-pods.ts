// Entrances → how many pods of proxies they add, on any cloud. Most implementations make a Deployment for each Gateway; where one data
// plane serves every Gateway, one more Gateway adds none. Sources: envoyproxy/gateway api/v1alpha1 (DefaultDeploymentReplicas,
// mergeGateways); istio/istio manifests/charts/istio-control/istio-discovery/files/kube-gateway.yaml; docs.nginx.com/nginx-gateway-fabric
// (how-to/scaling); kgateway-dev/kgateway internal/kgateway/helm/kgateway/templates/gateway/proxy-deployment.yaml; cilium/cilium
// Documentation/network/servicemesh/ingress-reference.rst (an Envoy on each node); traefik/traefik#11661 (the pods of its installation).
import type { Entrance, LoadBalancer } from '../domain/design/design.ts'

const ONE_DATA_PLANE: ReadonlySet<string> = new Set(['cilium', 'traefik'])

// AKS keeps two (MicrosoftDocs/azure-aks-docs articles/aks/app-routing-gateway-api.md: minimum of its autoscaler). The others begin with
// one and leave the second to their own settings; two is what an entrance needs to outlive the loss of one.
const PODS_OF_A_GATEWAY = 2

/** For the load balancer before these entrances; nothing where none adds pods. */
export function proxyPodsOf(entrances: readonly Entrance[]): Pick<LoadBalancer, 'proxyPods'> {
  const made = entrances.filter(({ existing, class: name }) => !existing && !ONE_DATA_PLANE.has(name))
  return made.length === 0 ? {} : { proxyPods: made.length * PODS_OF_A_GATEWAY }
}
