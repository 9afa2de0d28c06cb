// Addresses that are asked for by name → annotations: the address, and a key where several Services ask for the same one, since MetalLB
// and Cilium give an address twice only to those that carry the same key. kube-vip asks for no key.
// Sources: metallb.io/usage/#ip-address-sharing; cilium/cilium Documentation/network/lb-ipam.rst; kube-vip/kube-vip pkg/kubevip.
import type { Service } from '../../domain/design/design.ts'
import { compareText } from '../../domain/finding.ts'
import type { Exposure, LoadBalancerImplementation, Topology } from '../../domain/topology/index.ts'

const ADDRESS_KEYS: Partial<Record<LoadBalancerImplementation, string>> = {
  metallb: 'metallb.io/loadBalancerIPs',
  'kube-vip': 'kube-vip.io/loadbalancerIPs',
  cilium: 'lbipam.cilium.io/ips',
}

/** Addresses that a Service asks for by name. */
export const addressesOf = ({ facing }: Service): readonly string[] =>
  facing === undefined || facing.staticIP === false ? [] : facing.staticIP

type Asker = { workload: string; namespace: string; exposure: Exposure }

/** `own` are the exposures that the Service itself is there for. */
export function addressAnnotations(
  topology: Topology,
  staticIP: false | readonly string[],
  own: (asker: Asker) => boolean,
): Record<string, string> {
  const key = ADDRESS_KEYS[topology.target.loadBalancers]
  if (key === undefined || staticIP === false || staticIP.length === 0) return {}
  return { [key]: staticIP.join(','), ...sharing(topology, staticIP, own) }
}

function sharing(
  topology: Topology,
  staticIP: readonly string[],
  own: (asker: Asker) => boolean,
): Record<string, string> {
  const askers = askersOf(topology, staticIP)
  const [sharingKey = ''] = [...staticIP].sort(compareText)
  if (askers.every(own)) return {}
  switch (topology.target.loadBalancers) {
    case 'metallb':
      // Under Local it shares only among the very same pods; that is said, not tried.
      return askers.some(({ exposure }) => exposure.preserveClientIP)
        ? {}
        : { 'metallb.io/allow-shared-ip': sharingKey }
    case 'cilium': {
      const namespaces = [...new Set(askers.map(({ namespace }) => namespace))].sort(compareText)
      return {
        'lbipam.cilium.io/sharing-key': sharingKey,
        ...(namespaces.length < 2 ? {} : { 'lbipam.cilium.io/sharing-cross-namespace': namespaces.join(',') }),
      }
    }
    default:
      return {}
  }
}

const askersOf = ({ workloads }: Topology, addresses: readonly string[]): Asker[] =>
  Object.entries(workloads).flatMap(([workload, { namespace, expose }]) =>
    expose
      .filter(({ staticIP }) => staticIP !== false && staticIP.some((address) => addresses.includes(address)))
      .map((exposure) => ({ workload, namespace, exposure })),
  )
