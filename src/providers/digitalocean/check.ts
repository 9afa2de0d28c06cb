// What is known to go wrong on DigitalOcean. Sources: docs.digitalocean.com/products/kubernetes/how-to/configure-load-balancers;
// digitalocean/digitalocean-cloud-controller-manager docs and cloud-controller-manager/do/loadbalancers.go.
import { type Design, type Entrance, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import { type Decimal, textOf } from '../../domain/money.ts'
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
import { transportsApart, transportsTogether } from '../twins.ts'
import { DO, fits } from './annotate.ts'
import {
  isTlsEnded,
  mapsPorts,
  mayEndTls,
  nodesNeededBy,
  nodesOf,
  setsCookies,
  speaksHttp,
  typeOf,
} from './balancer.ts'

const CONFIGURE = 'docs.digitalocean.com/products/kubernetes/how-to/configure-load-balancers'
const SCALE = 'docs.digitalocean.com/products/networking/load-balancers/how-to/scale'
const BRING_ONE = 'Bring an address of your own to DigitalOcean (BYOIP) and name it in staticIP.'

export const check = (design: Design, topology: Topology): Finding[] => {
  const services = design.services.filter((service) => service.type === 'LoadBalancer')
  return [
    ...services.flatMap((service) => checkService(service, topology)),
    ...transportsApart(services, {
      fix: 'Give them two numbers: one balancer then carries both.',
      source: `${CONFIGURE}#protocol`,
    }),
    ...design.entrances.flatMap((entrance) => checkEntrance(entrance, topology)),
  ]
}

function checkService(service: Service, topology: Topology): Finding[] {
  const { facing } = service
  if (facing === undefined) return []
  const name = referenceTo.service(service)
  const path = pathOf.service(service)
  const about = { path, source: CONFIGURE }
  return [
    ...transportNotCarried(service, ['TCP', 'UDP'], about),
    ...transportsTogether(service, `${CONFIGURE}#protocol`),
    ...checkTls(service, about),
    ...checkAddress(name, facing, about),
    ...checkStickiness(service, about),
    ...checkCaller(service, about),
    ...checkUdpHealth(service, topology, about),
    ...checkSize(name, nodesNeededBy.service(service, topology), path),
    ...(facing.idleTimeoutSeconds !== undefined && !speaksHttp(service)
      ? [
          {
            code: 'IDLE_TIMEOUT_NOT_SETTABLE',
            severity: 'warning' as const,
            ...about,
            message: `${name}: only a balancer that speaks HTTP has an idle timeout to set; this one passes ${service.ports.some((port) => port.transport === 'UDP') ? 'packets' : 'bytes'} on.`,
            source: `${CONFIGURE}#http-idle-timeout`,
          },
        ]
      : []),
  ]
}

/** A balancer ends TLS for HTTP alone, with a certificate that the account has. */
function checkTls(service: Service, about: About): Finding[] {
  if (!mayEndTls(service)) return layer4EndsNoTls(service, about)
  if (isTlsEnded(service)) return []
  return [
    {
      code: 'CERTIFICATE_MISSING',
      severity: 'error',
      path: about.path,
      message: `${referenceTo.service(service)}: TLS is to be ended, and no certificate of the account is named; the balancer passes it on as it is.`,
      fix: 'Name one in tls.certificate, as `doctl compute certificate list` shows it: its name, since its id changes with each renewal.',
      source: `${CONFIGURE}#ssl-certificates`,
    },
  ]
}

type Addressed = Pick<Entrance, 'scheme' | 'staticIP'>

function checkAddress(name: string, { scheme, staticIP }: Addressed, { path }: { path: string }): Finding[] {
  const source = 'digitalocean/digitalocean-cloud-controller-manager docs/controllers/services/annotations.md'
  if (staticIP === false) return []
  if (scheme === 'internal') {
    return staticAddressNotPossible(name, staticIP, {
      path,
      source,
      because:
        'an internal load balancer takes whichever address of the VPC it gets, and keeps it only as long as it lives',
      fix: 'Leave out staticIP, and reach it by a DNS name.',
    })
  }
  const [address, another] = staticIP
  return [
    ...staticAddressUnnamed(name, staticIP, { path, fix: BRING_ONE, source }),
    ...(another === undefined
      ? []
      : [
          {
            code: 'STATIC_ADDRESS_COUNT',
            severity: 'error' as const,
            path,
            message: `${name}: ${staticIP.length} addresses are named, and a load balancer has one: ${address} is written.`,
            fix: 'Name one address.',
            source,
          },
        ]),
    ...(address === undefined
      ? []
      : [
          {
            code: 'STATIC_ADDRESS_AT_CREATION',
            severity: 'info' as const,
            path,
            message: `${name}: the address is taken when the load balancer is made, and only then; it must be one you brought (BYOIP) and free.`,
            source,
          },
        ]),
  ]
}

function checkStickiness(service: Service, { path }: About): Finding[] {
  const name = referenceTo.service(service)
  if (setsCookies(service)) {
    return [
      {
        code: 'STICKY_TO_NODE',
        severity: 'info',
        path,
        message: `${name}: the cookie leads to a node, not to a pod; where a node has several pods of it, a caller may meet any of them.`,
        fix: 'Let each node have one pod at most.',
        source: `${CONFIGURE}#sticky-sessions`,
      },
    ]
  }
  if (service.facing?.sticky?.by !== 'clientIP') return []
  return [
    {
      code: 'SESSION_AFFINITY_HAS_NO_EFFECT',
      severity: 'warning',
      path,
      message: `${name}: no load balancer of DigitalOcean keeps to the caller's address, so sessionAffinity is left out and there is no stickiness.`,
      fix: 'Use stickiness by cookie, where the workload speaks HTTP.',
      source: `${CONFIGURE}#sticky-sessions`,
    },
  ]
}

function checkCaller(service: Service, { path }: About): Finding[] {
  if (service.facing?.preserveClientIP !== true) return []
  const name = referenceTo.service(service)
  if (typeOf(service) === 'REGIONAL') {
    return proxyProtocolExpected(service, `${CONFIGURE}#preserving-client-source-ip-address`)
  }
  return [
    ...(mapsPorts(service)
      ? [
          {
            code: 'PORT_IS_NOT_TARGET_PORT',
            severity: 'error' as const,
            path,
            message: `${name}: a network load balancer, the only one that keeps the caller's address, wants port and container port to be the same.`,
            fix: 'Let the workload listen on the number it is offered at.',
            source: `${CONFIGURE}#network-load-balancer`,
          },
        ]
      : []),
  ]
}

/** UDP cannot be asked how it is; the controller asks kube-proxy over HTTP, so no TCP port of the workload is needed. */
function checkUdpHealth(service: Service, { workloads }: Topology, { path }: About): Finding[] {
  const probed = workloads[service.workload ?? '']?.probe !== undefined
  if (probed || !service.ports.some((port) => port.transport === 'UDP')) return []
  return [
    {
      code: 'UDP_HEALTH_OF_NODES_ONLY',
      severity: 'info',
      path,
      message: `${referenceTo.service(service)}: the balancer asks each node's kube-proxy over HTTP whether it is well, since UDP cannot be asked; whether the pods answer is for their readiness probe to say, and there is none.`,
      fix: 'Give a probe on a TCP port of the workload.',
      source: `${CONFIGURE}#health-checks`,
    },
  ]
}

function checkSize(name: string, needed: Decimal, path: string): Finding[] {
  const most = nodesOf(needed)
  return needed.equals(most)
    ? []
    : [
        {
          code: 'LIMIT_EXCEEDED',
          severity: 'error',
          path,
          message: `${name}: the load asks for ${textOf(needed)} nodes, and a load balancer has ${textOf(most)} at most.`,
          fix: 'Split the load over several load balancers.',
          source: SCALE,
        },
      ]
}

function checkEntrance(entrance: Entrance, topology: Topology): Finding[] {
  const gateway = checkGateway(entrance, topology, {
    source: `${CONFIGURE}#preserving-client-source-ip-address`,
    annotation: `${DO}enable-proxy-protocol`,
  })
  if (entrance.existing) return gateway
  const name = referenceTo.entrance(entrance)
  const path = pathOf.entrance(entrance)
  return [
    ...gateway,
    ...checkAddress(name, entrance, { path }),
    ...checkSize(name, nodesNeededBy.entrance(entrance, topology), path),
    ...(fits(entrance.sourceRanges)
      ? []
      : sourceRangesNotEnforced(entrance, {
          fix: 'Name fewer and larger networks.',
          source: 'Gateway API v1.6 (AnnotationValue of spec.infrastructure)',
        })),
  ]
}
