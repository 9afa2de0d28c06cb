// A delivery that was claimed → one attempt at it, and what becomes of it: told, to be tried again, given up, or the endpoint is gone.
import type { Store } from '../store.ts'
import { bodyOf } from './events.ts'
import { nextAttempt } from './schedule.ts'
import type { WebhookAttempt, WebhookDeliveryRecord, WebhookEndpointRecord, WebhookProblem } from './store.ts'
import { signingSecrets } from './webhooks.ts'

/** What is sent; the secrets sign it and are not. */
export type Outgoing = { url: string; messageId: string; sentAt: Date; body: string; secrets: readonly string[] }
export type Answered = { status: number; retryAfter?: string | undefined } | { problem: WebhookProblem }
/** Makes one request and follows nothing; never rejects. */
export type Send = (outgoing: Outgoing, signal: AbortSignal) => Promise<Answered>

export type Outcome = 'delivered' | 'retried' | 'failed' | 'gone' | 'released'

type Parts = {
  store: Pick<Store, 'findWebhookEndpoint' | 'stopWebhookEndpoint' | 'recordWebhookAttempt'>
  send: Send
  now: () => Date
  /** 0 to 1. */
  random: () => number
  publicBaseUrl: string
}
export type Deliver = (claimed: WebhookDeliveryRecord, signal: AbortSignal) => Promise<Outcome>

/** Undone when `signal` says so: then somebody else may try. STORE_UNAVAILABLE. */
export const createDeliver =
  ({ store, send, now, random, publicBaseUrl }: Parts): Deliver =>
  async (claimed, signal) => {
    const endpoint = await store.findWebhookEndpoint(claimed.tenant, claimed.endpointId)
    const untouched = released(claimed, now())
    if (endpoint?.state !== 'enabled') {
      await store.recordWebhookAttempt(claimed, untouched)
      return 'released'
    }
    const answered = await send(outgoing(claimed, endpoint, { sentAt: now(), publicBaseUrl }), signal)
    if (signal.aborted && 'problem' in answered) {
      await store.recordWebhookAttempt(claimed, untouched)
      return 'released'
    }
    const { outcome, attempt } = judged(claimed, answered, { now: now(), random: random() })
    if (outcome === 'gone')
      await store.stopWebhookEndpoint(claimed.tenant, endpoint.id, {
        url: endpoint.url,
        updatedAt: now().toISOString(),
      })
    await store.recordWebhookAttempt(claimed, attempt)
    return outcome
  }

function outgoing(
  claimed: WebhookDeliveryRecord,
  { url, secrets }: WebhookEndpointRecord,
  { sentAt, publicBaseUrl }: { sentAt: Date; publicBaseUrl: string },
): Outgoing {
  return {
    url,
    messageId: claimed.messageId,
    sentAt,
    body: bodyOf(claimed, publicBaseUrl),
    secrets: signingSecrets(secrets, sentAt).map(({ secret }) => secret),
  }
}

/** As if it had not been claimed. */
const released = (claimed: WebhookDeliveryRecord, now: Date): WebhookAttempt => ({
  state: 'pending',
  attempts: claimed.attempts - 1,
  nextAttemptAt: now.toISOString(),
  lastAttemptAt: claimed.lastAttemptAt,
  lastStatus: claimed.lastStatus,
  lastProblem: claimed.lastProblem,
})

/** Only 2xx is success. */
export function judged(
  { attempts }: WebhookDeliveryRecord,
  answered: Answered,
  { now, random }: { now: Date; random: number },
): { outcome: Outcome; attempt: WebhookAttempt } {
  const status = 'status' in answered ? answered.status : null
  const made = { attempts, lastAttemptAt: now.toISOString(), lastStatus: status }
  const lastProblem = problemIn(answered)
  if (lastProblem === null)
    return { outcome: 'delivered', attempt: { ...made, state: 'delivered', nextAttemptAt: null, lastProblem } }
  const retryAfter = 'status' in answered ? answered.retryAfter : undefined
  const next = status === 410 ? undefined : nextAttempt(attempts, { now, random, retryAfter })
  if (next === undefined) {
    const attempt: WebhookAttempt = { ...made, state: 'failed', nextAttemptAt: null, lastProblem }
    return { outcome: status === 410 ? 'gone' : 'failed', attempt }
  }
  return {
    outcome: 'retried',
    attempt: { ...made, state: 'pending', nextAttemptAt: next.toISOString(), lastProblem },
  }
}

function problemIn(answered: Answered): WebhookProblem | null {
  if ('problem' in answered) return answered.problem
  const { status } = answered
  if (status >= 200 && status < 300) return null
  if (status === 410) return 'GONE'
  return status >= 300 && status < 400 ? 'REDIRECTED' : 'STATUS_NOT_2XX'
}
