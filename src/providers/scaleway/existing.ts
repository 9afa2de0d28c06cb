// What a Service that exists says to Scaleway's cloud controller manager, in the words of a topology.
// Source: scaleway/scaleway-cloud-controller-manager docs/loadbalancer-annotations.md.
import { type Existing, namesIn, ofAnotherClass, said, servicesOnly, some } from '../../domain/existing.ts'

const SCALEWAY = 'service.beta.kubernetes.io/scw-loadbalancer-'

export const existing: Existing = {
  ...servicesOnly,
  service: (object) => {
    const { annotations: all } = object
    const [certificate] = namesIn(all[`${SCALEWAY}certificate-ids`])
    const id = all[`${SCALEWAY}id`]
    return said({
      scheme: all[`${SCALEWAY}private`] === 'true' ? 'internal' : 'public',
      tls: certificate === undefined ? undefined : { ports: 'all', certificate },
      staticIP: some(namesIn(all[`${SCALEWAY}ip-ids`])),
      shares: id === undefined ? undefined : `balancer ${id}`,
      notMade: ofAnotherClass(object, []),
    })
  },
}
