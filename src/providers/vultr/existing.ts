// What a Service that exists says to Vultr's cloud controller manager, in the words of a topology.
// Source: vultr/vultr-cloud-controller-manager docs/load-balancers.md.
import { type Existing, namesIn, ofAnotherClass, said, servicesOnly } from '../../domain/existing.ts'

const VULTR = 'service.beta.kubernetes.io/vultr-loadbalancer-'

export const existing: Existing = {
  ...servicesOnly,
  service: (object) => {
    const { annotations: all } = object
    const certificate = all[`${VULTR}ssl`]
    const ports = namesIn(all[`${VULTR}https-ports`])
    return said({
      // A private network is joined beside the public address, which stays.
      scheme: 'public',
      tls: certificate === undefined || ports.length === 0 ? undefined : { ports, certificate },
      notMade: ofAnotherClass(object, []),
    })
  },
}
