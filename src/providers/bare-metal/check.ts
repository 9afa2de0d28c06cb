// What is known to go wrong on one's own machines. Sources: MetalLB, kube-vip and Cilium documentation.
import { type Design, referenceTo } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { layer4EndsNoTls } from '../findings.ts'

export function check(design: Design, topology: Topology): Finding[] {
  const services = design.services.filter((service) => service.type === 'LoadBalancer')
  const entrances = design.entrances.filter((entrance) => !entrance.existing)
  const addresses = services.length + entrances.length
  const needed: Finding[] =
    addresses === 0
      ? []
      : [
          {
            code: 'ADDRESSES_NEEDED',
            severity: 'info',
            path: '/target/loadBalancers',
            message: `${topology.target.loadBalancers} bills nothing, but takes ${addresses} address${addresses === 1 ? '' : 'es'} from its pool and a router or switch that lets them be announced.`,
            source: 'metallb.io/configuration, kube-vip.io/docs, docs.cilium.io/en/stable/network/lb-ipam',
          },
        ]
  const open = entrances
    .filter((entrance) => entrance.sourceRanges.length > 0)
    .map(
      (entrance): Finding => ({
        code: 'SOURCE_RANGES_NOT_ENFORCED',
        severity: 'error',
        path: `/workloads/${entrance.routes[0]?.workload}`,
        message: `${referenceTo.entrance(entrance)}: the allowed networks ${entrance.sourceRanges.slice(0, 4).join(', ')} are not enforced by a Gateway.`,
        fix: "Enforce them with the implementation's own policy or in a firewall before it.",
        source: 'Gateway API v1.6 (no source ranges in its standard channel)',
      }),
    )
  const tls = services.flatMap((service) =>
    layer4EndsNoTls(service, { path: `/workloads/${service.workload}`, source: 'metallb.io/usage' }),
  )
  return [...needed, ...open, ...tls]
}
