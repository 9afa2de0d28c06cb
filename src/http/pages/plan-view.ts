// A kept plan, and the design to look at → what its page shows. Figures and words are the report's own; a page only cuts them short.
import type { DesignName, Plan } from '../../domain/plan/plan.ts'
import type { Report, ReportService } from '../../reports/view/report.ts'
import { reportOf } from '../../reports/view/view.ts'
import { type Command, commandsFor } from './commands.ts'
import { type Cut, cut } from './cut.ts'
import { type ManifestText, manifestText } from './manifest-text.ts'
import { type PlanLink, type PlanPictures, planLinks, planPictures, type Serves } from './plan-links.ts'

export type PlanView = {
  id: string
  revision: number
  /** Whether it was asked for by its number. */
  pinned: boolean
  plannedAt: string
  report: Omit<Report, 'services' | 'findings' | 'mustBeTrue'>
  design: DesignName
  chosen: DesignName
  /** Nothing is shared: there is one design, whatever it is called. */
  same: boolean
  designs: { name: DesignName; title: string; href: string; advised: boolean; current: boolean }[]
  heeded: Cut<Report['findings'][number]>
  notes: Cut<Report['findings'][number]>
  /** A reason begins with the sentence that says it; the rest is for who wants to know more. */
  services: Cut<ReportService & { first: string; rest: string; ruleHref: string }>
  bill: Report['bills']['before']
  lines: Cut<Report['bills']['before']['lines'][number]>
  sources: Cut<Report['sources']['prices'][number]>
  steps: Cut<Report['steps'][number]>
  givesUp: Cut<Report['givesUp'][number]>
  keptApart: Cut<Report['keptApart'][number]>
  mustBeTrue: Cut<Report['mustBeTrue'][number]>
  assumed: Cut<Report['mustBeTrue'][number]>
  manifests: ManifestText & { href: string; shown: string }
  commands: Command[]
  links: PlanLink[]
  pictures: PlanPictures
  share: string
}

export type PlanViewOptions = {
  design: DesignName | undefined
  pinned: boolean
  publicBaseUrl: string
  base: string
  asks: boolean
  serves: Serves
}

const ROWS = 60
const PARAGRAPHS = 12

export function planView(plan: Plan, options: PlanViewOptions): PlanView {
  const { chosen, links, designs } = plan
  const design = options.design ?? chosen
  // The report tells of the design that is advised: this one tells of the design that is looked at.
  const { services, findings, ...report } = reportOf({ ...plan, chosen: design })
  const bill = design === 'recommended' ? report.bills.before : report.bills.after
  const query = design === chosen ? '' : `?design=${design}`
  return {
    id: plan.id,
    revision: plan.revision,
    pinned: options.pinned,
    plannedAt: `${plan.updatedAt.slice(0, 10)} ${plan.updatedAt.slice(11, 16)} UTC`,
    report,
    design,
    chosen,
    same: plan.consolidation.groups.length === 0,
    designs: designsOf(plan, design, options),
    heeded: cut(
      findings.filter(({ severity }) => severity !== 'info'),
      PARAGRAPHS,
    ),
    notes: cut(
      findings.filter(({ severity }) => severity === 'info'),
      PARAGRAPHS,
    ),
    services: cut(
      services.map((service) => serviceOf(service, options.base)),
      ROWS,
    ),
    bill,
    lines: cut(bill.lines, ROWS),
    sources: cut(report.sources.prices, PARAGRAPHS),
    steps: cut(report.steps, ROWS),
    givesUp: cut(report.givesUp, PARAGRAPHS),
    keptApart: cut(report.keptApart, PARAGRAPHS),
    mustBeTrue: cut(
      report.mustBeTrue.filter(({ kind }) => kind !== 'assumed'),
      PARAGRAPHS,
    ),
    assumed: cut(
      report.mustBeTrue.filter(({ kind }) => kind === 'assumed'),
      ROWS,
    ),
    manifests: {
      ...manifestText(designs[design].manifests),
      href: `${options.base}${links.revision}/manifests.yaml${query}`,
      shown: report.manifests.shown,
    },
    commands: commandsFor({ plan, design, publicBaseUrl: options.publicBaseUrl, asks: options.asks }),
    links: planLinks(plan, { ...options, design }),
    pictures: planPictures(plan, { ...options, design }),
    share: `${options.publicBaseUrl === '' ? '$MOORAGE' : options.publicBaseUrl}/plans/${plan.id}?revision=${plan.revision}`,
  }
}

function serviceOf(service: ReportService, base: string): PlanView['services']['items'][number] {
  const [first = '', ...rest] = service.why.split(/(?<=[.!?]) (?=[A-Z])/)
  return { ...service, first, rest: rest.join(' '), ruleHref: `${base}/v1/rules/${service.rule}` }
}

const TITLES: Record<DesignName, string> = { recommended: 'Each on its own', consolidated: 'Shared' }

function designsOf(
  { id, revision, chosen }: Plan,
  current: DesignName,
  { base, pinned }: PlanViewOptions,
): PlanView['designs'] {
  return (['recommended', 'consolidated'] as const).map((name) => ({
    name,
    title: TITLES[name],
    href: `${base}/plans/${id}?design=${name}${pinned ? `&revision=${revision}` : ''}`,
    advised: name === chosen,
    current: name === current,
  }))
}
