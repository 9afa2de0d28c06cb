// What makes LoadBalancer Services and Gateways come true on one's own machines, by the target's own word.
import type { LoadBalancerImplementation, Topology } from '../../domain/topology/index.ts'

const ANSWERING: readonly LoadBalancerImplementation[] = ['metallb', 'kube-vip', 'cilium']

/** Does something in the cluster give addresses to LoadBalancer Services? No cloud does here. */
export const givesAddresses = ({ target }: Topology): boolean => ANSWERING.includes(target.loadBalancers)

const USUAL = 'envoy-gateway'

export const gatewayController = ({ target }: Topology): string => target.controller ?? USUAL

/** Traefik answers every Gateway from its one installation; the others run a data plane and a Service for each. */
export const sharesOneService = (topology: Topology): boolean => gatewayController(topology) === 'traefik'
