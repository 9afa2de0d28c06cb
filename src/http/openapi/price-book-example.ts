// The price book that the document shows: a discount somebody negotiated, and a price the built-in book does not know.
import type { PriceBookInput } from '../../domain/estimate/own-price-book.ts'

export const PRICE_BOOK_EXAMPLE: PriceBookInput = {
  id: 'acme',
  discounts: [{ provider: 'aws', product: 'nlb', percent: 8, source: 'Private pricing of 2026' }],
  prices: [
    {
      provider: 'aws',
      product: 'alb',
      dimension: 'lcu-hour',
      regions: ['eu-south-1'],
      price: '0.0084',
      currency: 'USD',
      unit: 'LCU-hour',
      source: 'Price list of the region',
      asOf: '2026-11-20',
    },
  ],
}
