// What the planner really answered to the example topology, for the document to show. `npm run openapi` writes `examples.json`
// anew; a test fails when the planner has come to answer differently.

import { Comparison } from '../../application/comparisons.ts'
import { ImportAnswer } from '../../application/imports/imports.ts'
import { summaryOf } from '../../application/kept-plan.ts'
import { PolicyDescription, PolicyVersion } from '../../application/policies.ts'
import { PriceBookDescription, PriceBookSummary } from '../../application/price-books.ts'
import { ProviderDescription } from '../../application/provider-description.ts'
import { WhyNot } from '../../domain/design/why-not.ts'
import { BillEstimate } from '../../domain/estimate/bill.ts'
import { ManifestValidation } from '../../domain/manifests/validation/checked-object.ts'
import { Draft, Plan } from '../../domain/plan/plan.ts'
import { planText } from '../../reports/text/plan.ts'
import { PlanDiff } from '../plan-difference.ts'
import examples from './examples.json' with { type: 'json' }

export const PLAN_EXAMPLE = Plan.parse(examples.plan)
export const DRAFT_EXAMPLE = Draft.strip().parse(examples.plan)
export const SUMMARY_EXAMPLE = summaryOf(PLAN_EXAMPLE)
export const TEXT_EXAMPLE = planText(PLAN_EXAMPLE)
export const VALIDATION_EXAMPLE = ManifestValidation.parse(examples.validation)
export const WHY_NOT_EXAMPLE = WhyNot.parse(examples.whyNot)
export const DIFF_EXAMPLE = PlanDiff.parse(examples.diff)
export const BILLED_EXAMPLE = BillEstimate.parse(examples.bill)
export const COMPARED_EXAMPLE = Comparison.parse(examples.comparison)
export const PRICE_BOOK_KEPT_EXAMPLE = PriceBookDescription.parse(examples.priceBook)
export const PRICE_BOOKS_EXAMPLE = PriceBookSummary.array().parse(examples.priceBooks)
export const POLICY_KEPT_EXAMPLE = PolicyDescription.parse(examples.policy)
export const POLICIES_EXAMPLE = PolicyVersion.array().parse(examples.policies)
export const PROVIDER_EXAMPLE = ProviderDescription.parse(examples.provider)
export const IMPORTED_EXAMPLE = ImportAnswer.parse(examples.import)
