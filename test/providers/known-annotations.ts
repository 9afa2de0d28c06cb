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
  'DigitalOcean, Services': {
    source: 'digitalocean/digitalocean-cloud-controller-manager docs/controllers/services/annotations.md',
    keys: [
      'service.beta.kubernetes.io/do-loadbalancer-type',
      'service.beta.kubernetes.io/do-loadbalancer-network',
      'service.beta.kubernetes.io/do-loadbalancer-size-unit',
      'service.beta.kubernetes.io/do-loadbalancer-ip',
      'service.beta.kubernetes.io/do-loadbalancer-protocol',
      'service.beta.kubernetes.io/do-loadbalancer-tls-ports',
      'service.beta.kubernetes.io/do-loadbalancer-certificate-name',
      'service.beta.kubernetes.io/do-loadbalancer-certificate-id',
      'service.beta.kubernetes.io/do-loadbalancer-sticky-sessions-type',
      'service.beta.kubernetes.io/do-loadbalancer-sticky-sessions-cookie-name',
      'service.beta.kubernetes.io/do-loadbalancer-sticky-sessions-cookie-ttl',
      'service.beta.kubernetes.io/do-loadbalancer-http-idle-timeout-seconds',
      'service.beta.kubernetes.io/do-loadbalancer-enable-proxy-protocol',
      'service.beta.kubernetes.io/do-loadbalancer-allow-rules',
    ],
  },
  'Linode, Services': {
    source: 'linode/linode-cloud-controller-manager docs/configuration/annotations.md',
    keys: [
      'service.beta.kubernetes.io/linode-loadbalancer-default-protocol',
      'service.beta.kubernetes.io/linode-loadbalancer-default-proxy-protocol',
      'service.beta.kubernetes.io/linode-loadbalancer-default-algorithm',
      'service.beta.kubernetes.io/linode-loadbalancer-default-stickiness',
      'service.beta.kubernetes.io/linode-loadbalancer-port-*',
      'service.beta.kubernetes.io/linode-loadbalancer-firewall-acl',
      'service.beta.kubernetes.io/linode-loadbalancer-reserved-ipv4',
      'service.beta.kubernetes.io/linode-loadbalancer-nodebalancer-type',
    ],
  },
  'MetalLB, kube-vip and Cilium': {
    source: 'metallb.io/usage; kube-vip/kube-vip pkg/kubevip; cilium/cilium Documentation/network/lb-ipam.rst',
    keys: ['metallb.io/loadBalancerIPs', 'kube-vip.io/loadbalancerIPs', 'lbipam.cilium.io/ips'],
  },
}

const PATTERNS = Object.values(KNOWN_ANNOTATIONS)
  .flatMap(({ keys }) => keys)
  .map((key) => new RegExp(`^${key.replaceAll(/[.]/g, '\\.').replace('*', '\\d+')}$`))

export const isKnown = (key: string): boolean => PATTERNS.some((pattern) => pattern.test(key))
