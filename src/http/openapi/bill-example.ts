// The bill that the document shows: Amazon's own example of an Application Load Balancer, and a Network Load Balancer beside it.
export const BILL_EXAMPLE = {
  provider: 'aws',
  region: 'us-east-1',
  loadBalancers: [
    {
      product: 'alb',
      addresses: 3,
      rules: 1,
      newConnectionsPerSecond: 1,
      activeConnections: 120,
      requestsPerSecond: 5,
      gbInPerMonth: 78.84,
      gbOutPerMonth: 709.56,
    },
    {
      product: 'nlb',
      count: 2,
      tcp: { newConnectionsPerSecond: 100, gbOutPerMonth: 500 },
      tls: { newConnectionsPerSecond: 20 },
    },
  ],
}
