// Webhook endpoints as callers give and see them, and what became of what they were told.
import { z } from 'zod'
import { PlanEventType, WebhookType } from './events.ts'
import type { WebhookDeliveryRecord, WebhookEndpointRecord, WebhookProblem } from './store.ts'

export const WebhookEndpointInput = z
  .strictObject({
    url: z.string().max(2000, { error: 'must have at most 2,000 characters' }).meta({
      description: 'Where to POST to: an https address at a host that the operator lists in `WEBHOOK_HOSTS`.',
      example: 'https://hooks.example.com/moorage',
    }),
    description: z
      .string()
      .max(200, { error: 'must have at most 200 characters' })
      .optional()
      .meta({ description: 'For people.', example: 'Comments on the ticket.' }),
    events: z
      .array(PlanEventType)
      .min(1, { error: 'must name at least one event' })
      .max(PlanEventType.options.length, { error: 'must name each event at most once' })
      .optional()
      .meta({ description: 'What to be told of; of everything when not given.', example: ['plan.created'] }),
    enabled: z
      .boolean()
      .optional()
      .meta({ description: '`false` keeps what is not told yet until it is enabled again; `true` when not given.' }),
  })
  .meta({ id: 'WebhookEndpointInput' })
export type WebhookEndpointInput = z.infer<typeof WebhookEndpointInput>

export const WebhookEndpoint = z
  .strictObject({
    id: z.uuid(),
    url: z.string(),
    description: z.string(),
    events: z.array(PlanEventType),
    enabled: z.boolean(),
    disabledBecause: z.enum(['ASKED', 'GONE']).nullable().meta({
      description: '`GONE`: it answered 410 and is not called any more until it is enabled again.',
    }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    links: z.strictObject({ self: z.string(), deliveries: z.string() }),
  })
  .meta({ id: 'WebhookEndpoint', description: 'Whom to tell what happens to plans.' })
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>

export const WebhookEndpointWithSecret = z
  .strictObject({
    ...WebhookEndpoint.shape,
    secret: z.string().meta({
      description: 'What deliveries are signed with, as Standard Webhooks has it. It is shown this once.',
    }),
  })
  .meta({ id: 'WebhookEndpointWithSecret' })
export type WebhookEndpointWithSecret = z.infer<typeof WebhookEndpointWithSecret>

/** A closed list, and each with the reason it is there. */
const PROBLEMS = {
  STATUS_NOT_2XX: 'it answered, and not with 2xx',
  REDIRECTED: 'it answered with a redirect, which is never followed',
  GONE: 'it answered 410',
  TIMED_OUT: 'it did not answer within 20 seconds',
  UNREACHABLE: 'no connection, or one that broke off',
  NAME_NOT_FOUND: 'its name leads to no address',
  TLS_FAILED: 'its certificate is not trusted, or it speaks no TLS',
  HOST_NOT_ALLOWED: '`WEBHOOK_HOSTS` does not list it any more',
  ADDRESS_NOT_ALLOWED: 'its name leads to an address inside, which `WEBHOOK_PRIVATE_ADDRESSES` does not list',
} satisfies Record<WebhookProblem, string>

export const WebhookDelivery = z
  .strictObject({
    messageId: z.string().meta({ description: 'The `webhook-id` of every attempt.' }),
    type: WebhookType,
    occurredAt: z.iso.datetime(),
    plan: z
      .strictObject({ id: z.string(), name: z.string(), revision: z.int() })
      .nullable()
      .meta({ description: 'Null for a test.' }),
    state: z.enum(['pending', 'delivered', 'failed']).meta({ description: '`failed`: there is no attempt left.' }),
    attempts: z.int(),
    lastAttemptAt: z.iso.datetime().nullable(),
    lastStatus: z.int().nullable().meta({ description: 'What was answered, if anything was.' }),
    lastProblem: z
      .enum(Object.keys(PROBLEMS) as [WebhookProblem, ...WebhookProblem[]])
      .nullable()
      .meta({
        description: Object.entries(PROBLEMS)
          .map(([code, reason]) => `\`${code}\`: ${reason}`)
          .join('; '),
      }),
    nextAttemptAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'WebhookDelivery' })
export type WebhookDelivery = z.infer<typeof WebhookDelivery>

export function shownEndpoint({ secrets: _secrets, state, ...record }: WebhookEndpointRecord): WebhookEndpoint {
  const self = `/v1/webhook-endpoints/${record.id}`
  return {
    ...record,
    enabled: state === 'enabled',
    disabledBecause: state === 'enabled' ? null : state === 'gone' ? 'GONE' : 'ASKED',
    links: { self, deliveries: `${self}/deliveries` },
  }
}

export const shownDelivery = (record: WebhookDeliveryRecord): WebhookDelivery => ({
  messageId: record.messageId,
  type: record.type,
  occurredAt: record.at,
  plan:
    record.summary === null
      ? null
      : { id: record.summary.id, name: record.summary.name, revision: record.summary.revision },
  state: record.state,
  attempts: record.attempts,
  lastAttemptAt: record.lastAttemptAt,
  lastStatus: record.lastStatus,
  lastProblem: record.lastProblem,
  nextAttemptAt: record.nextAttemptAt,
})
