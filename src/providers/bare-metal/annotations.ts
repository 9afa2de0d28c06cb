// What MetalLB, kube-vip and Cilium LB-IPAM read, as a catalogue. Sources: metallb/metallb website/content/usage and release
// notes; kube-vip/kube-vip pkg/kubevip; cilium/cilium Documentation/network/lb-ipam.rst.
import {
  address,
  either,
  firstOf,
  itemsOf,
  listOf,
  matching,
  notEmpty,
  oneOf,
  unlessLoadBalancer,
  without,
  yesOrNo,
} from '../../domain/manifests/validation/annotation-values.ts'
import type {
  Annotation,
  AnnotationCatalogue,
  Says,
  ValueCheck,
} from '../../domain/manifests/validation/annotations.ts'

const METALLB = 'metallb.io/'
const METALLB_OLD = 'metallb.universe.tf/'
const KUBE_VIP = 'kube-vip.io/'
const CILIUM = 'lbipam.cilium.io/'
const CILIUM_OLD = 'io.cilium/lb-ipam-'
const METALLB_DOCS = 'MetalLB docs, usage'
const KUBE_VIP_DOCS = 'kube-vip pkg/kubevip'
const CILIUM_DOCS = 'Cilium docs, network/lb-ipam'

type More = Partial<Annotation>
const service = (key: string, value: ValueCheck, source: string, more: More = {}): Annotation => ({
  ...more,
  key,
  on: ['Service'],
  value,
  ignoredWhen: firstOf(unlessLoadBalancer, more.ignoredWhen ?? (() => undefined)),
  source,
})

const addresses = listOf(address())
/** Two addresses are one of each family, or the Service asks for more than it can have. */
const oneOfEachFamily: Says = ({ annotations }, key) => {
  const items = itemsOf(annotations[key])
  const ipv6 = items.filter((item) => item.includes(':')).length
  return ipv6 > 1 || items.length - ipv6 > 1 ? 'must name at most one address of each family' : undefined
}
const besideLoadBalancerIP: Says = ({ spec }) =>
  typeof spec.loadBalancerIP === 'string' && spec.loadBalancerIP !== ''
    ? 'must not stand beside spec.loadBalancerIP'
    : undefined
/** Shared addresses need the same pods behind them, or traffic that any node takes. */
const sharedLocal: Says = ({ spec }) =>
  spec.externalTrafficPolicy === 'Local'
    ? 'shares an address under externalTrafficPolicy Local only with Services of the very same selector'
    : undefined

const metallb = (prefix: string, old: boolean): readonly Annotation[] => {
  const more = (name: string, rest: More = {}): More => (old ? { deprecatedFor: `${METALLB}${name}` } : rest)
  return [
    service(
      `${prefix}loadBalancerIPs`,
      addresses,
      METALLB_DOCS,
      more('loadBalancerIPs', { refusedWhen: firstOf(besideLoadBalancerIP, oneOfEachFamily) }),
    ),
    service(`${prefix}address-pool`, notEmpty, METALLB_DOCS, more('address-pool')),
    service(`${prefix}allow-shared-ip`, notEmpty, METALLB_DOCS, more('allow-shared-ip', { ignoredWhen: sharedLocal })),
  ]
}

export const annotations: AnnotationCatalogue = {
  prefixes: [METALLB, METALLB_OLD, KUBE_VIP, CILIUM, CILIUM_OLD],
  annotations: [
    ...metallb(METALLB, false),
    ...metallb(METALLB_OLD, true),
    service(`${METALLB}ip-allocated-from-pool`, notEmpty, METALLB_DOCS, {
      ignoredWhen: () => 'is written by MetalLB; leave it out of manifests',
    }),
    service(`${KUBE_VIP}loadbalancerIPs`, listOf(either(address(), oneOf('0.0.0.0'))), KUBE_VIP_DOCS),
    service(
      `${KUBE_VIP}loadbalancerHostname`,
      matching(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/, 'must be a DNS name', 253),
      KUBE_VIP_DOCS,
    ),
    service(`${KUBE_VIP}ignore`, yesOrNo, KUBE_VIP_DOCS),
    service(`${KUBE_VIP}serviceInterface`, notEmpty, KUBE_VIP_DOCS),
    service(`${KUBE_VIP}serviceVLAN`, notEmpty, KUBE_VIP_DOCS),
    service(`${KUBE_VIP}forwardUPNP`, yesOrNo, KUBE_VIP_DOCS),
    ...[
      'ddns',
      'dhcp-broadcast',
      'egress',
      'egress-detect-api-server',
      'egress-internal',
      'egress-ipv6',
      'egress-no-internal-traffic',
      'flush-conntrack',
      'allow-reconcile-without-endpoints',
      'forcePerServiceElection',
      'ignore-service-security',
    ].map((name) => service(`${KUBE_VIP}${name}`, yesOrNo, KUBE_VIP_DOCS)),
    ...[
      'egress-allowed-networks',
      'egress-denied-networks',
      'egress-destination-ports',
      'egress-source-ports',
      'leaseName',
      'macvlanName',
      'rp_filter',
      'upnp-lease-duration',
    ].map((name) => service(`${KUBE_VIP}${name}`, notEmpty, KUBE_VIP_DOCS)),
    ...['active-endpoint', 'active-endpoint-ipv6', 'egress-nftables-table', 'hwaddr', 'requestedIP', 'vipHost'].map(
      (name) =>
        service(`${KUBE_VIP}${name}`, notEmpty, KUBE_VIP_DOCS, {
          ignoredWhen: () => 'is written by kube-vip; leave it out of manifests',
        }),
    ),
    service(`${CILIUM}ips`, addresses, CILIUM_DOCS),
    service(`${CILIUM}sharing-key`, notEmpty, CILIUM_DOCS),
    service(
      `${CILIUM}sharing-cross-namespace`,
      listOf(matching(/^(?:\*|[a-z0-9-]{1,63})$/, 'must be "*" or namespaces')),
      CILIUM_DOCS,
      {
        ignoredWhen: without(`${CILIUM}sharing-key`),
      },
    ),
    service(`${CILIUM_OLD}ips`, addresses, CILIUM_DOCS, { deprecatedFor: `${CILIUM}ips` }),
    service(`${CILIUM_OLD}sharing-key`, notEmpty, CILIUM_DOCS, { deprecatedFor: `${CILIUM}sharing-key` }),
    service(`${CILIUM_OLD}sharing-cross-namespace`, notEmpty, CILIUM_DOCS, {
      deprecatedFor: `${CILIUM}sharing-cross-namespace`,
    }),
  ],
  rules: [],
}
