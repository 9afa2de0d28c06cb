// A number goes in, a whole webhook endpoint comes out; the same number gives the same one.
import type { Happened, PlanRecord, Store, WebhookEndpointRecord } from '../../src/application/store.ts'
import { minute, TENANT } from './plan-record.ts'

export const endpointId = (number: number) => `01890000-0000-7000-9000-${number.toString(16).padStart(12, '0')}`

export const endpointRecord = (number: number, cares: Partial<WebhookEndpointRecord> = {}): WebhookEndpointRecord => ({
  id: endpointId(number),
  url: `https://hooks.example.com/${number}`,
  description: '',
  events: ['plan.created', 'plan.revised', 'plan.deleted'],
  state: 'enabled',
  secrets: [{ secret: `whsec_${number}`, until: null }],
  createdAt: minute(number),
  updatedAt: minute(number),
  ...cares,
})

export const insertEndpoint = (store: Store, record: WebhookEndpointRecord, tenant = TENANT): Promise<boolean> =>
  store.insertWebhookEndpoint(tenant, record, 1000)

export const happened = (number: number, type: Happened['type'] = 'plan.created'): Happened => ({
  messageId: `msg_${number.toString().padStart(4, '0')}`,
  type,
  at: minute(number),
})

/** Keeps a plan and says so. */
export const keepAndTell = (store: Store, record: PlanRecord, what: Happened, tenant = TENANT) =>
  store.keep(tenant, record, { after: record.summary.revision - 1, happened: what })
