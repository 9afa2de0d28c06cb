// Webhook endpoints, as their owners ask for them: made, read, changed, removed, tried; their secrets are shown once.

import { Failure, type Mistake } from '../../domain/failure.ts'
import { readWith } from '../../domain/schema/read.ts'
import type { Caller } from '../caller.ts'
import type { Store } from '../store.ts'
import {
  shownDelivery,
  shownEndpoint,
  type WebhookDelivery,
  type WebhookEndpoint,
  WebhookEndpointInput,
  type WebhookEndpointWithSecret,
} from './endpoint.ts'
import { PlanEventType } from './events.ts'
import type { WebhookDeliveryState, WebhookEndpointRecord, WebhookSecret } from './store.ts'
import { mistakeInUrl } from './targets.ts'

/** What telling others takes; without it nobody is told anything. */
export type Telling = {
  /** `https://hooks.example.com`: the only ones that may be called. */
  origins: ReadonlySet<string>
  newSecret: () => string
  /** There is something to deliver. */
  wake: () => void
}

/** Every method throws STORE_UNAVAILABLE, and what names an id WEBHOOK_ENDPOINT_NOT_FOUND. */
export type Webhooks = {
  /** Oldest first. */
  list: (caller: Caller) => Promise<WebhookEndpoint[]>
  find: (caller: Caller, id: string) => Promise<WebhookEndpoint>
  /** Resolves when it is durable. WEBHOOKS_OFF, INVALID_WEBHOOK_ENDPOINT. */
  create: (caller: Caller, document: unknown) => Promise<WebhookEndpointWithSecret>
  /** All but its secret. WEBHOOKS_OFF, INVALID_WEBHOOK_ENDPOINT. */
  put: (caller: Caller, id: string, document: unknown) => Promise<WebhookEndpoint>
  /** With every delivery, also those that are not made yet. */
  remove: (caller: Caller, id: string) => Promise<void>
  /** A new secret; the one before it signs, too, for a day. */
  rotate: (caller: Caller, id: string) => Promise<WebhookEndpointWithSecret>
  /** Puts a `webhook.test` among its deliveries. WEBHOOKS_OFF, WEBHOOK_ENDPOINT_DISABLED. */
  test: (caller: Caller, id: string) => Promise<WebhookDelivery>
  /** Newest first. */
  deliveries: (
    caller: Caller,
    id: string,
    asked: { limit: number; state?: WebhookDeliveryState | undefined },
  ) => Promise<WebhookDelivery[]>
}

type Parts = { store: Store; now: () => Date; newId: () => string; telling: Telling | undefined }

export const ENDPOINTS_AT_MOST = 20
const OLD_SECRET_MILLISECONDS = 24 * 60 * 60 * 1000
/** With the newest: whoever rotates more often has the oldest end early, so that the header of signatures stays short. */
const SECRETS_AT_MOST = 3

export function createWebhooks({ store, now, newId, telling }: Parts): Webhooks {
  const at = () => now().toISOString()
  const record = async ({ tenant }: Caller, id: string): Promise<WebhookEndpointRecord> =>
    (await store.findWebhookEndpoint(tenant, id)) ?? notFound(id)

  return {
    list: async ({ tenant }) => (await store.listWebhookEndpoints(tenant)).map(shownEndpoint),
    find: async (caller, id) => shownEndpoint(await record(caller, id)),
    async create({ tenant }, document) {
      const { origins, newSecret } = on(telling)
      const [createdAt, secret] = [at(), newSecret()]
      const secrets: WebhookSecret[] = [{ secret, until: null }]
      const made = { ...wishedFor(document, origins), id: newId(), secrets, createdAt, updatedAt: createdAt }
      if (!(await store.insertWebhookEndpoint(tenant, made, ENDPOINTS_AT_MOST)))
        throw invalid([
          {
            pointer: '',
            code: 'TOO_MANY_ENDPOINTS',
            detail: `there are ${ENDPOINTS_AT_MOST} endpoints already; remove one first`,
          },
        ])
      return { ...shownEndpoint(made), secret }
    },
    async put(caller, id, document) {
      const { origins, wake } = on(telling)
      const before = await record(caller, id)
      const change = { ...wishedFor(document, origins), updatedAt: at() }
      if (!(await store.changeWebhookEndpoint(caller.tenant, id, change))) notFound(id)
      // What has waited for it may be due.
      wake()
      return shownEndpoint({ ...before, ...change })
    },
    async remove({ tenant }, id) {
      if (!(await store.removeWebhookEndpoint(tenant, id))) notFound(id)
    },
    async rotate(caller, id) {
      const { newSecret } = on(telling)
      for (;;) {
        const before = await record(caller, id)
        const [updatedAt, secret] = [at(), newSecret()]
        const secrets = rotated(before.secrets, secret, now())
        const change = { before: before.secrets, secrets, updatedAt }
        if (await store.setWebhookSecrets(caller.tenant, id, change))
          return { ...shownEndpoint({ ...before, updatedAt }), secret }
      }
    },
    async test(caller, id) {
      const { wake } = on(telling)
      await record(caller, id)
      const message = { messageId: `msg_${newId()}`, at: at() }
      if (!(await store.insertWebhookTest(caller.tenant, id, message)))
        throw new Failure('WEBHOOK_ENDPOINT_DISABLED', 'This endpoint is not enabled; enable it with PUT first.')
      wake()
      return shownDelivery({
        ...{
          tenant: caller.tenant,
          endpointId: id,
          type: 'webhook.test',
          summary: null,
          state: 'pending',
          attempts: 0,
        },
        ...{ ...message, nextAttemptAt: message.at, lastAttemptAt: null, lastStatus: null, lastProblem: null },
      })
    },
    async deliveries(caller, id, asked) {
      await record(caller, id)
      return (await store.listWebhookDeliveries(caller.tenant, id, asked)).map(shownDelivery)
    },
  }
}

/** Those that sign at a moment, the newest first. */
export const signingSecrets = (secrets: readonly WebhookSecret[], now: Date): WebhookSecret[] =>
  secrets.filter(({ until }) => until === null || new Date(until) > now)

function rotated(secrets: readonly WebhookSecret[], secret: string, now: Date): WebhookSecret[] {
  const until = new Date(now.getTime() + OLD_SECRET_MILLISECONDS).toISOString()
  const old = signingSecrets(secrets, now).map((one) => ({ ...one, until: one.until ?? until }))
  return [{ secret, until: null }, ...old].slice(0, SECRETS_AT_MOST)
}

type Wished = Pick<WebhookEndpointRecord, 'url' | 'description' | 'events' | 'state'>

/** INVALID_WEBHOOK_ENDPOINT, with every mistake. */
function wishedFor(document: unknown, origins: ReadonlySet<string>): Wished {
  const { value, mistakes } = readWith(WebhookEndpointInput, document, { standIns: { url: '' } })
  const url = mistakes.some(({ pointer }) => pointer === '/url') ? undefined : mistakeInUrl(value?.url, origins)
  const all = url === undefined ? mistakes : [...mistakes, url]
  if (value === undefined || all.length > 0) throw invalid(all)
  return {
    url: new URL(value.url).href,
    description: value.description ?? '',
    events: PlanEventType.options.filter((type) => value.events?.includes(type) ?? true),
    state: value.enabled === false ? 'paused' : 'enabled',
  }
}

function on(telling: Telling | undefined): Telling {
  if (telling !== undefined) return telling
  throw new Failure(
    'WEBHOOKS_OFF',
    'This service calls nobody: whoever runs it names the hosts that may be called in WEBHOOK_HOSTS.',
  )
}

const invalid = (mistakes: readonly Mistake[]): Failure =>
  new Failure(
    'INVALID_WEBHOOK_ENDPOINT',
    `The webhook endpoint has ${mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`}.`,
    { mistakes },
  )

function notFound(id: string): never {
  throw new Failure('WEBHOOK_ENDPOINT_NOT_FOUND', `There is no webhook endpoint "${id.slice(0, 60)}".`)
}
