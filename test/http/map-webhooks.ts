// The part of the map store that others are told from: endpoints and the outbox.
import type {
  Happened,
  Store,
  WebhookDeliveryRecord,
  WebhookEndpointRecord,
  WebhookStore,
} from '../../src/application/store.ts'
import type { PlanSummary } from '../../src/domain/plan/plan.ts'

type Ask = <Result>(work: () => Result) => Promise<Result>
type Endpoint = WebhookEndpointRecord & { tenant: string }
type Outbox = {
  endpoints: Endpoint[]
  deliveries: WebhookDeliveryRecord[]
  /** In the transaction of what happened. */
  tell: (tenant: string, summary: PlanSummary, happened: Happened) => void
}

const moment = (text: string): string => new Date(text).toISOString()
const UNTRIED = { attempts: 0, lastAttemptAt: null, lastStatus: null, lastProblem: null }

export function createOutbox(): Outbox {
  const endpoints: Endpoint[] = []
  const deliveries: WebhookDeliveryRecord[] = []
  return {
    endpoints,
    deliveries,
    tell(tenant, summary, { messageId, type, at: happenedAt }) {
      const at = moment(happenedAt)
      const wanting = endpoints.filter((one) => one.tenant === tenant && one.state === 'enabled')
      for (const { id: endpointId, events } of wanting)
        if (events.includes(type))
          deliveries.push({
            ...UNTRIED,
            ...{ tenant, endpointId, messageId, type, at, summary, state: 'pending', nextAttemptAt: at },
          })
    },
  }
}

export const webhooksIn = (outbox: Outbox, ask: Ask): WebhookStore => ({
  ...endpointsIn(outbox, ask),
  ...deliveriesIn(outbox, ask),
})

type OfEndpoints = Extract<keyof WebhookStore, `${string}Endpoint` | `${string}Endpoints` | 'setWebhookSecrets'>

function endpointsIn({ endpoints, deliveries }: Outbox, ask: Ask): Pick<Store, OfEndpoints> {
  const shown = ({ tenant: _tenant, ...record }: Endpoint): WebhookEndpointRecord => record
  const ofTenant = (tenant: string) => endpoints.filter((one) => one.tenant === tenant)
  const find = (tenant: string, id: string) => ofTenant(tenant).find((one) => one.id === id)
  const place = ({ createdAt, id }: Endpoint) => `${createdAt} ${id}`
  const change = (found: Endpoint | undefined, values: Partial<Endpoint>) => {
    if (found !== undefined) Object.assign(found, values)
    return found !== undefined
  }
  return {
    insertWebhookEndpoint: (tenant, record, atMost) =>
      ask(() => ofTenant(tenant).length < atMost && endpoints.push({ ...record, tenant }) > 0),
    findWebhookEndpoint: (tenant, id) =>
      ask(() => {
        const found = find(tenant, id)
        return found && shown(found)
      }),
    listWebhookEndpoints: (tenant) =>
      ask(() =>
        ofTenant(tenant)
          .sort((a, b) => (place(a) < place(b) ? -1 : 1))
          .map(shown),
      ),
    changeWebhookEndpoint: (tenant, id, values) => ask(() => change(find(tenant, id), values)),
    stopWebhookEndpoint: (tenant, id, { url, updatedAt }) =>
      ask(() => {
        const found = find(tenant, id)
        return found?.url === url && found.state === 'enabled' && change(found, { state: 'gone', updatedAt })
      }),
    setWebhookSecrets: (tenant, id, { before, secrets, updatedAt }) =>
      ask(() => {
        const found = find(tenant, id)
        return JSON.stringify(found?.secrets) === JSON.stringify(before) && change(found, { secrets, updatedAt })
      }),
    removeWebhookEndpoint: (tenant, id) =>
      ask(() => {
        const at = endpoints.findIndex((one) => one.tenant === tenant && one.id === id)
        if (at < 0) return false
        endpoints.splice(at, 1)
        const left = deliveries.filter((one) => one.tenant !== tenant || one.endpointId !== id)
        deliveries.splice(0, deliveries.length, ...left)
        return true
      }),
  }
}

function deliveriesIn({ endpoints, deliveries }: Outbox, ask: Ask): Omit<WebhookStore, OfEndpoints> {
  const isEnabled = (tenant: string, id: string) =>
    endpoints.some((one) => one.tenant === tenant && one.id === id && one.state === 'enabled')
  const dueIn = () =>
    deliveries
      .filter((one) => one.nextAttemptAt !== null && isEnabled(one.tenant, one.endpointId))
      .sort((a, b) => (order(a) < order(b) ? -1 : 1))
  const order = ({ nextAttemptAt, messageId }: WebhookDeliveryRecord) => `${nextAttemptAt} ${messageId}`
  return {
    insertWebhookTest: (tenant, endpointId, { messageId, at: triedAt }) =>
      ask(() => {
        if (!isEnabled(tenant, endpointId)) return false
        const at = moment(triedAt)
        const what = { type: 'webhook.test', at, summary: null, state: 'pending', nextAttemptAt: at } as const
        return deliveries.push({ ...UNTRIED, tenant, endpointId, messageId, ...what }) > 0
      }),
    listWebhookDeliveries: (tenant, endpointId, { limit, state }) =>
      ask(() =>
        deliveries
          .filter((one) => one.tenant === tenant && one.endpointId === endpointId)
          .filter((one) => state === undefined || one.state === state)
          .sort((a, b) => (`${a.at} ${a.messageId}` < `${b.at} ${b.messageId}` ? 1 : -1))
          .slice(0, limit)
          .map((one) => ({ ...one })),
      ),
    claimWebhookDelivery: ({ at, until, busy }) =>
      ask(() => {
        const [due] = dueIn().filter((one) => (one.nextAttemptAt ?? '') <= at && !busy.includes(one.endpointId))
        return due && { ...Object.assign(due, { attempts: due.attempts + 1, nextAttemptAt: until }) }
      }),
    recordWebhookAttempt: (claimed, attempt) =>
      ask(() => {
        const found = deliveries.find(
          (one) =>
            one.tenant === claimed.tenant &&
            one.endpointId === claimed.endpointId &&
            one.messageId === claimed.messageId &&
            one.attempts === claimed.attempts,
        )
        if (found !== undefined) Object.assign(found, attempt)
        return found !== undefined
      }),
    nextWebhookDelivery: () =>
      ask(() => ({
        endpoints: endpoints.some(({ state }) => state === 'enabled'),
        dueAt: dueIn()[0]?.nextAttemptAt ?? undefined,
      })),
    removeWebhookDeliveries: (time, limit) =>
      ask(() => {
        const removed = deliveries.filter((one) => one.at < moment(time)).slice(0, limit)
        const left = deliveries.filter((one) => !removed.includes(one))
        deliveries.splice(0, deliveries.length, ...left)
        return removed.length
      }),
  }
}
