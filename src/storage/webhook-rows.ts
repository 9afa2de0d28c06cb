// Webhook endpoints and deliveries as the store is handed them ↔ the values their statements are run with, the same for every database.
import type {
  Happened,
  WebhookAttempt,
  WebhookDeliveryRecord,
  WebhookEndpointRecord,
  WebhookSecret,
} from '../application/store.ts'
import { instant } from './times.ts'

type EndpointRow = Omit<WebhookEndpointRecord, 'events' | 'secrets'> & { events: string; secrets: string }

export const toEndpointRow = (tenant: string, { events, secrets, ...record }: WebhookEndpointRecord) => ({
  ...record,
  tenant,
  events: events.join(),
  secrets: textOf(secrets),
})

export const toEndpoint = ({ events, secrets, ...row }: EndpointRow): WebhookEndpointRecord => ({
  ...row,
  events: events.split(',') as WebhookEndpointRecord['events'],
  secrets: JSON.parse(secrets) as WebhookSecret[],
})

/** One text for one list: it is what tells whether they are the same. */
export const textOf = (secrets: readonly WebhookSecret[]): string =>
  JSON.stringify(secrets.map(({ secret, until }) => ({ secret, until })))

/** Nothing of an event that did not happen. */
export const toEvent = ({ messageId, type, at }: Happened) => ({ messageId, type, at: instant(at) })

export const toAttempt = (claimed: WebhookDeliveryRecord, { attempts, ...attempt }: WebhookAttempt) => ({
  tenant: claimed.tenant,
  endpointId: claimed.endpointId,
  messageId: claimed.messageId,
  claimed: claimed.attempts,
  ...attempt,
  attempts,
  nextAttemptAt: attempt.nextAttemptAt === null ? null : instant(attempt.nextAttemptAt),
  lastAttemptAt: attempt.lastAttemptAt === null ? null : instant(attempt.lastAttemptAt),
})
