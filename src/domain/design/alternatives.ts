// Why not the others: for each type that lost, the first row whose situation holds. A reader sees what was weighed; the same rows
// answer whoever asks about one type (`why-not.ts`), so that both say the same.
import { FOR_EXTERNALS, FOR_GROUPS } from './alternatives-for-others.ts'
import { FOR_WAYS } from './alternatives-for-ways.ts'
import { FOR_WORKLOADS, type WorkloadAround } from './alternatives-for-workloads.ts'
import type { Alternative, Rejected } from './design.ts'
import type { ExternalFacts, GroupFacts, WayFacts } from './facts.ts'

export type Row<Facts> = {
  type: Alternative
  when: (facts: Facts) => boolean
  because: (facts: Facts) => string
  /** The row of the decision table that would have had to match for this type, or that stands before it. */
  rule: string
  /** What was looked at. */
  facts: (facts: Facts) => Record<string, unknown>
  /** It cannot be written, or would never work. */
  impossible?: true
  /** Nobody would weigh it; told when it is asked about. */
  onlyAsked?: true
  /** Where the rule's own source is not the one. */
  source?: (facts: Facts) => string
}

/** A row that was found, with its facts worked out. */
export type Weighed = {
  because: string
  rule: string
  facts: Record<string, unknown>
  possible: boolean
  source?: string
}

/** The first row about `type` whose situation holds. */
export function weigh<Facts>(rows: readonly Row<Facts>[], type: Alternative, facts: Facts): Weighed | undefined {
  const row = rows.find((one) => one.type === type && one.when(facts))
  if (row === undefined) return undefined
  return {
    because: row.because(facts),
    rule: row.rule,
    facts: row.facts(facts),
    possible: row.impossible !== true,
    ...(row.source === undefined ? {} : { source: row.source(facts) }),
  }
}

function rejected<Facts>(rows: readonly Row<Facts>[], chosen: Alternative, facts: Facts): Rejected[] {
  const told = new Set<Alternative>([chosen])
  return rows.flatMap((row) => {
    if (told.has(row.type) || !row.when(facts)) return []
    told.add(row.type)
    return row.onlyAsked === true ? [] : [{ type: row.type, because: row.because(facts) }]
  })
}

export const rejectedForWorkload = (chosen: Alternative, facts: WorkloadAround): Rejected[] =>
  rejected(FOR_WORKLOADS, chosen, facts)

/** `chosen` is the type of the Service; for a route on an entrance the entrance itself is no alternative. */
export const rejectedForWay = (chosen: Alternative, facts: WayFacts): Rejected[] => rejected(FOR_WAYS, chosen, facts)

/** The Service behind an entrance is a ClusterIP: neither is an alternative to itself. */
export const rejectedBehindEntrance = (facts: WayFacts): Rejected[] =>
  rejected(FOR_WAYS, 'ClusterIP', facts).filter((alternative) => alternative.type !== 'Entrance')

export const rejectedBehindShared = (facts: GroupFacts): Rejected[] => rejected(FOR_GROUPS, 'ClusterIP', facts)

export const rejectedForExternal = (chosen: 'ExternalName' | 'ClusterIP', facts: ExternalFacts): Rejected[] =>
  rejected(FOR_EXTERNALS, chosen, facts)

/** A pin is the owner's own decision: the others were not weighed, and that is said; unless they could not be at all. */
export function weighPinned(type: Alternative, facts: WorkloadAround): Weighed | undefined {
  const found = weigh(FOR_WORKLOADS, type, facts)
  if (found === undefined || !found.possible) return found
  const { pin } = facts.workload
  return {
    because: `Not weighed: the owner pinned ${pin?.type}.`,
    rule: 'pinned',
    facts: { pin },
    possible: true,
  }
}

export const rejectedForPinned = (chosen: Alternative, facts: WorkloadAround): Rejected[] =>
  (['ClusterIP', 'Headless', 'NodePort', 'LoadBalancer'] as const).flatMap((type) => {
    const found = type === chosen ? undefined : weighPinned(type, facts)
    return found === undefined ? [] : [{ type, because: found.because }]
  })
