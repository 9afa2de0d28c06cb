// How the bill moves with traffic: ×1 is the bill itself, more traffic never costs less, and the dearest moving item is named.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sensitivityOf as sensitivity } from '../../../src/domain/estimate/sensitivity.ts'
import { anyTopology, draftOf, providerOf, TARIFF } from '../design/drafting.ts'

const web = (traffic: object, target: object = { provider: 'aws', region: 'us-east-1' }) => ({
  name: 'shop',
  target,
  workloads: {
    web: { ports: { game: { port: 7000, protocol: 'tcp' } }, expose: [{ port: 'game', to: 'internet' }], traffic },
  },
})
const sensitivityOf = (document: object) => draftOf(document).designs.recommended.estimate.sensitivity

describe('the bill at other traffic', () => {
  it('moves with capacity units, and says by what', () => {
    // 730 h × 0.0225 + 3 addresses × 730 h × 0.005 = 27.375; 1,000 GB × 0.006 = 6 for each times.
    expect(sensitivityOf(web({ gbOutPerMonth: 1000, newConnectionsPerSecond: 1 }))).toEqual([
      { factor: '0.1', monthly: '27.98', drivenBy: 'NLCU-hours (TCP): GB/h' },
      { factor: '0.5', monthly: '30.38', drivenBy: 'NLCU-hours (TCP): GB/h' },
      { factor: '1', monthly: '33.38', drivenBy: 'NLCU-hours (TCP): GB/h' },
      { factor: '2', monthly: '39.38', drivenBy: 'NLCU-hours (TCP): GB/h' },
      { factor: '5', monthly: '57.38', drivenBy: 'NLCU-hours (TCP): GB/h' },
      { factor: '10', monthly: '87.38', drivenBy: 'NLCU-hours (TCP): GB/h' },
    ])
  })

  it('names what else may drive it', () => {
    expect(sensitivityOf(web({ newConnectionsPerSecond: 5000 }))[2]?.drivenBy).toBe('NLCU-hours (TCP): new/s')
  })

  it('does not move where nothing is counted by traffic', () => {
    const bills = sensitivityOf(web({ gbOutPerMonth: 1000 }, { provider: 'bare-metal', loadBalancers: 'metallb' }))
    expect(new Set(bills.map(({ monthly }) => monthly))).toEqual(new Set(['0.00']))
    expect(bills.map(({ drivenBy }) => drivenBy)).toEqual(Array(6).fill(null))
  })

  it('is the bill itself at ×1, and never falls with more traffic', () => {
    fc.assert(
      fc.property(anyTopology, (document) => {
        for (const { estimate } of Object.values(draftOf(document).designs)) {
          const bills = estimate.sensitivity.map(({ monthly }) => Number(monthly))
          expect(estimate.sensitivity.find(({ factor }) => factor === '1')?.monthly).toBe(estimate.monthly.expected)
          expect(bills).toEqual([...bills].sort((a, b) => a - b))
        }
      }),
      { numRuns: 60 },
    )
  })

  // Comparing every line with every other took minutes.
  it('is worked out for two thousand balancers', () => {
    const { topology, designs } = draftOf(web({ gbOutPerMonth: 1000 }))
    const [balancer] = designs.recommended.loadBalancers
    if (balancer === undefined) throw new Error('a balancer is made')
    const loadBalancers = Array.from({ length: 2000 }, (_, index) => ({ ...balancer, name: `web-${index}` }))
    const costed = { design: designs.recommended, loadBalancers, topology, provider: providerOf('aws'), tariff: TARIFF }
    expect(sensitivity(costed)[2]).toEqual({ factor: '1', monthly: '66750.00', drivenBy: 'NLCU-hours (TCP): GB/h' })
  }, 60_000)
})
