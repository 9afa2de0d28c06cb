// A plan or a draft → the view model that every report reads. Wording and figures are settled here, once.
import { listed } from '../../domain/design/rule.ts'
import { compareText, type Finding, type Severity } from '../../domain/finding.ts'
import type { Manifest } from '../../domain/manifests/manifest.ts'
import type { Draft, Plan } from '../../domain/plan/plan.ts'
import { billsOf } from './bills.ts'
import { conditionsOf } from './conditions.ts'
import { legible } from './legible.ts'
import type { Report, ReportKeptApart } from './report.ts'
import { servicesOf } from './services.ts'
import { dataTransferOf, summaryOf, tableOf } from './table.ts'

/** `publicBaseUrl` goes before every link: without it, links are paths. */
export type ViewOptions = { publicBaseUrl?: string }

export function reportOf(plan: Draft | Plan, { publicBaseUrl = '' }: ViewOptions = {}): Report {
  const { topology, consolidation, priceBook, designs, chosen } = plan
  const { target } = topology
  const where = [target.provider, target.region, target.environment].filter((word) => word !== undefined).join(', ')
  const { prices, ...bills } = billsOf(plan)
  const kept = 'links' in plan ? plan : undefined
  return legible<Report>({
    id: kept?.id ?? null,
    revision: kept?.revision ?? null,
    name: plan.name,
    title: `${plan.name} (${where})`,
    owner: topology.owner ?? null,
    ticket: topology.ticket ?? null,
    where,
    kubernetesVersion: target.kubernetesVersion,
    currency: consolidation.currency,
    verdict: {
      code: consolidation.verdict,
      title: VERDICTS[consolidation.verdict],
      because: consolidation.because,
      text: `${VERDICTS[consolidation.verdict]}: ${consolidation.because}`,
      chosen,
      confidence: consolidation.confidence.text,
    },
    summary: summaryOf(plan),
    table: tableOf(plan),
    mustBeTrue: conditionsOf(plan),
    givesUp: consolidation.risks.map((risk) => ({ ...risk, affectsShown: listed(risk.affects) })),
    keptApart: keptApartOf(consolidation.keptApart),
    sensitivity: consolidation.sensitivity.map(({ factor, recommended, consolidated, saving }) => ({
      factor,
      before: recommended,
      after: consolidated,
      saving,
    })),
    breakEven: consolidation.breakEven,
    steps: consolidation.steps.map((step, index) => ({ number: index + 1, ...step })),
    // Plans from before there was a payback have none.
    payback: consolidation.payback?.text ?? null,
    services: servicesOf(designs[chosen]),
    bills,
    dataTransfer: dataTransferOf(designs[chosen]),
    findings: plan.findings,
    findingsShown: findingsShown(plan.findings),
    manifests: manifestsOf(designs[chosen].manifests),
    sources: {
      priceBook: `${priceBook.id}, version ${priceBook.version}`,
      prices,
      plannedAt: kept?.updatedAt ?? null,
      plannedAtShown: kept === undefined ? null : `${kept.updatedAt.slice(0, 16).replace('T', ' ')} UTC`,
      topologyHash: plan.topologyHash,
    },
    links: kept === undefined ? null : linksOf(kept, publicBaseUrl),
  })
}

const VERDICTS: Record<Draft['consolidation']['verdict'], string> = {
  merge: 'Share an entrance',
  'merge-some': 'Share an entrance for some',
  keep: 'Keep as it is',
}

/** What one reason keeps apart is told once, however many it is. */
function keptApartOf(all: Draft['consolidation']['keptApart']): ReportKeptApart[] {
  const groups = new Map<string, Omit<ReportKeptApart, 'exposuresShown'>>()
  for (const { workload, port, code, because, source } of all) {
    const key = JSON.stringify([code, because, source])
    const group = groups.get(key) ?? { code, because, source, exposures: [] }
    group.exposures.push(`${workload}/${port}`)
    groups.set(key, group)
  }
  return [...groups.values()].map((group) => ({ ...group, exposuresShown: listed(group.exposures) }))
}

const SEVERITIES: readonly [Severity, one: string, several: string][] = [
  ['error', 'error', 'errors'],
  ['warning', 'warning', 'warnings'],
  ['info', 'note', 'notes'],
]

function findingsShown(findings: readonly Finding[]): string {
  const parts = SEVERITIES.flatMap(([severity, one, several]) => {
    const count = findings.filter((finding) => finding.severity === severity).length
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`]
  })
  return parts.length === 0 ? 'nothing' : parts.join(', ')
}

function manifestsOf(manifests: readonly Manifest[]): Report['manifests'] {
  const counts = new Map<string, number>()
  for (const { kind } of manifests) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const kinds = [...counts].sort(([a], [b]) => compareText(a, b)).map(([kind, count]) => `${count} ${kind}`)
  return {
    count: manifests.length,
    shown: kinds.length === 0 ? 'none' : kinds.join(', '),
    list: manifests.map(({ kind, metadata: { namespace, name } }) => ({ kind, namespace: namespace ?? null, name })),
  }
}

/** A report is of one revision, and so is what it leads to: what was read is what is applied. */
function linksOf({ url, revision }: Plan, publicBaseUrl: string): Report['links'] {
  const plan = `${publicBaseUrl}${url}`
  const at = `${plan}/revisions/${revision}`
  return {
    plan,
    revision: at,
    report: `${at}/report`,
    manifests: `${at}/manifests.yaml`,
    bundle: `${at}/bundle.zip`,
  }
}
