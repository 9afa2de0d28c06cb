// A plan or a draft → one screen for a terminal: what each workload gets, the bill, what to heed, what to do next.
import type { Service } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Draft, Plan, PlannedDesign } from '../../domain/plan/plan.ts'
import { table, wrap } from './layout.ts'

const ROWS_AT_MOST = 25
const FINDINGS_AT_MOST = 6

/** At most 80 columns; ends in a newline. */
export function planText(plan: Draft | Plan): string {
  const { provider, region, environment } = plan.topology.target
  const where = [provider, region, environment].filter((word) => word !== undefined).join(', ')
  const verdict = `${VERDICTS[plan.consolidation.verdict]}: ${plan.consolidation.because}`
  const sections = [
    [...wrap(`${plan.name} (${where})`), ...wrap(verdict)],
    services(plan.designs[plan.chosen]),
    bill(plan),
    findings(plan.findings),
    next(plan),
  ]
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

const VERDICTS: Record<Draft['consolidation']['verdict'], string> = {
  merge: 'Share an entrance',
  'merge-some': 'Share an entrance for some',
  keep: 'Keep as it is',
}

function services(design: PlannedDesign): string[] {
  const served = design.services.map((service) => [
    service.name,
    service.type,
    wayIn(service, design),
    service.because.rule,
  ])
  const unserved = design.unserved.map(({ workload, because }) => [workload, '(no Service)', '-', because.rule])
  const rows = [...served, ...unserved]
  const more = rows.length > ROWS_AT_MOST ? [`… and ${rows.length - ROWS_AT_MOST} more`] : []
  return [
    ...table([['SERVICE', 'TYPE', 'WAY IN', 'WHY (rule)'], ...rows.slice(0, ROWS_AT_MOST)], {
      most: [22, 13, 40, 28],
      gives: 2,
    }),
    ...more,
  ]
}

function wayIn(service: Service, design: PlannedDesign): string {
  if (service.type === 'LoadBalancer')
    return service.facing?.scheme === 'internal' ? 'internal balancer' : 'load balancer'
  if (service.type === 'NodePort') return 'node port'
  const routes = design.entrances.flatMap((entrance) =>
    entrance.routes.filter((route) => route.service === service.name && route.namespace === service.namespace),
  )
  const [first] = routes
  if (first === undefined) return service.type === 'ExternalName' ? 'leads outside' : 'inside only'
  const place = first.layer4 === undefined ? first.path.replace(/^\/$/, '') : `:${first.listen}`
  const address = `${first.host ?? '*'}${place}`
  return routes.length === 1 ? address : `${address} +${routes.length - 1}`
}

function bill({ designs: { recommended, consolidated }, findings: found }: Draft): string[] {
  const both = [recommended, consolidated]
  const { currency } = recommended.estimate
  const total = ({ estimate }: PlannedDesign) => `${estimate.atLeast ? 'at least ' : ''}${estimate.monthly.expected}`
  const range = ({ estimate }: PlannedDesign) => `${estimate.monthly.low} to ${estimate.monthly.high}`
  const made = ({ loadBalancers }: PlannedDesign) =>
    String(loadBalancers.filter((loadBalancer) => !loadBalancer.existing).length)
  // A bill on old prices says so beside it, not among what may be overlooked.
  const old = found.filter(({ code }) => code === 'PRICES_OLD')
  const rows = table(
    [
      [`A MONTH (${currency})`, 'BEFORE SHARING', 'AFTER SHARING'],
      ['expected', ...both.map(total)],
      ['range', ...both.map(range)],
      ['new load balancers', ...both.map(made)],
    ],
    { most: [20, 28, 28], gives: 0 },
  )
  return [...rows, ...old.flatMap(({ message }) => wrap(message))]
}

function findings(all: readonly Finding[]): string[] {
  const heeded = all.filter((finding) => finding.severity !== 'info')
  const shownOnes = heeded.slice(0, FINDINGS_AT_MOST)
  const lines = shownOnes.flatMap(({ severity, message, fix }) => [
    ...wrap(message, `${severity === 'error' ? 'ERROR  ' : 'warning'} `),
    ...(fix === undefined ? [] : wrap(fix, '        fix: ')),
  ])
  const left = all.filter(({ code }) => code !== 'PRICES_OLD').length - shownOnes.length
  if (lines.length === 0)
    return [left === 0 ? 'Nothing found wrong.' : `Nothing found wrong; ${left} notes in \`findings\`.`]
  return left === 0 ? lines : [...lines, `… and ${left} more in \`findings\``]
}

function next(plan: Draft | Plan): string[] {
  if (!('links' in plan)) return ['Not kept. POST it to /v1/plans without dryRun to keep it.']
  return [
    'Apply it:       kubectl apply -f \\',
    `  $MOORAGE${plan.links.manifests}`,
    'The whole plan: curl \\',
    `  $MOORAGE${plan.links.self}`,
  ]
}
