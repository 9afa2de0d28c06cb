// A store goes in, one comes out that also writes down what happens to plans, in the same transaction, and wakes whoever delivers it.
import type { Store } from '../store.ts'
import type { Happened } from './store.ts'

type Parts = { now: () => Date; newId: () => string; wake: () => void }

export function tellingStore(store: Store, { now, newId, wake }: Parts): Store {
  const happened = (type: Happened['type'], at: string): Happened => ({ messageId: `msg_${newId()}`, type, at })
  const deleted = () => happened('plan.deleted', now().toISOString())
  return {
    ...store,
    async keep(tenant, record, keeping) {
      const type = keeping.after === 0 ? 'plan.created' : 'plan.revised'
      const event = happened(type, record.summary.updatedAt)
      const kept = await store.keep(tenant, record, { ...keeping, happened: event })
      if (kept.outcome === 'kept') wake()
      return kept
    },
    async remove(tenant, id, newest) {
      const removed = await store.remove(tenant, id, newest, deleted())
      if (removed === 'removed') wake()
      return removed
    },
    async removeUpdatedBefore(time, limit) {
      const removed = await store.removeUpdatedBefore(time, limit, deleted())
      if (removed > 0) wake()
      return removed
    },
  }
}
