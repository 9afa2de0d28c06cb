// Proxies in the cluster cost what their pods cost: where a design makes them, and never where they are there already.
import { describe, expect, it } from 'vitest'
import { indexPrices } from '../../src/domain/estimate/price-book.ts'
import { draft } from '../../src/domain/plan/draft.ts'
import type { TopologyInput } from '../../src/domain/topology/index.ts'
import { fingerprint } from '../../src/fingerprint.ts'
import { BOOK, draftOf, everyDraft, providerOf, TARIFF } from '../domain/design/drafting.ts'
import { read } from '../domain/reading.ts'

const site = (host: string) => ({
  ports: { http: 80 },
  expose: [{ port: 'http', to: 'internet', host, tls: { mode: 'terminate', secret: 'certificate' } }],
})
/** Two sites of two owners, so that each has an entrance of its own before sharing and after. */
const apart = (target: object): TopologyInput =>
  ({
    name: 'sites',
    target,
    workloads: {
      one: { ...site('one.example.com'), owner: 'one' },
      two: { ...site('two.example.com'), owner: 'two' },
    },
  }) as TopologyInput
const together = (target: object): TopologyInput =>
  ({
    name: 'sites',
    owner: 'both',
    target,
    workloads: { one: site('one.example.com'), two: site('two.example.com') },
  }) as TopologyInput

const podsOf = (document: TopologyInput, design: 'recommended' | 'consolidated' = 'recommended') =>
  draftOf(document).designs[design].loadBalancers.map(({ proxyPods }) => proxyPods)
const linesOf = (document: TopologyInput) =>
  draftOf(document).designs.recommended.estimate.lines.filter(({ item }) => item === 'Proxy pods')

describe('pods that a design adds', () => {
  it.each([
    ['envoy-gateway', [2, 2]],
    ['istio', [2, 2]],
    ['kgateway', [2, 2]],
    ['nginx-gateway-fabric', [2, 2]],
    ['cilium', [undefined, undefined]],
    ['traefik', [undefined, undefined]],
  ])('two Gateways of %s: %j', (controller, pods) => {
    for (const target of [
      { provider: 'linode', controller },
      { provider: 'bare-metal', loadBalancers: 'metallb', controller },
    ])
      expect(podsOf(apart(target))).toEqual(pods)
  })

  it('are counted on the one balancer of a cluster on Azure, whoever made that', () => {
    const azure = { provider: 'azure', region: 'eastus' }
    expect(podsOf(apart(azure))).toEqual([4])
    expect(podsOf(apart({ ...azure, inUse: { loadBalancerRules: 3 } }))).toEqual([4])
  })

  it.each([
    { provider: 'aws', region: 'us-east-1' },
    { provider: 'gcp', region: 'us-central1' },
    { provider: 'azure', region: 'eastus2', controller: 'application-gateway-for-containers' },
  ])('are none where the cloud’s own balancer routes: $provider', (target) => {
    for (const pods of podsOf(apart(target))) expect(pods).toBeUndefined()
  })

  it('are none behind an entrance that is there', () => {
    const entrances = { public: { api: 'gateway', class: 'eg' } }
    const document = apart({ provider: 'linode', entrances })
    expect(podsOf(document)).toEqual([undefined])
    expect(linesOf(document)).toEqual([])
    expect(draftOf(document).assumed.map(({ path }) => path)).not.toContain('/target/podPrice')
  })
})

describe('the line', () => {
  it('is hours × pods × the price of the price book, which is listed as assumed', () => {
    const document = together({ provider: 'linode' })
    expect(linesOf(document)).toMatchObject([
      {
        loadBalancer: 'default-one-entrance',
        quantity: '1460',
        unit: 'pod-hour',
        unitPrice: '0.0045',
        amount: '6.57',
        formula: '730 h × 2 pods × 0.0045 USD',
      },
      { loadBalancer: 'default-two-entrance', amount: '6.57' },
    ])
    const assumed = draftOf(document).assumed
    expect(assumed.find(({ path }) => path === '/target/podPrice')?.value).toBe('0.0045')
    expect(assumed.map(({ path }) => path)).toEqual(assumed.map(({ path }) => path).sort())
  })

  it('is at the price the topology states, and nothing is assumed', () => {
    const document = together({ provider: 'linode', podPrice: '0.01' })
    expect(linesOf(document)).toMatchObject([
      { unitPrice: '0.01', amount: '14.6', low: '14.6', high: '14.6', source: 'the topology', asOf: null },
      { amount: '14.6' },
    ])
    expect(draftOf(document).assumed.map(({ path }) => path)).not.toContain('/target/podPrice')
  })

  it('states a price in the currency the cloud bills in', () => {
    const [line] = linesOf(together({ provider: 'hetzner', region: 'fsn1', podPrice: '0.01' }))
    expect(line?.formula).toBe('730 h × 2 pods × 0.01 EUR')
  })

  it('is null where nobody knows a price, and the total an "at least"', () => {
    const reading = read(together({ provider: 'vultr' }))
    const provider = providerOf('vultr')
    const prices = provider.prices.filter(({ product }) => product !== 'in-cluster-proxy')
    const book = { ...BOOK, prices: new Map([...BOOK.prices, [provider.id, indexPrices(prices)] as const]) }
    const drawn = draft(reading, provider, { ...TARIFF, book }, fingerprint)
    const { lines, atLeast } = drawn.designs.recommended.estimate
    expect(lines.filter(({ item }) => item === 'Proxy pods').map(({ amount }) => amount)).toEqual([null, null])
    expect(atLeast).toBe(true)
    expect(drawn.assumed.map(({ path }) => path)).not.toContain('/target/podPrice')
  })
})

describe('sharing', () => {
  it('saves the pods of the entrance that is no longer made', () => {
    const { consolidation, designs } = draftOf(together({ provider: 'linode' }))
    expect(consolidation.verdict).not.toBe('keep')
    // A NodeBalancer of 10 and two pods of 730 h × 0.0045.
    expect(designs.recommended.estimate.monthly.expected).toBe('33.14')
    expect(designs.consolidated.estimate.monthly.expected).toBe('16.57')
  })

  it('has no more pods than before but those of the entrances that are shared', () => {
    everyDraft(({ designs, consolidation }) => {
      const shared = consolidation.groups.filter(({ accepted }) => accepted).length
      const pods = (design: 'recommended' | 'consolidated') =>
        designs[design].loadBalancers.reduce((all, { proxyPods = 0 }) => all + proxyPods, 0)
      expect(pods('consolidated')).toBeLessThanOrEqual(pods('recommended') + 2 * shared)
    })
  })
})

it('a price that is stated changes no other line', () => {
  const others = (target: object) =>
    draftOf(together(target)).designs.recommended.estimate.lines.filter(({ item }) => item !== 'Proxy pods')
  expect(others({ provider: 'linode', podPrice: '5' })).toEqual(others({ provider: 'linode' }))
})
