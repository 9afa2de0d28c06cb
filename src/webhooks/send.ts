// One message → one POST and what was answered: no redirect is followed, no answer is read beyond a little, and nothing of it is kept
// but the status and when to come back.
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { BlockList } from 'node:net'
import type { Answered, Outgoing, Send } from '../application/webhooks/deliver.ts'
import type { WebhookProblem } from '../application/webhooks/store.ts'
import { isListed } from '../application/webhooks/targets.ts'
import { type Dial, dialTo, type Resolve } from './addresses.ts'
import { signedHeaders } from './signature.ts'

export type Sending = {
  origins: ReadonlySet<string>
  /** Addresses inside that may be called all the same. */
  networks: BlockList
  resolve: Resolve
  userAgent: string
  /** From looking up the name to the answer. */
  timeoutMilliseconds?: number
}

/** Whoever answers at length is read that far and cut off. */
const READ_AT_MOST = 16 * 1024

export const createSend =
  ({ origins, networks, resolve, userAgent, timeoutMilliseconds = 20_000 }: Sending): Send =>
  async (outgoing, stopped) => {
    const url = new URL(outgoing.url)
    if (!isListed(url, origins)) return { problem: 'HOST_NOT_ALLOWED' }
    const { signal, release } = deadline(stopped, timeoutMilliseconds)
    try {
      const addresses = await until(signal, resolve(url.hostname.replace(/^\[(.*)\]$/, '$1')))
      return await post(url, outgoing, { ...dialTo(addresses, url.protocol, networks), signal, userAgent })
    } catch (error) {
      return { problem: problemOf(error) }
    } finally {
      release()
    }
  }

/** `AbortSignal.any` would hold on to every attempt for as long as the process runs. The time ends also for an answer that drips. */
function deadline(stopped: AbortSignal, milliseconds: number): { signal: AbortSignal; release: () => void } {
  const attempt = new AbortController()
  const stop = () => attempt.abort(stopped.reason)
  if (stopped.aborted) stop()
  stopped.addEventListener('abort', stop)
  setTimeout(() => attempt.abort(new DOMException('the time is over', 'TimeoutError')), milliseconds).unref()
  return { signal: attempt.signal, release: () => stopped.removeEventListener('abort', stop) }
}

/** What is awaited, or the end of the time for it. */
const until = <Value>(signal: AbortSignal, value: Promise<Value>): Promise<Value> =>
  Promise.race([
    value,
    new Promise<never>((_, reject) => {
      if (signal.aborted) reject(signal.reason)
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    }),
  ])

type Call = Dial & { signal: AbortSignal; userAgent: string }

function post(url: URL, outgoing: Outgoing, { userAgent, ...options }: Call): Promise<Answered> {
  const body = Buffer.from(outgoing.body)
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    'user-agent': userAgent,
    ...signedHeaders(outgoing),
  }
  const begin = url.protocol === 'http:' ? httpRequest : httpsRequest
  return new Promise((settle, reject) => {
    const request: ClientRequest = begin(url, { method: 'POST', headers, ...options }, (answer) => {
      settle({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] })
      readOut(answer)
    })
    request.on('error', reject)
    request.end(body)
  })
}

/** Whoever writes a short answer gets rid of it; nothing in it is looked at. */
function readOut(answer: IncomingMessage): void {
  let read = 0
  answer.on('error', () => undefined)
  answer.on('data', (bytes: Buffer) => {
    read += bytes.length
    if (read > READ_AT_MOST) answer.destroy()
  })
}

const NO_NAME = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'ENODATA'])

function problemOf(error: unknown): WebhookProblem {
  if (!(error instanceof Error)) return 'UNREACHABLE'
  const codes = [error, error.cause].map((one) => (one as NodeJS.ErrnoException | undefined)?.code)
  if (error.name === 'TimeoutError' || (error.cause as Error | undefined)?.name === 'TimeoutError') return 'TIMED_OUT'
  // The agent's own words; its errors have no code.
  if (error.message.includes('is not allowed. Because')) return 'ADDRESS_NOT_ALLOWED'
  if (codes.some((code) => code !== undefined && NO_NAME.has(code))) return 'NAME_NOT_FOUND'
  return codes.some((code) => /CERT|TLS|SSL|EPROTO|ALTNAME/.test(code ?? '')) ? 'TLS_FAILED' : 'UNREACHABLE'
}
