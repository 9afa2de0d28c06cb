// One pure function computes everything; every view of the API is a part of its result.
import { consolidate } from '../consolidation/consolidate.ts'
import type { Effort } from '../consolidation/payback.ts'
import { tell } from '../consolidation/tell.ts'
import type { Design } from '../design/design.ts'
import { explain } from '../design/explain.ts'
import { decideFields } from '../design/fields.ts'
import { recommend } from '../design/recommend.ts'
import { type Costing, estimate } from '../estimate/estimate.ts'
import type { PriceBook, PriceBookReference, Tariff } from '../estimate/price-book.ts'
import { assumedPodPrice } from '../estimate/proxy-pods.ts'
import { sensitivityOf } from '../estimate/sensitivity.ts'
import { compareText, type Finding, sortFindings } from '../finding.ts'
import { render } from '../manifests/render.ts'
import { BUILT_IN_POLICY } from '../policy/built-in.ts'
import { judge } from '../policy/judge.ts'
import type { Policy } from '../policy/policy.ts'
import type { Provider } from '../provider.ts'
import type { TopologyRead } from '../topology/index.ts'
import { checkManifests } from './check-manifests.ts'
import { checkDesign } from './findings.ts'
import type { Draft, PlannedDesign } from './plan.ts'
import { summarise } from './summary.ts'

/** Text → "sha256:…". Handed in: the domain knows no cryptography. */
export type Fingerprint = (text: string) => string

export function draft(
  { topology, assumed }: TopologyRead,
  provider: Provider,
  tariff: Tariff,
  fingerprint: Fingerprint,
  effort?: Effort,
  policy: Policy = BUILT_IN_POLICY,
): Draft {
  // A design is costed once: to weigh sharing, and to be shown.
  const costings = new Map<Design, Costing>()
  const costingOf = (design: Design): Costing => {
    const costing = costings.get(design) ?? estimate(design, topology, provider, tariff)
    costings.set(design, costing)
    return costing
  }
  const plan = (costed: Design): PlannedDesign => {
    const { loadBalancers, estimate: cost, findings } = costingOf(costed)
    const design = decideFields(costed, topology, provider)
    const manifests = render(design, topology, provider)
    const found: Finding[] = [
      ...checkDesign(topology, design, provider),
      ...findings,
      ...provider.check(design, topology),
      ...checkManifests(manifests, design, topology, provider),
    ]
    return {
      ...explain(design, topology, provider, loadBalancers),
      loadBalancers,
      estimate: {
        ...cost,
        sensitivity: sensitivityOf({ design, loadBalancers, topology, provider, tariff }),
      },
      manifests,
      findings: sortFindings(found),
    }
  }
  const design = recommend(topology, provider)
  const weighing = { topology, provider, tariff, cost: (candidate: Design) => costingOf(candidate).estimate }
  const shared = consolidate(design, weighing)
  const recommended = plan(design)
  // "Keep" means the same design, not a second one that happens to be equal.
  const consolidated = shared.design === design ? recommended : plan(shared.design)
  const consolidation = tell(shared, {
    recommended: design,
    weighing,
    again: (other) => ({
      topology: other,
      provider,
      tariff,
      cost: (candidate) => estimate(candidate, other, provider, tariff, 'no range').estimate,
    }),
    sensitivity: {
      recommended: recommended.estimate.sensitivity,
      consolidated: consolidated.estimate.sensitivity,
    },
    effort,
  })
  const chosen = consolidation.verdict === 'keep' ? 'recommended' : 'consolidated'
  const designs = { recommended, consolidated }
  const loadBalancers = [...recommended.loadBalancers, ...consolidated.loadBalancers]
  return {
    name: topology.name,
    topology,
    // A canonical topology has everything in one order, so its JSON text is the same however it was written.
    topologyHash: fingerprint(JSON.stringify(topology)),
    workloadHashes: Object.fromEntries(
      Object.entries(topology.workloads).map(([name, workload]) => [name, fingerprint(JSON.stringify(workload))]),
    ),
    assumed: [...assumed, ...assumedPodPrice(loadBalancers, topology, provider, tariff.book)].sort((a, b) =>
      compareText(a.path, b.path),
    ),
    priceBook: referenceOf(tariff.book),
    summaryText: summarise(topology, designs, consolidation),
    chosen,
    designs,
    consolidation,
    findings: designs[chosen].findings,
    policy: judge(policy, topology, designs[chosen], tariff.today),
  }
}

const referenceOf = ({ id, version, sha256 }: PriceBook): PriceBookReference => ({ id, version, sha256 })
