// A store with a plan's events in it and the loop that delivers them, with a clock that can be set forward.
import { setTimeout as wait } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { Store, WebhookDeliveryRecord } from '../../src/application/store.ts'
import { createDeliver, type Outcome, type Send } from '../../src/application/webhooks/deliver.ts'
import { createDeliveryLoop, type DeliveryLoop } from '../../src/application/webhooks/delivery-loop.ts'
import { networksIn, resolve } from '../../src/webhooks/addresses.ts'
import { createSend } from '../../src/webhooks/send.ts'
import { createMapStore } from '../http/map-store.ts'
import { planRecord, TENANT } from '../storage/plan-record.ts'
import { endpointId, endpointRecord } from '../storage/webhook-endpoint-record.ts'
import type { Receiver } from './receiver.ts'

export const SECRET = `whsec_${Buffer.alloc(32, 'secret').toString('base64')}`

export type Delivering = {
  store: Store
  loop: DeliveryLoop
  outcomes: Outcome[]
  /** Sets the clock forward, and has the loop look. */
  later: (milliseconds: number) => void
  /** Resolves when there were so many attempts. */
  attempts: (number: number) => Promise<Outcome[]>
  /** Keeps a plan that is told at once. */
  keep: (number: number) => Promise<void>
  listed: (endpoint?: number) => Promise<WebhookDeliveryRecord[]>
}

/** To a receiver on this machine, which the operator lists. */
export const sendTo = ({ origin }: Receiver, timeoutMilliseconds = 20_000): Send =>
  createSend({
    origins: new Set([origin]),
    networks: networksIn(['127.0.0.1/32']),
    resolve,
    userAgent: 'Moorage/test',
    timeoutMilliseconds,
  })

export function startDelivering(send: Send, store: Store = createMapStore()): Delivering {
  let ahead = 0
  const now = () => new Date(Date.now() + ahead)
  const outcomes: Outcome[] = []
  const deliver = createDeliver({ store, send, now, random: () => 0, publicBaseUrl: 'https://moorage.example.com' })
  const loop = createDeliveryLoop({
    ...{ store, deliver, now },
    told: (_delivery, outcome) => void outcomes.push(outcome),
    failed: (error) => {
      throw error
    },
  })
  onTestFinished(loop.stop)
  return {
    store,
    loop,
    outcomes,
    later(milliseconds) {
      ahead += milliseconds
      loop.wake()
    },
    async attempts(number) {
      for (let tries = 0; outcomes.length < number; tries += 1) {
        if (tries > 500) throw new Error(`only ${outcomes.length} attempts: ${outcomes}`)
        await wait(10)
      }
      return outcomes
    },
    async keep(number) {
      const what = { messageId: `msg_${number}`, type: 'plan.created', at: now().toISOString() } as const
      await store.keep(TENANT, planRecord(number), { after: 0, happened: what })
      loop.wake()
    },
    listed: (endpoint = 1) => store.listWebhookDeliveries(TENANT, endpointId(endpoint), { limit: 100 }),
  }
}

export const endpointAt = (url: string, number = 1) =>
  endpointRecord(number, { url, secrets: [{ secret: SECRET, until: null }] })
