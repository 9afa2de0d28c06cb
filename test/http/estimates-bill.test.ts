// POST /v1/estimates of a bill without a topology: the answer, every reason to refuse one with its place, and bodies made to hurt.
import { beforeAll, describe, expect, it } from 'vitest'
import { BillEstimate } from '../../src/domain/estimate/bill.ts'
import { type Service, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})

const asJson = (document: unknown) => service.http.post('/v1/estimates').send(document as object)
const asText = (text: string, type: 'json' | 'yaml' = 'yaml') =>
  service.http.post('/v1/estimates').set('content-type', `application/${type}`).send(text)

const ALB = { provider: 'aws', region: 'us-east-1', loadBalancers: [{ product: 'alb', addresses: 3 }] }
const ALB_IN_YAML = 'provider: aws\nregion: us-east-1\nloadBalancers:\n  - product: alb\n    addresses: 3\n'

describe('POST /v1/estimates of a bill → 200', () => {
  it('in JSON and in YAML alike', async () => {
    const { body } = await asJson(ALB).expect(200)
    expect(BillEstimate.parse(body)).toMatchObject({
      provider: 'aws',
      currency: 'USD',
      monthly: { low: '27.38', expected: '27.38', high: '27.38' },
      atLeast: false,
    })
    expect((await asText(ALB_IN_YAML).expect(200)).body).toEqual(body)
  })

  it('the same bytes each time', async () => {
    const texts = await Promise.all([1, 2, 3].map(async () => (await asJson(ALB).expect(200)).text))
    expect(new Set(texts).size).toBe(1)
  })

  it('borrows a price where that is allowed', async () => {
    const body = { ...ALB, region: 'eu-south-1', loadBalancers: [{ product: 'alb', newConnectionsPerSecond: 25 }] }
    expect((await asJson(body).expect(200)).body.atLeast).toBe(true)
    const { body: borrowed } = await service.http.post('/v1/estimates?priceFallback=nearest').send(body).expect(200)
    expect(borrowed.atLeast).toBe(false)
  })

  it('at the prices of a book of the caller’s own', async () => {
    const half = { id: 'half', discounts: [{ provider: 'aws', product: 'alb', percent: 50, source: 'Contract 7' }] }
    await service.http.post('/v1/price-books').send(half).expect(201)
    const { body } = await service.http.post('/v1/estimates?priceBook=half').send(ALB).expect(200)
    expect(body.monthly.expected).toBe('19.16')
    expect(body.priceBook).toMatchObject({ id: 'half', version: '1' })
  })

  it('keeps nothing', () => expect(service.store.kept()).toBe(0))
})

// Each with the line it is on; where the mistake is something that is not there, the line of what should have it.
type Row = [code: string, pointer: string, line: number, yaml: string[]]
const row = (code: string, pointer: string, line: number, ...yaml: string[]): Row => [code, pointer, line, yaml]
const AWS = ['provider: aws', 'region: us-east-1']
const GOOGLE = ['provider: gcp', 'region: us-central1']
const REFUSED: Row[] = [
  row('UNKNOWN_PRODUCT', '/loadBalancers/0/product', 4, ...AWS, 'loadBalancers:', '  - product: albb'),
  row('UNKNOWN_PRODUCT', '/loadBalancers/0/product', 3, 'provider: linode', 'loadBalancers:', '  - product: alb'),
  row(
    'NOT_COUNTED',
    '/loadBalancers/0/requestsPerSecond',
    5,
    ...AWS,
    'loadBalancers:',
    '  - product: clb',
    '    requestsPerSecond: 5',
  ),
  row(
    'NOT_COUNTED',
    '/loadBalancers/0/udp',
    5,
    ...AWS,
    'loadBalancers:',
    '  - product: alb',
    '    udp: { gbInPerMonth: 5 }',
  ),
  row(
    'HOURS_DIFFER',
    '/loadBalancers/1/hours',
    8,
    ...GOOGLE,
    'loadBalancers:',
    '  - product: forwarding-rule',
    '    rules: 1',
    '  - product: forwarding-rule',
    '    rules: 1',
    '    hours: 5',
  ),
  row('REGION_REQUIRED', '/region', 1, 'provider: aws', 'loadBalancers:', '  - product: alb'),
  row('UNKNOWN_REGION', '/region', 2, 'provider: aws', 'region: mars-1', 'loadBalancers:', '  - product: alb'),
  row(
    'TOO_BIG',
    '/loadBalancers',
    4,
    ...AWS,
    'loadBalancers:',
    '  - product: alb',
    '    count: 600',
    '  - product: nlb',
    '    count: 600',
  ),
  row(
    'DUPLICATE_PRICE',
    '/prices/1',
    5,
    ...AWS,
    'prices:',
    '  - { product: alb, dimension: lcu-hour, price: "1" }',
    '  - { product: alb, dimension: lcu-hour, price: "2" }',
    'loadBalancers:',
    '  - product: alb',
  ),
  row(
    'FIRST_TIER_MISSING',
    '/prices/0',
    4,
    ...AWS,
    'prices:',
    '  - { product: alb, dimension: lcu-hour, price: "1", tierFrom: 9 }',
    'loadBalancers:',
    '  - product: alb',
  ),
  row('INVALID_VALUE', '/provider', 1, 'provider: aliyun', 'loadBalancers:', '  - product: alb'),
  row('REQUIRED', '/loadBalancers/0/product', 4, ...AWS, 'loadBalancers:', '  - count: 1'),
  row('UNKNOWN_FIELD', '/loadBalancers/0/adresses', 5, ...AWS, 'loadBalancers:', '  - product: alb', '    adresses: 3'),
  row('TOO_SMALL', '/loadBalancers/0/hours', 5, ...AWS, 'loadBalancers:', '  - product: alb', '    hours: -1'),
  row('TOO_BIG', '/loadBalancers/0/hours', 5, ...AWS, 'loadBalancers:', '  - product: alb', '    hours: 8785'),
  row('WRONG_TYPE', '/loadBalancers/0/count', 5, ...AWS, 'loadBalancers:', '  - product: alb', '    count: 1.5'),
  row(
    'TOO_BIG',
    '/loadBalancers/0/gbInPerMonth',
    5,
    ...AWS,
    'loadBalancers:',
    '  - product: alb',
    '    gbInPerMonth: 1e16',
  ),
  row(
    'WRONG_TYPE',
    '/loadBalancers/0/gbInPerMonth',
    5,
    ...AWS,
    'loadBalancers:',
    '  - product: alb',
    '    gbInPerMonth: "NaN"',
  ),
  row(
    'INVALID_FORMAT',
    '/prices/0/price',
    4,
    ...AWS,
    'prices:',
    '  - { product: alb, dimension: lcu-hour, price: "1e3" }',
    'loadBalancers:',
    '  - product: alb',
  ),
  row(
    'WRONG_TYPE',
    '/prices/0/price',
    4,
    ...AWS,
    'prices:',
    '  - { product: alb, dimension: lcu-hour, price: 1.5 }',
    'loadBalancers:',
    '  - product: alb',
  ),
  row('TOO_SMALL', '/loadBalancers', 3, ...AWS, 'loadBalancers: []'),
]

describe('POST /v1/estimates of a bill → 422', () => {
  it.each(REFUSED)('%s at %s, line %i', async (code, pointer, line, yaml) => {
    const { body } = await asText(yaml.join('\n')).expect(422)
    expect(body).toMatchObject({ code: 'INVALID_BILL', detail: 'The bill has 1 mistake.' })
    expect(body.errors).toMatchObject([{ code, pointer, line }])
    expect(body.errors[0].detail.length).toBeLessThanOrEqual(300)
  })

  it('tells all mistakes at once, in JSON with their lines', async () => {
    const json = `{
  "provider": "aws",
  "region": "mars-1",
  "loadBalancers": [
    { "product": "albb" },
    { "product": "clb",
      "rules": 3 }
  ]
}`
    const { body } = await asText(json, 'json').expect(422)
    expect(body.errors.map(({ code, pointer, line }: Record<string, unknown>) => [code, pointer, line])).toEqual([
      ['UNKNOWN_REGION', '/region', 3],
      ['UNKNOWN_PRODUCT', '/loadBalancers/0/product', 5],
      ['NOT_COUNTED', '/loadBalancers/1/rules', 7],
    ])
  })

  it('says what a product is counted by, and which products there are', async () => {
    const { body } = await asJson({ ...ALB, loadBalancers: [{ product: 'clb', rules: 1 }, { product: 'x' }] }).expect(
      422,
    )
    expect(body.errors.map(({ detail }: { detail: string }) => detail)).toEqual([
      'clb is not billed by rules; counted are addresses, gbInPerMonth, gbOutPerMonth',
      'must be a product that aws bills: alb, nlb, clb, public-ipv4, data-transfer',
    ])
  })
})

describe('bodies made to hurt are answered, never with 5xx', () => {
  const one = (more: object) => ({ ...ALB, loadBalancers: [{ product: 'alb', ...more }] })
  it.each<[string, number, unknown]>([
    [
      'the most there may be of everything',
      200,
      one({
        count: 1000,
        hours: 8784,
        addresses: 10_000,
        rules: 10_000,
        requestsPerSecond: 1e15,
        gbInPerMonth: 1e15,
        newConnectionsPerSecond: 1e15,
      }),
    ],
    ['the least there may be', 200, one({ hours: 5e-324, gbInPerMonth: 5e-324, newConnectionsPerSecond: 1e-300 })],
    [
      'the dearest price',
      200,
      {
        ...one({ gbInPerMonth: 1e15 }),
        prices: [{ product: 'alb', dimension: 'lcu-hour', price: '999999999999.999999999999' }],
      },
    ],
    ['no balancers of it', 200, one({ count: 0 })],
    ['200 of 1,000', 422, { ...ALB, loadBalancers: Array(200).fill({ product: 'alb', count: 1000 }) }],
    [
      '200 of 5',
      200,
      { ...ALB, loadBalancers: Array(200).fill({ product: 'alb', count: 5, newConnectionsPerSecond: 3 }) },
    ],
    ['201', 422, { ...ALB, loadBalancers: Array(201).fill({ product: 'alb' }) }],
    ['201 prices', 422, { ...ALB, prices: Array(201).fill({ product: 'alb', dimension: 'lcu-hour', price: '1' }) }],
    ['a negative load', 422, one({ gbInPerMonth: -1 })],
    ['a negative price', 422, { ...ALB, prices: [{ product: 'alb', dimension: 'lcu-hour', price: '-1' }] }],
    ['text for a number', 422, one({ gbInPerMonth: 'Infinity' })],
    ['null for a number', 422, one({ gbInPerMonth: null })],
    ['a list for a balancer', 422, { ...ALB, loadBalancers: [[]] }],
    ['a number for balancers', 422, { ...ALB, loadBalancers: 7 }],
    [
      'a prototype for a product',
      422,
      { ...ALB, loadBalancers: [{ product: '__proto__' }, { product: 'constructor' }] },
    ],
    ['a long product', 422, { ...ALB, loadBalancers: [{ product: 'x'.repeat(100_000) }] }],
    ['a long dimension', 422, { ...ALB, prices: [{ product: 'alb', dimension: 'x'.repeat(100_000), price: '1' }] }],
    [
      'fifty thousand unknown fields',
      422,
      one(Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, 1]))),
    ],
    ['a topology as well', 422, { ...ALB, workloads: {} }],
  ])('%s → %i', async (_, status, document) => {
    const { body, text } = await asJson(document).expect(status)
    if (status === 422) expect(text.length).toBeLessThan(50_000)
    else expect(body.monthly.expected).toMatch(/^\d+\.\d\d$/)
  })

  it.each([
    ['a number too large for JSON', JSON.stringify(one({ gbInPerMonth: 0 })).replace(':0}', ':1e999}'), 'json'],
    ['.inf of YAML', `${ALB_IN_YAML}    gbInPerMonth: .inf\n`, 'yaml'],
    ['.nan of YAML', `${ALB_IN_YAML}    gbInPerMonth: .nan\n`, 'yaml'],
  ] as const)('%s is none of the document → 400', async (_, text, type) => {
    const { body } = await asText(text, type).expect(400)
    expect(body.code).toBe('MALFORMED_DOCUMENT')
  })

  it('a hexadecimal of YAML is a number, and may be too large → 422', async () => {
    const { body } = await asText(`${ALB_IN_YAML}    gbInPerMonth: 0xffffffffffffffffffff\n`).expect(422)
    expect(body.errors).toMatchObject([{ code: 'TOO_BIG', pointer: '/loadBalancers/0/gbInPerMonth', line: 6 }])
  })
})
