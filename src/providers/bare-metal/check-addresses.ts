// Services that ask for one address by name: whether they can have it together, and what that costs them.
// Sources: metallb.io/usage/#ip-address-sharing; cilium/cilium Documentation/network/lb-ipam.rst.
import { referenceTo, type Service } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { pathOf } from '../findings.ts'
import { addressesOf } from './addresses.ts'

const METALLB = 'metallb.io/usage/#ip-address-sharing'
const CILIUM = 'cilium/cilium Documentation/network/lb-ipam.rst'

export function checkAddresses(services: readonly Service[], topology: Topology): Finding[] {
  const { loadBalancers } = topology.target
  return services.flatMap((service, index) => [
    ...(loadBalancers === 'cilium' ? checkReserved(service) : []),
    ...services.slice(index + 1).flatMap((other): Finding[] => {
      const [address] = addressesOf(service).filter((one) => addressesOf(other).includes(one))
      return address === undefined ? [] : checkPair(service, other, address, loadBalancers)
    }),
  ])
}

function checkPair(service: Service, other: Service, address: string, implementation: string): Finding[] {
  const path = pathOf.service(service)
  const both = `${referenceTo.service(service)} and ${referenceTo.service(other)}`
  const taken = service.ports.find(({ port, transport }) =>
    other.ports.some((one) => one.port === port && one.transport === transport),
  )
  if (taken !== undefined) {
    return [
      {
        code: 'ADDRESS_ASKED_TWICE',
        severity: 'error',
        path,
        message: `${both} both ask for ${address} on ${taken.transport} ${taken.port}: one of them does not get it.`,
        fix: 'Give one of them another address, or another `listen`.',
        source: implementation === 'cilium' ? CILIUM : METALLB,
      },
    ]
  }
  const local = [service, other].some(({ facing }) => facing?.preserveClientIP)
  if (implementation === 'metallb' && local) {
    return [
      {
        code: 'ADDRESS_NOT_SHARED',
        severity: 'error',
        path,
        message: `${both} both ask for ${address}, and one keeps the caller's address (externalTrafficPolicy: Local): no key to share it is written, and one of them waits for ever.`,
        fix: 'Ask the same of both ports, so that they are one Service, or give one another address.',
        source: METALLB,
      },
    ]
  }
  if (implementation === 'cilium') {
    return [
      {
        code: 'ADDRESS_SHARED_AT_LAYER_2',
        severity: 'warning',
        path,
        message: `${both} share ${address}: under L2 announcements each elects a node of its own, and two nodes may answer for one address.`,
        fix: 'Announce it by BGP, or give one of them another address.',
        source: 'cilium/cilium pull request 48456',
      },
    ]
  }
  return []
}

/** The first and last address of a pool's network, as they mostly look. */
function checkReserved(service: Service): Finding[] {
  const [reserved] = addressesOf(service).filter((address) => /^\d+\.\d+\.\d+\.(?:0|255)$/.test(address))
  if (reserved === undefined) return []
  return [
    {
      code: 'ADDRESS_MAY_BE_RESERVED',
      severity: 'info',
      path: pathOf.service(service),
      message: `${referenceTo.service(service)}: LB IPAM does not give the first and last address of a pool to whoever asks for them; ${reserved} may be one.`,
      source: CILIUM,
    },
  ]
}
