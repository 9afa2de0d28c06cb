// Recommended design → the same ways in after sharing, and the verdict. A saving is the difference of two full estimates by the
// same function; a group that saves nothing is not formed, and "keep" gives back the very design that came in.
import type { Design } from '../design/design.ts'
import type { Bill } from '../estimate/estimate.ts'
import { compareText } from '../finding.ts'
import { centsText, decimal, ZERO } from '../money.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import { candidateGroups, distinct, keep } from './candidates.ts'
import type { Consolidation, Group, KeptApart, Verdict } from './consolidation.ts'
import { risksOf, stepsOf } from './migration.ts'
import { membersOf, type Sharing, share } from './share.ts'
import { type Unit, unitsOf } from './units.ts'

type Cost = (design: Design) => Bill
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
    const refused = refusal(saving, weighed, candidate)
    groups.push(groupOf(candidate, saving, refused))
    if (refused !== undefined) {
      const blocker = { ...refused, source: 'the two estimates' }
      keptApart.push(...candidate.units.flatMap((unit) => keep(unit, blocker)))
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
const savingOf = (before: Bill, after: Bill) => decimal(before.monthly.expected).minus(after.monthly.expected)

type Weighed = { from: Bill; to: Bill }

function refusal(saving: ReturnType<typeof savingOf>, { from, to }: Weighed, candidate: Sharing) {
  const known = new Set(unpriced(from))
  if (unpriced(to).some((line) => !known.has(line)))
    return {
      code: 'PRICE_UNKNOWN',
      because: 'Sharing cannot be weighed: a price it would be paid with is unknown here.',
    }
  if (saving.greaterThan(0)) return undefined
  const more = saving.isZero() ? 'saves nothing' : `costs ${centsText(saving.negated())} ${from.currency} a month more`
  return { code: 'NO_SAVING', because: `Sharing one entrance among ${membersOf(candidate.units).join(', ')} ${more}.` }
}

/** What has no price; a line that is the same before and after weighs nothing. */
const unpriced = ({ lines }: Bill): string[] =>
  lines.flatMap((line) =>
    line.amount === null ? [JSON.stringify([line.loadBalancer, line.item, line.quantity, line.low, line.high])] : [],
  )

/** The part of a design that a group is made of. */
function only(design: Design, units: readonly Unit[]): Design {
  return {
    services: units.flatMap((unit) => (unit.service === undefined ? [] : [unit.service])),
    entrances: units.flatMap((unit) => (unit.entrance === undefined ? [] : [unit.entrance])),
    unserved: design.unserved.slice(0, 0),
  }
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

type Outcome = { before: Bill; after: Bill; groups: Group[]; keptApart: KeptApart[]; accepted: Sharing[] }

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
    keptApart: distinct(keptApart).sort(
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
