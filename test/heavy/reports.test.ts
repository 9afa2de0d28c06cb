// The largest topology a service can be set to take: each form of its report within its limit, and how long each takes is printed.
import { beforeAll, describe, expect, it } from 'vitest'
import { draft } from '../../src/domain/plan/draft.ts'
import type { Draft } from '../../src/domain/plan/plan.ts'
import { fingerprint } from '../../src/fingerprint.ts'
import { REPORT_FORMS, type ReportFormName } from '../../src/http/reports/forms.ts'
import { reportOf } from '../../src/reports/view/view.ts'
import { providerOf, TARIFF } from '../domain/design/drafting.ts'
import { read } from '../domain/reading.ts'

const LIMITS: Partial<Record<ReportFormName, number>> = { md: 65_536, html: 5_000_000, txt: 5_000_000 }

/** Each calls the next, and one in ten has a way in of its own. */
const topology = {
  name: 'large',
  target: { provider: 'aws', region: 'us-east-1' },
  workloads: Object.fromEntries(
    Array.from({ length: 10_000 }, (_, index) => [
      `web-${index}`,
      {
        ports: { http: 8080 },
        calls: [`web-${(index + 1) % 10_000}`],
        ...(index % 10 === 0 ? { expose: [{ port: 'http', to: 'internet', host: `web-${index}.example.com` }] } : {}),
        traffic: { source: 'declared', newConnectionsPerSecond: 1 + (index % 7), gbOutPerMonth: index % 50 },
      },
    ]),
  ),
}

describe('a plan of ten thousand workloads', () => {
  let plan: Draft
  beforeAll(() => {
    plan = draft(read(topology, { workloadsAtMost: 10_000 }), providerOf('aws'), TARIFF, fingerprint)
  }, 1_800_000)

  it.each(Object.entries(LIMITS))('is %s of at most %i characters', (form, limit) => {
    const before = process.cpuUsage()
    const text = REPORT_FORMS[form as ReportFormName].write({ plan, report: reportOf(plan) })
    const { user, system } = process.cpuUsage(before)
    process.stdout.write(`${form}: ${text.length} characters in ${Math.round((user + system) / 1000)} ms\n`)
    expect(text.length).toBeLessThanOrEqual(limit)
    expect(text).toContain(plan.designs.recommended.estimate.monthly.expected)
  })
})
