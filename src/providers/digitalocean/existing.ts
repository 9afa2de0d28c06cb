// What a Service that exists says to DigitalOcean's cloud controller manager, in the words of a topology.
// Source: digitalocean/digitalocean-cloud-controller-manager docs/controllers/services/annotations.md.
import { type Existing, namesIn, ofAnotherClass, said, servicesOnly } from '../../domain/existing.ts'
import { DO } from './annotate.ts'

const DISOWN = 'service.kubernetes.io/do-loadbalancer-disown'

export const existing: Existing = {
  ...servicesOnly,
  service: (object) => {
    const { annotations: all } = object
    const certificate = all[`${DO}certificate-name`] ?? all[`${DO}certificate-id`]
    const ports = namesIn(all[`${DO}tls-ports`])
    return said({
      scheme: all[`${DO}network`] === 'INTERNAL' ? 'internal' : 'public',
      tls: certificate === undefined ? undefined : { ports: ports.length === 0 ? ['443'] : ports, certificate },
      sticky: all[`${DO}sticky-sessions-type`] === 'cookies' ? { by: 'cookie', ttlSeconds: 300 } : undefined,
      notMade: all[DISOWN] === 'true' ? `${DISOWN} gives its balancer away` : ofAnotherClass(object, []),
    })
  },
}
