// Price books: the built-in one, and callers' own, kept as they were sent, each change a version that never changes again.
import { z } from 'zod'
import { type BuiltIn, PriceBookInput, priceBookOf, readPriceBook } from '../domain/estimate/own-price-book.ts'
import { Price, type PriceBook, type PriceBookReference } from '../domain/estimate/price-book.ts'
import { Failure } from '../domain/failure.ts'
import { compareText } from '../domain/finding.ts'
import type { Fingerprint } from '../domain/plan/draft.ts'
import type { Provider } from '../domain/provider.ts'
import { ProviderName } from '../domain/topology/index.ts'
import type { Caller } from './caller.ts'
import { partsOf } from './reference-to-version.ts'
import type { PriceBookRecord, Store } from './store.ts'

export const PriceBookSummary = z
  .strictObject({
    id: z.string(),
    version: z.string(),
    sha256: z.string(),
    url: z.string(),
    createdAt: z.iso.datetime().nullable().meta({ description: 'Null for the one that ships with the service.' }),
  })
  .meta({ id: 'PriceBookSummary' })
export type PriceBookSummary = z.infer<typeof PriceBookSummary>

export const PriceBookDescription = z
  .strictObject({
    ...PriceBookSummary.shape,
    own: PriceBookInput.optional().meta({ description: 'As it was sent; absent for the built-in book.' }),
    prices: z
      .array(z.strictObject({ provider: ProviderName, ...Price.shape }))
      .optional()
      .meta({ description: 'The printed prices of the built-in book, by provider.' }),
  })
  .meta({ id: 'PriceBook' })
export type PriceBookDescription = z.infer<typeof PriceBookDescription>

export type PriceBooks = {
  /** The built-in one first, then callers' own by id, newest version first. STORE_UNAVAILABLE. */
  list: (caller: Caller) => Promise<PriceBookSummary[]>
  /** `reference` is an id, or `id@version`; `provider` leaves the other clouds' prices out. PRICE_BOOK_NOT_FOUND, STORE_UNAVAILABLE. */
  find: (caller: Caller, reference: string, provider?: ProviderName) => Promise<PriceBookDescription>
  /** Resolves when it is durable. What is there already, in its newest version, is given back. INVALID_PRICE_BOOK, STORE_UNAVAILABLE. */
  create: (caller: Caller, document: unknown) => Promise<PriceBookDescription>
  /** The book to cost with; the built-in one when none is named. INVALID_PARAMETER, STORE_UNAVAILABLE. */
  use: (caller: Caller, reference: string | undefined) => Promise<PriceBook>
  /** The book something was costed with; undefined where it is not there any more. STORE_UNAVAILABLE. */
  recall: (caller: Caller, reference: PriceBookReference) => Promise<PriceBook | undefined>
  /** A book in use, as what it can be built from elsewhere; nothing for the built-in one. */
  sent: (book: PriceBook) => { book?: SentBook }
}

/** A price book of a caller's own, as it was sent. */
export type SentBook = { reference: PriceBookReference; input: PriceBookInput }

/** Built anew each time. */
export const bookOf = ({ reference, input }: SentBook, providers: Parts['providers']): PriceBook =>
  priceBookOf(input, builtInOf(providers), reference)

const builtInOf = (providers: Parts['providers']): BuiltIn =>
  new Map([...providers].map(([id, { prices, currency }]) => [id, { prices, currency }]))

type Parts = {
  store: Store
  providers: ReadonlyMap<ProviderName, Provider>
  priceBook: PriceBook
  fingerprint: Fingerprint
  now: () => Date
}

// A book is built from its text once: a version never changes.
const BOOKS_REMEMBERED = 20

export function createPriceBooks({ store, providers, priceBook, fingerprint, now }: Parts): PriceBooks {
  const builtIn = builtInOf(providers)
  const built = new Map<string, PriceBook>()
  const sent = new WeakMap<PriceBook, SentBook>()
  const shipped: PriceBookSummary = { ...referenceOf(priceBook), url: urlOf('builtin'), createdAt: null }

  const kept = async ({ tenant }: Caller, reference: string): Promise<PriceBookRecord | undefined> => {
    const { id, version } = partsOf(reference)
    return store.findPriceBook(tenant, id, version)
  }
  const build = ({ tenant }: Caller, record: PriceBookRecord): PriceBook => {
    const key = JSON.stringify([tenant, record.id, record.version])
    const known = built.get(key)
    if (known !== undefined) return known
    const own = { reference: referenceOf(record), input: JSON.parse(record.body) as PriceBookInput }
    const book = priceBookOf(own.input, builtIn, own.reference)
    sent.set(book, own)
    const [oldest] = built.keys()
    if (oldest !== undefined && built.size >= BOOKS_REMEMBERED) built.delete(oldest)
    built.set(key, book)
    return book
  }
  return {
    list: async ({ tenant }) => [shipped, ...(await store.listPriceBooks(tenant)).map(summaryOf)],
    async find(caller, reference, provider) {
      if (isBuiltIn(reference, priceBook)) return { ...shipped, prices: printed(providers, provider) }
      const record = await kept(caller, reference)
      if (record === undefined) throw new Failure('PRICE_BOOK_NOT_FOUND', notFound(reference))
      return described(record)
    },
    async create({ tenant }, document) {
      const input = readPriceBook(document, builtIn)
      const body = JSON.stringify(input)
      return described(
        await store.insertPriceBook(tenant, {
          id: input.id,
          sha256: fingerprint(body),
          createdAt: now().toISOString(),
          body,
        }),
      )
    },
    async recall(caller, { id, version, sha256 }) {
      if (id === priceBook.id) return sha256 === priceBook.sha256 ? priceBook : undefined
      const record = await kept(caller, `${id}@${version}`)
      return record === undefined ? undefined : build(caller, record)
    },
    sent(book) {
      const own = sent.get(book)
      return own === undefined ? {} : { book: own }
    },
    async use(caller, reference) {
      if (reference === undefined || isBuiltIn(reference, priceBook)) return priceBook
      const record = await kept(caller, reference)
      if (record !== undefined) return build(caller, record)
      throw new Failure('INVALID_PARAMETER', notFound(reference), {
        mistakes: [{ pointer: '/query/priceBook', code: 'PRICE_BOOK_NOT_FOUND', detail: notFound(reference) }],
      })
    },
  }
}

const notFound = (reference: string): string =>
  `There is no price book "${reference.slice(0, 80)}"; GET /v1/price-books lists them.`

const isBuiltIn = (reference: string, { version }: PriceBook): boolean =>
  reference === 'builtin' || reference === `builtin@${version}`

const urlOf = (reference: string): string => `/v1/price-books/${reference}`

const referenceOf = ({ id, version, sha256 }: { id: string; version: string | number; sha256: string }) => ({
  id,
  version: String(version),
  sha256,
})

const summaryOf = (record: Omit<PriceBookRecord, 'body'>): PriceBookSummary => ({
  ...referenceOf(record),
  url: urlOf(`${record.id}@${record.version}`),
  createdAt: record.createdAt,
})

const described = (record: PriceBookRecord): PriceBookDescription => ({
  ...summaryOf(record),
  own: JSON.parse(record.body) as PriceBookInput,
})

const printed = (providers: Parts['providers'], wanted: ProviderName | undefined) =>
  [...providers.values()]
    .filter(({ id }) => wanted === undefined || id === wanted)
    .sort((a, b) => compareText(a.id, b.id))
    .flatMap(({ id, prices }) => prices.map((price) => ({ provider: id, ...price })))
