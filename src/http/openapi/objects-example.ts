// The Service that the document shows to be checked: much of what is found in the wild in one object.

export const OBJECTS_EXAMPLE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'web',
    annotations: {
      'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'instances',
      'service.beta.kubernetes.io/aws-load-balancer-internal': 'true',
    },
  },
  spec: {
    type: 'LoadBalancer',
    loadBalancerIP: '203.0.113.7',
    selector: { app: 'web' },
    ports: [{ port: 443, targetPort: 84_430 }, { port: 9090 }],
  },
}
