// Reads documents as the service does, on a fixed day, with the regions and controllers of the real clouds.
import { regionsOf } from '../../src/domain/estimate/price-book.ts'
import { Failure } from '../../src/domain/failure.ts'
import { type Reading, readTopology, type TopologyRead } from '../../src/domain/topology/index.ts'
import { PROVIDERS } from '../../src/providers/index.ts'

export const TODAY = '2026-11-24'

const reading: Reading = {
  today: TODAY,
  workloadsAtMost: 1000,
  targets: new Map(
    [...PROVIDERS].map(([id, { controllers, prices, regionRequired }]) => [
      id,
      {
        controllers,
        ...(controllers[0] === undefined ? {} : { controller: controllers[0] }),
        regions: regionsOf(prices),
        regionRequired,
      },
    ]),
  ),
}

/** Throws `Failure`, as `readTopology` does. */
export const read = (document: unknown, more: Partial<Reading> = {}): TopologyRead =>
  readTopology(document, { ...reading, ...more })

/** The refusal a document earns; fails the test when it reads well. */
export function refusalOf(document: unknown, more: Partial<Reading> = {}): Failure {
  try {
    read(document, more)
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error(`this should have been refused: ${JSON.stringify(document).slice(0, 500)}`)
}

/** Every mistake as "code pointer", in the order they are told. */
export const mistakesIn = (document: unknown, more: Partial<Reading> = {}): string[] =>
  refusalOf(document, more).mistakes.map(({ code, pointer }) => `${code} ${pointer}`)

/** The detail that stands beside a code; fails the test when the code is not there. */
export function detailOf(document: unknown, code: string): string {
  const found = refusalOf(document).mistakes.find((mistake) => mistake.code === code)
  if (found === undefined) throw new Error(`${code} is not among ${mistakesIn(document).join(', ')}`)
  return found.detail
}
