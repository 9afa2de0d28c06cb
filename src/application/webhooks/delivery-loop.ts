// The outbox → everything in it delivered when it is due. It sleeps until somebody says that there is something, or something kept is
// due; now and then it looks by itself, since other processes write into the same outbox.
import type { Store } from '../store.ts'
import type { Deliver, Outcome } from './deliver.ts'
import type { WebhookDeliveryRecord } from './store.ts'

export type DeliveryLoop = {
  /** Looks at once. */
  start: () => void
  /** There is something to deliver. */
  wake: () => void
  /** Lets what is under way be finished for a moment and gives the rest back; then nothing is claimed any more. */
  stop: () => Promise<void>
}

type Parts = {
  store: Pick<Store, 'claimWebhookDelivery' | 'nextWebhookDelivery' | 'removeWebhookDeliveries'>
  deliver: Deliver
  now: () => Date
  /** Hears of each attempt, and of what went wrong with the store. */
  told: (delivery: WebhookDeliveryRecord, outcome: Outcome) => void
  failed: (error: unknown) => void
}

const AT_ONCE = 8
/** Longer than an attempt takes, with room for the store: after so long whoever had it is taken for lost. */
const LEASE_MILLISECONDS = 30_000
/** Events that come together are looked for once. */
const TOGETHER_MILLISECONDS = 100
/** While what is due belongs to an endpoint that is being called. */
const LEAST_WAIT_MILLISECONDS = 1000
const POLL_MILLISECONDS = 30_000
/** While nobody is to be told anything. */
const IDLE_POLL_MILLISECONDS = 300_000
const STOP_WITHIN_MILLISECONDS = 2000
const TIDIED_EVERY_MILLISECONDS = 3_600_000
const KEPT_MILLISECONDS = 30 * 24 * 3_600_000
const REMOVED_AT_ONCE = 500

export function createDeliveryLoop({ store, deliver, now, told, failed }: Parts): DeliveryLoop {
  // One delivery at a time for each endpoint: one that answers slowly holds up itself and nobody else.
  const running = new Map<string, Promise<void>>()
  const abort = new AbortController()
  let stopping = false
  let soon: ReturnType<typeof setTimeout> | undefined
  let later: ReturnType<typeof setTimeout> | undefined
  let looking: Promise<void> | undefined
  let isWoken = false
  let tidied = Number.NEGATIVE_INFINITY

  const wake = (): void => {
    if (stopping) return
    soon ??= setTimeout(() => {
      soon = undefined
      look()
    }, TOGETHER_MILLISECONDS).unref()
  }
  const lookLater = (milliseconds: number): void => {
    clearTimeout(later)
    if (!stopping) later = setTimeout(look, milliseconds).unref()
  }
  /** Whoever is woken while looking looks again afterwards. */
  const look = (): void => {
    isWoken = looking !== undefined
    if (isWoken || stopping) return
    looking = claimAll()
      .catch((error: unknown) => {
        failed(error)
        lookLater(POLL_MILLISECONDS)
      })
      .finally(() => {
        looking = undefined
        if (isWoken) look()
      })
  }
  const begin = (claimed: WebhookDeliveryRecord): void => {
    const attempt = deliver(claimed, abort.signal)
      .then((outcome) => told(claimed, outcome), failed)
      .finally(() => {
        running.delete(claimed.endpointId)
        look()
      })
    running.set(claimed.endpointId, attempt)
  }
  const claimAll = async (): Promise<void> => {
    while (!stopping && running.size < AT_ONCE) {
      const at = now()
      const until = new Date(at.getTime() + LEASE_MILLISECONDS).toISOString()
      const claimed = await store.claimWebhookDelivery({ at: at.toISOString(), until, busy: [...running.keys()] })
      if (claimed === undefined) break
      begin(claimed)
    }
    await tidy()
    const next = await store.nextWebhookDelivery()
    const poll = next.endpoints ? POLL_MILLISECONDS : IDLE_POLL_MILLISECONDS
    const wait = next.dueAt === undefined ? poll : new Date(next.dueAt).getTime() - now().getTime()
    lookLater(Math.min(Math.max(wait, LEAST_WAIT_MILLISECONDS), poll))
  }
  const tidy = async (): Promise<void> => {
    const time = now().getTime()
    if (time < tidied + TIDIED_EVERY_MILLISECONDS) return
    tidied = time
    const before = new Date(time - KEPT_MILLISECONDS).toISOString()
    while (!stopping && (await store.removeWebhookDeliveries(before, REMOVED_AT_ONCE)) === REMOVED_AT_ONCE);
  }

  return {
    start: look,
    wake,
    async stop() {
      stopping = true
      clearTimeout(soon)
      clearTimeout(later)
      setTimeout(() => abort.abort(), STOP_WITHIN_MILLISECONDS).unref()
      await looking
      await Promise.all(running.values())
    },
  }
}
