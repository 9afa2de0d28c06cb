// What a Service that exists says to hcloud-cloud-controller-manager, in the words of a topology.
// Source: hetznercloud/hcloud-cloud-controller-manager v1.35 docs/reference/load_balancer_annotations.md.
import { type Existing, namesIn, ofAnotherClass, said, servicesOnly } from '../../domain/existing.ts'

const HCLOUD = 'load-balancer.hetzner.cloud/'

export const existing: Existing = {
  ...servicesOnly,
  service: (object) => {
    const { annotations: all } = object
    const certificate = namesIn(all[`${HCLOUD}http-certificates`])[0] ?? all[`${HCLOUD}http-managed-certificate-name`]
    const name = all[`${HCLOUD}name`]
    return said({
      scheme: all[`${HCLOUD}disable-public-network`] === 'true' ? 'internal' : 'public',
      tls: certificate === undefined ? undefined : { ports: 'all', certificate },
      sticky: all[`${HCLOUD}http-sticky-sessions`] === 'true' ? { by: 'cookie', ttlSeconds: 300 } : undefined,
      shares: name === undefined ? undefined : `name ${name}`,
      notMade: ofAnotherClass(object, []),
    })
  },
}
