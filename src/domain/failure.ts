// The second door for bad news: a request that cannot be served as sent. The caller can mend it.
// Findings (returned beside a plan) are the first door, assertions (our own bugs) the third.

/** Every reason to refuse. Codes are contract: they never change meaning. `http` owns the one table of statuses. */
export const FAILURE_CODES = [
  'MALFORMED_DOCUMENT',
  'YAML_ALIASES_NOT_ALLOWED',
  'INVALID_TOPOLOGY',
  'TOPOLOGY_TOO_LARGE',
  'INVALID_PRICE_BOOK',
  'INVALID_BILL',
  'INVALID_POLICY',
  'POLICY_FAILED',
  'PROVIDER_NOT_SUPPORTED',
  'TOO_MANY_OBJECTS',
  'UNKNOWN_FORMAT',
  'UNSAFE_ARCHIVE',
  'INVALID_ANSWER',
  'INVALID_PARAMETER',
  'INVALID_CURSOR',
  'PLAN_NOT_FOUND',
  'REVISION_NOT_FOUND',
  'SERVICE_NOT_FOUND',
  'PROVIDER_NOT_FOUND',
  'RULE_NOT_FOUND',
  'PRICE_BOOK_NOT_FOUND',
  'POLICY_NOT_FOUND',
  'INVALID_WEBHOOK_ENDPOINT',
  'WEBHOOK_ENDPOINT_NOT_FOUND',
  'WEBHOOK_ENDPOINT_DISABLED',
  'WEBHOOKS_OFF',
  'PRECONDITION_FAILED',
  'IDEMPOTENCY_KEY_REUSED',
  'IDEMPOTENCY_KEY_IN_USE',
  'STORE_UNAVAILABLE',
  'PLANNING_UNAVAILABLE',
] as const
export type FailureCode = (typeof FAILURE_CODES)[number]

/** One mistake in a document or a parameter: where it is, what kind, and how to mend it. */
export type Mistake = {
  /** RFC 6901 pointer into the document, or the parameter's name with a leading slash. */
  pointer: string
  /** UPPER_SNAKE, stable. */
  code: string
  /** What was expected and how to mend it, at most 300 characters. */
  detail: string
  /** How to mend it, where `detail` says only what is wrong. */
  mend?: string | undefined
  /** 1-based position in the text, where the format has one. */
  line?: number
  column?: number
}

/** A refusal with two texts: `message` goes to the caller, `inside` to the operator's log only. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: FailureCode
  readonly mistakes: readonly Mistake[]
  readonly inside: string | undefined

  constructor(code: FailureCode, message: string, more: { mistakes?: readonly Mistake[]; inside?: string } = {}) {
    super(message)
    this.code = code
    this.mistakes = more.mistakes ?? []
    this.inside = more.inside
  }
}

/** The third door: a condition that only a bug of ours can break. */
export function invariant(condition: unknown, says: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${says}`)
}
