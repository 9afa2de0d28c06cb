// What a verdict rests on → everything that is told beside it: variants, where it turns, how it fares with other traffic, the risks, the
// way there and back, what that costs, and how sure all of it is.

import type { Estimate } from '../estimate/estimate.ts'
import { sensitivityOf } from '../estimate/sensitivity.ts'
import { centsText, decimal, ZERO } from '../money.ts'
import { type Again, breakEvens } from './break-even.ts'
import { confidenceOf } from './confidence.ts'
import type { Consolidated } from './consolidate.ts'
import type { Consolidation, SavingAtTraffic } from './consolidation.ts'
import type { Weighing } from './optimise.ts'
import { type Effort, paybackOf } from './payback.ts'
import { risksOf } from './risks.ts'
import { share } from './share.ts'
import { migrationOf } from './steps.ts'
import { workloadsOf } from './units.ts'
import { variantsOf } from './variants.ts'

type Design = Consolidated['design']

export type Told = {
  /** As it came in. */
  recommended: Design
  weighing: Weighing
  again: Again
  /** Of the design that came in, and of the one that comes out. */
  sensitivity: { recommended: Estimate['sensitivity']; consolidated: Estimate['sensitivity'] }
  effort?: Effort | undefined
}

export function tell(consolidated: Consolidated, told: Told): Consolidation {
  const { design, optimised, refused, verdict } = consolidated
  const { accepted, before, after } = optimised
  const { recommended, weighing, again, effort } = told
  const sensitivity = savingsByTraffic(consolidated, told)
  const saving = rangeOf(consolidated)
  const migration = migrationOf(
    accepted,
    { design: recommended, bill: before },
    { design, bill: after },
    weighing.topology,
  )
  return {
    ...verdict,
    variants: accepted.length + refused.length === 0 ? [] : variantsOf(recommended, optimised, weighing),
    breakEven: breakEvens({ design: recommended, optimised, refused, again, weighing, sensitivity }),
    sensitivity,
    risks: risksOf(accepted, weighing.topology, weighing.provider),
    ...migration,
    payback:
      effort === undefined
        ? null
        : paybackOf({
            ...effort,
            overlap: migration.overlap,
            monthlySaving: verdict.monthlySaving,
            currency: verdict.currency,
          }),
    confidence: confidenceOf({
      topology: weighing.topology,
      provider: weighing.provider,
      accepted,
      refused: workloadsOf(refused.flatMap(({ sharing }) => sharing.units)),
      saving,
      bills: { before, after },
      today: weighing.tariff.today,
    }),
  }
}

/** If every load is as far below, or as far above, what was stated as its source allows. */
function rangeOf({ optimised: { before, after } }: Consolidated): { low: string; high: string } {
  const [low = ZERO, high = ZERO] = (['low', 'high'] as const)
    .map((side) => decimal(before.monthly[side]).minus(after.monthly[side]))
    .sort((a, b) => a.comparedTo(b))
  return { low: centsText(low), high: centsText(high) }
}

/** Of what is shared; where nothing is, of the first group that was weighed and found not to pay. */
function savingsByTraffic(consolidated: Consolidated, { recommended, weighing, sensitivity }: Told): SavingAtTraffic[] {
  const [candidate] = consolidated.refused
  const isShared = consolidated.optimised.accepted.length > 0
  if (!isShared && candidate === undefined) return []
  const weighed =
    isShared || candidate === undefined
      ? sensitivity.consolidated
      : sensitivityIn(share(recommended, weighing.topology, candidate.sharing), weighing)
  return sensitivity.recommended.map(({ factor, monthly }, index) => {
    const shared = weighed[index]?.monthly ?? monthly
    return {
      factor,
      recommended: monthly,
      consolidated: shared,
      saving: centsText(decimal(monthly).minus(shared)),
    }
  })
}

const sensitivityIn = (design: Design, { topology, provider, tariff }: Weighing): Estimate['sensitivity'] =>
  sensitivityOf({ design, loadBalancers: provider.provision(design, topology), topology, provider, tariff })
