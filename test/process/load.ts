// Callers that create plans as fast as they are answered, and remember what they were promised.
import { createHash } from 'node:crypto'
import { SHOP } from '../http/service.ts'

export type Promised = { id: string; sha256: string }
export type Load = {
  /** By status, and by what a request failed with that was not answered. */
  outcomes: Map<string, number>
  /** Every plan whose 201 arrived whole. */
  promised: Promised[]
  /** Resolves when the last caller has its answer. */
  stop: () => Promise<void>
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

type Loading = { callers?: number; patient?: boolean }

/** `whereTo` is asked for each request. A caller that is not answered gives up, unless it is patient. */
export function startLoad(whereTo: () => string, { callers = 8, patient = false }: Loading = {}): Load {
  const outcomes = new Map<string, number>()
  const promised: Promised[] = []
  let stopping = false
  const count = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)

  const call = async (caller: number): Promise<void> => {
    for (let number = 0; !stopping; number += 1) {
      const topology = JSON.stringify({ ...SHOP, name: `shop-${caller}-${number}` })
      const headers = { 'content-type': 'application/json' }
      try {
        const answer = await fetch(`${whereTo()}/v1/plans`, { method: 'POST', headers, body: topology })
        const text = await answer.text()
        count(answer.status < 500 ? String(answer.status) : `${answer.status} ${codeIn(text)}`)
        if (answer.status === 201) promised.push({ id: JSON.parse(text).id, sha256: sha256(text) })
        // What a caller does who is told to try again later, in less time than a person has.
        if (answer.status === 503) await new Promise((resolve) => setTimeout(resolve, 20))
      } catch (error) {
        count(reasonOf(error))
        if (!patient) return
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  }
  const calling = Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)))
  return {
    outcomes,
    promised,
    stop: async () => {
      stopping = true
      await calling
    },
  }
}

/** Of a problem document, or what a proxy says. */
const codeIn = (text: string): string => /"code":"(\w+)"/.exec(text)?.[1] ?? text

function reasonOf(error: unknown): string {
  const { code, cause, message } = error as { code?: string; cause?: unknown; message?: string }
  return cause === undefined ? (code ?? message ?? String(error)) : reasonOf(cause)
}

/** Those that the service does not give back byte for byte, with what it says instead. */
export async function lost(url: string, promised: readonly Promised[]): Promise<string[]> {
  const missing: string[] = []
  for (const { id, sha256: as } of promised) {
    const answer = await fetch(`${url}/v1/plans/${id}`)
    const text = await answer.text()
    if (answer.status !== 200) missing.push(`${id}: ${answer.status} ${codeIn(text)}`)
    else if (sha256(text) !== as) missing.push(`${id}: other bytes`)
  }
  return missing
}

/** How many plans are kept, promised or not; throws where one of the list is not there whole. */
export async function wholePlans(url: string): Promise<number> {
  let count = 0
  for (let next: string | undefined = '/v1/plans?limit=100'; next !== undefined; ) {
    const page = (await (await fetch(url + next)).json()) as Page
    for (const { id, topologyHash } of page.items) {
      const answer = await fetch(`${url}/v1/plans/${id}`)
      const text = await answer.text()
      if (answer.status !== 200) throw new Error(`plan ${id} is listed, and answers ${answer.status} ${codeIn(text)}`)
      const plan = JSON.parse(text)
      if (plan.id !== id || plan.topologyHash !== topologyHash || plan.links === undefined)
        throw new Error(`plan ${id} is not whole`)
      count += 1
    }
    next = page.links.next
  }
  return count
}

type Page = { items: { id: string; topologyHash: string }[]; links: { next?: string } }
