// What is known to go wrong on Linode. Sources: linode/linode-cloud-controller-manager docs/configuration, cloud/linode;
// techdocs.akamai.com (NodeBalancers: available protocols, Linode API changelog of 2026-09-30).
import { type Design, type Entrance, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import { decimal } from '../../domain/money.ts'
import type { Topology } from '../../domain/topology/index.ts'
import {
  type About,
  layer4EndsNoTls,
  pathOf,
  sourceRangesNotEnforced,
  staticAddressUnnamed,
  transportNotCarried,
} from '../findings.ts'
import { limitOf } from '../limit.ts'
import { checkGateway, proxyProtocolExpected, staticAddressNotPossible } from '../proxying-balancers.ts'
import { transportsApart, transportsTogether } from '../twins.ts'
import { fits } from './annotate.ts'
import { checkDatagrams } from './check-udp.ts'
import { limits } from './limits.ts'
import { isTlsEnded, LINODE, setsCookies, tellsCaller } from './port-settings.ts'
import { BASIC, productOf } from './provision.ts'

const CCM = 'linode/linode-cloud-controller-manager'
const DOCS = `${CCM} docs/configuration/annotations.md`
const PROTOCOLS = 'techdocs.akamai.com/cloud-computing/docs/available-protocols'
const CONNECTIONS = limitOf(limits, BASIC, 'connections')

export const check = (design: Design, topology: Topology): Finding[] => {
  const services = design.services.filter((service) => service.type === 'LoadBalancer')
  return [
    ...services.flatMap((service) => checkService(service, topology)),
    ...transportsApart(services, {
      fix: 'Give them two numbers: one NodeBalancer then carries both.',
      source: `${CCM} cloud/linode/loadbalancers.go (port-<n> is known by its number)`,
    }),
    ...design.entrances.flatMap((entrance) => checkEntrance(entrance, topology)),
  ]
}

function checkService(service: Service, topology: Topology): Finding[] {
  const { facing } = service
  if (facing === undefined) return []
  const name = referenceTo.service(service)
  const about = { path: pathOf.service(service), source: DOCS }
  return [
    ...transportNotCarried(service, ['TCP', 'UDP'], about),
    ...transportsTogether(service, `${CCM} cloud/linode/loadbalancers.go (port-<n> is known by its number)`),
    ...checkDatagrams(service),
    ...(isTlsEnded(service) ? [] : layer4EndsNoTls(service, { ...about, source: PROTOCOLS })),
    ...(facing.scheme === 'internal' ? [internalNotWritten(name, about)] : []),
    ...checkAddress(name, facing, about),
    ...checkCaller(service, about),
    ...checkStickiness(service, about),
    ...(facing.idleTimeoutSeconds === undefined ? [] : [noIdleTimeout(name, about)]),
    ...(productOf(service) === BASIC ? tooManyConnections(name, [service.workload ?? ''], topology, about) : []),
  ]
}

/** The subnet is the owner's to name, and no field of a topology has it. */
const internalNotWritten = (name: string, { path }: About): Finding => ({
  code: 'INTERNAL_NEEDS_SUBNET',
  severity: 'error',
  path,
  message: `${name}: an address inside the VPC needs the names of the VPC and the subnet, which are not known here; as written the NodeBalancer has a public address, and a firewall that lets in private networks only.`,
  fix: `Add ${LINODE}frontend-vpc-name and ${LINODE}frontend-subnet-name before it is made.`,
  source: DOCS,
})

type Addressed = Pick<Entrance, 'scheme' | 'staticIP'>

function checkAddress(name: string, { scheme, staticIP }: Addressed, { path }: Pick<About, 'path'>): Finding[] {
  if (staticIP === false) return []
  if (scheme === 'internal') {
    return staticAddressNotPossible(name, staticIP, {
      path,
      source: DOCS,
      because: 'reserved addresses are public ones; inside, the range of the subnet is what can be chosen',
      fix: `Leave out staticIP, and add ${LINODE}frontend-ipv4-range.`,
    })
  }
  const [address, another] = staticIP
  return [
    ...staticAddressUnnamed(name, staticIP, {
      path,
      fix: 'Reserve an IPv4 address in the region and name it in staticIP.',
      source: DOCS,
    }),
    ...(another === undefined
      ? []
      : [
          {
            code: 'STATIC_ADDRESS_COUNT',
            severity: 'error' as const,
            path,
            message: `${name}: ${staticIP.length} addresses are named, and a NodeBalancer has one: ${address} is written.`,
            fix: 'Name one address.',
            source: DOCS,
          },
        ]),
    ...(address === undefined
      ? []
      : [
          {
            code: 'STATIC_ADDRESS_AT_CREATION',
            severity: 'info' as const,
            path,
            message: `${name}: the reserved address is taken when the NodeBalancer is made, and only then.`,
            source: DOCS,
          },
        ]),
  ]
}

function checkCaller(service: Service, { path }: About): Finding[] {
  if (service.facing?.preserveClientIP !== true) return []
  if (service.ports.some((port) => tellsCaller(service, port)))
    return proxyProtocolExpected(
      service,
      'techdocs.akamai.com/cloud-computing/docs/using-proxy-protocol-with-nodebalancers',
    )
  if (service.ports.some((port) => port.transport === 'UDP')) return []
  return [
    {
      code: 'CALLER_ADDRESS_REPLACED',
      severity: 'warning',
      path,
      message: `${referenceTo.service(service)}: the NodeBalancer speaks HTTP here and opens connections of its own; the caller's address comes in X-Forwarded-For only.`,
      fix: 'Read that header, or end TLS in the workload, so that PROXY protocol can bring the address.',
      source: PROTOCOLS,
    },
  ]
}

function checkStickiness(service: Service, { path }: About): Finding[] {
  const { sticky } = service.facing ?? {}
  if (sticky === undefined || !(setsCookies(service) || sticky.by === 'clientIP')) return []
  return [
    {
      code: 'STICKY_TO_NODE',
      severity: 'info',
      path,
      message: `${referenceTo.service(service)}: the NodeBalancer keeps a caller to a node, not to a pod, and for how long cannot be set; where a node has several pods of it, a caller may meet any of them.`,
      fix: 'Let each node have one pod at most.',
      source: DOCS,
    },
  ]
}

const noIdleTimeout = (name: string, { path }: About): Finding => ({
  code: 'IDLE_TIMEOUT_NOT_SETTABLE',
  severity: 'warning',
  path,
  message: `${name}: a NodeBalancer has no idle timeout to set.`,
  source: DOCS,
})

function tooManyConnections(
  name: string,
  workloads: readonly string[],
  topology: Topology,
  { path }: Pick<About, 'path'>,
): Finding[] {
  const peak = [...new Set(workloads)]
    .flatMap((workload) => topology.workloads[workload]?.traffic ?? [])
    .reduce((total, traffic) => total.plus(decimal(traffic.activeConnections).times(traffic.peakToAverage)), decimal(0))
  return peak.lessThanOrEqualTo(CONNECTIONS)
    ? []
    : [
        {
          code: 'LIMIT_EXCEEDED',
          severity: 'error',
          path,
          message: `${name}: ${peak.toFixed(0)} connections at a time are more than the ${CONNECTIONS} that a basic NodeBalancer carries.`,
          fix: `Ask for a premium one (${LINODE}nodebalancer-type: premium, whose nodes it reaches through a VPC), or split the load.`,
          source:
            'techdocs.akamai.com/linode-api/changelog/sep-30-2026-nodebalancers-and-flexible-backend-connectivity',
        },
      ]
}

function checkEntrance(entrance: Entrance, topology: Topology): Finding[] {
  const gateway = checkGateway(entrance, topology, {
    source: PROTOCOLS,
    annotation: `${LINODE}default-proxy-protocol`,
  })
  if (entrance.existing) return gateway
  const name = referenceTo.entrance(entrance)
  const path = pathOf.entrance(entrance)
  const workloads = entrance.routes.map((route) => route.workload)
  return [
    ...gateway,
    ...(entrance.scheme === 'internal' ? [internalNotWritten(name, { path, source: DOCS })] : []),
    ...checkAddress(name, entrance, { path }),
    ...tooManyConnections(name, workloads, topology, { path }),
    ...(fits(entrance.sourceRanges)
      ? []
      : sourceRangesNotEnforced(entrance, {
          fix: 'Name fewer and larger networks: as written private networks alone come in.',
          source: 'Gateway API v1.6 (AnnotationValue of spec.infrastructure)',
        })),
  ]
}
