// /v1/price-books: the prices everything is costed with, and a caller's own in their place.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { PriceBookDescription, PriceBookSummary } from '../../application/price-books.ts'
import { PriceBookInput } from '../../domain/estimate/own-price-book.ts'
import { ProviderName } from '../../domain/topology/index.ts'
import { callerOf } from '../caller.ts'
import { sendTagged } from '../conditional.ts'
import { JSON_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { PRICE_BOOK_KEPT_EXAMPLE, PRICE_BOOKS_EXAMPLE } from '../openapi/examples.ts'
import { PRICE_BOOK_EXAMPLE } from '../openapi/price-book-example.ts'
import { READING } from '../openapi/request-headers.ts'
import { type App, sentDocument } from '../route.ts'

const PriceBookList = z.strictObject({ items: z.array(PriceBookSummary) }).meta({ id: 'PriceBookList' })

export function priceBookRoutes(app: App, planner: Planner, publicBaseUrl: string): void {
  const listPriceBooks = {
    operationId: 'listPriceBooks',
    tags: ['prices'],
    summary: 'List the price books',
    description: 'The book that ships with the service, and every version of every book that was given, newest first.',
    headers: READING,
    querystring: z.strictObject({}),
    response: {
      200: answer(
        'The price books.',
        {
          'application/json': media(PriceBookList, 'Price books', { items: PRICE_BOOKS_EXAMPLE }),
        },
        ['ETag'],
      ),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER', 'STORE_UNAVAILABLE'),
    },
  }
  app.get('/v1/price-books', { schema: listPriceBooks }, async (request, reply) =>
    sendTagged(request, reply, JSON_TYPE, JSON.stringify({ items: await planner.priceBooks.list(callerOf(request)) })),
  )

  const getPriceBook = {
    operationId: 'getPriceBook',
    tags: ['prices'],
    summary: 'Read a price book',
    description:
      'The built-in book with every printed price, or one of your own as it was sent, in its newest version or in one (`acme@2`).',
    headers: READING,
    params: z.strictObject({ id: z.string().meta({ description: 'Its id, or id@version.', example: 'acme@2' }) }),
    querystring: z.strictObject({
      provider: ProviderName.optional().meta({ description: 'Only this provider’s prices of the built-in book.' }),
    }),
    response: {
      200: answer(
        'The price book.',
        {
          'application/json': media(PriceBookDescription, 'A price book of one’s own', PRICE_BOOK_KEPT_EXAMPLE),
        },
        ['ETag'],
      ),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER', 'PRICE_BOOK_NOT_FOUND', 'STORE_UNAVAILABLE'),
    },
  }
  app.get('/v1/price-books/:id', { schema: getPriceBook }, async (request, reply) =>
    sendTagged(
      request,
      reply,
      JSON_TYPE,
      JSON.stringify(await planner.priceBooks.find(callerOf(request), request.params.id, request.query.provider)),
    ),
  )

  const createPriceBook = {
    operationId: 'createPriceBook',
    tags: ['prices'],
    summary: 'Give a price book of your own',
    description:
      'Prices in the place of built-in ones, discounts in percent, or a whole book (`base: none`). Each change of a book is a version ' +
      'of its own that never changes; the same content again gives the version that is there. Name it in requests: `?priceBook=acme`.',
    querystring: z.strictObject({}),
    body: {
      content: {
        'application/json': media(PriceBookInput, 'A discount and a price', PRICE_BOOK_EXAMPLE),
        'application/yaml': media(PriceBookInput, 'A discount and a price', PRICE_BOOK_EXAMPLE),
      },
    },
    response: {
      201: answer(
        'The price book, kept.',
        { 'application/json': media(PriceBookDescription, 'A price book of one’s own', PRICE_BOOK_KEPT_EXAMPLE) },
        ['Location'],
      ),
      ...problems(
        'MALFORMED_DOCUMENT',
        'YAML_ALIASES_NOT_ALLOWED',
        'INVALID_PARAMETER',
        'BODY_TOO_LARGE',
        'UNSUPPORTED_MEDIA_TYPE',
        'INVALID_PRICE_BOOK',
        'STORE_UNAVAILABLE',
      ),
    },
  }
  app.post('/v1/price-books', { schema: createPriceBook }, async (request, reply) => {
    const book = await planner.priceBooks.create(callerOf(request), sentDocument(request))
    return reply.code(201).header('Location', `${publicBaseUrl}${book.url}`).type(JSON_TYPE).send(JSON.stringify(book))
  })
}
