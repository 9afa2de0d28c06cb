// What a Service that exists says to MetalLB, kube-vip or Cilium, in the words of a topology: none of them knows of two sides, so an
// address in a network of one's own is inside. Sources: metallb.io/usage; kube-vip pkg/kubevip; Cilium docs, network/lb-ipam.
import { type Existing, namesIn, said, servicesOnly, some } from '../../domain/existing.ts'

const ADDRESSES = [
  'metallb.io/loadBalancerIPs',
  'metallb.universe.tf/loadBalancerIPs',
  'kube-vip.io/loadbalancerIPs',
  'lbipam.cilium.io/ips',
]
const SHARED = ['metallb.io/allow-shared-ip', 'metallb.universe.tf/allow-shared-ip', 'lbipam.cilium.io/sharing-key']

export const existing: Existing = {
  ...servicesOnly,
  service: ({ annotations: all, spec }) => {
    const asked = typeof spec.loadBalancerIP === 'string' ? namesIn(spec.loadBalancerIP) : []
    const addresses = [...ADDRESSES.flatMap((key) => namesIn(all[key])), ...asked].filter((one) => one !== '0.0.0.0')
    const [key] = SHARED.flatMap((one) => namesIn(all[one]))
    return said({
      staticIP: some(addresses),
      shares: key === undefined ? undefined : `key ${key}`,
      notMade: all['kube-vip.io/ignore'] === 'true' ? 'kube-vip.io/ignore keeps kube-vip away from it' : undefined,
    })
  },
}
