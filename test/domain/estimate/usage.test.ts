// A workload's load goes through the ways it is reached from outside, evenly; what goes the same way adds up.
import { describe, expect, it } from 'vitest'
import { referenceTo } from '../../../src/domain/design/design.ts'
import { recommend } from '../../../src/domain/design/recommend.ts'
import type { Load } from '../../../src/domain/estimate/charge.ts'
import { together, usageOf } from '../../../src/domain/estimate/usage.ts'
import { decimal, textOf } from '../../../src/domain/money.ts'
import { PROVIDERS } from '../../../src/providers/index.ts'
import { read } from '../reading.ts'

const virginia = { provider: 'aws', region: 'us-east-1' }
const traffic = {
  source: 'declared',
  requestsPerSecond: 40,
  newConnectionsPerSecond: 8,
  activeConnections: 100,
  gbInPerMonth: 10,
  gbOutPerMonth: 200,
  hoursPerMonth: 500,
}
const textual = (load: Load) => Object.fromEntries(Object.entries(load).map(([field, value]) => [field, textOf(value)]))

/** The load on every way in, by its reference; what nothing goes through is left out. */
function loadsOf(document: unknown, side: 'low' | 'expected' | 'high' = 'expected') {
  const { topology } = read(document)
  const provider = PROVIDERS.get(topology.target.provider)
  if (provider === undefined) throw new Error('the provider is not supported')
  const design = recommend(topology, provider)
  const usage = usageOf(topology, design, side)
  const references = [...design.services.map(referenceTo.service), ...design.entrances.map(referenceTo.entrance)]
  return new Map(
    references
      .map((reference) => [reference, textual(usage.loadOf(reference))] as const)
      .filter(([, { hours }]) => hours !== '0'),
  )
}

const brokers = (...expose: object[]) => ({
  name: 'shop',
  target: virginia,
  workloads: { broker: { ports: { mqtt: 1883, amqp: 5672 }, expose, traffic }, silent: { ports: { http: 80 } } },
})
const whole = {
  requestsPerSecond: '40',
  newConnectionsPerSecond: '8',
  activeConnections: '100',
  gbIn: '10',
  gbOut: '200',
  hours: '500',
}

describe('the load of a workload', () => {
  it('goes whole through the one way it is reached', () => {
    const loads = loadsOf(brokers({ port: 'mqtt', to: 'internet' }))
    expect([...loads.values()]).toEqual([whole])
  })

  it('is halved over two', () => {
    const loads = loadsOf(brokers({ port: 'mqtt', to: 'internet' }, { port: 'amqp', to: 'vpc' }))
    const half = {
      requestsPerSecond: '20',
      newConnectionsPerSecond: '4',
      activeConnections: '50',
      gbIn: '5',
      gbOut: '100',
    }
    expect([...loads.values()]).toEqual([
      { ...half, hours: '500' },
      { ...half, hours: '500' },
    ])
  })

  it('goes nowhere where nobody outside is offered anything', () => {
    expect(loadsOf(brokers()).size).toBe(0)
  })

  it.each([
    ['low', '28', '140'],
    ['expected', '40', '200'],
    ['high', '52', '260'],
  ] as const)('at the %s side of a declared load: %s requests a second, %s GB out', (side, requests, gbOut) => {
    const [load] = loadsOf(brokers({ port: 'mqtt', to: 'internet' }), side).values()
    expect(load).toMatchObject({ requestsPerSecond: requests, gbOut, hours: '500' })
  })

  it('adds up with that of others behind the same entrance', () => {
    const expose = (host: string) => [{ port: 'http', to: 'internet', host, tls: { mode: 'terminate' } }]
    const loads = loadsOf({
      name: 'shop',
      target: { ...virginia, entrances: { front: { api: 'ingress', class: 'alb' } } },
      workloads: {
        a: { ports: { http: 80 }, expose: expose('a.example.com'), traffic },
        b: { ports: { http: 80 }, expose: expose('b.example.com'), traffic: { ...traffic, hoursPerMonth: 730 } },
      },
    })
    expect([...loads]).toEqual([
      [
        'entrance/default/front',
        {
          requestsPerSecond: '80',
          newConnectionsPerSecond: '16',
          activeConnections: '200',
          gbIn: '20',
          gbOut: '400',
          hours: '730',
        },
      ],
    ])
  })
})

describe('loads together', () => {
  it('of none are no load', () => {
    expect(new Set(Object.values(textual(together([]))))).toEqual(new Set(['0']))
  })

  it('are exact', () => {
    const tenth: Load = {
      requestsPerSecond: decimal('0.1'),
      newConnectionsPerSecond: decimal('0.1'),
      activeConnections: decimal('0.1'),
      gbIn: decimal('0.1'),
      gbOut: decimal('0.1'),
      hours: decimal('0.1'),
    }
    expect(textual(together([tenth, tenth, tenth]))).toMatchObject({
      gbIn: '0.3',
      requestsPerSecond: '0.3',
      hours: '0.1',
    })
  })
})
