// A number and whatever a test cares about go in, a whole plan record comes out; the same number gives the same record.
import type { Kept, PlanRecord, Store } from '../../src/application/store.ts'
import type { PlanSummary } from '../../src/domain/plan/plan.ts'

export const planId = (number: number) => `01890000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`

/** One minute apart by number, so that a higher number is newer unless a test says otherwise. */
export const minute = (number: number) => new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString()

/** Whose everything is unless a test says otherwise. */
export const TENANT = 'tenant-a'

/** Keeps a record after the revision before it. */
export const insert = (store: Store, record: PlanRecord, tenant = TENANT): Promise<Kept> =>
  store.keep(tenant, record, { after: record.summary.revision - 1 })

export function planRecord(number: number, cares: Partial<PlanSummary> = {}, body?: string): PlanRecord {
  const id = planId(number)
  const self = `/v1/plans/${id}`
  const summary: PlanSummary = {
    id,
    name: 'shop',
    provider: 'aws',
    revision: 1,
    etag: `"${number}.1"`,
    url: self,
    createdAt: minute(number),
    updatedAt: minute(number),
    topologyHash: `sha256:${number}`,
    summaryText: `Plan ${number}: 5 % cheaper — für "drei" Dienste\n`,
    chosen: 'recommended',
    verdict: 'keep',
    currency: 'USD',
    monthly: { recommended: '36.86', consolidated: '18.43', saving: '18.43', atLeast: false },
    policy: { id: 'builtin', version: '2026-11-24', verdict: 'pass' },
    links: {
      self,
      revision: `${self}/revisions/1`,
      revisions: `${self}/revisions`,
      manifests: `${self}/manifests.yaml`,
      manifestsJson: `${self}/manifests.json`,
      bundle: `${self}/bundle.zip`,
      report: `${self}/report`,
      summary: `${self}/summary`,
    },
    ...cares,
  }
  return { summary, body: Buffer.from(body ?? JSON.stringify({ id, number })) }
}
