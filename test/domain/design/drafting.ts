// A topology document goes in, the whole draft comes out, with the prices that ship: what the service would answer.
import fc from 'fast-check'
import type { Service } from '../../../src/domain/design/design.ts'
import type { Tariff } from '../../../src/domain/estimate/price-book.ts'
import { draft } from '../../../src/domain/plan/draft.ts'
import type { Draft, PlannedDesign } from '../../../src/domain/plan/plan.ts'
import type { Provider } from '../../../src/domain/provider.ts'
import type { ProviderName, Topology, TopologyInput } from '../../../src/domain/topology/index.ts'
import { fingerprint } from '../../../src/fingerprint.ts'
import { builtInPriceBook, PROVIDERS } from '../../../src/providers/index.ts'
import { arbitraryTopology } from '../arbitrary-topology.ts'
import { read } from '../reading.ts'
import { arbitraryShops } from './arbitrary-shops.ts'

export const BOOK = builtInPriceBook(fingerprint)
/** Built-in prices on the day the tests are set on. */
export const TARIFF: Tariff = { book: BOOK, today: '2026-11-24' }
/** How many random topologies a law is tried on; more by hand: `LAW_RUNS=5000 npx vitest run test/domain`. */
export const RUNS = Number(process.env.LAW_RUNS ?? 150)

export function providerOf(id: ProviderName): Provider {
  const provider = PROVIDERS.get(id)
  if (provider === undefined) throw new Error(`${id} is not supported`)
  return provider
}

export const topologyOf = (document: unknown): Topology => read(document).topology

export function draftOf(document: unknown): Draft {
  const reading = read(document)
  return draft(reading, providerOf(reading.topology.target.provider), TARIFF, fingerprint)
}

/** Any topology, or one in which much could share. */
export const anyTopology = fc.oneof(arbitraryTopology(), arbitraryShops())

// The laws of one file look at the same random topologies, so that each is drawn up once. Another seed with every run.
const SEED = Date.now() & 0x7fffffff
const drafts = new Map<string, Draft>()

function draftOnce(document: TopologyInput): Draft {
  const key = JSON.stringify(document)
  const known = drafts.get(key)
  if (known !== undefined) return known
  const drawn = draftOf(document)
  if (drafts.size < RUNS) drafts.set(key, drawn)
  return drawn
}

/** Tries a law on random topologies; fast-check shrinks the first that breaks it. */
export function everyDraft(law: (drawn: Draft) => void): void {
  fc.assert(
    fc.property(anyTopology, (document) => law(draftOnce(document))),
    { numRuns: RUNS, seed: SEED },
  )
}

export const bothDesigns = ({ designs }: Draft): PlannedDesign[] =>
  designs.recommended === designs.consolidated ? [designs.recommended] : [designs.recommended, designs.consolidated]

/** The recommended Service of that name; fails the test when there is none. */
export function serviceNamed({ designs }: Draft, name: string): Service {
  const found = designs.recommended.services.find((service) => service.name === name)
  if (found === undefined)
    throw new Error(`${name} is not among ${designs.recommended.services.map((service) => service.name).join(', ')}`)
  return found
}

/** Codes of all findings of a draft, each with its path. */
export const findingsOf = ({ findings }: Draft): string[] => findings.map(({ code, path }) => `${code} ${path}`)
