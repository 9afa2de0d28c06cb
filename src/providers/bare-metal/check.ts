// What is known to go wrong on one's own machines. Sources: MetalLB, kube-vip and Cilium documentation.
import { type Design, type Entrance, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import {
  backendProtocolsNotWritten,
  cookiesNotWritten,
  idleTimeoutNotWritten,
  layer4EndsNoTls,
  listenersNotWritten,
  pathOf,
  sourceRangesNotEnforced,
  staticAddressUnnamed,
} from '../findings.ts'
import { checkAddresses } from './check-addresses.ts'
import { sharesOneService } from './implementation.ts'
import { provision } from './provision.ts'

const METALLB = 'metallb.io/usage'
const GATEWAY_API = 'Gateway API v1.6 (its standard channel has no field for it)'
const NAME_ONE = 'Name a free address of the pool in staticIP.'
const LOAD_BALANCERS = '/target/loadBalancers'

export const check = (design: Design, topology: Topology): Finding[] => {
  const services = design.services.filter((service) => service.type === 'LoadBalancer')
  return [
    ...checkTarget(design, topology),
    ...checkAddresses(services, topology),
    ...services.flatMap(checkService),
    ...design.entrances.flatMap((entrance) => [...checkEntrance(entrance), ...checkTraefik(entrance, topology)]),
  ]
}

function checkTarget(design: Design, topology: Topology): Finding[] {
  const { loadBalancers } = topology.target
  if (loadBalancers === 'cloud') {
    return [
      {
        code: 'NO_CLOUD_HERE',
        severity: 'warning',
        path: LOAD_BALANCERS,
        message:
          'No cloud answers LoadBalancer Services on bare metal: ways in become node ports, and no Gateway is written.',
        fix: 'Name what is installed (metallb, kube-vip or cilium), or "none".',
        source: 'kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
      },
    ]
  }
  const addresses = provision(design, topology).reduce((sum, one) => sum + one.addresses, 0)
  if (addresses === 0 || loadBalancers === 'none') return []
  return [
    {
      code: 'ADDRESSES_NEEDED',
      severity: 'info',
      path: LOAD_BALANCERS,
      message: `${loadBalancers} bills nothing, but takes ${addresses} address${addresses === 1 ? '' : 'es'} from its pool and a router or switch that lets them be announced.`,
      source: 'metallb.io/configuration, kube-vip.io/docs, docs.cilium.io/en/stable/network/lb-ipam',
    },
    {
      code: 'ONE_NODE_TAKES_AN_ADDRESS',
      severity: 'info',
      path: LOAD_BALANCERS,
      message: `Where ${loadBalancers} announces at layer 2, all traffic of an address enters one node, and another takes over when that one fails; only BGP spreads it. Which of the two is the cluster’s to choose.`,
      source: 'metallb.io/concepts/layer2, cilium/cilium Documentation/network/l2-announcements.rst',
    },
  ]
}

// An idle timeout needs no word here: no balancer keeps connections, and kube-proxy lets nodes track idle ones for a day.
function checkService(service: Service): Finding[] {
  const name = referenceTo.service(service)
  const about = { path: pathOf.service(service), source: METALLB }
  const findings = [
    ...layer4EndsNoTls(service, about),
    ...staticAddressUnnamed(name, service.facing?.staticIP ?? false, { ...about, fix: NAME_ONE }),
  ]
  if (service.facing?.preserveClientIP) {
    findings.push({
      code: 'LOCAL_TRAFFIC_ON_ONE_NODE',
      severity: 'warning',
      path: about.path,
      message: `${name}: under externalTrafficPolicy: Local and at layer 2, only the pods on the node that announces the address get traffic; the others wait for it to fail.`,
      fix: 'Announce the address by BGP where the load needs more than one node.',
      source: 'metallb.io/usage/#traffic-policies',
    })
  }
  return findings
}

function checkEntrance(entrance: Entrance): Finding[] {
  const name = referenceTo.entrance(entrance)
  const path = pathOf.entrance(entrance)
  const because = `the implementation of class ${entrance.class} must say it in its own policy`
  return [
    ...sourceRangesNotEnforced(entrance, {
      fix: "Enforce them with the implementation's own policy or in a firewall before it.",
      source: GATEWAY_API,
    }),
    ...backendProtocolsNotWritten(entrance),
    ...listenersNotWritten(entrance),
    ...cookiesNotWritten(entrance, { because, source: GATEWAY_API }),
    ...idleTimeoutNotWritten(name, entrance.idleTimeoutSeconds, { path, because, source: GATEWAY_API }),
    ...staticAddressUnnamed(name, entrance.staticIP, { path, fix: NAME_ONE, source: METALLB }),
  ]
}

/** Its Gateways are answered where its installation listens, under the address that has. */
function checkTraefik(entrance: Entrance, topology: Topology): Finding[] {
  if (entrance.existing || !sharesOneService(topology)) return []
  const name = referenceTo.entrance(entrance)
  const path = pathOf.entrance(entrance)
  const ports = entrance.listeners.map(({ port }) => port).join(', ')
  const findings: Finding[] = [
    {
      code: 'ENTRY_POINTS_MUST_MATCH',
      severity: 'warning',
      path,
      message: `${name}: Traefik takes a listener only where one of its entry points listens inside its pods on the very same port (${ports}); its chart uses 8000 and 8443.`,
      fix: `Set ports.web.port and ports.websecure.port of the chart to the ports of the listeners.`,
      source: 'traefik/traefik issues 8974 and 11842',
    },
  ]
  if (entrance.staticIP !== false && entrance.staticIP.length > 0) {
    findings.push({
      code: 'STATIC_ADDRESS_NOT_POSSIBLE',
      severity: 'error',
      path,
      message: `${name}: all Gateways of Traefik are reached under the address of its one Service; this one cannot have ${entrance.staticIP.join(', ')} for itself.`,
      fix: 'Give the address to the Service of Traefik’s installation, or name another controller.',
      source: 'traefik/traefik-helm-chart traefik/values.yaml (service)',
    })
  }
  return findings
}
