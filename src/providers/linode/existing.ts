// What a Service that exists says to Linode's cloud controller manager, in the words of a topology.
// Source: linode/linode-cloud-controller-manager docs/configuration/annotations.md.
import { type Existing, ofAnotherClass, said, servicesOnly } from '../../domain/existing.ts'
import { LINODE } from './port-settings.ts'

export const existing: Existing = {
  ...servicesOnly,
  service: (object) => {
    const { annotations: all } = object
    const shared = all[`${LINODE}nodebalancer-id`]
    const address = all[`${LINODE}reserved-ipv4`]
    const inside = Object.keys(all).some((key) => key.startsWith(`${LINODE}frontend-`))
    return said({
      scheme: inside ? 'internal' : 'public',
      staticIP: address === undefined ? undefined : [address],
      shares: shared === undefined ? undefined : `nodebalancer ${shared}`,
      notMade: ofAnotherClass(object, []),
    })
  },
}
