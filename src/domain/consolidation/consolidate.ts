// Recommended design → the same ways in after sharing, and the verdict. A saving is the difference of two full estimates by the
// same function; a group that saves nothing is not formed, and "keep" gives back the very design that came in.
import type { Design } from '../design/design.ts'
import type { Estimate } from '../estimate/estimate.ts'
import { compareText } from '../finding.ts'
import { centsText, decimal, ZERO } from '../money.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import type { Consolidation, Group, KeptApart, Verdict } from './consolidation.ts'
import { risksOf, stepsOf } from './migration.ts'
import { membersOf, type Sharing, share } from './share.ts'
import { type Unit, unitsOf } from './units.ts'

type Cost = (design: Design) => Estimate
export type Consolidated = { design: Design; consolidation: Consolidation }

// Up to here each group is weighed inside the whole design, so that collective prices are exact; with more groups each is
// weighed by itself, which keeps planning linear, and the whole is weighed once at the end.
const GROUPS_WEIGHED_IN_FULL = 16

export function consolidate(design: Design, topology: Topology, provider: Provider, cost: Cost): Consolidated {
  const units = unitsOf(design, topology)
  const { candidates, apart } = candidateGroups(units, topology, provider)
  const before = cost(design)
  let shared = design
  let current = before
  const groups: Group[] = []
  const keptApart = [...apart]
  const accepted: Sharing[] = []
  for (const candidate of candidates) {
    const merged = share(shared, topology, candidate)
    const weighed =
      candidates.length <= GROUPS_WEIGHED_IN_FULL
        ? { from: current, to: cost(merged) }
        : {
            from: cost(only(design, candidate.units)),
            to: cost(share(only(design, candidate.units), topology, candidate)),
          }
    const saving = savingOf(weighed.from, weighed.to)
    const refused = refusal(saving, weighed.to, candidate, before.currency)
    groups.push(groupOf(candidate, saving, refused))
    if (refused !== undefined) {
      keptApart.push(
        ...candidate.units.flatMap((unit) => keep(unit, refused.code, refused.because, 'the two estimates')),
      )
      continue
    }
    shared = merged
    current = weighed.to
    accepted.push(candidate)
  }
  const after = accepted.length === 0 ? before : cost(shared)
  if (accepted.length > 0 && !savingOf(before, after).greaterThan(0)) {
    return {
      design,
      consolidation: verdictOf({
        before,
        after: before,
        groups: groups.map((group) => ({ ...group, accepted: false })),
        keptApart,
        accepted: [],
      }),
    }
  }
  return {
    design: accepted.length === 0 ? design : shared,
    consolidation: verdictOf({ before, after, groups, keptApart, accepted }),
  }
}

/** The difference of two totals as shown. */
const savingOf = (before: Estimate, after: Estimate) => decimal(before.monthly.expected).minus(after.monthly.expected)

function refusal(saving: ReturnType<typeof savingOf>, after: Estimate, candidate: Sharing, currency: string) {
  if (after.atLeast)
    return {
      code: 'PRICE_UNKNOWN',
      because: 'Sharing cannot be weighed: a price it would be paid with is unknown here.',
    }
  if (saving.greaterThan(0)) return undefined
  const more = saving.isZero() ? 'saves nothing' : `costs ${centsText(saving.negated())} ${currency} a month more`
  return { code: 'NO_SAVING', because: `Sharing one entrance among ${membersOf(candidate.units).join(', ')} ${more}.` }
}

/** The part of a design that a group is made of. */
function only(design: Design, units: readonly Unit[]): Design {
  return {
    services: units.flatMap((unit) => (unit.service === undefined ? [] : [unit.service])),
    entrances: units.flatMap((unit) => (unit.entrance === undefined ? [] : [unit.entrance])),
    unserved: design.unserved.slice(0, 0),
  }
}

const keep = (unit: Unit, code: string, because: string, source: string): KeptApart[] =>
  unit.ways.map((way) => ({ workload: way.workload, port: way.exposure.port, code, because, source }))

/** Units that nothing keeps apart, by what must be equal to share: side, owner, group, tier, idle timeout (and namespace). */
function candidateGroups(
  units: readonly Unit[],
  topology: Topology,
  provider: Provider,
): { candidates: Sharing[]; apart: KeptApart[] } {
  const apart: KeptApart[] = []
  const groups = new Map<string, { units: Unit[]; made: Sharing['made'] }>()
  for (const unit of units) {
    const [way] = unit.ways
    const [blocker] = unit.blockers
    if (way === undefined) continue
    if (blocker !== undefined) {
      apart.push(...keep(unit, blocker.code, blocker.because, blocker.source))
      continue
    }
    const made = provider.entranceClass(topology, way.scheme)
    if (made === undefined) {
      apart.push(...keep(unit, 'NO_ENTRANCE_HERE', 'no entrance can be made on this target', 'the provider'))
      continue
    }
    const workload = topology.workloads[way.workload]
    const { group, criticality, idleTimeoutSeconds } = way.exposure
    const namespace = made.acrossNamespaces ? undefined : workload?.namespace
    const key = JSON.stringify([way.scheme, workload?.owner, group, criticality, idleTimeoutSeconds, namespace])
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { units: [unit], made })
    else known.units.push(unit)
  }
  const candidates: Sharing[] = []
  for (const [, group] of [...groups].sort(([a], [b]) => compareText(a, b))) {
    if (group.units.length < 2) {
      const because =
        'nothing else of the same owner on the same side, in the same group and tier, is there to share with'
      apart.push(...group.units.flatMap((unit) => keep(unit, 'ALONE', because, 'the topology')))
      continue
    }
    const scheme = group.units[0]?.ways[0]?.scheme ?? 'public'
    const same = candidates.filter((other) => other.name.startsWith(`${topology.name}-${scheme}`)).length
    const namespaces = new Set(
      group.units.flatMap((unit) => unit.ways.map((way) => topology.workloads[way.workload]?.namespace)),
    )
    const [namespace] = namespaces
    candidates.push({
      name: `${topology.name.slice(0, 48)}-${scheme}${same === 0 ? '' : `-${same + 1}`}`,
      namespace: namespaces.size === 1 && namespace !== undefined ? namespace : topology.target.namespace,
      ...group,
    })
  }
  return { candidates, apart }
}

function groupOf(
  { name, namespace, made, units }: Sharing,
  saving: ReturnType<typeof savingOf>,
  refused: { because: string } | undefined,
): Group {
  const members = membersOf(units)
  return {
    entrance: name,
    namespace,
    api: made.api,
    scheme: units[0]?.ways[0]?.scheme ?? 'public',
    members,
    accepted: refused === undefined,
    monthlySaving: centsText(saving),
    because: refused?.because ?? `${members.length} workloads of one owner share what each would pay for alone.`,
  }
}

type Outcome = { before: Estimate; after: Estimate; groups: Group[]; keptApart: KeptApart[]; accepted: Sharing[] }

function verdictOf({ before, after, groups, keptApart, accepted }: Outcome): Consolidation {
  const verdict: Verdict =
    accepted.length === 0
      ? 'keep'
      : keptApart.length === 0 && groups.every((group) => group.accepted)
        ? 'merge'
        : 'merge-some'
  const saving = savingOf(before, after)
  const sides = [
    decimal(before.monthly.low).minus(after.monthly.low),
    decimal(before.monthly.high).minus(after.monthly.high),
  ].sort((a, b) => a.comparedTo(b))
  const [low = ZERO, high = ZERO] = sides
  return {
    verdict,
    because: becauseText(verdict, saving, before.currency, { groups, keptApart }),
    monthlySaving: centsText(saving),
    currency: before.currency,
    groups,
    keptApart: keptApart.sort(
      (a, b) => compareText(a.workload, b.workload) || compareText(a.port, b.port) || compareText(a.code, b.code),
    ),
    breakEven: [],
    risks: risksOf(accepted),
    steps: stepsOf(accepted),
    confidence: {
      saving: { low: centsText(low), high: centsText(high) },
      text: 'The saving if every load is as far below, or as far above, what was stated as its source allows.',
    },
  }
}

function becauseText(
  verdict: Verdict,
  saving: ReturnType<typeof savingOf>,
  currency: string,
  told: Pick<Outcome, 'groups' | 'keptApart'>,
): string {
  if (verdict !== 'keep') return `Sharing saves ${centsText(saving)} ${currency} a month.`
  const [refused] = told.groups
  if (refused !== undefined) return refused.because
  const [first] = told.keptApart
  if (first === undefined)
    return 'Nothing here faces outside through a load balancer or an entrance of its own: there is nothing to share.'
  return `Nothing here can share: ${first.workload} stays apart because ${first.because}.`
}
