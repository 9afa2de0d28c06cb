// When sharing pays, when it does not and when that cannot be told: the verdict, its sentence and its figures on each cloud.
import { describe, expect, it } from 'vitest'
import { AWS, AZURE, apart, GCP, sharing, shop, shops } from './shops.ts'

const verdictOf = ({ consolidation: { verdict, monthlySaving, because } }: ReturnType<typeof sharing>) => ({
  verdict,
  monthlySaving,
  because,
})

describe('AWS', () => {
  it('merges: each entrance less is an hour and its addresses less', () => {
    // Each 730 × 0.0225 + 3 × 730 × 0.005 = 27.375; the difference of the totals as shown: 164.25 − 27.38.
    expect(verdictOf(sharing(shops(6)))).toEqual({
      verdict: 'merge',
      monthlySaving: '136.87',
      because: 'Sharing saves 136.87 USD a month.',
    })
  })

  it('saves addresses only outside: inner entrances have none', () => {
    expect(verdictOf(sharing(shops(2, { to: 'vpc' }))).monthlySaving).toBe('16.42')
  })
})

describe('Google Cloud', () => {
  it('keeps: below six rules they share one price, and fewer cost the same', () => {
    const drawn = sharing(shops(5), GCP)
    expect(verdictOf(drawn)).toEqual({
      verdict: 'keep',
      monthlySaving: '0.00',
      because: 'Sharing one entrance among shop-0, shop-1, shop-2, shop-3, shop-4 saves nothing.',
    })
    expect(apart(drawn)).toEqual([0, 1, 2, 3, 4].map((number) => `shop-${number}: NO_SAVING`))
    expect(drawn.designs.consolidated).toBe(drawn.designs.recommended)
    expect(drawn.consolidation).toMatchObject({ risks: [], steps: [] })
  })

  it('merges the sixth: one rule above five is 7.30 a month', () => {
    expect(verdictOf(sharing(shops(6), GCP))).toMatchObject({ verdict: 'merge', monthlySaving: '7.30' })
  })

  it('counts what is there already: two rules above nine are two rules too many', () => {
    const inUse = { forwardingRulesGlobal: 9 }
    expect(verdictOf(sharing(shops(2), { ...GCP, inUse }))).toMatchObject({ verdict: 'merge', monthlySaving: '7.30' })
  })

  it('keeps passthrough rules that would pay for outbound data behind a proxy', () => {
    const traffic = { gbInPerMonth: 10, gbOutPerMonth: 1000 }
    const clear = { tls: { mode: 'none' as const } }
    const drawn = sharing({ ...shop('a', clear, { traffic }), ...shop('b', clear, { traffic }) }, GCP)
    expect(verdictOf(drawn).because).toMatch(/^Sharing one entrance among a, b costs 1\d\.\d\d USD a month more\.$/)
  })
})

describe('Azure', () => {
  it('saves addresses, pods, and rules above five: never a load balancer, which is one already', () => {
    // Three Gateways: 3 × (443 and the status port) + the outbound rule = 7 rules, 3 addresses.
    // One: 2 + 1 = 3 rules, 1 address. 2 rules above five × 7.30 + 2 addresses × 3.65 + 2 × 2 pods × 730 h × 0.00208 = 6.07.
    const drawn = sharing(shops(3), AZURE)
    expect(verdictOf(drawn)).toMatchObject({ verdict: 'merge', monthlySaving: '27.97' })
    expect(drawn.designs.recommended.loadBalancers).toHaveLength(1)
    expect(drawn.designs.consolidated.loadBalancers).toHaveLength(1)
  })

  it('saves the pods of a Gateway and nothing else inside: no address is billed there, and five rules share one price', () => {
    const inside = (target: object) => verdictOf(sharing(shops(2, { to: 'vpc' }), { ...AZURE, ...target }))
    // 18.25 + 4 pods is 24.32 a month, 18.25 + 2 pods is 21.29.
    expect(inside({})).toMatchObject({ verdict: 'merge', monthlySaving: '3.03' })
    expect(inside({ podPrice: '0.01' })).toMatchObject({ verdict: 'merge', monthlySaving: '14.60' })
    expect(inside({ podPrice: '0' })).toMatchObject({ verdict: 'keep', monthlySaving: '0.00' })
  })
})

describe('bare metal', () => {
  it('saves nothing: nobody bills for an address of one’s own', () => {
    expect(verdictOf(sharing(shops(4), { provider: 'bare-metal', loadBalancers: 'metallb' })).because).toMatch(
      /saves nothing\.$/,
    )
  })

  it('has nothing to share where nothing makes load balancers', () => {
    expect(verdictOf(sharing(shops(4), { provider: 'bare-metal' }))).toEqual({
      verdict: 'keep',
      monthlySaving: '0.00',
      because:
        'Nothing here faces outside through a load balancer or an entrance of its own: there is nothing to share.',
    })
  })
})

describe('a price that is missing', () => {
  const load = { traffic: { newConnectionsPerSecond: 10, gbOutPerMonth: 100 } }
  const busy = { ...shop('a', {}, load), ...shop('b', {}, load) }

  it('of what sharing would be paid with: not weighed, and nothing is shared', () => {
    const drawn = sharing(busy, { ...AWS, region: 'us-east-2' })
    expect(verdictOf(drawn)).toMatchObject({
      verdict: 'keep',
      because: 'Sharing cannot be weighed: a price it would be paid with is unknown here.',
    })
    expect(apart(drawn)).toEqual(['a: PRICE_UNKNOWN', 'b: PRICE_UNKNOWN'])
    expect(drawn.designs.recommended.estimate.atLeast).toBe(true)
  })

  it('of something else that stays as it is: weighed, since it weighs the same before and after', () => {
    // eu-west-2 has a price for the capacity of an Application Load Balancer, and none for that of a Network Load Balancer.
    const mqtt = { mqtt: { ports: { mqtt: 1883 }, expose: [{ port: 'mqtt', to: 'internet' }], ...load } }
    const drawn = sharing({ ...busy, ...mqtt }, { ...AWS, region: 'eu-west-2' })
    // 730 × 0.02646 + 3 × 730 × 0.005
    expect(verdictOf(drawn)).toMatchObject({ verdict: 'merge-some', monthlySaving: '30.27' })
    expect(drawn.designs.consolidated.estimate.atLeast).toBe(true)
  })
})

describe('the sentence of the verdict', () => {
  it('names what keeps a lone workload alone', () => {
    expect(verdictOf(sharing(shops(1))).because).toBe(
      'Nothing here can share: shop-0 stays apart because nothing else of the same owner on the same side, in the same group and tier, is there to share with.',
    )
  })

  it('of one group that pays beside one that stays: some are merged', () => {
    const drawn = sharing({ ...shops(2), ...shop('inner', { to: 'vpc' }) })
    expect(verdictOf(drawn)).toEqual({
      verdict: 'merge-some',
      // 71.18 (2 × 27.375 + 16.425) − 43.80
      monthlySaving: '27.38',
      because: 'Sharing saves 27.38 USD a month.',
    })
    expect(drawn.consolidation.groups).toMatchObject([
      { entrance: 'mall-public', members: ['shop-0', 'shop-1'], accepted: true, monthlySaving: '27.38' },
    ])
  })

  it('weighs many groups in a line of time, and the whole once more', () => {
    const workloads = Object.assign(
      {},
      ...Array.from({ length: 20 }, (_, index) => ({
        ...shop(`a-${index}`, {}, { owner: `team-${index}` }),
        ...shop(`b-${index}`, {}, { owner: `team-${index}` }),
      })),
    )
    const drawn = sharing(workloads)
    expect(drawn.consolidation.groups).toHaveLength(20)
    // 20 × 27.375, as the difference of two totals: 40 × 27.375 − 20 × 27.375
    expect(drawn.consolidation.monthlySaving).toBe('547.50')
  })

  it('gives the saving a range of its own, and the steps and risks of going there', () => {
    const traffic = { source: 'declared' as const, newConnectionsPerSecond: 10 }
    const { consolidation } = sharing({ ...shop('a', {}, { traffic }), ...shop('b', {}, { traffic }) })
    expect(consolidation.confidence.saving).toEqual({ low: '27.37', high: '27.37' })
    expect(consolidation.risks.map(({ code }) => code)).toEqual(['SHARED_FATE', 'NOISY_NEIGHBOUR', 'ADDRESS_CHANGE'])
    expect(consolidation.goes).toEqual([
      'Ingress/default/a-entrance: is deleted; its address is given up',
      'Ingress/default/b-entrance: is deleted; its address is given up',
    ])
    // 24 × (0.0225 + 3 × 0.005), and 20 new connections a second: 24 × 20 ÷ 25 × 0.008.
    expect(consolidation.overlap?.perDay).toBe('1.05')
    expect(consolidation.steps.at(-1)?.oneWay).toBe(true)
  })
})
