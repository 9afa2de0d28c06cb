// The rubric of confidence, row by row: what earns a level, what does not, and that the lowest that applies is said.
import { describe, expect, it } from 'vitest'
import { confidenceOf } from '../../../src/domain/consolidation/confidence.ts'
import type { EstimateLine } from '../../../src/domain/estimate/price-lines.ts'
import { TARIFF } from '../design/drafting.ts'
import { billOf, mall, type Shared } from './sharings.ts'
import { AWS, shop, type Workload } from './shops.ts'

const SAME = { low: '27.37', high: '27.37' }
const APART = { low: '20.00', high: '30.00' }
const measured: Workload = { traffic: { source: 'measured', requestsPerSecond: 10 } }
const declared: Workload = { traffic: { source: 'declared', requestsPerSecond: 10 } }
const assumed: Workload = { traffic: { source: 'assumed', requestsPerSecond: 10 } }

const two = (blog: Workload, docs: Workload = blog, target = AWS): Shared =>
  mall({ ...shop('blog', {}, blog), ...shop('docs', {}, docs) }, target)

type Change = (line: EstimateLine) => EstimateLine

/** As if every price had been read today. */
const fresh: Change = (line) => ({ ...line, asOf: TARIFF.today })

function rated(shared: Shared, saving = SAME, change: Change = (line) => line, today = TARIFF.today) {
  const { topology, provider, accepted, before, after } = shared
  const lines = (design: typeof before) => ({ lines: billOf(shared, design).lines.map(fresh).map(change) })
  const bills = { before: lines(before), after: lines(after) }
  return confidenceOf({ topology, provider, accepted, refused: [], saving, bills, today })
}

describe('confidence', () => {
  it('is high where the traffic is measured, or stated and without weight, and the prices are first hand', () => {
    expect(rated(two(measured), APART)).toMatchObject({ level: 'high', raisedBy: [], saving: APART })
    const sure = rated(two(declared))
    expect(sure).toMatchObject({ level: 'high', raisedBy: [] })
    expect(sure.text).toBe('The saving is 27.37 a month with less load as with more. Confidence is high: act on it.')
    expect(sure.because).toHaveLength(1)
  })

  it.each([
    ['traffic that nobody states', two({}), SAME, 'low', 'no traffic is stated for blog, docs', /^State the traffic/],
    ['one without traffic', two(measured, {}), SAME, 'low', 'no traffic is stated for docs', /^State the traffic/],
    ['traffic that is assumed', two(assumed), APART, 'low', 'traffic is assumed for blog, docs', /^Measure/],
    [
      'traffic that is declared',
      two(measured, declared),
      APART,
      'medium',
      'traffic is declared, not measured, for docs',
      /say source: measured/,
    ],
    [
      'a class without published limits',
      two(measured, measured, { provider: 'digitalocean', region: 'nyc1' }),
      SAME,
      'medium',
      'no limit is published of how many rules class eg carries',
      /as many hosts and as much load/,
    ],
  ] as const)('is lowered by %s', (_, shared, saving, level, because, raisedBy) => {
    const rating = rated(shared, saving)
    expect(rating.level).toBe(level)
    expect(rating.because).toContain(because)
    expect(rating.raisedBy.join('\n')).toMatch(raisedBy)
    expect(rating.text).toContain(`Confidence is ${level}`)
  })

  const first: (change: Change) => Change = (change) => (line) => (line.item.includes('our') ? change(line) : line)

  it.each([
    ['without a price', first((line) => ({ ...line, amount: null, unitPrice: null })), 'low', /have no price$/],
    [
      'of another region',
      first((line) => ({ ...line, borrowedFrom: 'us-west-2' })),
      'medium',
      /priced as in another region$/,
    ],
    [
      'without a day',
      first((line) => ({ ...line, asOf: 'undated' })),
      'medium',
      /without a day or more than 90 days old$/,
    ],
    ['91 days old', first((line) => ({ ...line, asOf: '2026-08-25' })), 'medium', /more than 90 days old$/],
  ] as const)('is lowered by prices %s', (_, change, level, because) => {
    const rating = rated(two(measured), SAME, change)
    expect(rating.level).toBe(level)
    expect(rating.because.join('\n')).toMatch(because)
  })

  it('is not lowered by a price of 90 days', () => {
    expect(rated(two(measured), SAME, (line) => ({ ...line, asOf: '2026-08-26' })).level).toBe('high')
  })

  it('is lowered by a price that was not read from the provider', () => {
    const shared = two(measured)
    const [poor] = shared.provider.prices.filter((price) => price.confidence !== 'high')
    if (poor === undefined) throw new Error('every price of AWS is first hand')
    const rating = rated(shared, SAME, (line) => ({ ...line, unitPrice: poor.price, source: poor.source }))
    expect(rating).toMatchObject({
      level: 'medium',
      because: [expect.stringMatching(/not read from the provider itself$/)],
    })
  })

  it('says the lowest, and everything that would raise it', () => {
    const rating = rated(
      two(assumed, declared),
      APART,
      first((line) => ({ ...line, borrowedFrom: 'us-west-2' })),
    )
    expect(rating.level).toBe('low')
    expect(rating.because).toEqual(['traffic is assumed for blog'])
    expect(rating.raisedBy).toHaveLength(3)
  })

  it('looks at no line that both bills have alike', () => {
    const mqtt = { mqtt: { ports: { mqtt: 1883 }, expose: [{ port: 'mqtt', to: 'internet' }], ...measured } }
    const shared = mall({ ...shop('blog', {}, measured), ...shop('docs', {}, measured), ...mqtt })
    const old: Change = (line) =>
      line.loadBalancer.includes('mqtt') ? { ...line, amount: null, unitPrice: null } : line
    expect(rated(shared, SAME, old).level).toBe('high')
  })
})

describe('confidence in the verdict to keep', () => {
  const kept = (shared: Shared, refused: string[]) => {
    const read = { lines: billOf(shared, shared.before).lines.map(fresh) }
    return confidenceOf({
      topology: shared.topology,
      provider: shared.provider,
      accepted: [],
      refused,
      saving: { low: '0.00', high: '0.00' },
      bills: { before: read, after: read },
      today: TARIFF.today,
    })
  }

  it('is high where no figure decided', () => {
    expect(kept(two({}), [])).toMatchObject({ level: 'high', because: ['no figure decided'], raisedBy: [] })
    expect(kept(two({}), []).text).toContain('not from a figure')
  })

  it('is that of the figures where sharing was weighed', () => {
    expect(kept(two({}), ['blog', 'docs'])).toMatchObject({
      level: 'low',
      because: ['no traffic is stated for blog, docs'],
    })
    expect(kept(two(declared), ['blog', 'docs'])).toMatchObject({ level: 'medium' })
    expect(kept(two(measured), ['blog', 'docs'])).toMatchObject({ level: 'high' })
    expect(kept(two(measured), ['blog', 'docs']).text).toContain('what sharing among blog, docs would cost')
  })
})
