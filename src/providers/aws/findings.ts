// Findings that balancers of layer 4 and layer 7 share on AWS.
import type { Finding } from '../../domain/finding.ts'

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
