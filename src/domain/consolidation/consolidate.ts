// Recommended design → the same ways in after sharing, and the verdict. A saving is the difference of two full estimates by the
// same function; a group that saves nothing is not formed, and "keep" gives back the very design that came in.
import type { Design } from '../design/design.ts'
import type { Bill } from '../estimate/estimate.ts'
import { compareText } from '../finding.ts'
import { centsText, decimal, maximum, minimum, ZERO } from '../money.ts'
import { lowerBound } from './bound.ts'
import { distinct } from './classes.ts'
import type { Consolidation, Group, KeptApart, Optimality, Verdict } from './consolidation.ts'
import { keptApart, type Refused, refusedGroups } from './kept-apart.ts'
import { type Optimised, optimise, type Weighing } from './optimise.ts'
import { only, type Sharing, share } from './share.ts'
import { workloadsOf } from './units.ts'

/** What a verdict rests on; what is told about it besides is worked out from this (`tell.ts`). */
export type Consolidated = {
  design: Design
  optimised: Optimised
  refused: Refused[]
  verdict: Pick<
    Consolidation,
    'verdict' | 'because' | 'monthlySaving' | 'currency' | 'groups' | 'keptApart' | 'optimality'
  >
}

export function consolidate(design: Design, weighing: Weighing): Consolidated {
  const optimised = optimise(design, weighing)
  const refused = refusedGroups(optimised, weighing)
  const apart = distinct([...optimised.apart, ...keptApart(optimised, refused, weighing)]).sort(
    (a, b) => compareText(a.workload, b.workload) || compareText(a.port, b.port) || compareText(a.code, b.code),
  )
  const { accepted, before, after } = optimised
  const groups = [...acceptedGroups(design, optimised, weighing), ...refused.map(refusedGroup)]
  const verdict: Verdict =
    accepted.length === 0 ? 'keep' : apart.length === 0 && refused.length === 0 ? 'merge' : 'merge-some'
  const monthlySaving = centsText(savingOf(before, after))
  const { currency } = before
  return {
    design: optimised.design,
    optimised,
    refused,
    verdict: {
      verdict,
      because: becauseText(verdict, { monthlySaving, currency, refused, apart }),
      monthlySaving,
      currency,
      groups,
      keptApart: apart,
      optimality: optimalityOf(design, optimised, weighing),
    },
  }
}

/** The difference of two totals as shown. */
const savingOf = (before: Bill, after: Bill) => decimal(before.monthly.expected).minus(after.monthly.expected)

// Up to here each is weighed in the whole bill, after those before it: their savings add up to the whole also where prices are collective.
// More of them are weighed each by itself, so that a thousand take no longer than they must.
const WEIGHED_IN_TURN = 16

function acceptedGroups(design: Design, optimised: Optimised, { topology, cost }: Weighing): Group[] {
  const { accepted, before, after } = optimised
  if (accepted.length > WEIGHED_IN_TURN) {
    return accepted.map((sharing) => {
      const alone = only(sharing.units)
      return acceptedGroup(sharing, savingOf(cost(alone), cost(share(alone, topology, sharing))))
    })
  }
  let so = { design, bill: before }
  return accepted.map((sharing, index) => {
    const from = so.bill
    if (index === accepted.length - 1) return acceptedGroup(sharing, savingOf(from, after))
    const shared = share(so.design, topology, sharing)
    so = { design: shared, bill: cost(shared) }
    return acceptedGroup(sharing, savingOf(from, so.bill))
  })
}

function acceptedGroup(sharing: Sharing, saving: ReturnType<typeof savingOf>): Group {
  const members = workloadsOf(sharing.units)
  return {
    ...placeOf(sharing),
    accepted: true,
    monthlySaving: centsText(saving),
    because: `${members.length} workloads of one owner share what each would pay for alone.`,
  }
}

const refusedGroup = ({ sharing, saving, because }: Refused): Group => ({
  ...placeOf(sharing),
  accepted: false,
  monthlySaving: saving,
  because,
})

const placeOf = ({ name, namespace, made, units }: Sharing) => ({
  entrance: name,
  namespace,
  api: made.api,
  scheme: units[0]?.ways[0]?.scheme ?? 'public',
  members: workloadsOf(units),
})

function becauseText(
  verdict: Verdict,
  {
    monthlySaving,
    currency,
    refused: [refused],
    apart: [first],
  }: { monthlySaving: string; currency: string; refused: readonly Refused[]; apart: readonly KeptApart[] },
): string {
  if (verdict !== 'keep') return `Sharing saves ${monthlySaving} ${currency} a month.`
  if (refused !== undefined) return refused.because
  if (first === undefined)
    return 'Nothing here faces outside through a load balancer or an entrance of its own: there is nothing to share.'
  return `Nothing here can share: ${first.workload} stays apart because ${first.because}.`
}

/** A bound is told to a cent less than it is. */
const NEXT_TO_NOTHING = decimal('0.01')

function optimalityOf(design: Design, { classes, after, isWhole }: Optimised, weighing: Weighing): Optimality {
  const total = decimal(after.monthly.expected)
  if (isWhole) {
    const text = 'Every way to share that nothing forbids was weighed, and none costs less.'
    return { proven: true, lowerBound: centsText(total), gap: '0.00', text }
  }
  const bound = lowerBound(design, classes, weighing)
  const gap = total.minus(bound)
  const proven = !after.atLeast && gap.lessThanOrEqualTo(NEXT_TO_NOTHING)
  return {
    proven,
    lowerBound: centsText(proven ? total : minimum(bound, total)),
    gap: centsText(proven ? ZERO : maximum(gap, ZERO)),
    text: proven
      ? 'No way to share costs less: the bill is that of the fewest load balancers the limits allow, without any load.'
      : 'There are too many ways to share to weigh them all. The bound is the bill of the fewest load balancers the limits allow, without any load.',
  }
}
