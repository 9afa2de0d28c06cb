// What MetalLB, kube-vip and Cilium read. Sources: metallb/metallb website/content/usage, kube-vip/kube-vip pkg/kubevip,
// cilium/cilium Documentation/network/lb-ipam.rst.
import type { Entrance, Service } from '../../domain/design/design.ts'
import type { EntranceSettings, ServiceSettings } from '../../domain/provider.ts'
import type { LoadBalancerImplementation, Topology } from '../../domain/topology/index.ts'
import { keptByKubernetes } from '../fields.ts'

const ADDRESS_KEYS: Partial<Record<LoadBalancerImplementation, string>> = {
  metallb: 'metallb.io/loadBalancerIPs',
  'kube-vip': 'kube-vip.io/loadbalancerIPs',
  cilium: 'lbipam.cilium.io/ips',
}

const asked = (topology: Topology, staticIP: false | string[]): Record<string, string> => {
  const key = ADDRESS_KEYS[topology.target.loadBalancers]
  return key === undefined || staticIP === false || staticIP.length === 0 ? {} : { [key]: staticIP.join(',') }
}

export function service({ facing }: Service, topology: Topology): ServiceSettings {
  if (facing === undefined) return { annotations: {}, fields: {} }
  return {
    fields: keptByKubernetes(facing, {
      ranges: 'The service proxy on the nodes drops what comes from elsewhere.',
      affinity: 'The service proxy on the nodes keeps to the pod that answered this address.',
      source: 'kubernetes.io/docs/reference/networking/virtual-ips',
    }),
    annotations: asked(topology, facing.staticIP),
  }
}

export function entrance(planned: Entrance, topology: Topology): EntranceSettings {
  const infrastructure = asked(topology, planned.staticIP)
  return {
    annotations: {},
    ...(Object.keys(infrastructure).length === 0 ? {} : { infrastructureAnnotations: infrastructure }),
  }
}

export const backend = () => ({ annotations: {} })
