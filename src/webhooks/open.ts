// The settings and the store go in; what tells others comes out: the store that writes down what happens, what endpoints are made with,
// and the loop that delivers.
import type { Store } from '../application/store.ts'
import { createDeliver, type Outcome } from '../application/webhooks/deliver.ts'
import { createDeliveryLoop } from '../application/webhooks/delivery-loop.ts'
import { tellingStore } from '../application/webhooks/telling-store.ts'
import type { Telling } from '../application/webhooks/webhooks.ts'
import { networksIn, resolve } from './addresses.ts'
import { createSend } from './send.ts'
import { newSecret } from './signature.ts'

/** As the configuration has them. */
export type WebhookSettings = {
  WEBHOOK_HOSTS: readonly string[]
  WEBHOOK_PRIVATE_ADDRESSES: readonly string[]
  PUBLIC_BASE_URL?: string | undefined
}

type Parts = {
  store: Store
  now: () => Date
  newId: () => string
  random: () => number
  version: string
  counted: (outcome: Outcome) => void
}
type Log = { info: (facts: object, text: string) => void; warn: (facts: object, text: string) => void }

export type OpenedWebhooks = {
  /** Writes down what happens, too. */
  store: Store
  telling: Telling
  start: (log: Log) => void
  stop: () => Promise<void>
}

/** For a process that may call somebody; in any other nothing is written down, and nothing waits for anything. */
export function openWebhooks(settings: WebhookSettings, parts: Parts): OpenedWebhooks {
  const { store, now, newId, random, version, counted } = parts
  const origins = new Set(settings.WEBHOOK_HOSTS)
  const send = createSend({
    origins,
    networks: networksIn(settings.WEBHOOK_PRIVATE_ADDRESSES),
    resolve,
    userAgent: `Moorage/${version}`,
  })
  const deliver = createDeliver({ store, send, now, random, publicBaseUrl: settings.PUBLIC_BASE_URL ?? '' })
  let log: Log | undefined
  const loop = createDeliveryLoop({
    store,
    deliver,
    now,
    told({ endpointId, messageId, type, attempts }, outcome) {
      counted(outcome)
      // No address: what follows the host may be a secret.
      const facts = { endpointId, messageId, type, attempts, outcome }
      if (outcome === 'failed' || outcome === 'gone') log?.warn(facts, 'a webhook endpoint was not told')
      else log?.info(facts, 'a webhook endpoint was called')
    },
    failed: (err) => log?.warn({ err }, 'the outbox could not be read or written; it is tried again'),
  })
  return {
    store: tellingStore(store, { now, newId, wake: loop.wake }),
    telling: { origins, newSecret, wake: loop.wake },
    start(target) {
      log = target
      loop.start()
    },
    stop: loop.stop,
  }
}
