// A cluster → what its cloud makes for it today, as a design that is provisioned and priced like any other. By the clouds' own rules: a
// balancer for each Service of type LoadBalancer; for Ingresses one each, one a group, or the one before their controller; for Gateways
// one each. Objects that share an address in their status share a balancer.
import type { AsIs } from '../../imported.ts'
import type { Building } from '../topology/building.ts'
import { entranceWays } from './entrances.ts'
import { joined } from './join.ts'
import { serviceWays } from './services.ts'
import { entranceFrom, referenceOf, serviceFrom, type Way } from './ways.ts'

export function asIsOf(building: Building): AsIs {
  const ways = joined([...serviceWays(building), ...entranceWays(building)])
  return {
    design: {
      services: ways.filter(({ kind }) => kind === 'service').map(serviceFrom),
      entrances: ways.filter(({ kind }) => kind === 'entrance').map(entranceFrom),
      unserved: [],
    },
    ways: ways.map((way) => ({
      reference: referenceOf(way),
      objects: way.objects.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`),
      because: way.because,
      idle: way.idle,
      ...placeOf(way),
    })),
    products: Object.fromEntries(
      ways.flatMap((way) => (way.product === undefined ? [] : [[referenceOf(way), way.product]])),
    ),
  }
}

function placeOf({ objects: [first] }: Way): { file?: string; line?: number } {
  return first === undefined ? {} : { file: first.source.file, line: first.source.line }
}
