// What is worth knowing about one Service of a design on any cloud: what its type cannot do.
import { referenceTo, type Service } from '../design/design.ts'
import type { Finding } from '../finding.ts'
import { holdsRanges } from '../manifests/network-policy-openings.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'

export function checkService(service: Service, topology: Topology, provider: Provider): Finding[] {
  const name = referenceTo.service(service)
  const path = service.external === undefined ? `/workloads/${service.workload}` : `/externals/${service.external}`
  if (service.type === 'ExternalName') {
    const tls = topology.externals[service.external ?? '']?.tls === true
    return [
      {
        code: 'EXTERNAL_NAME_IS_AN_ALIAS',
        severity: tls ? 'warning' : 'info',
        path,
        message: tls
          ? `${name} is a CNAME: TLS name and Host header stay those the caller used. Callers must ask for ${service.externalName} by its real name in both, or the certificate will not match.`
          : `${name} is a CNAME: no port is mapped, and an HTTP Host header stays the one the caller used.`,
        source: 'kubernetes.io/docs/concepts/services-networking/service/#externalname',
      },
    ]
  }
  if (service.type === 'Headless' && service.workload !== undefined && service.ports.length > 0) {
    return [
      {
        code: 'HEADLESS_BALANCES_NOTHING',
        severity: 'info',
        path,
        message: `${name} is headless: DNS answers with the pods’ own addresses, nothing balances the load, and clients must reach the container port.`,
        source: 'kubernetes.io/docs/concepts/services-networking/service/#headless-services',
      },
    ]
  }
  const lost = lostAtLayer4(service, topology, { path, keepsCookies: provider.keepsCookies?.(service) === true })
  if (service.type === 'LoadBalancer' && !provider.canMake('LoadBalancer', topology)) {
    return [
      ...lost,
      {
        code: 'LOAD_BALANCER_PENDING',
        severity: 'error',
        path: `${path}/pin`,
        message: `${name} is pinned to LoadBalancer, and nothing in this cluster answers it: EXTERNAL-IP stays <pending> for ever.`,
        fix: 'Remove the pin, or install an implementation and name it in target.loadBalancers.',
        source: 'kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
      },
    ]
  }
  return service.type === 'NodePort' ? [...lost, ...checkNodePort(service, name, path)] : lost
}

/** What was asked of a way in that only layer 7 gives, on a Service that faces outside at layer 4; an address on a node port too. */
function lostAtLayer4(
  service: Service,
  { workloads }: Topology,
  { path, keepsCookies }: { path: string; keepsCookies: boolean },
): Finding[] {
  const { facing, ports, type } = service
  const workload = workloads[service.workload ?? '']
  if (facing === undefined || workload === undefined) return []
  const exposures = workload.expose.filter((exposure) =>
    ports.some(
      (port) =>
        port.targetPort === workload.ports[exposure.port]?.targetPort &&
        (type === 'NodePort' || port.port === exposure.listen),
    ),
  )
  const paths = [...new Set(exposures.flatMap((exposure) => exposure.paths))].filter((one) => one !== '/')
  const wishes = [
    ...(paths.length === 0 ? [] : [`routing by path (${paths.slice(0, 3).join(', ')})`]),
    ...(facing.sticky?.by === 'cookie' && !keepsCookies ? ['stickiness by cookie'] : []),
    ...(type === 'NodePort' && facing.staticIP !== false ? ['a fixed address: nodes have theirs'] : []),
  ]
  if (wishes.length === 0) return []
  return [
    {
      code: 'LOST_AT_LAYER_4',
      severity: 'warning',
      path,
      message: `${referenceTo.service(service)} is reached at layer 4, where it loses ${wishes.join(' and ')}.`,
      fix: 'Leave out what is not needed, or what keeps it at layer 4.',
    },
  ]
}

function checkNodePort(service: Service, name: string, path: string): Finding[] {
  const { facing } = service
  const findings: Finding[] = [
    {
      code: 'NODE_PORT_OPEN_ON_EVERY_NODE',
      severity: 'warning',
      path,
      message: `${name} opens a port between 30000 and 32767 on every node, for whoever can reach one: users get no name${facing?.tls.mode === 'terminate' ? ' and no TLS' : ''}.`,
      fix: 'Install a load balancer implementation (MetalLB, kube-vip, Cilium) and say so in target.loadBalancers.',
      source: 'kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
    },
  ]
  if (facing !== undefined && facing.sourceRanges.length > 0) {
    const held = holdsRanges(service)
    findings.push({
      code: 'SOURCE_RANGES_NOT_ENFORCED',
      severity: held ? 'warning' : 'error',
      path,
      message: `${name}: the allowed networks ${facing.sourceRanges.slice(0, 4).join(', ')} are not enforced by the Service; loadBalancerSourceRanges exists for type LoadBalancer only.${held ? ' Its NetworkPolicy lets in no other address, where the network plugin holds it.' : ''}`,
      fix: held
        ? 'Enforce them in a firewall before the nodes as well.'
        : "Enforce them in a firewall before the nodes, or keep the caller's address (preserveClientIP), so that the NetworkPolicy can.",
      source: 'kubernetes/kubernetes pkg/apis/core/validation (loadBalancerSourceRanges)',
    })
  }
  if (facing?.until !== undefined) {
    findings.push({
      code: 'OPEN_UNTIL',
      severity: 'info',
      path,
      message: `${name} is meant to be open until ${facing.until} only; nothing closes it by itself.`,
    })
  }
  return findings
}
