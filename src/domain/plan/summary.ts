// The plan in a few lines of plain text for a ticket: under 4,000 characters however large the topology.
import type { Consolidation } from '../consolidation/consolidation.ts'
import { listed } from '../design/rule.ts'
import type { Topology } from '../topology/index.ts'
import type { DesignName, PlannedDesign } from './plan.ts'

const LONGEST = 3900

export function summarise(
  topology: Topology,
  designs: Record<DesignName, PlannedDesign>,
  consolidation: Consolidation,
): string {
  const { recommended, consolidated } = designs
  const chosen = consolidation.verdict === 'keep' ? recommended : consolidated
  const before = billed(recommended)
  const { monthly, currency, atLeast } = chosen.estimate
  const bill = `${atLeast ? 'at least ' : ''}${monthly.expected} ${currency} a month (${monthly.low} to ${monthly.high})`
  const headline =
    consolidation.verdict === 'keep'
      ? `${count(before)}: ${bill}. ${consolidation.because}`
      : `${count(before)} → ${billed(consolidated)}. Saves ${consolidation.monthlySaving} ${currency} a month: ${recommended.estimate.monthly.expected} → ${bill}.`
  const types = [...new Set(chosen.services.map((service) => service.type))].map((type) => {
    const names = chosen.services.filter((service) => service.type === type).map((service) => service.name)
    return `${type}: ${listed(names)}`
  })
  const worst = chosen.findings
    .filter((finding) => finding.severity === 'error')
    .map((finding) => `Must be mended: ${finding.message}`)
  const old = chosen.findings.filter(({ code }) => code === 'PRICES_OLD').map(({ message }) => message)
  const { provider, region, environment } = topology.target
  const where = [provider, region, environment].filter((word) => word !== undefined).join(', ')
  return [`${topology.name} (${where})`, headline, ...types, ...worst.slice(0, 5), ...old].join('\n').slice(0, LONGEST)
}

const billed = (design: PlannedDesign): number =>
  design.loadBalancers.filter((loadBalancer) => !loadBalancer.existing).length

const count = (number: number): string =>
  number === 0 ? 'No new load balancer' : number === 1 ? '1 load balancer' : `${number} load balancers`
