// The webhook endpoint that the document shows, what it is told, and what became of that.
import type {
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEndpointInput,
  WebhookEndpointWithSecret,
} from '../../application/webhooks/endpoint.ts'
import { SUMMARY_EXAMPLE } from './examples.ts'

export const WEBHOOK_ENDPOINT_EXAMPLE: WebhookEndpointInput = {
  url: 'https://hooks.example.com/moorage',
  description: 'Comments on the ticket.',
  events: ['plan.created', 'plan.revised'],
}

const id = '019ab4d2-5c00-7000-8000-00000000000e'
const self = `/v1/webhook-endpoints/${id}`

export const WEBHOOK_ENDPOINT_KEPT_EXAMPLE: WebhookEndpoint = {
  id,
  url: 'https://hooks.example.com/moorage',
  description: 'Comments on the ticket.',
  events: ['plan.created', 'plan.revised'],
  enabled: true,
  disabledBecause: null,
  createdAt: '2026-11-24T09:00:00.000Z',
  updatedAt: '2026-11-24T09:00:00.000Z',
  links: { self, deliveries: `${self}/deliveries` },
}

export const WEBHOOK_SECRET_EXAMPLE: WebhookEndpointWithSecret = {
  ...WEBHOOK_ENDPOINT_KEPT_EXAMPLE,
  secret: 'whsec_bW9vcmFnZS1leGFtcGxlLXNlY3JldC0zMi1ieXRlcyE=',
}

export const WEBHOOK_TEST_EXAMPLE: WebhookDelivery = {
  messageId: 'msg_019ab4d2-5c00-7000-8000-00000000000f',
  type: 'webhook.test',
  occurredAt: '2026-11-24T09:00:00.000Z',
  plan: null,
  state: 'pending',
  attempts: 0,
  lastAttemptAt: null,
  lastStatus: null,
  lastProblem: null,
  nextAttemptAt: '2026-11-24T09:00:00.000Z',
}

export const WEBHOOK_DELIVERY_EXAMPLE: WebhookDelivery = {
  messageId: 'msg_019ab4d2-5c00-7000-8000-000000000010',
  type: 'plan.created',
  occurredAt: '2026-11-24T09:00:00.000Z',
  plan: { id: SUMMARY_EXAMPLE.id, name: SUMMARY_EXAMPLE.name, revision: 1 },
  state: 'pending',
  attempts: 2,
  lastAttemptAt: '2026-11-24T09:00:05.400Z',
  lastStatus: 503,
  lastProblem: 'STATUS_NOT_2XX',
  nextAttemptAt: '2026-11-24T09:05:20.700Z',
}
