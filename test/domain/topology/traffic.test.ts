// A load that was not given is derived from what was, or is none; a made-up load would be a made-up bill.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimal } from '../../../src/domain/money.ts'
import { read } from '../reading.ts'
import { web } from './documents.ts'

const trafficOf = (traffic?: object) => {
  const { topology, assumed } = read(web(traffic === undefined ? {} : { traffic }))
  const place = '/workloads/web/traffic/'
  return {
    traffic: topology.workloads.web?.traffic,
    grounds: Object.fromEntries(
      assumed
        .filter(({ path }) => path.startsWith(place))
        .map(({ path, because }) => [path.slice(place.length), because]),
    ),
  }
}

describe('traffic', () => {
  it.each<[given: object | undefined, derived: object]>([
    [
      undefined,
      {
        source: 'assumed',
        requestsPerSecond: 0,
        newConnectionsPerSecond: 0,
        activeConnections: 0,
        connectionSeconds: 30,
      },
    ],
    [{}, { source: 'declared', requestsPerSecond: 0, newConnectionsPerSecond: 0, activeConnections: 0 }],
    [{ requestsPerSecond: 40 }, { newConnectionsPerSecond: 8, activeConnections: 240, connectionSeconds: 30 }],
    [{ newConnectionsPerSecond: 8 }, { requestsPerSecond: 8, activeConnections: 240 }],
    [
      { newConnectionsPerSecond: 8, connectionSeconds: 10 },
      { requestsPerSecond: 8, activeConnections: 80 },
    ],
    [{ requestsPerSecond: 40, newConnectionsPerSecond: 2 }, { activeConnections: 60 }],
    [
      { requestsPerSecond: 40, connectionSeconds: 0 },
      { newConnectionsPerSecond: 8, activeConnections: 0 },
    ],
    [{ newConnectionsPerSecond: 1e12 }, { requestsPerSecond: 1e12, activeConnections: 1e12 }],
    [{ activeConnections: 900 }, { requestsPerSecond: 0, newConnectionsPerSecond: 0, connectionSeconds: 30 }],
    [{ requestsPerSecond: 0 }, { newConnectionsPerSecond: 0, activeConnections: 0 }],
    [{ gbOutPerMonth: 200 }, { gbInPerMonth: 0, requestsPerSecond: 0, newConnectionsPerSecond: 0 }],
    [{ gbInPerMonth: 200 }, { gbOutPerMonth: 0 }],
    [{ requestsPerSecond: 0.7 }, { newConnectionsPerSecond: 0.14, activeConnections: 4.2 }],
    [
      { source: 'measured', window: '30d' },
      { peakToAverage: 2, hoursPerMonth: 730 },
    ],
  ])('%j comes to %j', (given, derived) => {
    const { traffic, grounds } = trafficOf(given)
    expect(traffic).toMatchObject({ ...given, ...derived })
    expect(Object.keys(grounds)).toEqual(expect.arrayContaining(Object.keys(derived)))
    expect(Object.keys(grounds).filter((field) => Object.hasOwn(given ?? {}, field))).toEqual([])
  })

  it.each<[object | undefined, string, string]>([
    [undefined, 'source', 'no traffic was given'],
    [undefined, 'requestsPerSecond', 'no traffic was given'],
    [{}, 'source', 'given in the topology'],
    [{ gbOutPerMonth: 5 }, 'requestsPerSecond', 'not given'],
    [{ requestsPerSecond: 40 }, 'newConnectionsPerSecond', '5 requests on each connection'],
    [{ newConnectionsPerSecond: 8 }, 'requestsPerSecond', 'at least one request on each new connection'],
    [{ newConnectionsPerSecond: 8 }, 'connectionSeconds', 'a connection stays open 30 s'],
    [{ newConnectionsPerSecond: 8 }, 'activeConnections', 'new connections a second times the seconds each stays open'],
    [{ newConnectionsPerSecond: 1e12 }, 'activeConnections', 'the most that can be told; more would be open at once'],
    [{}, 'hoursPerMonth', 'the load lasts the whole month'],
    [{}, 'peakToAverage', 'the busiest hour has twice the load of the average one'],
  ])('%j says of %s: %s', (given, field, because) => {
    expect(trafficOf(given).grounds[field]).toBe(because)
  })

  it('derives without the noise of binary fractions', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), fc.nat({ max: 100_000 }), (hundredths, tenths) => {
        const requestsPerSecond = hundredths / 100
        const connectionSeconds = tenths / 10
        const { traffic } = trafficOf({ requestsPerSecond, connectionSeconds })
        const connections = decimal(hundredths).dividedBy(500)
        expect(String(traffic?.newConnectionsPerSecond)).toBe(connections.toString())
        expect(String(traffic?.activeConnections)).toBe(connections.times(tenths).dividedBy(10).toString())
      }),
    )
  })

  it('has nothing to assume when everything is given', () => {
    const everything = {
      source: 'measured',
      window: '30d',
      requestsPerSecond: 1,
      newConnectionsPerSecond: 2,
      activeConnections: 3,
      connectionSeconds: 4,
      gbInPerMonth: 5,
      gbOutPerMonth: 6,
      peakToAverage: 7,
      hoursPerMonth: 8,
    }
    expect(trafficOf(everything)).toEqual({ traffic: everything, grounds: {} })
  })
})
