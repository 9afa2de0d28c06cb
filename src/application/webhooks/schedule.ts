// How often an attempt went wrong → when the next one is (Standard Webhooks 1.0.0, "Deliverability and reliability").

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Before the first attempt, before the second, and so on; after the last there is none. */
const DELAYS = [...[0, 5 * SECOND, 5 * MINUTE, 30 * MINUTE], ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR)]

/** Longer, by up to so much: what failed together shall not come back together. */
const JITTER = 0.2
/** Whoever asks for more is asked again after so long. */
const WAIT_AT_MOST = 24 * HOUR

export type Circumstances = {
  now: Date
  /** 0 to 1. */
  random: number
  /** As it was answered. */
  retryAfter?: string | undefined
}

/** Undefined when it was the last of them. `attempts` are those that were made. */
export function nextAttempt(attempts: number, { now, random, retryAfter }: Circumstances): Date | undefined {
  const delay = DELAYS[attempts]
  if (delay === undefined) return undefined
  const asked = Math.min(askedFor(retryAfter, now), WAIT_AT_MOST)
  return new Date(now.getTime() + Math.round(Math.max(delay * (1 + JITTER * random), asked)))
}

/** Seconds, or a date (RFC 9110, 10.2.3); 0 where it is neither. */
function askedFor(retryAfter: string | undefined, now: Date): number {
  if (retryAfter === undefined) return 0
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * SECOND
  const date = Date.parse(retryAfter)
  return Number.isNaN(date) ? 0 : Math.max(0, date - now.getTime())
}
