// Ways in at layer 4 of an owner who asks for the Gateway API, and that get a LoadBalancer Service all the same: each with the reason.
import { wayFacts } from '../design/facts.ts'
import { ruleFor } from '../design/rules.ts'
import type { Way } from '../design/way.ts'
import type { Finding } from '../finding.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'

export function checkLayer4(ways: readonly Way[], topology: Topology, provider: Provider): Finding[] {
  if (topology.target.routing !== 'gateway') return []
  return ways.flatMap((way): Finding[] => {
    if (topology.workloads[way.workload]?.pin !== undefined) return []
    const facts = wayFacts(way, topology, provider)
    if (facts.layer7.length === 0 || ruleFor('way', facts).gives !== 'LoadBalancer') return []
    const why =
      facts.layer4 === undefined
        ? 'no Gateway that can be made here is known to hand connections on by their port'
        : facts.layer4.blockers.map(({ because }) => because).join('; ')
    const sources = new Set(facts.layer4?.blockers.map(({ source }) => source))
    return [
      {
        code: 'LAYER_4_NOT_ROUTED',
        severity: 'info',
        path: way.path,
        message: `${way.workload}: routing by gateway was asked for, but its port ${way.exposure.port} gets a LoadBalancer Service: ${why}.`,
        source: sources.size === 0 ? 'Gateway API v1.6 TCPRoute, UDPRoute' : [...sources].join('; '),
      },
    ]
  })
}
