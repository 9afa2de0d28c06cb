// Published quotas that a design passes beyond those that cap sharing: listeners and targets of one balancer, balancers of a region.
// Source: the quota pages named in `limits.ts`.
import { type Design, type Entrance, referenceTo, type Service } from '../../domain/design/design.ts'
import { isAtLayer4 } from '../../domain/design/layer4.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { pathOf } from '../findings.ts'
import { limitOf } from '../limit.ts'
import { limits } from './limits.ts'
import { isApplicationLoadBalancer } from './provision.ts'

type Counted = { product: 'alb' | 'nlb'; item: string; count: number }
const TITLES = { alb: 'an Application Load Balancer', nlb: 'a Network Load Balancer' }

function exceeded(name: string, path: string, { product, item, count }: Counted): Finding[] {
  const most = limitOf(limits, product, item)
  const limit = limits.find((one) => one.product === product && one.item === item)
  if (count <= most) return []
  return [
    {
      code: 'LIMIT_EXCEEDED',
      severity: 'error',
      path,
      message: `${name} would have ${count} ${item}; ${TITLES[product]} has ${most} at most${limit?.adjustable ? ' unless the quota is raised' : ', and the quota cannot be raised'}.`,
      fix: limit?.adjustable
        ? 'Raise the quota, or spread the load over more of them.'
        : 'Spread it over more of them.',
      ...(limit === undefined ? {} : { source: limit.source }),
    },
  ]
}

/** TCP and UDP on one number are one listener. Each replica is a target once for each of them. */
export function checkNetworkLimits(service: Service, { workloads }: Topology): Finding[] {
  const name = referenceTo.service(service)
  const path = pathOf.service(service)
  const listeners = new Set(service.ports.map(({ port }) => port)).size
  const replicas = workloads[service.workload ?? '']?.replicas ?? 1
  return [
    ...exceeded(name, path, { product: 'nlb', item: 'listeners', count: listeners }),
    ...exceeded(name, path, { product: 'nlb', item: 'targets', count: listeners * replicas }),
  ]
}

/** Its listeners are as many as its class carries, at most. */
export function checkNetworkGatewayLimits(entrance: Entrance, { workloads }: Topology): Finding[] {
  const replicas = workloads[entrance.routes[0]?.workload ?? '']?.replicas ?? 1
  return exceeded(referenceTo.entrance(entrance), pathOf.entrance(entrance), {
    product: 'nlb',
    item: 'targets',
    count: entrance.listeners.length * replicas,
  })
}

export function checkApplicationLimits(entrance: Entrance, { workloads }: Topology): Finding[] {
  const name = referenceTo.entrance(entrance)
  const path = pathOf.entrance(entrance)
  const backends = new Map(
    entrance.routes.map((route) => [`${route.namespace} ${route.service} ${route.portNumber}`, route.workload]),
  )
  const targets = [...backends.values()].reduce((sum, workload) => sum + (workloads[workload]?.replicas ?? 1), 0)
  return exceeded(name, path, { product: 'alb', item: 'targets', count: targets })
}

/** What exists already is not known by product, so only what is made here is counted. */
export function checkBalancersPerRegion({ services, entrances }: Design): Finding[] {
  const made = {
    nlb: services.filter((service) => service.type === 'LoadBalancer').length + entrances.filter(isAtLayer4).length,
    alb: entrances.filter((entrance) => !entrance.existing && isApplicationLoadBalancer(entrance)).length,
  }
  return (['alb', 'nlb'] as const).flatMap((product) => {
    const item = 'load balancers per region'
    const most = limitOf(limits, product, item)
    if (made[product] <= most) return []
    return [
      {
        code: 'LIMIT_EXCEEDED',
        severity: 'error' as const,
        path: '/target/region',
        message: `The design makes ${made[product]} ${product === 'alb' ? 'Application' : 'Network'} Load Balancers; a region has ${most} at most unless the quota is raised.`,
        fix: 'Raise the quota, or let workloads share.',
        source: limits.find((one) => one.product === product && one.item === item)?.source ?? '',
      },
    ]
  })
}
