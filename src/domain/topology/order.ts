// One order for everything, so that the same topology written in another order is the same bytes.
import { compareText } from '../finding.ts'
import type { TopologyInput } from './input.ts'

/** Lists that are sets (clients, hosts, paths, calls, exposures) in one order. Lists whose order means something stay. */
export function sortLists(input: TopologyInput): TopologyInput {
  return {
    ...input,
    target: {
      ...input.target,
      ...mapped('entrances', input.target.entrances, (entrance) => ({ ...entrance, ...sorted(entrance, 'hosts') })),
    },
    ...mapped('clients', input.clients, (client) => ({ ...client, ...sorted(client, 'cidrs') })),
    ...mapped('externals', input.externals, (external) => ({ ...external, ...sorted(external, 'addresses') })),
    workloads: Object.fromEntries(
      Object.entries(input.workloads).map(([name, workload]) => [
        name,
        {
          ...workload,
          ...sorted(workload, 'calls'),
          ...(workload.expose === undefined ? {} : { expose: sortExposures(workload.expose) }),
        },
      ]),
    ),
  }
}

type Exposures = NonNullable<TopologyInput['workloads'][string]['expose']>

const sortExposures = (exposures: Exposures): Exposures =>
  exposures
    .map((exposure) => ({
      ...exposure,
      ...sorted(exposure, 'hosts', 'paths'),
      to: typeof exposure.to === 'string' ? [exposure.to] : [...new Set(exposure.to)].sort(compareText),
    }))
    .map((exposure) => ({ exposure, key: JSON.stringify(sortKeys(exposure)) }))
    .sort((a, b) => compareText(a.exposure.port, b.exposure.port) || compareText(a.key, b.key))
    .map(({ exposure }) => exposure)

function sorted<Owner extends object>(owner: Owner, ...keys: (keyof Owner)[]): Partial<Owner> {
  const lists: Partial<Owner> = {}
  for (const key of keys) {
    const list = owner[key]
    if (Array.isArray(list)) lists[key] = [...new Set(list)].sort(compareText) as Owner[keyof Owner]
  }
  return lists
}

const mapped = <Key extends string, Value>(
  key: Key,
  map: Record<string, Value> | undefined,
  turn: (value: Value) => Value,
) =>
  (map === undefined
    ? {}
    : { [key]: Object.fromEntries(Object.entries(map).map(([name, value]) => [name, turn(value)])) }) as {
    [Name in Key]?: Record<string, Value>
  }

/** The same value with the keys of every object in code-unit order. */
export function sortKeys<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(sortKeys) as Value
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)])) as Value
}
