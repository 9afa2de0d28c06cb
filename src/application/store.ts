// The port behind which plans and price books are kept. Implementations live in `storage`; one contract suite runs over all of them.
import type { PlanSummary } from '../domain/plan/plan.ts'

/** A plan as it is kept: one immutable text, with what it is searched by beside it. */
export type PlanRecord = {
  summary: PlanSummary
  /** The whole plan as JSON text: the very bytes that are sent. */
  body: string
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

/** One version of a caller's price book, as it was sent; it never changes. */
export type PriceBookRecord = { id: string; version: number; sha256: string; createdAt: string; body: string }

/** Every method rejects with `Failure('STORE_UNAVAILABLE')` when the database cannot answer; nothing is half-written. */
export type Store = {
  /** Resolves when the plan is durable. */
  insert: (record: PlanRecord) => Promise<void>
  /** The whole record, by one query. */
  find: (id: string) => Promise<PlanRecord | undefined>
  /** For those who need no more: a body can be a thousand times as long. */
  findSummary: (id: string) => Promise<PlanSummary | undefined>
  /** Newest first by creation time, then id; at most `limit`. */
  list: (filter: PlanFilter, limit: number, after?: PlanPosition) => Promise<PlanSummary[]>
  /** True when there was one to remove. */
  remove: (id: string) => Promise<boolean>
  /**
   * Keeps a price book as the next version of its id, or, where its newest version has the same `sha256`, gives that one back.
   * Resolves when it is durable.
   */
  insertPriceBook: (record: Omit<PriceBookRecord, 'version'>) => Promise<PriceBookRecord>
  /** The newest version when none is named. */
  findPriceBook: (id: string, version?: number) => Promise<PriceBookRecord | undefined>
  /** Every version of every book, by id, newest version first, without bodies. */
  listPriceBooks: () => Promise<Omit<PriceBookRecord, 'body'>[]>
  /** Resolves when the database answers. */
  check: () => Promise<void>
  close: () => Promise<void>
}
