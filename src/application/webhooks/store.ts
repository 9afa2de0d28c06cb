// The part of the store's port that others are told from: endpoints, and an outbox with a row for each endpoint and event, written in
// the transaction of the event itself.
import type { PlanSummary } from '../../domain/plan/plan.ts'
import type { PlanEventType, WebhookType } from './events.ts'

/** `gone`: it answered so itself. */
export type WebhookEndpointState = 'enabled' | 'paused' | 'gone'

/** One that signs; an older one only `until` then. */
export type WebhookSecret = { secret: string; until: string | null }

export type WebhookEndpointRecord = {
  id: string
  url: string
  description: string
  events: PlanEventType[]
  state: WebhookEndpointState
  /** The newest first. */
  secrets: WebhookSecret[]
  createdAt: string
  updatedAt: string
}

/** What happened, to be written down for every endpoint that wants to know. */
export type Happened = { messageId: string; type: PlanEventType; at: string }

export type WebhookDeliveryState = 'pending' | 'delivered' | 'failed'

/** Why an attempt came to nothing. */
export type WebhookProblem =
  | 'STATUS_NOT_2XX'
  | 'REDIRECTED'
  | 'GONE'
  | 'TIMED_OUT'
  | 'UNREACHABLE'
  | 'NAME_NOT_FOUND'
  | 'TLS_FAILED'
  | 'HOST_NOT_ALLOWED'
  | 'ADDRESS_NOT_ALLOWED'

/** A row of the outbox. */
export type WebhookDeliveryRecord = {
  tenant: string
  endpointId: string
  /** The event's: the same for every endpoint and every attempt. */
  messageId: string
  type: WebhookType
  at: string
  /** Of the plan; null for a test. */
  summary: PlanSummary | null
  state: WebhookDeliveryState
  /** Those that were begun. */
  attempts: number
  /** Null when there will be none. While an attempt is under way: when it is given up as lost. */
  nextAttemptAt: string | null
  lastAttemptAt: string | null
  /** What was answered, if anything was. */
  lastStatus: number | null
  lastProblem: WebhookProblem | null
}

/** What became of an attempt. */
export type WebhookAttempt = Pick<
  WebhookDeliveryRecord,
  'state' | 'attempts' | 'nextAttemptAt' | 'lastAttemptAt' | 'lastStatus' | 'lastProblem'
>

export type WebhookStore = {
  /** False when the tenant has as many already. Resolves when it is durable. */
  insertWebhookEndpoint: (tenant: string, record: WebhookEndpointRecord, atMost: number) => Promise<boolean>
  findWebhookEndpoint: (tenant: string, id: string) => Promise<WebhookEndpointRecord | undefined>
  /** By creation time, then id. */
  listWebhookEndpoints: (tenant: string) => Promise<WebhookEndpointRecord[]>
  /** All but its secrets. False when there is none. */
  changeWebhookEndpoint: (
    tenant: string,
    id: string,
    change: Pick<WebhookEndpointRecord, 'url' | 'description' | 'events' | 'state' | 'updatedAt'>,
  ) => Promise<boolean>
  /** Marks it as gone, while it is enabled at that address. */
  stopWebhookEndpoint: (tenant: string, id: string, at: { url: string; updatedAt: string }) => Promise<boolean>
  /** False when its secrets are not `before` any more, or there is none. */
  setWebhookSecrets: (
    tenant: string,
    id: string,
    change: { before: WebhookSecret[]; secrets: WebhookSecret[]; updatedAt: string },
  ) => Promise<boolean>
  /** With every delivery. True when there was one to remove. */
  removeWebhookEndpoint: (tenant: string, id: string) => Promise<boolean>
  /** A delivery of `webhook.test`. False when there is no such endpoint that is enabled. */
  insertWebhookTest: (
    tenant: string,
    endpointId: string,
    { messageId, at }: { messageId: string; at: string },
  ) => Promise<boolean>
  /** Newest first, at most `limit`. */
  listWebhookDeliveries: (
    tenant: string,
    endpointId: string,
    { limit, state }: { limit: number; state?: WebhookDeliveryState | undefined },
  ) => Promise<WebhookDeliveryRecord[]>
  /**
   * Of every tenant: begins an attempt at the delivery that has been due longest at `at`, of an endpoint that is enabled and not among
   * `busy`. Until `until` nobody else is given it.
   */
  claimWebhookDelivery: ({
    at,
    until,
    busy,
  }: {
    at: string
    until: string
    busy: readonly string[]
  }) => Promise<WebhookDeliveryRecord | undefined>
  /** Of the attempt that was claimed; false when another has been claimed since, or the delivery is gone. */
  recordWebhookAttempt: (claimed: WebhookDeliveryRecord, attempt: WebhookAttempt) => Promise<boolean>
  /** Whether any endpoint of any tenant is enabled, and when the next delivery to one is due. */
  nextWebhookDelivery: () => Promise<{ endpoints: boolean; dueAt: string | undefined }>
  /** Of every tenant: deliveries of what happened before `time`, at most `limit`. How many there were. */
  removeWebhookDeliveries: (time: string, limit: number) => Promise<number>
}
