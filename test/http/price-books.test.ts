// Price books over HTTP: given, kept in versions, read, and used by what costs money.
import { beforeAll, describe, expect, it } from 'vitest'
import { PriceBookDescription } from '../../src/application/price-books.ts'
import { type Service, SHOP, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})

const NLB_HALF = { discounts: [{ provider: 'aws', product: 'nlb', percent: 50, source: 'Contract 7' }] }
const post = (body: object) => service.http.post('/v1/price-books').send(body)
const estimate = async (query: string) =>
  (await service.http.post(`/v1/estimates${query}`).send(SHOP).expect(200)).body.recommended.estimate

describe('POST /v1/price-books → 201', () => {
  it('keeps a book, says where it is, and gives each change a version', async () => {
    const first = await post({ id: 'versions', ...NLB_HALF }).expect(201)
    expect(PriceBookDescription.parse(first.body)).toMatchObject({
      id: 'versions',
      version: '1',
      own: { id: 'versions', ...NLB_HALF },
    })
    expect(first.headers.location).toBe('/v1/price-books/versions@1')
    const same = await post({ id: 'versions', ...NLB_HALF }).expect(201)
    expect(same.body).toEqual(first.body)
    const second = await post({ id: 'versions', discounts: [{ ...NLB_HALF.discounts[0], percent: 60 }] }).expect(201)
    expect(second.body.version).toBe('2')
    const { body: old } = await service.http.get('/v1/price-books/versions@1').expect(200)
    expect(old).toEqual(first.body)
    const { body: newest } = await service.http.get('/v1/price-books/versions').expect(200)
    expect(newest).toEqual(second.body)
  })

  it('gives no version to the same book with its fields in another order', async () => {
    const [discount] = NLB_HALF.discounts
    const first = await post({ id: 'turned', ...NLB_HALF }).expect(201)
    const turned = Object.fromEntries(Object.entries(discount ?? {}).reverse())
    const second = await post({ discounts: [turned], id: 'turned' }).expect(201)
    expect(second.body).toEqual(first.body)
  })

  it('takes YAML', async () => {
    const yaml = 'id: in-yaml\ndiscounts:\n  - { provider: aws, percent: 5, source: Contract }\n'
    await service.http.post('/v1/price-books').set('content-type', 'application/yaml').send(yaml).expect(201)
  })
})

describe('POST /v1/price-books → 422', () => {
  it('with every mistake and its line', async () => {
    const yaml =
      'id: wrong\nprices:\n  - provider: aws\n    product: nlbb\n    dimension: x\n    regions: [us-east-1]\n    price: "1"\n    currency: EUR\n    unit: hour\n    source: x\n    asOf: "2026-11-01"\n'
    const { body } = await service.http
      .post('/v1/price-books')
      .set('content-type', 'application/yaml')
      .send(yaml)
      .expect(422)
    expect(body.code).toBe('INVALID_PRICE_BOOK')
    expect(body.errors.map((one: { pointer: string; line: number }) => [one.pointer, one.line])).toEqual([
      ['/prices/0/product', 4],
      ['/prices/0/currency', 8],
    ])
  })
})

describe('GET /v1/price-books', () => {
  it('lists the built-in book first, then callers’ own', async () => {
    await post({ id: 'listed', ...NLB_HALF }).expect(201)
    const { body } = await service.http.get('/v1/price-books').expect(200)
    expect(body.items[0]).toMatchObject({ id: 'builtin', createdAt: null })
    expect(body.items.map(({ id }: { id: string }) => id)).toContain('listed')
  })

  it('shows every printed price of the built-in book, or one provider’s', async () => {
    const { body } = await service.http.get('/v1/price-books/builtin?provider=gcp').expect(200)
    expect(PriceBookDescription.parse(body).prices?.every(({ provider }) => provider === 'gcp')).toBe(true)
    expect(body.prices.length).toBeGreaterThan(50)
  })

  it.each(['nobody', 'listed@99', 'listed@x', 'builtin@1999-01-01'])('→ 404 for %s', async (id) => {
    const { body } = await service.http.get(`/v1/price-books/${id}`).expect(404)
    expect(body.code).toBe('PRICE_BOOK_NOT_FOUND')
  })
})

describe('?priceBook=', () => {
  it('costs with that book, and the plan names it in its version', async () => {
    await post({ id: 'half', ...NLB_HALF }).expect(201)
    const [built, half] = [await estimate(''), await estimate('?priceBook=half')]
    const hours = (one: typeof built) => one.lines.find(({ item }: { item: string }) => item.endsWith('hours'))
    expect(hours(half).amount).toBe(String(Number(hours(built).amount) / 2))
    expect(hours(half).source).toContain('less 50 % (Contract 7)')
    const { body: plan } = await service.http.post('/v1/plans?priceBook=half').send(SHOP).expect(201)
    expect(plan.priceBook).toMatchObject({ id: 'half', version: '1' })
  })

  it('asks a kept plan’s own book again when its manifests are written anew', async () => {
    await post({ id: 'again', ...NLB_HALF }).expect(201)
    const { body: plan } = await service.http.post('/v1/plans?priceBook=again').send(SHOP).expect(201)
    await service.http.get(`/v1/plans/${plan.id}/manifests.yaml?kubernetesVersion=1.33`).expect(200)
  })

  it.each([
    ['nobody', 'PRICE_BOOK_NOT_FOUND'],
    ['No_Name', 'INVALID_PARAMETER'],
  ])('→ 400 for %s', async (name, code) => {
    const { body } = await service.http.post(`/v1/plans?priceBook=${name}`).send(SHOP).expect(400)
    expect(body.errors).toMatchObject([{ pointer: '/query/priceBook', code }])
  })
})

it('?priceFallback=nearest borrows what a region lacks, and says so', async () => {
  const web = { ...SHOP.workloads.web, traffic: { gbOutPerMonth: 500 } }
  const target = { provider: 'aws', region: 'eu-west-3' }
  const document = { ...SHOP, target, workloads: { ...SHOP.workloads, web } }
  const ask = async (query: string) =>
    (await service.http.post(`/v1/estimates${query}`).send(document).expect(200)).body
  const codes = (body: { findings: { code: string }[] }) => body.findings.map(({ code }) => code)
  const [alone, borrowing] = [await ask(''), await ask('?priceFallback=nearest')]
  expect(codes(alone)).toContain('PRICE_UNKNOWN')
  expect(codes(borrowing)).toContain('PRICE_BORROWED')
  expect(codes(borrowing)).not.toContain('PRICE_UNKNOWN')
  expect(borrowing.recommended.estimate.atLeast).toBe(false)
})
