// The words a path is told in. The first word of a place says what it is: client, caller, load balancer, entrance, node, virtual
// address, DNS alias, API server, pods, outside.
import type { Hop, Service } from './design.ts'
import { listed } from './rule.ts'

/** A hop before it is numbered. */
export type Leg = Omit<Hop, 'hop' | 'note'> & { note?: string | undefined }

export const chain = (legs: readonly Leg[]): Hop[] =>
  legs.map(({ from, to, layer, port, protocol, note }, index) => ({
    hop: index + 1,
    from,
    to,
    layer,
    ...(port === undefined ? {} : { port }),
    protocol,
    ...(note === undefined || note === '' ? {} : { note }),
  }))

export const notes = (...said: readonly (string | false | undefined)[]): string =>
  said.filter((one) => one !== undefined && one !== false).join('; ')

/** "network 10.0.0.0/8", "networks a, b, c and 2 more". */
export const kinds = (one: string, many: string, names: readonly string[]): string =>
  `${names.length === 1 ? one : many} ${listed(names)}`

const people = (one: string, many: string, names: readonly string[]): string => {
  const distinct = [...new Set(names)]
  return distinct.length === 0 ? `${one} (none named)` : kinds(one, many, distinct)
}

export const callersText = (names: readonly string[]): string => people('caller', 'callers', names)

export const clientsText = (ways: readonly { clients: readonly string[] }[]): string =>
  people(
    'client',
    'clients',
    ways.flatMap((way) => way.clients),
  )

export const podsText = ({ workload, name }: Service): string => `pods of ${workload ?? name}`
