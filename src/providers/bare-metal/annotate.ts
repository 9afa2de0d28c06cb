// What MetalLB, kube-vip and Cilium read, and the fields of a Service that are theirs to decide. Sources: metallb/metallb
// website/content/usage, kube-vip/kube-vip pkg/kubevip, cilium/cilium Documentation/network/lb-ipam.rst.
import type { Entrance, Service } from '../../domain/design/design.ts'
import type { EntranceSettings, ServiceFields, ServiceSettings } from '../../domain/provider.ts'
import type { LoadBalancerImplementation, Topology } from '../../domain/topology/index.ts'
import { keptByKubernetes } from '../fields.ts'
import { addressAnnotations } from './addresses.ts'
import { sharesOneService } from './implementation.ts'

/** No class is right for all: each takes Services without one, unless it was installed to take only those of a class. */
const CLASS_LEFT_OUT: Partial<Record<LoadBalancerImplementation, { because: string; source: string }>> = {
  metallb: {
    because:
      'MetalLB has no class of its own and takes Services without one; --lb-class names one for a cluster with several.',
    source: 'metallb/metallb pull request 1417 (LoadBalancerClass)',
  },
  'kube-vip': {
    because:
      'kube-vip takes Services without a class as well as those of kube-vip.io/kube-vip-class, which is needed only where it was installed to take no others.',
    source: 'kube-vip/kube-vip-cloud-provider README.md (LoadbalancerClass support)',
  },
  cilium: {
    because:
      'LB IPAM takes Services without a class; io.cilium/bgp-control-plane and io.cilium/l2-announcer would choose how the address is announced, which is the cluster’s to choose.',
    source: 'cilium/cilium Documentation/network/lb-ipam.rst (LoadBalancerClass)',
  },
}

/** What arrives at a node has the Service's own address and port: a node port is never used, and would only be one more open port. */
const NODE_PORTS: Partial<Record<LoadBalancerImplementation, { because: string; source: string }>> = {
  metallb: {
    because: 'MetalLB announces the address and leaves it to the service proxy: no node port is used.',
    source: 'metallb/metallb issues 328 and 378',
  },
  cilium: {
    because: 'Cilium answers the address itself: no node port is used.',
    source: 'cilium/cilium Documentation/network/kubernetes/kubeproxy-free.rst (Selective Service Type Exposure)',
  },
}

function fieldsOf({ target }: Topology): ServiceFields {
  const withoutClass = CLASS_LEFT_OUT[target.loadBalancers]
  const withoutNodePorts = NODE_PORTS[target.loadBalancers]
  return {
    ...(withoutClass === undefined ? {} : { loadBalancerClass: withoutClass }),
    ...(withoutNodePorts === undefined ? {} : { allocateLoadBalancerNodePorts: { value: false, ...withoutNodePorts } }),
  }
}

export function service({ workload, ports, facing }: Service, topology: Topology): ServiceSettings {
  if (facing === undefined) return { annotations: {}, fields: {} }
  return {
    fields: {
      ...fieldsOf(topology),
      ...keptByKubernetes(facing, {
        ranges: 'The service proxy on the nodes drops what comes from elsewhere.',
        affinity: 'The service proxy on the nodes keeps to the pod that answered this address.',
        source: 'kubernetes.io/docs/reference/networking/virtual-ips',
      }),
    },
    annotations: addressAnnotations(
      topology,
      facing.staticIP,
      (asker) => asker.workload === workload && ports.some(({ name }) => name === asker.exposure.port),
    ),
  }
}

export function entrance(planned: Entrance, topology: Topology): EntranceSettings {
  // Where one Service answers all Gateways, none of them has an address of its own to ask for.
  const infrastructure = sharesOneService(topology)
    ? {}
    : addressAnnotations(topology, planned.staticIP, (asker) =>
        planned.routes.some((route) => route.workload === asker.workload && route.port === asker.exposure.port),
      )
  return {
    annotations: {},
    ...(Object.keys(infrastructure).length === 0 ? {} : { infrastructureAnnotations: infrastructure }),
  }
}

export const backend = () => ({ annotations: {} })
