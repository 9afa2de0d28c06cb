// Reports for tickets of the largest topology there may be: within what their readers take, and soon enough for who waits.
import { beforeAll, expect, it } from 'vitest'
import type { Report } from '../../src/reports/view/report.ts'
import { reportOf } from '../../src/reports/view/view.ts'
import { topologyOf } from '../bench/topologies.ts'
import { ANYBODY, createMapStore, createRealPlanner } from '../http/planner.ts'
import { TICKET_FORMS } from '../reports/ticket-forms.ts'

/** Nobody calls anybody: there is a limit on calls, and it comes before the one on workloads. */
function largest(): object {
  const topology = topologyOf(10_000) as { workloads: Record<string, { calls?: string[] }> }
  for (const workload of Object.values(topology.workloads)) delete workload.calls
  return topology
}

let report: Report
let totals: string[]
beforeAll(async () => {
  const draft = await createRealPlanner(createMapStore(), 10_000).draft(ANYBODY, largest())
  totals = [draft.designs.recommended, draft.designs.consolidated].map(({ estimate }) => estimate.monthly.expected)
  report = reportOf(draft)
}, 600_000)

it.each(TICKET_FORMS)('$name', ({ write, refused, read }) => {
  const started = performance.now()
  const written = write(report)
  const milliseconds = performance.now() - started
  expect(written.length).toBeLessThan(refused)
  for (const total of totals) expect(read(written)).toContain(total)
  expect(read(written)).toMatch(/… and \d+ more|Left out here/)
  expect(milliseconds).toBeLessThan(5000)
})
