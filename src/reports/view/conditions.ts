// What must be true for the answer to hold: what has to be mended, what was assumed of the load and the cluster, and where the verdict turns.
import { listed } from '../../domain/design/rule.ts'
import type { Draft } from '../../domain/plan/plan.ts'
import { policyConditionsOf } from './policy.ts'
import type { ReportCondition } from './report.ts'

export function conditionsOf(plan: Draft): ReportCondition[] {
  const { breakEven, confidence } = plan.consolidation
  return [
    ...policyConditionsOf(plan.policy),
    ...plan.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ message, fix }): ReportCondition => ({ kind: 'mend', text: message, check: fix ?? null })),
    // How many are alike is no condition: it says what a larger application would do.
    ...breakEven
      .filter(({ quantity }) => quantity !== 'services')
      .map(({ text }): ReportCondition => ({ kind: 'turns', text, check: null })),
    ...assumptionsOf(plan),
    ...confidence.raisedBy.map((text): ReportCondition => ({ kind: 'confidence', text, check: null })),
  ]
}

/** Assumptions that a bill or a type rests on, and what to do about them; the rest only fills a field in. */
type Bearing = { what: string; where: RegExp; check: string }
const BEARING: readonly Bearing[] = [
  {
    what: 'The cluster, as nobody said otherwise',
    where: /^\/target\/(?:controller|environment|kubernetesVersion|loadBalancers|nodes|podPrice|zones)$/,
    check: 'Give what is different under `target`.',
  },
  {
    what: 'What is in use already, as nobody counted it',
    where: /^\/target\/(?:inUse\/[^/]+|entrances\/[^/]+\/(?:rulesInUse|certificatesInUse|hosts))$/,
    check: 'Look at what the account and the entrance have, and give it under `target.inUse` and `target.entrances`.',
  },
  {
    what: 'What ports speak, by their names and numbers',
    where: /^\/workloads\/[^/]+\/ports\/[^/]+\/protocol$/,
    check: 'Give `protocol` where a port speaks something else.',
  },
  {
    // Connections that are open at once follow from two of these.
    what: 'Load, where nobody gave it',
    where: /^\/workloads\/[^/]+\/traffic\/(?!(?:activeConnections|source)$)/,
    check: 'Measure it, and give it under `traffic`.',
  },
]

const FACTS_AT_MOST = 8

function assumptionsOf({ assumed, topology }: Draft): ReportCondition[] {
  return BEARING.flatMap(({ what, where, check }): ReportCondition[] => {
    const facts = factsOf(assumed.filter(({ path }) => where.test(path) && !isInside(path, topology)))
    if (facts.length === 0) return []
    const more = facts.length > FACTS_AT_MOST ? [`${facts.length - FACTS_AT_MOST} more`] : []
    return [{ kind: 'assumed', text: `${what}: ${[...facts.slice(0, FACTS_AT_MOST), ...more].join('; ')}.`, check }]
  })
}

/** What is assumed alike is told once: `peakToAverage 2 (bakery, bookshop, florist and 3 more)`. */
function factsOf(assumed: Draft['assumed']): string[] {
  const groups = new Map<string, string[]>()
  for (const { path, value } of assumed) {
    const { field, of } = placeOf(path)
    const fact = `${field} ${valueShown(value)}`
    const known = groups.get(fact)
    if (known === undefined) groups.set(fact, [...of])
    else known.push(...of)
  }
  return [...groups].map(([fact, of]) => (of.length === 0 ? fact : `${fact} (${listed(of)})`))
}

const valueShown = (value: unknown): string =>
  Array.isArray(value) && value.length === 0 ? 'any' : typeof value === 'string' ? value : JSON.stringify(value)

/** Load that no way in from outside carries is on no bill. */
function isInside(path: string, { workloads }: Draft['topology']): boolean {
  const [, room, name = '', part] = path.split('/')
  if (room !== 'workloads' || part !== 'traffic') return false
  return Object.hasOwn(workloads, name) && workloads[name]?.expose.length === 0
}

/** `/workloads/web/traffic/peakToAverage` → `peakToAverage` of `web`. */
function placeOf(path: string): { field: string; of: string[] } {
  const [, room, name = '', ...rest] = path.split('/')
  if (room === 'workloads' && rest[0] === 'ports') return { field: rest[2] ?? '', of: [`${name}/${rest[1]}`] }
  if (room === 'workloads') return { field: rest.slice(1).join('.'), of: [name] }
  return { field: rest.at(-1) ?? name, of: name === 'entrances' ? rest.slice(0, 1) : [] }
}
