// The port behind which plans, price books and policies are kept, each within its tenant. Implementations live in `storage`; one contract suite
// runs over all of them. No clock in here: times are handed in, ISO 8601.
import type { PlanSummary } from '../domain/plan/plan.ts'
import type { Scope } from './scope.ts'
import type { Happened, WebhookStore } from './webhooks/store.ts'

export type { Scope } from './scope.ts'
export type { WebhookType } from './webhooks/events.ts'
export type * from './webhooks/store.ts'

/** One revision of a plan as it is kept: an immutable text, with what it is searched by beside it. */
export type PlanRecord = {
  summary: PlanSummary
  /** The whole plan as JSON text in UTF-8: the very bytes that are sent. */
  body: Buffer
}

export type PlanFilter = {
  name?: string
  owner?: string
  provider?: string
  ticket?: string
  /** ISO 8601; plans created strictly later. */
  createdAfter?: string
}

/** A place in the list, newest first: everything strictly older than this (by time, then id) comes next. */
export type PlanPosition = { createdAt: string; id: string }

/** What a request made: a new plan, a new revision of one, or nothing, since it was so already. */
export type Made = 'plan' | 'revision' | 'nothing'

/** A request with a key that was answered, so that it can be answered the same way again. It outlives the plan it led to. */
export type AnsweredRequest = {
  /** What was asked for; a key is the caller's own within it. */
  operation: string
  key: string
  /** Of all that was asked: the same key with another print is another request. */
  fingerprint: string
  made: Made
  planId: string
  revision: number
  answeredAt: string
  /** From this moment on it is as if it had never been. */
  expiresAt: string
}

/** What a revision comes after, and the request it answers where that has a key. */
export type Keeping = {
  /** The revision that must be the newest now: 0 where there must be no plan of this id. The record's own is one more. */
  after: number
  request?: AnsweredRequest
  /** Written down with it for whoever is to be told. */
  happened?: Happened
}

/** All of it was written, or none. */
export type Kept =
  | { outcome: 'kept' }
  /** The plan's newest revision is another one; 0 when there is no plan. */
  | { outcome: 'stale'; newest: number }
  /** The key was used before and has not expired. */
  | { outcome: 'answered'; request: AnsweredRequest }

/** One version of a document of a caller's own, as it was sent; it never changes. */
export type VersionRecord = { id: string; version: number; sha256: string; createdAt: string; body: string }
export type PriceBookRecord = VersionRecord
export type PolicyRecord = VersionRecord

/** A token as it is kept: never its text. */
export type TokenRecord = {
  id: string
  tenant: string
  scopes: Scope[]
  /** Of its text, in hexadecimal. */
  sha256: string
  createdAt: string
  /** ISO 8601; null for one that does not run out. */
  expiresAt: string | null
}

/**
 * Every method rejects with `Failure('STORE_UNAVAILABLE')` when the database cannot answer; nothing is half-written. What belongs to
 * another tenant is not there.
 */
export type Store = WebhookStore & {
  /**
   * Keeps a revision and makes it the newest, together with the request it answers, in one transaction. Of several that come after
   * one revision, one is kept. Resolves when it is durable.
   */
  keep: (tenant: string, record: PlanRecord, keeping: Keeping) => Promise<Kept>
  /** Keeps an answer that led to nothing new. What its key was answered with before, when that has not expired, is given back. */
  keepAnswer: (tenant: string, request: AnsweredRequest) => Promise<AnsweredRequest | undefined>
  /** Undefined also when it had expired by `at`. */
  findAnswer: (
    tenant: string,
    { operation, key, at }: { operation: string; key: string; at: string },
  ) => Promise<AnsweredRequest | undefined>
  /** The whole record of one revision, the newest when none is named, by one query. */
  find: (tenant: string, id: string, revision?: number) => Promise<PlanRecord | undefined>
  /** For those who need no more: a body can be a thousand times as long. */
  findSummary: (tenant: string, id: string, revision?: number) => Promise<PlanSummary | undefined>
  /** Plans in their newest revision, newest first by the plan's creation time, then id; at most `limit`. */
  list: (tenant: string, filter: PlanFilter, limit: number, after?: PlanPosition) => Promise<PlanSummary[]>
  /** Of one plan, newest first, those below `before`; at most `limit`. Empty when there is no plan. */
  listRevisions: (tenant: string, id: string, limit: number, before?: number) => Promise<PlanSummary[]>
  /** With every revision. Where `newest` is given, only while that revision is the newest. `happened` is written down with it. */
  remove: (
    tenant: string,
    id: string,
    newest?: number | undefined,
    happened?: Happened,
  ) => Promise<'removed' | 'stale' | 'none'>
  /**
   * Of every tenant: plans whose newest revision is older, the oldest first, at most `limit`. How many there were. `happened` is written
   * down of each, its `messageId` with the plan's id behind it.
   */
  removeUpdatedBefore: (time: string, limit: number, happened?: Happened) => Promise<number>
  /** Of every tenant: answers that have expired by `at`, at most `limit`. How many there were. */
  removeExpiredAnswers: (at: string, limit: number) => Promise<number>
  /**
   * Keeps a price book as the next version of its id, or, where its newest version has the same `sha256`, gives that one back.
   * Resolves when it is durable.
   */
  insertPriceBook: (tenant: string, record: Omit<PriceBookRecord, 'version'>) => Promise<PriceBookRecord>
  /** The newest version when none is named. */
  findPriceBook: (tenant: string, id: string, version?: number) => Promise<PriceBookRecord | undefined>
  /** Every version of every book of the tenant, by id, newest version first, without bodies. */
  listPriceBooks: (tenant: string) => Promise<Omit<PriceBookRecord, 'body'>[]>
  /** As with price books. */
  insertPolicy: (tenant: string, record: Omit<PolicyRecord, 'version'>) => Promise<PolicyRecord>
  findPolicy: (tenant: string, id: string, version?: number) => Promise<PolicyRecord | undefined>
  listPolicies: (tenant: string) => Promise<Omit<PolicyRecord, 'body'>[]>
  /** Resolves when the token is durable. */
  insertToken: (record: TokenRecord) => Promise<void>
  /** By one query; also one that has run out. */
  findToken: (id: string) => Promise<TokenRecord | undefined>
  /** By creation time, then id. */
  listTokens: () => Promise<TokenRecord[]>
  /** True when there was one to remove. */
  removeToken: (id: string) => Promise<boolean>
  /** Resolves when the database answers. */
  check: () => Promise<void>
  close: () => Promise<void>
}
