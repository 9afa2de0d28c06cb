// The door of the domain: an unknown document in, a canonical topology with its assumptions out, or every mistake at once.
import { Failure, type Mistake } from '../failure.ts'
import { compareText } from '../finding.ts'
import { brokenPlaces } from '../schema/places.ts'
import { checkTopology } from './check.ts'
import { hint } from './checking.ts'
import { expand, type TargetDefaults } from './expand.ts'
import type { TopologyInput } from './input.ts'
import { sortKeys, sortLists } from './order.ts'
import { type Assumption, CALLS_IN_ALL, type Topology } from './topology.ts'
import { type Extension, excerpt, MISTAKES_SHOWN, pointer, validateInput } from './validate.ts'
import type { ProviderName } from './vocabulary.ts'

/** What reading must know of a cloud: the names it may be asked for. */
export type TargetFacts = TargetDefaults & {
  controllers: readonly string[]
  /** Every region the cloud's data knows. */
  regions: readonly string[]
  regionRequired: boolean
}
export type Reading = {
  /** YYYY-MM-DD. */
  today: string
  workloadsAtMost: number
  targets: ReadonlyMap<ProviderName, TargetFacts>
}
export type TopologyRead = { topology: Topology; assumed: Assumption[] }

/**
 * Reads a topology. Throws `INVALID_TOPOLOGY` with every mistake (at most 100), each with a JSON pointer,
 * `TOPOLOGY_TOO_LARGE`, or `PROVIDER_NOT_SUPPORTED`.
 */
export function readTopology(document: unknown, reading: Reading): TopologyRead {
  const { input, mistakes, extensions, original } = validateInput(document)
  if (input === undefined) throw invalid(mistakes)
  const count = Object.keys(input.workloads).length
  if (count > reading.workloadsAtMost) {
    throw new Failure(
      'TOPOLOGY_TOO_LARGE',
      `the topology has ${count} workloads; this service plans at most ${reading.workloadsAtMost} at once`,
    )
  }
  const facts = reading.targets.get(input.target.provider)
  const kept = withExtensions(input, extensions)
  const written = expand(kept, facts ?? {}).topology
  const broken = brokenPlaces(mistakes)
  const unread = (place: string) => broken(original(place))
  const all = [
    ...mistakes,
    ...checkTarget(input, facts, reading).filter((mistake) => !unread(mistake.pointer)),
    ...checkTopology({ input, topology: written, today: reading.today, unread, original }),
  ]
  if (all.length > 0) throw invalid(all)

  const { topology, assumed } = expand(sortLists(kept, written), facts ?? {})
  const calls = Object.values(topology.workloads).reduce((sum, workload) => sum + workload.calls.length, 0)
  if (calls > CALLS_IN_ALL) {
    throw new Failure(
      'TOPOLOGY_TOO_LARGE',
      `the topology has ${calls} calls, each port called being one; this service plans at most ${CALLS_IN_ALL} at once`,
    )
  }
  return { topology: sortKeys(topology), assumed: assumed.sort((a, b) => compareText(a.path, b.path)) }
}

function invalid(mistakes: Mistake[]): Failure {
  const count = mistakes.length
  const shown = mistakes.slice(0, MISTAKES_SHOWN)
  const more = count > shown.length ? ` The first ${shown.length} of ${count} are shown.` : ''
  return new Failure('INVALID_TOPOLOGY', `The topology has ${count} mistake${count === 1 ? '' : 's'}.${more}`, {
    mistakes: shown.map((mistake) => ({ ...mistake, detail: mistake.detail.slice(0, 300) })),
  })
}

function checkTarget(input: TopologyInput, facts: TargetFacts | undefined, reading: Reading): Mistake[] {
  const { provider, region, controller } = input.target
  if (facts === undefined) {
    const known = [...reading.targets.keys()].join(', ')
    return [
      {
        pointer: '/target/provider',
        code: 'PROVIDER_NOT_SUPPORTED',
        detail: `${provider} is not supported yet; supported are ${known}`,
      },
    ]
  }
  const mistakes: Mistake[] = []
  if (region === undefined && facts.regionRequired) {
    mistakes.push({
      pointer: '/target/region',
      code: 'REGION_REQUIRED',
      detail: `\`region\` is required: prices of ${provider} differ by region`,
    })
  }
  if (region !== undefined && facts.regions.length > 0 && !facts.regions.includes(region)) {
    mistakes.push({
      pointer: '/target/region',
      code: 'UNKNOWN_REGION',
      detail: `"${excerpt(region)}" is no known region of ${provider}${hint(region, facts.regions)}`,
    })
  }
  if (controller !== undefined && !facts.controllers.includes(controller)) {
    mistakes.push({
      pointer: '/target/controller',
      code: 'UNKNOWN_CONTROLLER',
      detail: `"${excerpt(controller)}" is no known controller of ${provider}${hint(controller, facts.controllers)}`,
    })
  }
  return mistakes
}

// The owner's own fields are kept where they stood, beside the fields we know.
function withExtensions(input: TopologyInput, extensions: readonly Extension[]): TopologyInput {
  if (extensions.length === 0) return input
  const copy = structuredClone(input)
  for (const { path, value } of extensions) {
    let parent: unknown = copy
    for (const step of path.slice(0, -1)) parent = (parent as Record<PropertyKey, unknown> | undefined)?.[step]
    if (typeof parent === 'object' && parent !== null) Object.assign(parent, { [String(path.at(-1))]: value })
  }
  return copy
}

export { pointer }
