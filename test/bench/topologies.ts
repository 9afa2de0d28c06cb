// Topologies of any size for benchmarks: a realistic mix of callers, databases and ways in, the same for the same size.

/** A topology with `count` workloads: one in ten faces outside, one in ten is a database, each calls two others. */
export function topologyOf(count: number): object {
  const workloads: Record<string, object> = {}
  for (let index = 0; index < count; index += 1) {
    const calls = [1, 7].map((step) => `w${(index + step) % count}`).filter((callee) => callee !== `w${index}`)
    if (index % 10 === 0) {
      workloads[`w${index}`] = {
        replicas: 2,
        ports: { http: { port: 80, targetPort: 8080 } },
        calls,
        expose: [{ port: 'http', to: 'internet', host: `w${index}.example.com`, tls: { mode: 'terminate' } }],
        traffic: { source: 'declared', requestsPerSecond: 20, newConnectionsPerSecond: 4, gbOutPerMonth: 50 },
      }
    } else if (index % 10 === 5) {
      workloads[`w${index}`] = { kind: 'StatefulSet', replicas: 3, ports: { postgres: 5432 }, discovery: 'per-pod' }
    } else {
      workloads[`w${index}`] = { replicas: 2, ports: { http: 8080, metrics: 9090 }, calls }
    }
  }
  return { name: 'bench', owner: 'bench', target: { provider: 'aws', region: 'us-east-1' }, workloads }
}
