// What is known to go wrong on Oracle Cloud. Sources: oracle/oci-cloud-controller-manager v1.35 docs and load_balancer_spec.go,
// docs.oracle.com/en-us/iaas/Content (ContEng, Balance, NetworkLoadBalancer).
import { type Design, type Entrance, type Facing, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import {
  backendProtocolsNotWritten,
  cookiesNotWritten,
  idleTimeoutClamped,
  idleTimeoutNotWritten,
  layer4EndsNoTls,
  listenersNotWritten,
  pathOf,
  sourceRangesNotEnforced,
  staticAddressUnnamed,
  stickyToNodes,
  transportNotCarried,
} from '../findings.ts'
import { idleTimeout, staysOnNode } from './annotate.ts'
import { isTlsEnded, MOST_MBPS, peakMbps, productOf } from './product.ts'

const DOCS = 'oracle/oci-cloud-controller-manager docs/load-balancer-annotations.md'
const CODE = 'oracle/oci-cloud-controller-manager pkg/cloudprovider/providers/oci/load_balancer_spec.go'
const OKE =
  'docs.oracle.com/en-us/iaas/Content/ContEng/Tasks/contengconfiguringloadbalancersnetworkloadbalancers-subtopic.htm'
const IDLE = 'docs.oracle.com/en-us/iaas/Content/NetworkLoadBalancer/NetworkLoadBalancers/configure-idle-timeout.htm'
const GATEWAY_API = 'Gateway API v1.6 (its standard channel has no field for it)'

export function check(design: Design, topology: Topology): Finding[] {
  const services = design.services.filter((service) => service.type === 'LoadBalancer')
  return [
    ...checkInUse(services, topology),
    ...services.flatMap((service) => checkService(service, topology)),
    ...design.entrances.flatMap(checkEntrance),
  ]
}

function checkInUse(services: readonly Service[], { target }: Topology): Finding[] {
  const flexible = services.some((service) => productOf(service) === 'flexible-load-balancer')
  if (!flexible || target.inUse.loadBalancers > 0) return []
  return [
    {
      code: 'IN_USE_ASSUMED_ZERO',
      severity: 'info',
      path: '/target/inUse',
      message:
        'No flexible load balancers are given as in use in the tenancy, so its free hours and bandwidth are counted as left for this plan.',
      fix: 'Give target.inUse.loadBalancers: one of 10 Mbps is free in a tenancy.',
      source: 'Oracle’s price list, parts B93030 and B93031',
    },
  ]
}

function checkService(service: Service, topology: Topology): Finding[] {
  const { facing } = service
  if (facing === undefined) return []
  const path = pathOf.service(service)
  return [
    ...transportNotCarried(service, ['TCP', 'UDP'], { path, source: CODE }),
    ...checkDatagrams(service, path),
    ...checkTls(service, facing, path),
    ...checkAddress(service, facing, path),
    ...checkNode(service, facing),
    ...checkIdle(service, facing, path),
    ...checkBandwidth(service, topology, path),
  ]
}

/** Security lists are not managed where there is UDP; a group before the load balancer is, the nodes' own is not known here. */
const checkDatagrams = (service: Service, path: string): Finding[] =>
  service.ports.some((port) => port.transport === 'UDP')
    ? [
        {
          code: 'NODE_RULES_NOT_WRITTEN',
          severity: 'warning',
          path,
          message: `${referenceTo.service(service)}: with a UDP port the controller manages a network security group in front of the load balancer, and that of the nodes only if it is named: until then nothing arrives.`,
          fix: 'Name it in oci.oraclecloud.com/oci-backend-network-security-group or as the cluster’s default, and let the cluster manage groups (IAM).',
          source: OKE,
        },
      ]
    : []

function checkTls(service: Service, { tls }: Facing, path: string): Finding[] {
  if (tls.mode !== 'terminate' || isTlsEnded(service)) return []
  if (tls.secret !== undefined) return layer4EndsNoTls(service, { path, source: DOCS })
  return [
    {
      code: 'CERTIFICATE_MISSING',
      severity: 'error',
      path,
      message: `${referenceTo.service(service)}: Oracle's load balancer ends TLS with the certificate of a Secret; none is named, so it passes TCP through.`,
      fix: 'Name one in tls.secret, in the namespace of the workload, or end TLS in the workload (mode: passthrough).',
      source: DOCS,
    },
  ]
}

function checkAddress(service: Service, { scheme, staticIP }: Facing, path: string): Finding[] {
  const name = referenceTo.service(service)
  const internal = scheme === 'internal'
  if (staticIP !== false && internal && productOf(service) === 'flexible-load-balancer') {
    return [
      {
        code: 'STATIC_ADDRESS_NOT_POSSIBLE',
        severity: 'error',
        path,
        message: `${name}: a flexible load balancer inside the network takes the address it is given; the controller refuses a reserved one.`,
        fix: 'Leave out what needs the flexible one (tls: terminate, idleTimeoutSeconds): a network load balancer takes a private address.',
        source: CODE,
      },
    ]
  }
  return staticAddressUnnamed(name, staticIP, { path, source: OKE, fix: addressFix(internal) })
}

const addressFix = (internal: boolean): string =>
  internal ? 'Name a free address of the subnet in staticIP.' : 'Reserve a public address and name it in staticIP.'

function checkNode(service: Service, { sticky }: Facing): Finding[] {
  if (!staysOnNode(service) || sticky?.by !== 'clientIP') return []
  return [stickyToNodes(referenceTo.service(service), { path: pathOf.service(service), source: CODE })]
}

function checkIdle(service: Service, { idleTimeoutSeconds: wanted }: Facing, path: string): Finding[] {
  const name = referenceTo.service(service)
  if (productOf(service) === 'flexible-load-balancer') {
    return idleTimeoutClamped(name, wanted, idleTimeout(wanted ?? 0), {
      path,
      source: 'docs.oracle.com/en-us/iaas/Content/Balance/Reference/connectionreuse.htm',
    })
  }
  if (wanted === undefined) return []
  return [
    {
      code: 'IDLE_TIMEOUT_NOT_SETTABLE',
      severity: 'warning',
      path,
      message: `${name}: a network load balancer forgets a TCP connection after 360 s of silence and a UDP one after 120 s; no annotation says otherwise.`,
      fix: 'Have both ends send something more often, or set it on the listener with the OCI command line.',
      source: IDLE,
    },
  ]
}

function checkBandwidth(service: Service, topology: Topology, path: string): Finding[] {
  const peak = Math.ceil(peakMbps(service, topology))
  if (productOf(service) === 'network-load-balancer' || peak <= MOST_MBPS) return []
  return [
    {
      code: 'LIMIT_EXCEEDED',
      severity: 'error',
      path,
      message: `${referenceTo.service(service)}: it would carry ${peak} Mbps at the peak; a flexible load balancer carries ${MOST_MBPS}.`,
      fix: 'Leave out what needs the flexible one (tls: terminate, idleTimeoutSeconds): a network load balancer has no such bound.',
      source: 'docs.oracle.com/en-us/iaas/Content/ContEng/Tasks/contengcreatingloadbalancer.htm',
    },
  ]
}

function checkEntrance(entrance: Entrance): Finding[] {
  const name = referenceTo.entrance(entrance)
  const path = pathOf.entrance(entrance)
  const because = `the implementation of class ${entrance.class} must say it in its own policy`
  return [
    ...sourceRangesNotEnforced(entrance, {
      fix: "Enforce them with the implementation's own policy or in a network security group before it.",
      source: GATEWAY_API,
    }),
    ...backendProtocolsNotWritten(entrance),
    ...listenersNotWritten(entrance),
    ...cookiesNotWritten(entrance, { because, source: GATEWAY_API }),
    ...idleTimeoutNotWritten(name, entrance.idleTimeoutSeconds, {
      path,
      because: `${because}, and the network load balancer in front of it forgets a connection after 360 s of silence`,
      source: IDLE,
    }),
    ...staticAddressUnnamed(name, entrance.staticIP, {
      path,
      fix: addressFix(entrance.scheme === 'internal'),
      source: OKE,
    }),
  ]
}
