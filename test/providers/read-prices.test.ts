// The clouds' own price documents, in exactly their shape but small → prices, and those in the place of the older ones.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Price } from '../../src/domain/estimate/price-book.ts'
import { priceReader as aws } from '../../src/providers/aws/read-prices.ts'
import { priceReader as azure } from '../../src/providers/azure/read-prices.ts'
import { priceReader as gcp } from '../../src/providers/gcp/read-prices.ts'
import { dataText, joinPrices } from '../../src/providers/price-reader.ts'
import { priceOf } from '../domain/estimate/costing.ts'

const document = (name: string): unknown =>
  JSON.parse(readFileSync(`test/providers/price-documents/${name}.json`, 'utf8'))
const read = (reader: typeof aws, name: string) =>
  reader
    .read(document(name), '2026-11-24')
    .map(({ product, dimension, region, price, tierFrom = 0, asOf }) =>
      [product, dimension, region, tierFrom, price, asOf].join(' '),
    )

describe('AWS offer files', () => {
  it('AWSELB: capacity units by operation; no trust stores, reservations or Outposts', () => {
    expect(read(aws, 'aws-elb')).toEqual([
      'alb load-balancer-hour eu-central-2 0 0.0275 2026-11-01',
      'alb lcu-hour eu-central-2 0 0.0088 2026-11-01',
      'nlb nlcu-hour eu-central-2 0 0.0066 2026-11-01',
      'nlb nlcu-hour us-east-1 0 0.0066 2026-11-01',
      'clb data-processed eu-west-1 0 0.008 2026-11-01',
    ])
  })
  it('AWSDataTransfer: tiers to the internet, behind the free allowance', () => {
    expect(read(aws, 'aws-data-transfer')).toEqual([
      'data-transfer internet-egress eu-central-2 0 0.0 2026-11-02',
      'data-transfer internet-egress eu-central-2 100 0.09 2026-11-02',
      'data-transfer internet-egress eu-central-2 10240 0.085 2026-11-02',
    ])
  })
})

describe('Azure retail prices', () => {
  it('are told apart by service, product and meter; offers for developers are none', () => {
    expect(read(azure, 'azure-load-balancer')).toEqual([
      'load-balancer-standard included-rules-hour global 0 0.025 2026-11-24',
      'load-balancer-standard overage-rule-hour global 0 0.01 2026-11-24',
      'load-balancer-standard data-processed global 0 0.0000005 2026-11-24',
      'data-transfer internet-egress-microsoft-network swedencentral 100 0.087 2026-11-24',
      'data-transfer internet-egress-routing-preference-internet swedencentral 100 0.08 2026-11-24',
      'application-gateway-standard-v2 fixed-hour swedencentral 0 0.2 2026-11-24',
    ])
  })
  it('name their next page', () => {
    expect(azure.nextPage(document('azure-load-balancer'))).toContain('$skip=1000')
  })
})

describe('Google SKUs', () => {
  it('have a row for each region and tier; internal and other groups are none', () => {
    expect(read(gcp, 'gcp-skus')).toEqual([
      'forwarding-rule minimum-first-5-rules-hour europe-west6 0 0.02975 2026-11-24',
      'forwarding-rule additional-rule-hour europe-west6 0 0.012 2026-11-24',
      'forwarding-rule additional-rule-hour europe-west9 0 0.012 2026-11-24',
      'load-balancer data-processed-inbound europe-west6 0 0 2026-11-24',
      'load-balancer data-processed-inbound europe-west6 50 1.008 2026-11-24',
    ])
  })
  it('name their next page', () => {
    expect(gcp.nextPage(document('gcp-skus'))).toContain('pageToken=more')
  })
})

it.each([
  ['aws', aws],
  ['azure', azure],
  ['gcp', gcp],
] as const)('%s refuses what is none of its documents', (_name, reader) => {
  for (const wrong of [{}, [], null, 'text', { Items: 1 }, { skus: [{}] }])
    expect(() => reader.read(wrong, '2026-11-24')).toThrow(/This is no/)
})

describe('joined to the data', () => {
  const known: Price[] = [
    priceOf('0.03', { product: 'alb', dimension: 'load-balancer-hour', regions: ['eu-central-1', 'eu-central-2'] }),
    priceOf('0.05', { product: 'zebra', regions: ['eu-central-2'] }),
  ]
  const joined = joinPrices(known, aws.read(document('aws-elb'), '2026-11-24'))
  it('what was read stands in the place of the same product, dimension and region only', () => {
    const prices = joined.map(({ product, dimension, regions, price }) =>
      [product, dimension, regions.join('+'), price].join(' '),
    )
    expect(prices).toEqual([
      'alb lcu-hour eu-central-2 0.0088',
      'alb load-balancer-hour eu-central-1 0.03',
      'alb load-balancer-hour eu-central-2 0.0275',
      'clb data-processed eu-west-1 0.008',
      'nlb nlcu-hour eu-central-2+us-east-1 0.0066',
      'zebra hour eu-central-2 0.05',
    ])
  })
  it('reading twice changes nothing', () => {
    expect(joinPrices(joined, aws.read(document('aws-elb'), '2026-11-24'))).toEqual(joined)
  })
  it('is written one row a line, as the data is', () => {
    for (const cloud of ['aws', 'azure', 'gcp']) {
      const text = readFileSync(`src/providers/${cloud}/prices.json`, 'utf8')
      expect(dataText(JSON.parse(text))).toBe(text)
    }
  })
})
