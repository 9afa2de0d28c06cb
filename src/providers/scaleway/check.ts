// What is known to go wrong on Scaleway. Sources: scaleway/scaleway-cloud-controller-manager (docs and code), scaleway.com/en/docs.
import { type Design, type Entrance, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import { textOf } from '../../domain/money.ts'
import type { Topology } from '../../domain/topology/index.ts'
import {
  type About,
  layer4EndsNoTls,
  pathOf,
  sourceRangesNotEnforced,
  staticAddressUnnamed,
  transportNotCarried,
} from '../findings.ts'
import { checkGateway, proxyProtocolExpected, staticAddressNotPossible } from '../proxying-balancers.ts'
import { canEndTls, namedAddresses, SCALEWAY } from './annotate.ts'
import { sizeFor } from './size.ts'

const DOCS = 'scaleway/scaleway-cloud-controller-manager docs/loadbalancer-annotations.md'
const CODE = 'scaleway/scaleway-cloud-controller-manager scaleway/loadbalancers.go'
const LIMITATIONS = 'scaleway.com/en/docs/load-balancer/reference-content/load-balancers-limitations'
const IDLE_SECONDS = 600

export const check = (design: Design, topology: Topology): Finding[] => [
  ...design.services
    .filter((service) => service.type === 'LoadBalancer')
    .flatMap((service) => checkService(service, topology)),
  ...design.entrances.flatMap((entrance) => checkEntrance(entrance, topology)),
]

function checkService(service: Service, topology: Topology): Finding[] {
  const { facing } = service
  if (facing === undefined) return []
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  const balancer = { ...facing, workloads: [service.workload ?? ''] }
  return [
    // The controller makes a TCP frontend of any port, whatever its protocol says.
    ...transportNotCarried(service, ['TCP'], { path, source: CODE }),
    ...checkBalancer(name, balancer, topology, path),
    ...(canEndTls(service)
      ? certificateMissing(service, { path, source: DOCS })
      : layer4EndsNoTls(service, { path, source: DOCS })),
    ...proxyProtocolExpected(service, DOCS),
    ...(facing.sticky?.by === 'clientIP'
      ? [
          {
            code: 'STICKY_TO_NODE',
            severity: 'warning' as const,
            path,
            message: `${name}: the balancer keeps a caller to a node, by a table whose duration cannot be set; among several pods of one node any may answer, and traffic goes to nodes with a pod only.`,
            fix: 'Spread the pods so that a node has one at most.',
            source: 'scaleway.com/en/docs/load-balancer/reference-content/configuring-backends',
          },
        ]
      : []),
  ]
}

const certificateMissing = ({ facing, ...service }: Service, about: About): Finding[] =>
  facing?.tls.mode === 'terminate' && facing.tls.certificate === undefined
    ? [
        {
          code: 'CERTIFICATE_MISSING',
          severity: 'error',
          message: `${referenceTo.service(service)}: a Scaleway load balancer ends TLS with a certificate named by its ID only; none is given, so it passes TCP through.`,
          fix: 'Give the ID of a certificate of the balancer in tls.certificate, or end TLS in the workload (mode: passthrough).',
          ...about,
        },
      ]
    : []

function checkEntrance(entrance: Entrance, topology: Topology): Finding[] {
  const name = referenceTo.entrance(entrance)
  const path = pathOf.entrance(entrance)
  const workloads = entrance.routes.map((route) => route.workload)
  return [
    ...(entrance.existing ? [] : checkBalancer(name, { ...entrance, workloads }, topology, path)),
    ...sourceRangesNotEnforced(entrance, {
      fix: 'Set loadBalancerSourceRanges on the Service of the Gateway by the implementation’s own parameters: the balancer holds them.',
      source: CODE,
    }),
    ...checkGateway(entrance, topology, {
      source: DOCS,
      annotation: `${SCALEWAY}proxy-protocol-v2: "true"`,
      cutAfterSeconds: IDLE_SECONDS,
    }),
  ]
}

type Balancer = { scheme: 'public' | 'internal'; staticIP: false | readonly string[]; workloads: readonly string[] }

function checkBalancer(name: string, balancer: Balancer, topology: Topology, path: string): Finding[] {
  const { scheme, staticIP, workloads } = balancer
  const about = { path, source: CODE }
  const inner: Finding[] =
    scheme === 'internal'
      ? [
          {
            code: 'PRIVATE_NETWORK_NEEDED',
            severity: 'info',
            message: `${name}: the controller makes a private load balancer only in a cluster that is attached to a Private Network.`,
            ...about,
          },
          ...staticAddressNotPossible(name, staticIP, {
            ...about,
            because: 'the controller refuses named addresses on a private load balancer',
            fix: 'Leave out staticIP, and let clients find it by a DNS name.',
          }),
        ]
      : [
          ...staticAddressUnnamed(name, staticIP, {
            ...about,
            fix: 'Reserve a flexible IP for load balancers and name its ID in staticIP.',
          }),
          ...tooManyAddresses(name, balancer, { path, source: LIMITATIONS }),
        ]
  return [...inner, ...tooSmall(name, workloads, topology, { path, source: LIMITATIONS })]
}

const tooManyAddresses = (name: string, balancer: Balancer, about: About): Finding[] =>
  balancer.staticIP !== false && balancer.staticIP.length > namedAddresses(balancer).length
    ? [
        {
          code: 'STATIC_ADDRESS_COUNT',
          severity: 'error',
          message: `${name}: ${balancer.staticIP.length} addresses are named; a load balancer has one IPv4 and at most one IPv6 address, so the first two are written.`,
          fix: 'Name one IPv4 address, and an IPv6 one if there is one.',
          ...about,
        },
      ]
    : []

function tooSmall(name: string, workloads: readonly string[], topology: Topology, about: About): Finding[] {
  const { size, megabits, connections, enough } = sizeFor(workloads, topology)
  if (enough) return []
  return [
    {
      code: 'LOAD_BALANCER_TOO_SMALL',
      severity: 'error',
      message: `${name}: at its peak it takes ${textOf(megabits.ceil())} Mbps and ${textOf(connections.ceil())} open connections, more than ${size}, the largest there is, carries.`,
      fix: 'Spread the load over several Services.',
      ...about,
    },
  ]
}
