// Findings that balancers share on AWS, whatever they are made from.
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'

type About = { path: string; severity: Finding['severity']; outcome: string; source: string }

/** What is written has IPv4 addresses only; `outcome` says what comes of an IPv6 network. */
export function ipv6NotServed(name: string, ranges: readonly string[], { outcome, ...about }: About): Finding[] {
  const found = ranges.filter((range) => range.includes(':'))
  if (found.length === 0) return []
  return [
    {
      code: 'IPV6_NOT_SERVED',
      ...about,
      message: `${name}: the allowed networks ${found.slice(0, 4).join(', ')} are IPv6, but the load balancer has IPv4 addresses only: ${outcome}.`,
      fix: 'Name the IPv4 networks of these clients.',
    },
  ]
}

type OfZones = { path: string; fixed: boolean; workload: string | undefined; topology: Topology }

/** Balancing across zones is off unless switched on: the address of a zone without a pod answers nothing. */
export function zonesWithoutPods(name: string, { path, fixed, workload, topology }: OfZones): Finding[] {
  const { workloads, target } = topology
  const { replicas } = workloads[workload ?? ''] ?? {}
  if (replicas === undefined || replicas === 0 || replicas >= target.zones) return []
  return [
    {
      code: 'ZONES_WITHOUT_PODS',
      severity: fixed ? 'warning' : 'info',
      path: `${path}/replicas`,
      message: `${name}: ${replicas} ${replicas === 1 ? 'replica' : 'replicas'} for ${target.zones} zones: balancing across zones is off, so the address of a zone without a pod leaves DNS${fixed ? ', and whoever has it fixed is not answered' : ''}.`,
      fix: 'Run a pod in every zone, or switch on load_balancing.cross_zone.enabled, whose bytes between zones are billed.',
      source: 'docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html',
    },
  ]
}
