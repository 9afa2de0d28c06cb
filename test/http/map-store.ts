// A store that keeps everything in maps, for tests of what is above it. It runs through the contract of the real ones.
import type {
  AnsweredRequest,
  Keeping,
  Kept,
  PlanRecord,
  Store,
  TokenRecord,
  VersionRecord,
} from '../../src/application/store.ts'
import { Failure, invariant } from '../../src/domain/failure.ts'
import { createOutbox, webhooksIn } from './map-webhooks.ts'

type Revisions = PlanRecord[]
export type MapStore = Store & {
  /** How many plans there are, of all tenants. */
  kept: () => number
}

export function createMapStore(): MapStore {
  const plans = new Map<string, Revisions>()
  const answers = new Map<string, AnsweredRequest>()
  const outbox = createOutbox()
  let open = true
  const ask = async <Result>(work: () => Result): Promise<Result> => {
    if (!open) throw new Failure('STORE_UNAVAILABLE', 'The store has been closed.')
    return work()
  }
  const answered = (tenant: string, { operation, key }: { operation: string; key: string }, at: string) => {
    const found = answers.get(of(tenant, operation, key))
    return found !== undefined && moment(found.expiresAt) > moment(at) ? found : undefined
  }
  const find = (tenant: string, id: string, revision?: number): PlanRecord | undefined => {
    const revisions = plans.get(of(tenant, id)) ?? []
    return revision === undefined ? revisions.at(-1) : revisions.find(({ summary }) => summary.revision === revision)
  }
  return {
    kept: () => plans.size,
    keep: (tenant, record, { after, request, happened }: Keeping) =>
      ask((): Kept => {
        const { id, revision } = record.summary
        invariant(revision === after + 1, 'a revision comes right after the one it follows')
        const before = request && answered(tenant, request, request.answeredAt)
        if (before !== undefined) return { outcome: 'answered', request: before }
        const newest = find(tenant, id)?.summary.revision ?? 0
        if (newest !== after) return { outcome: 'stale', newest }
        plans.set(of(tenant, id), [...(plans.get(of(tenant, id)) ?? []), record])
        if (request !== undefined) answers.set(of(tenant, request.operation, request.key), request)
        if (happened !== undefined) outbox.tell(tenant, record.summary, happened)
        return { outcome: 'kept' }
      }),
    keepAnswer: (tenant, request) =>
      ask(() => {
        const before = answered(tenant, request, request.answeredAt)
        if (before === undefined) answers.set(of(tenant, request.operation, request.key), request)
        return before
      }),
    findAnswer: (tenant, asked) => ask(() => answered(tenant, asked, asked.at)),
    find: (tenant, id, revision) => ask(() => find(tenant, id, revision)),
    findSummary: (tenant, id, revision) => ask(() => find(tenant, id, revision)?.summary),
    list: (tenant, { createdAfter, ...equal }, limit, after) =>
      ask(() => {
        invariant(Number.isSafeInteger(limit) && limit >= 0, 'a limit is a whole number')
        return [...plans]
          .filter(([key]) => tenantOf(key) === tenant)
          .flatMap(([, revisions]) => revisions.at(-1)?.summary ?? [])
          .filter((summary) =>
            Object.entries(equal).every(([field, value]) => summary[field as keyof typeof summary] === value),
          )
          .filter((summary) => createdAfter === undefined || moment(summary.createdAt) > moment(createdAfter))
          .sort((a, b) => (order(a) < order(b) ? 1 : -1))
          .filter((summary) => after === undefined || order(summary) < order(after))
          .slice(0, limit)
      }),
    listRevisions: (tenant, id, limit, before = Number.POSITIVE_INFINITY) =>
      ask(() =>
        (plans.get(of(tenant, id)) ?? [])
          .map(({ summary }) => summary)
          .filter(({ revision }) => revision < before)
          .reverse()
          .slice(0, limit),
      ),
    remove: (tenant, id, newest, happened) =>
      ask(() => {
        const found = find(tenant, id)
        if (found === undefined) return 'none'
        if (newest !== undefined && found.summary.revision !== newest) return 'stale'
        plans.delete(of(tenant, id))
        if (happened !== undefined) outbox.tell(tenant, found.summary, happened)
        return 'removed'
      }),
    removeUpdatedBefore: (time, limit, happened) =>
      ask(() => {
        const updatedAt = (key: string) => moment(plans.get(key)?.at(-1)?.summary.updatedAt ?? '')
        const old = [...plans.keys()].filter((key) => updatedAt(key) < moment(time))
        const removed = old.sort((a, b) => (updatedAt(a) < updatedAt(b) ? -1 : 1)).slice(0, limit)
        for (const key of removed) {
          const summary = plans.get(key)?.at(-1)?.summary
          if (happened !== undefined && summary !== undefined)
            outbox.tell(tenantOf(key), summary, { ...happened, messageId: `${happened.messageId}-${summary.id}` })
          plans.delete(key)
        }
        return removed.length
      }),
    removeExpiredAnswers: (at, limit) =>
      ask(() => {
        const expired = [...answers].filter(([, { expiresAt }]) => moment(expiresAt) <= moment(at)).slice(0, limit)
        for (const [key] of expired) answers.delete(key)
        return expired.length
      }),
    ...priceBooksIn(versionsIn(ask)),
    ...policiesIn(versionsIn(ask)),
    ...tokensIn(new Map(), ask),
    ...webhooksIn(outbox, ask),
    check: () => ask(() => undefined),
    close: async () => {
      open = false
    },
  }
}

type Ask = <Result>(work: () => Result) => Promise<Result>

/** Documents of callers' own, in versions. */
function versionsIn(ask: Ask) {
  const kept: (VersionRecord & { tenant: string })[] = []
  const withoutTenant = ({ tenant: _tenant, ...one }: VersionRecord & { tenant: string }) => one
  const versionsOf = (tenant: string, id: string) =>
    kept.filter((one) => one.id === id && one.tenant === tenant).map(withoutTenant)
  return {
    insert: (tenant: string, record: Omit<VersionRecord, 'version'>) =>
      ask(() => {
        const last = versionsOf(tenant, record.id).at(-1)
        if (last?.sha256 === record.sha256) return last
        const next = { ...record, version: (last?.version ?? 0) + 1 }
        kept.push({ ...next, tenant })
        return next
      }),
    find: (tenant: string, id: string, version?: number) =>
      ask(() => {
        const versions = versionsOf(tenant, id)
        return version === undefined ? versions.at(-1) : versions.find((one) => one.version === version)
      }),
    list: (tenant: string) =>
      ask(() =>
        kept
          .filter((one) => one.tenant === tenant)
          .map(({ body: _body, tenant: _tenant, ...named }) => named)
          .sort((a, b) => (a.id === b.id ? b.version - a.version : a.id < b.id ? -1 : 1)),
      ),
  }
}

type Versions = ReturnType<typeof versionsIn>
const priceBooksIn = ({ insert, find, list }: Versions) => ({
  insertPriceBook: insert,
  findPriceBook: find,
  listPriceBooks: list,
})
const policiesIn = ({ insert, find, list }: Versions) => ({
  insertPolicy: insert,
  findPolicy: find,
  listPolicies: list,
})

function tokensIn(
  tokens: Map<string, TokenRecord>,
  ask: Ask,
): Pick<Store, 'insertToken' | 'findToken' | 'listTokens' | 'removeToken'> {
  const place = ({ createdAt, id }: TokenRecord) => `${createdAt} ${id}`
  return {
    insertToken: (record) => ask(() => void tokens.set(record.id, record)),
    findToken: (id) => ask(() => tokens.get(id)),
    listTokens: () => ask(() => [...tokens.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1))),
    removeToken: (id) => ask(() => tokens.delete(id)),
  }
}

const of = (...parts: string[]): string => JSON.stringify(parts)
const tenantOf = (key: string): string => (JSON.parse(key) as string[])[0] ?? ''
const moment = (text: string): string => new Date(text).toISOString()
const order = ({ createdAt, id }: { createdAt: string; id: string }): string => `${moment(createdAt)} ${id}`
