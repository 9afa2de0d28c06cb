// Which entrances lead to each Service: asked for every Service of a design, so it is told once for all.
import type { Design, Entrance, Service } from './design.ts'

export const keyOfService = ({ namespace, name }: Pick<Service, 'namespace' | 'name'>): string => `${namespace}/${name}`

/** By `keyOfService`; a Service that no route leads to is not in it. */
export function entrancesByService({ entrances }: Pick<Design, 'entrances'>): ReadonlyMap<string, Entrance[]> {
  const found = new Map<string, Entrance[]>()
  for (const entrance of entrances) {
    for (const key of new Set(
      entrance.routes.map(({ namespace, service }) => keyOfService({ namespace, name: service })),
    )) {
      const there = found.get(key)
      if (there === undefined) found.set(key, [entrance])
      else there.push(entrance)
    }
  }
  return found
}
