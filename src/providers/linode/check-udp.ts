// What UDP on a NodeBalancer asks for and goes without: a premium one whose price is not published, backends in a VPC, no health check,
// no PROXY protocol, and a firewall that the controller makes for TCP alone.
import { referenceTo, type Service } from '../../domain/design/design.ts'
import type { Price } from '../../domain/estimate/price-book.ts'
import type { Finding } from '../../domain/finding.ts'
import { pathOf } from '../findings.ts'
import { LINODE } from './port-settings.ts'
import prices from './prices.json' with { type: 'json' }
import { BASIC } from './provision.ts'

const CHANGELOG = 'techdocs.akamai.com/linode-api/changelog/sep-30-2026-nodebalancers-and-flexible-backend-connectivity'
const CCM = 'linode/linode-cloud-controller-manager'

export function checkDatagrams(service: Service): Finding[] {
  const { facing, ports } = service
  if (facing === undefined || !ports.some((port) => port.transport === 'UDP')) return []
  const name = referenceTo.service(service)
  const path = pathOf.service(service)
  return [
    {
      code: 'UDP_NEEDS_PREMIUM',
      severity: 'warning',
      path,
      message: `${name}: only a premium NodeBalancer carries UDP. A basic one costs ${basicPrice()}; what a premium one costs beyond that is told on request, so the total leaves it out. It reaches nodes through a VPC or by public IPv6, not by their private IPv4 addresses.`,
      fix: `Ask Akamai for the price and give it in a price book of your own; let the controller know the VPC, or add ${LINODE}enable-ipv6-backends.`,
      source: CHANGELOG,
    },
    {
      code: 'UDP_HEALTH_NOT_CHECKED',
      severity: 'info',
      path,
      message: `${name}: UDP backends are not asked how they are, so a node that is down is sent to until it leaves the cluster.`,
      source: `${CCM} cloud/linode/loadbalancers.go (getHealthCheckType)`,
    },
    ...(facing.preserveClientIP
      ? [
          {
            code: 'CALLER_ADDRESS_REPLACED',
            severity: 'error' as const,
            path,
            message: `${name}: UDP arrives with the NodeBalancer's address, and PROXY protocol is refused for it: the caller's address is lost.`,
            fix: 'Leave out preserveClientIP, or reach the workload without a NodeBalancer (hostPort).',
            source: `${CCM} cloud/linode/loadbalancers_helpers.go (getPortProxyProtocol)`,
          },
        ]
      : []),
    ...(facing.sourceRanges.length > 0 || facing.scheme === 'internal'
      ? [
          {
            code: 'FIREWALL_DROPS_UDP',
            severity: 'error' as const,
            path,
            message: `${name}: the firewall that the controller makes of allowed networks has rules for TCP alone and drops the rest, UDP among it.`,
            fix: `Make a Cloud Firewall with rules for UDP and name it in ${LINODE}firewall-id.`,
            source: `${CCM} cloud/linode/services/firewalls.go (processACL)`,
          },
        ]
      : []),
  ]
}

function basicPrice(): string {
  const month = (prices as Price[]).find(
    ({ product, dimension }) => product === BASIC && dimension === 'balancer-month',
  )
  return month === undefined ? 'what the price list says' : `${month.price} ${month.currency} a month`
}
