// What is known to go wrong on Vultr. Sources: vultr/vultr-cloud-controller-manager (docs, code and issues), docs.vultr.com.
import { type Design, type Entrance, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { type About, pathOf, transportNotCarried } from '../findings.ts'
import { limitOf } from '../limit.ts'
import { checkGateway, proxyProtocolExpected, staticAddressNotPossible } from '../proxying-balancers.ts'
import { carriesDatagrams, isTlsEnded, VULTR } from './annotate.ts'
import { limits } from './limits.ts'

const DOCS = 'vultr/vultr-cloud-controller-manager docs/load-balancers.md'
const CODE = 'vultr/vultr-cloud-controller-manager vultr/loadbalancers.go'
const FAQ = 'docs.vultr.com/products/load-balancer/faq'
const IDLE_SECONDS = 600

export const check = (design: Design, topology: Topology): Finding[] => [
  ...design.services.filter((service) => service.type === 'LoadBalancer').flatMap(checkService),
  ...design.entrances.flatMap((entrance) => checkEntrance(entrance, topology)),
]

function checkService(service: Service): Finding[] {
  const { facing, ports } = service
  if (facing === undefined) return []
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  return [
    ...transportNotCarried(service, ['TCP', 'UDP'], { path, source: DOCS }),
    ...checkBalancer(name, { ...facing, ports: ports.map((port) => port.port) }, path),
    ...checkTls(service, name, path),
    ...proxyProtocolExpected(service, DOCS),
    ...checkDatagrams(service, name, path),
    ...(facing.sticky?.by === 'clientIP'
      ? [
          {
            code: 'SESSION_AFFINITY_HAS_NO_EFFECT',
            severity: 'warning' as const,
            path,
            message: `${name}: stickiness by the caller's address is not written: a Vultr load balancer sticks by cookie only, and sessionAffinity would keep all callers to one pod, since all come from the balancer's address.`,
            fix: 'Keep sessions outside the pods, or let callers name theirs.',
            source: CODE,
          },
        ]
      : []),
  ]
}

/** An `https` listener is the only one that ends TLS, and it speaks HTTP. */
const checkTls = (service: Service, name: string, path: string): Finding[] =>
  service.facing?.tls.mode === 'terminate' && !isTlsEnded(service)
    ? [
        {
          code: 'TLS_NOT_ENDED',
          severity: 'error',
          path,
          message: `${name}: a Vultr load balancer ends TLS for HTTP/1.1 only; what arrives at the workload is still encrypted.`,
          fix: 'End TLS in the workload and say so: tls: { mode: passthrough }.',
          source: CODE,
        },
      ]
    : []

function checkDatagrams(service: Service, name: string, path: string): Finding[] {
  const [first] = service.ports
  if (!carriesDatagrams(service) || first === undefined) return []
  return [
    {
      code: 'UDP_NEEDS_CONTROLLER',
      severity: 'warning',
      path,
      message: `${name}: UDP is carried by version 0.17 of Vultr's cloud controller manager (March 2026) and later; older ones refuse the Service.`,
      fix: 'Make sure that the cluster runs one that is new enough.',
      source: 'vultr/vultr-cloud-controller-manager#340',
    },
    {
      code: 'UDP_HEALTH_CHECK_OVER_TCP',
      severity: 'warning',
      path,
      message: `${name}: a Vultr load balancer checks health over TCP or HTTP, at the node port of ${first.name}, where only UDP answers: all nodes may look ill, and no other port can be named.`,
      fix: 'Try it before it matters, or expose UDP by node address.',
      source: CODE,
    },
    ...(service.facing?.preserveClientIP === true
      ? [
          {
            code: 'CLIENT_IP_NOT_KEPT',
            severity: 'error' as const,
            path,
            message: `${name}: the caller's address is not kept: the balancer sends datagrams from an address of its own, and PROXY protocol is for TCP.`,
            fix: 'Leave out preserveClientIP, or expose UDP by node address.',
            source: CODE,
          },
        ]
      : []),
  ]
}

function checkEntrance(entrance: Entrance, topology: Topology): Finding[] {
  const name = referenceTo.entrance(entrance)
  const path = pathOf.entrance(entrance)
  const ports = entrance.listeners.map((listener) => listener.port)
  return [
    ...(entrance.existing ? [] : checkBalancer(name, { ...entrance, ports }, path)),
    ...checkGateway(entrance, topology, {
      source: DOCS,
      annotation: `${VULTR}proxy-protocol: "true"`,
      cutAfterSeconds: IDLE_SECONDS,
    }),
  ]
}

type Balancer = { scheme: 'public' | 'internal'; staticIP: false | readonly string[]; ports: readonly number[] }

function checkBalancer(name: string, { scheme, staticIP, ports }: Balancer, path: string): Finding[] {
  const inner: Finding[] =
    scheme === 'internal'
      ? [
          {
            code: 'INTERNAL_ADDRESS_NOT_POSSIBLE',
            severity: 'error',
            path,
            message: `${name}: a Vultr load balancer has a public address and no other; its firewall rules shut the internet out, but callers in the VPC may not reach it either.`,
            fix: 'Reach it inside the VPC by a NodePort (pin), or by an address that MetalLB, kube-vip or Cilium announces there.',
            source: `${CODE} (the status is the public address, vpc is the way to the nodes)`,
          },
        ]
      : []
  return [
    ...inner,
    ...staticAddressNotPossible(name, staticIP, {
      path,
      source: 'vultr/vultr-cloud-controller-manager#229',
      because: 'Vultr takes no reserved address for a load balancer, which keeps its own only as long as it lives',
      fix: 'Leave out staticIP, and let clients find it by a DNS name.',
    }),
    ...checkPorts(name, ports, { path, source: FAQ }),
  ]
}

const RESERVED = { first: 65_300, last: 65_310 }

function checkPorts(name: string, ports: readonly number[], about: About): Finding[] {
  const most = limitOf(limits, 'load-balancer', 'forwarding rules')
  const taken = ports.filter((port) => port >= RESERVED.first && port <= RESERVED.last)
  return [
    ...(ports.length > most
      ? [
          {
            code: 'LIMIT_EXCEEDED',
            severity: 'error' as const,
            message: `${name} would need ${ports.length} forwarding rules; a Vultr load balancer has ${most} at most.`,
            fix: 'Spread the ports over more Services.',
            ...about,
          },
        ]
      : []),
    ...(taken.length > 0
      ? [
          {
            code: 'LISTEN_PORT_RESERVED',
            severity: 'error' as const,
            message: `${name}: ports ${RESERVED.first} to ${RESERVED.last} are the load balancer's own; ${taken.join(', ')} cannot be listened on.`,
            fix: 'Listen on another port.',
            ...about,
          },
        ]
      : []),
  ]
}
