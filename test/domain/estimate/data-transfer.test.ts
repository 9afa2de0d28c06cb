// What leaves for the internet: shown apart, the same in every design, on the bill only when asked for.
import { describe, expect, it } from 'vitest'
import { draft } from '../../../src/domain/plan/draft.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { fingerprint } from '../../../src/fingerprint.ts'
import { providerOf, TARIFF } from '../design/drafting.ts'
import { read } from '../reading.ts'

const shop = (target: TopologyInput['target'], gbOutPerMonth: number): TopologyInput => ({
  name: 'shop',
  target,
  workloads: {
    web: {
      ports: { tcp: 7000 },
      expose: [{ port: 'tcp', to: 'internet' }],
      traffic: { source: 'measured', gbOutPerMonth },
    },
    inner: { ports: { tcp: 7001 }, expose: [{ port: 'tcp', to: 'vpc' }], traffic: { gbOutPerMonth: 5000 } },
  },
})
function estimateOf(document: TopologyInput, includeEgress?: boolean) {
  const reading = read(document)
  const drawn = draft(reading, providerOf(reading.topology.target.provider), { ...TARIFF, includeEgress }, fingerprint)
  return drawn.designs.recommended.estimate
}

describe('data that leaves for the internet', () => {
  // AWS: 100 GB free, 10,140 GB at 0.09, the rest at 0.085. Google: GiB; Azure: 100 GB free, then 0.087.
  it.each<[string, TopologyInput['target'], number, string]>([
    ['AWS', { provider: 'aws', region: 'us-east-1' }, 900, '72.00'],
    ['AWS, above 10 TB', { provider: 'aws', region: 'us-east-1' }, 20_240, '1762.60'],
    ['Azure', { provider: 'azure', region: 'westeurope' }, 1100, '87.00'],
  ])('%s', (_, target, gb, expected) => {
    const { dataTransfer } = estimateOf(shop(target, gb))
    expect(dataTransfer).toMatchObject({ included: false, monthly: { expected } })
  })

  it('is no part of the total unless it is wanted there, and then exactly that much of it', () => {
    const document = shop({ provider: 'aws', region: 'us-east-1' }, 900)
    const [apart, together] = [estimateOf(document), estimateOf(document, true)]
    expect(Number(together.monthly.expected) - Number(apart.monthly.expected)).toBeCloseTo(72, 9)
    expect(together.lines.length).toBe(apart.lines.length + 2)
    expect(together.dataTransfer).toMatchObject({ included: true, lines: apart.dataTransfer?.lines })
    expect(together.sensitivity.find(({ factor }) => factor === '1')?.monthly).toBe(together.monthly.expected)
  })

  it('has a range as the load has', () => {
    // Measured: 0.9 to 1.1 of 900 GB, less 100 free.
    expect(estimateOf(shop({ provider: 'aws', region: 'us-east-1' }, 900)).dataTransfer?.monthly).toEqual({
      low: '63.90',
      expected: '72.00',
      high: '80.10',
    })
  })

  it('is null where no price list has it', () => {
    expect(estimateOf(shop({ provider: 'vultr' }, 900)).dataTransfer).toBeNull()
  })
})
