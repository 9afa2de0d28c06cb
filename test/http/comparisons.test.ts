// One topology on several targets: each row is what a plan for that target says, and every mistake is told in its place.
import { beforeAll, describe, expect, it } from 'vitest'
import { Comparison } from '../../src/application/comparisons.ts'
import { type Service, SHOP, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})

const TARGETS = [
  { provider: 'gcp', region: 'europe-west4' },
  { provider: 'aws', region: 'eu-central-1' },
  { provider: 'azure', region: 'westeurope' },
  { provider: 'bare-metal', loadBalancers: 'metallb' },
]
const compare = (body: object, query = '') => service.http.post(`/v1/comparisons${query}`).send(body)

describe('POST /v1/comparisons → 200', () => {
  it('has the rows in the order of the targets, each equal to a plan of its own', async () => {
    const { body } = await compare({ topology: SHOP, targets: TARGETS }).expect(200)
    const { items } = Comparison.parse(body)
    expect(items.map(({ target }) => target.provider)).toEqual(TARGETS.map(({ provider }) => provider))
    for (const [index, target] of TARGETS.entries()) {
      const { body: plan } = await service.http
        .post('/v1/plans?dryRun=true')
        .send({ ...SHOP, target })
        .expect(200)
      const { estimate } = plan.designs[plan.chosen]
      expect(items[index]).toMatchObject({
        target: plan.topology.target,
        currency: estimate.currency,
        atLeast: estimate.atLeast,
        summaryText: plan.summaryText,
        monthly: {
          recommended: plan.designs.recommended.estimate.monthly.expected,
          consolidated: plan.designs.consolidated.estimate.monthly.expected,
          saving: plan.consolidation.monthlySaving,
        },
      })
    }
  })

  it('keeps what belongs to no cloud, and leaves behind what belongs to one', async () => {
    const target = {
      provider: 'aws',
      region: 'us-east-1',
      zones: 2,
      namespace: 'shop',
      controller: 'eks-auto-mode',
      entrances: { public: { api: 'ingress', class: 'alb', scheme: 'public' } },
    }
    const { body } = await compare({
      topology: { ...SHOP, target },
      targets: [
        { provider: 'gcp', region: 'us-east1' },
        { provider: 'aws', region: 'us-east-2' },
      ],
    }).expect(200)
    expect(body.items[0].target).toMatchObject({ zones: 2, namespace: 'shop', controller: 'gke', entrances: {} })
    expect(body.items[1].target).toMatchObject({ zones: 2, controller: 'eks-auto-mode', region: 'us-east-2' })
    expect(Object.keys(body.items[1].target.entrances)).toEqual(['public'])
  })

  it('shows totals in another currency where the price book has a rate', async () => {
    const rates = [{ from: 'USD', to: 'EUR', rate: '0.5', source: 'Treasury', asOf: '2026-11-23' }]
    await service.http.post('/v1/price-books').send({ id: 'with-rate', rates }).expect(201)
    const { body } = await compare({ topology: SHOP, targets: [TARGETS[1]] }, '?priceBook=with-rate').expect(200)
    const [{ monthly, converted, chosen }] = body.items
    expect(converted).toMatchObject([{ currency: 'EUR', rate: '0.5', asOf: '2026-11-23' }])
    expect(Number(converted[0].monthly)).toBeCloseTo(Number(monthly[chosen]) / 2, 2)
  })
})

describe('POST /v1/comparisons → 422', () => {
  it.each<[string, object, [string, string][]]>([
    ['no target', { topology: SHOP, targets: [] }, [['/targets', 'TOO_SMALL']]],
    ['too many targets', { topology: SHOP, targets: Array(21).fill(TARGETS[0]) }, [['/targets', 'TOO_BIG']]],
    ['an unknown field', { topology: SHOP, targets: [TARGETS[0]], target: {} }, [['/target', 'UNKNOWN_FIELD']]],
    [
      'a wrong region and a wrong workload, each once',
      {
        topology: { ...SHOP, workloads: { ...SHOP.workloads, web: { ports: { http: 8080 }, calls: ['nobody'] } } },
        targets: [TARGETS[0], { provider: 'aws', region: 'mars' }],
      },
      [
        ['/topology/workloads/web/calls/0', 'UNKNOWN_WORKLOAD'],
        ['/targets/1/region', 'UNKNOWN_REGION'],
      ],
    ],
    ['no topology', { targets: [TARGETS[0]] }, [['/topology', 'REQUIRED']]],
  ])('%s', async (_what, body, expected) => {
    const { body: problem } = await compare(body).expect(422)
    expect(problem.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual(
      expected,
    )
  })
})
