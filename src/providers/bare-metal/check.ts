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

const METALLB = 'metallb.io/usage'
const GATEWAY_API = 'Gateway API v1.6 (its standard channel has no field for it)'
const NAME_ONE = 'Name a free address of the pool in staticIP.'

export function check(design: Design, topology: Topology): Finding[] {
  const services = design.services.filter((service) => service.type === 'LoadBalancer')
  const made = design.entrances.filter((entrance) => !entrance.existing)
  const addresses = services.length + made.length
  const needed: Finding[] =
    addresses === 0
      ? []
      : [
          {
            code: 'ADDRESSES_NEEDED',
            severity: 'info',
            path: '/target/loadBalancers',
            message: `${topology.target.loadBalancers} bills nothing, but takes ${addresses} address${addresses === 1 ? '' : 'es'} from its pool and a router or switch that lets them be announced.`,
            source: 'metallb.io/configuration, kube-vip.io/docs, docs.cilium.io/en/stable/network/lb-ipam',
          },
        ]
  return [...needed, ...services.flatMap(checkService), ...design.entrances.flatMap(checkEntrance)]
}

// An idle timeout needs no word here: no balancer keeps connections, and kube-proxy lets nodes track idle ones for a day.
function checkService(service: Service): Finding[] {
  const name = referenceTo.service(service)
  const about = { path: pathOf.service(service), source: METALLB }
  return [
    ...layer4EndsNoTls(service, about),
    ...staticAddressUnnamed(name, service.facing?.staticIP ?? false, { ...about, fix: NAME_ONE }),
  ]
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
