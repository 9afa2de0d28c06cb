// What is known to go wrong on Azure. Sources: kubernetes-sigs/cloud-provider-azure docs, MicrosoftDocs/azure-aks-docs.
import { type Design, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import {
  idleTimeoutClamped,
  inUseAssumedZero,
  layer4EndsNoTls,
  pathOf,
  staticAddressUnnamed,
  transportNotCarried,
} from '../findings.ts'
import { limitOf } from '../limit.ts'
import { idleMinutes } from './annotate.ts'
import { addressFix, checkApplicationRouting, checkKnownEntrances } from './check-entrances.ts'
import { checkFrontend, checkGatewayForContainers } from './check-frontends.ts'
import { isFrontend } from './entrance-class.ts'
import { limits } from './limits.ts'
import { provision } from './provision.ts'

const CPAZ = 'kubernetes-sigs/cloud-provider-azure docs (loadbalancer.md)'
const PROBES = 'kubernetes-sigs/cloud-provider-azure pkg/provider/azure_loadbalancer_healthprobe.go'

export const check = (design: Design, topology: Topology): Finding[] => [
  ...design.services
    .filter((service) => service.type === 'LoadBalancer')
    .flatMap((service) => [...checkService(service), ...checkProbes(service)]),
  ...checkRules(design, topology),
  ...checkInUse(design, topology),
  ...checkKnownEntrances(design, topology),
  ...checkGatewayForContainers(design, topology),
  ...design.entrances.flatMap((entrance) =>
    isFrontend(entrance) ? checkFrontend(entrance, topology) : checkApplicationRouting(entrance, topology),
  ),
]

/** Only of the public balancer: the inner one has a count of its own (`charge.ts`). */
function checkInUse({ services, entrances }: Design, { target: { inUse } }: Topology): Finding[] {
  const isPublic =
    services.some(({ type, facing }) => type === 'LoadBalancer' && facing?.scheme === 'public') ||
    entrances.some(({ existing, scheme }) => !existing && scheme === 'public')
  return isPublic && inUse.loadBalancerRules === 0 ? [inUseAssumedZero('rules on the cluster’s load balancer')] : []
}

function checkService(service: Service): Finding[] {
  const { facing } = service
  if (facing === undefined) return []
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  const internal = facing.scheme === 'internal'
  const wanted = facing.idleTimeoutSeconds
  const about = { path, source: CPAZ }
  const findings: Finding[] = [
    ...transportNotCarried(service, internal ? ['TCP', 'UDP', 'SCTP'] : ['TCP', 'UDP'], about),
    ...layer4EndsNoTls(service, about),
    ...staticAddressUnnamed(name, facing.staticIP, { ...about, fix: addressFix(internal) }),
    ...idleTimeoutClamped(name, wanted, 60 * idleMinutes(wanted ?? 0), about),
    {
      code: 'FRONTEND_ON_SHARED_LOAD_BALANCER',
      severity: 'info',
      path,
      message: `${name}: on AKS it adds a frontend address and rules to the cluster's ${internal ? 'internal' : 'public'} load balancer, not a load balancer of its own.`,
      source: CPAZ,
    },
  ]
  if (facing.isolation === 'dedicated') {
    findings.push({
      code: 'DEDICATED_ADDRESS_ONLY',
      severity: 'info',
      path,
      message: `${name}: isolation: dedicated gives it an address of its own; the load balancer behind it stays the cluster's one.`,
      source: CPAZ,
    })
  }
  return findings
}

/** Whom the balancer asks how they are: nobody behind UDP and SCTP, the node where the caller's address is kept, else each port. */
function checkProbes(service: Service): Finding[] {
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  if (service.facing?.preserveClientIP) return []
  const unasked = service.ports.filter(({ transport }) => transport !== 'TCP')
  if (unasked.length === 0) return []
  return [
    {
      code: 'PORT_NOT_PROBED',
      severity: 'warning',
      path,
      message: `${name}: rules of ${[...new Set(unasked.map(({ transport }) => transport))].join(' and ')} ports have no health probe: traffic for ${unasked.map((port) => port.name).join(', ')} also goes to nodes that are down.`,
      fix: 'Ask for preserveClientIP: then every rule follows the /healthz of the node.',
      source: PROBES,
    },
  ]
}

function checkRules(design: Design, topology: Topology): Finding[] {
  const most = limitOf(limits, 'load-balancer-standard', 'rules')
  return provision(design, topology).flatMap(({ product, scheme, rules = 0 }): Finding[] => {
    if (product !== 'load-balancer-standard') return []
    const known = scheme === 'public' ? topology.target.inUse.loadBalancerRules : 0
    if (known + rules <= most) return []
    return [
      {
        code: 'LIMIT_EXCEEDED',
        severity: 'error',
        path: '/workloads',
        message: `The cluster's ${scheme} load balancer would carry ${known + rules} rules; AKS stops at ${most}, and one node takes ${limitOf(limits, 'load-balancer-standard', 'rules of one node')}.`,
        fix: 'Share entrances, or spread the Services over several load balancers (multiple standard load balancers of AKS).',
        source: 'kubernetes-sigs/cloud-provider-azure pkg/consts/consts.go (MaximumLoadBalancerRuleCount)',
      },
    ]
  })
}
