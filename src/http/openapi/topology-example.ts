// The topology that the document shows and that "Try it out" sends: small, complete, and a plan at the first click.

/** The short form: what "Try it out" sends. */
export const TOPOLOGY_EXAMPLE = {
  name: 'shop',
  target: { provider: 'aws', region: 'us-east-1' },
  workloads: {
    web: {
      ports: { http: 8080 },
      calls: ['api'],
      expose: [{ port: 'http', to: 'internet', host: 'shop.example.com' }],
    },
    api: { ports: { http: 8080, metrics: 9090 }, calls: ['db'] },
    db: { kind: 'StatefulSet', ports: { postgres: 5432 }, discovery: 'per-pod' },
  },
}
