// What a Service that exists says to oci-cloud-controller-manager, in the words of a topology.
// Source: oracle/oci-cloud-controller-manager v1.35 docs/load-balancer-annotations.md.
import { type Existing, namesIn, ofAnotherClass, said, servicesOnly, some } from '../../domain/existing.ts'

const LB = 'service.beta.kubernetes.io/oci-load-balancer-'
const NLB = 'oci-network-load-balancer.oraclecloud.com/'

export const existing: Existing = {
  ...servicesOnly,
  service: (object) => {
    const { annotations: all, spec } = object
    const ports = namesIn(all[`${LB}ssl-ports`])
    const certificate = all[`${LB}tls-secret`]
    return said({
      scheme: all[`${LB}internal`] === 'true' || all[`${NLB}internal`] === 'true' ? 'internal' : 'public',
      tls: certificate === undefined || ports.length === 0 ? undefined : { ports, certificate },
      staticIP: typeof spec.loadBalancerIP === 'string' ? some(namesIn(spec.loadBalancerIP)) : undefined,
      preserveClientIP: all[`${NLB}is-preserve-source`] === 'true' ? true : undefined,
      notMade: ofAnotherClass(object, []),
    })
  },
}
