// Services of type LoadBalancer → one way each, and whether anything answers behind it.
import type { Said } from '../../../domain/existing.ts'
import type { ServiceFacts } from '../facts/services.ts'
import { type Building, sideOfService } from '../topology/building.ts'
import type { Way } from './ways.ts'

export function serviceWays(building: Building): Way[] {
  const { cluster, provider, drafts, saidBy } = building
  return cluster.services.flatMap((service): Way[] => {
    const said = saidBy(service)
    const { statusAddresses: addresses } = service
    if (service.form !== 'LoadBalancer' || (said.notMade !== undefined && addresses.length === 0)) return []
    const { scheme } = sideOfService(service, said, provider)
    const { kind, annotations, spec } = service.object
    return [
      {
        kind: 'service',
        namespace: service.namespace,
        name: service.name,
        objects: [service.object],
        scheme,
        keys: [
          ...addresses.map((address) => `address ${address}`),
          ...(said.shares === undefined ? [] : [`service ${said.shares}`]),
        ],
        ports: service.ports.map(({ port, target, transport, name }) => ({
          port,
          targetPort: typeof target === 'number' ? target : port,
          transport,
          tls: isEnded(said, port, name),
        })),
        routes: [],
        workload: drafts.ofService(service)?.group.key,
        rule: 'load-balancer-service',
        because: 'it is a Service of type LoadBalancer',
        idle: isIdle(service, building),
        product: provider.existing.productOf?.({ kind, annotations, spec }, addresses),
      },
    ]
  })
}

const isEnded = ({ tls }: Said, port: number, name: string | undefined): boolean =>
  tls !== undefined && (tls.ports === 'all' || tls.ports.includes(String(port)) || tls.ports.includes(name ?? ''))

/** Known to have nobody behind it: told so by its endpoints, by pods that are none, or by a selector that finds none. */
export function isIdle(service: ServiceFacts, { cluster, drafts }: Pick<Building, 'cluster' | 'drafts'>): boolean {
  const backing = cluster.backing(service)
  if (backing !== undefined) return backing.addresses.length === 0
  if (service.pods.length > 0) return service.pods.every(({ replicas }) => replicas === 0)
  return drafts.ofService(service) === undefined && Object.keys(service.selector).length > 0
}
