// One order for everything, so that the same topology written in another order is the same bytes.
import { compareText } from '../finding.ts'
import type { TopologyInput } from './input.ts'
import type { Exposure, Topology } from './topology.ts'

/**
 * Lists that are sets (clients, hosts, paths, calls, exposures) in one order. Lists whose order means something stay.
 * `written` is the same topology written out: exposures stand in the order of their full form, however they were written.
 */
export function sortLists(input: TopologyInput, written: Topology): TopologyInput {
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
          ...(workload.expose === undefined
            ? {}
            : { expose: sortExposures(workload.expose, written.workloads[name]?.expose ?? []) }),
        },
      ]),
    ),
  }
}

type Exposures = NonNullable<TopologyInput['workloads'][string]['expose']>

const sortExposures = (exposures: Exposures, written: readonly Exposure[]): Exposures =>
  exposures
    .map((exposure, index) => {
      const to = asSet([exposure.to].flat())
      const sortedExposure = { ...exposure, ...sorted(exposure, 'hosts', 'paths'), to }
      // The full form decides; where two are alike, what each says outright, so that the same is assumed for the same.
      const keys = [{ ...written[index], to }, sortedExposure].map((form) => JSON.stringify(sortKeys(form)))
      return { exposure: sortedExposure, key: [exposure.port, ...keys].join('\n') }
    })
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ exposure }) => exposure)

/** Each item once, in code-unit order. */
export const asSet = (items: readonly string[]): string[] => [...new Set(items)].sort(compareText)

function sorted<Owner extends object>(owner: Owner, ...keys: (keyof Owner)[]): Partial<Owner> {
  const lists: Partial<Owner> = {}
  for (const key of keys) {
    const list = owner[key]
    if (Array.isArray(list)) lists[key] = asSet(list) as Owner[keyof Owner]
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
  const fields = value as Record<string, unknown>
  return Object.fromEntries(
    Object.keys(fields)
      .sort()
      .map((key) => [key, sortKeys(fields[key])]),
  ) as Value
}
