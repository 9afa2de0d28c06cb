// Every annotation key we may write, by the controller that reads it, with where it is documented. A key that is not here is a typing
// error, or needs its source first.

/** `*` stands for a port number. */
export const KNOWN_ANNOTATIONS: Record<string, { source: string; keys: readonly string[] }> = {
  'AWS Load Balancer Controller, Services': {
    source: 'kubernetes-sigs/aws-load-balancer-controller v3.5.0 docs/guide/service/annotations.md',
    keys: [
      'service.beta.kubernetes.io/aws-load-balancer-scheme',
      'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type',
      'service.beta.kubernetes.io/aws-load-balancer-target-group-attributes',
      'service.beta.kubernetes.io/aws-load-balancer-eip-allocations',
      'service.beta.kubernetes.io/aws-load-balancer-private-ipv4-addresses',
      'service.beta.kubernetes.io/aws-load-balancer-ssl-cert',
      'service.beta.kubernetes.io/aws-load-balancer-ssl-ports',
      'service.beta.kubernetes.io/aws-load-balancer-ssl-negotiation-policy',
      'service.beta.kubernetes.io/aws-load-balancer-enable-tcp-udp-listener',
      'service.beta.kubernetes.io/aws-load-balancer-listener-attributes.TCP-*',
      'service.beta.kubernetes.io/aws-load-balancer-healthcheck-protocol',
      'service.beta.kubernetes.io/aws-load-balancer-healthcheck-path',
      'service.beta.kubernetes.io/aws-load-balancer-healthcheck-port',
    ],
  },
  'cloud-provider-aws, Services': {
    source: 'kubernetes/cloud-provider-aws docs/service_controller.md',
    keys: [
      'service.beta.kubernetes.io/aws-load-balancer-type',
      'service.beta.kubernetes.io/aws-load-balancer-internal',
    ],
  },
  'AWS Load Balancer Controller, Ingresses and the Services behind them': {
    source: 'kubernetes-sigs/aws-load-balancer-controller v3.5.0 docs/guide/ingress/annotations.md',
    keys: [
      'alb.ingress.kubernetes.io/scheme',
      'alb.ingress.kubernetes.io/target-type',
      'alb.ingress.kubernetes.io/listen-ports',
      'alb.ingress.kubernetes.io/group.name',
      'alb.ingress.kubernetes.io/certificate-arn',
      'alb.ingress.kubernetes.io/ssl-policy',
      'alb.ingress.kubernetes.io/inbound-cidrs',
      'alb.ingress.kubernetes.io/load-balancer-attributes',
      'alb.ingress.kubernetes.io/backend-protocol',
      'alb.ingress.kubernetes.io/backend-protocol-version',
      'alb.ingress.kubernetes.io/healthcheck-path',
      'alb.ingress.kubernetes.io/healthcheck-port',
      'alb.ingress.kubernetes.io/healthcheck-protocol',
      'alb.ingress.kubernetes.io/target-group-attributes',
    ],
  },
  'GKE, Services': {
    source: 'cloud.google.com/kubernetes-engine/docs (service-parameters, internal-load-balancing)',
    keys: [
      'networking.gke.io/load-balancer-type',
      'networking.gke.io/load-balancer-ip-addresses',
      'cloud.google.com/l4-rbs',
      'cloud.google.com/app-protocols',
      'cloud.google.com/backend-config',
    ],
  },
  'GKE, Ingresses': {
    source: 'kubernetes/ingress-gce pkg/annotations/ingress.go; GKE docs ingress-configuration',
    keys: [
      'kubernetes.io/ingress.class',
      'kubernetes.io/ingress.allow-http',
      'kubernetes.io/ingress.global-static-ip-name',
      'kubernetes.io/ingress.regional-static-ip-name',
    ],
  },
  'AKS, Services': {
    source: 'kubernetes-sigs/cloud-provider-azure docs (loadbalancer.md), pkg/consts/consts.go',
    keys: [
      'service.beta.kubernetes.io/azure-load-balancer-internal',
      'service.beta.kubernetes.io/azure-deny-all-except-load-balancer-source-ranges',
      'service.beta.kubernetes.io/azure-load-balancer-ipv4',
      'service.beta.kubernetes.io/azure-pip-name',
      'service.beta.kubernetes.io/azure-allowed-ip-ranges',
      'service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout',
      'service.beta.kubernetes.io/port_*_health-probe_protocol',
      'service.beta.kubernetes.io/port_*_health-probe_request-path',
    ],
  },
  'Scaleway, Services': {
    source: 'scaleway/scaleway-cloud-controller-manager docs/loadbalancer-annotations.md',
    keys: [
      'service.beta.kubernetes.io/scw-loadbalancer-private',
      'service.beta.kubernetes.io/scw-loadbalancer-type',
      'service.beta.kubernetes.io/scw-loadbalancer-zone',
      'service.beta.kubernetes.io/scw-loadbalancer-ip-ids',
      'service.beta.kubernetes.io/scw-loadbalancer-ip-mode',
      'service.beta.kubernetes.io/scw-loadbalancer-sticky-sessions',
      'service.beta.kubernetes.io/scw-loadbalancer-health-check-from-service',
      'service.beta.kubernetes.io/scw-loadbalancer-proxy-protocol-v2',
      'service.beta.kubernetes.io/scw-loadbalancer-certificate-ids',
      'service.beta.kubernetes.io/scw-loadbalancer-protocol-http',
      'service.beta.kubernetes.io/scw-loadbalancer-timeout-client',
      'service.beta.kubernetes.io/scw-loadbalancer-timeout-server',
      'service.beta.kubernetes.io/scw-loadbalancer-timeout-tunnel',
    ],
  },
  'Vultr, Services': {
    source: 'vultr/vultr-cloud-controller-manager docs/load-balancers.md',
    keys: [
      'service.beta.kubernetes.io/vultr-loadbalancer-protocol',
      'service.beta.kubernetes.io/vultr-loadbalancer-backend-protocol',
      'service.beta.kubernetes.io/vultr-loadbalancer-https-ports',
      'service.beta.kubernetes.io/vultr-loadbalancer-ssl',
      'service.beta.kubernetes.io/vultr-loadbalancer-proxy-protocol',
      'service.beta.kubernetes.io/vultr-loadbalancer-firewall-rules',
      'service.beta.kubernetes.io/vultr-loadbalancer-vpc',
      'service.beta.kubernetes.io/vultr-loadbalancer-timeout',
    ],
  },
  'Application Gateway for Containers, Gateways and Ingresses': {
    source: 'MicrosoftDocs/azure-docs articles/application-gateway/for-containers (how-to-url-redirect-ingress-api.md)',
    keys: [
      'alb.networking.azure.io/alb-name',
      'alb.networking.azure.io/alb-namespace',
      'alb.networking.azure.io/alb-ingress-extension',
    ],
  },
  'hcloud-cloud-controller-manager': {
    source: 'hetznercloud/hcloud-cloud-controller-manager docs/reference/load_balancer_annotations.md',
    keys: [
      'load-balancer.hetzner.cloud/location',
      'load-balancer.hetzner.cloud/network-zone',
      'load-balancer.hetzner.cloud/type',
      'load-balancer.hetzner.cloud/protocol',
      'load-balancer.hetzner.cloud/disable-public-network',
      'load-balancer.hetzner.cloud/use-private-ip',
      'load-balancer.hetzner.cloud/private-ipv4',
      'load-balancer.hetzner.cloud/uses-proxyprotocol',
      'load-balancer.hetzner.cloud/http-certificates',
      'load-balancer.hetzner.cloud/http-sticky-sessions',
      'load-balancer.hetzner.cloud/http-cookie-lifetime',
      'load-balancer.hetzner.cloud/http-timeout-idle',
      'load-balancer.hetzner.cloud/health-check-protocol',
      'load-balancer.hetzner.cloud/health-check-http-path',
    ],
  },
  'oci-cloud-controller-manager': {
    source:
      'oracle/oci-cloud-controller-manager docs/load-balancer-annotations.md, load_balancer_spec.go; Oracle docs, OKE',
    keys: [
      'oci.oraclecloud.com/load-balancer-type',
      'oci.oraclecloud.com/reserved-ips',
      'oci.oraclecloud.com/loadbalancer-policy',
      'oci.oraclecloud.com/security-rule-management-mode',
      'oci-network-load-balancer.oraclecloud.com/internal',
      'oci-network-load-balancer.oraclecloud.com/security-list-management-mode',
      'oci-network-load-balancer.oraclecloud.com/is-preserve-source',
      'oci-network-load-balancer.oraclecloud.com/backend-policy',
      'oci-network-load-balancer.oraclecloud.com/assigned-private-ipv4',
      'service.beta.kubernetes.io/oci-load-balancer-internal',
      'service.beta.kubernetes.io/oci-load-balancer-shape',
      'service.beta.kubernetes.io/oci-load-balancer-shape-flex-min',
      'service.beta.kubernetes.io/oci-load-balancer-shape-flex-max',
      'service.beta.kubernetes.io/oci-load-balancer-security-list-management-mode',
      'service.beta.kubernetes.io/oci-load-balancer-ssl-ports',
      'service.beta.kubernetes.io/oci-load-balancer-tls-secret',
      'service.beta.kubernetes.io/oci-load-balancer-connection-idle-timeout',
    ],
  },
  'MetalLB, kube-vip and Cilium': {
    source: 'metallb.io/usage; kube-vip/kube-vip pkg/kubevip; cilium/cilium Documentation/network/lb-ipam.rst',
    keys: [
      'metallb.io/loadBalancerIPs',
      'metallb.io/allow-shared-ip',
      'kube-vip.io/loadbalancerIPs',
      'lbipam.cilium.io/ips',
      'lbipam.cilium.io/sharing-key',
      'lbipam.cilium.io/sharing-cross-namespace',
    ],
  },
}

const PATTERNS = Object.values(KNOWN_ANNOTATIONS)
  .flatMap(({ keys }) => keys)
  .map((key) => new RegExp(`^${key.replaceAll(/[.]/g, '\\.').replace('*', '\\d+')}$`))

export const isKnown = (key: string): boolean => PATTERNS.some((pattern) => pattern.test(key))
