// Fills in a workload's traffic. What follows from what was given is derived; what does not is 0, never a made-up load:
// a bill for a load nobody stated would be a silent guess. Every figure filled in is recorded.
import { decimal } from '../money.ts'
import type { TopologyInput } from './input.ts'
import type { Traffic } from './topology.ts'
import { AMOUNT_AT_MOST } from './values.ts'

type TrafficInput = NonNullable<TopologyInput['workloads'][string]['traffic']>
export type Assume = <Value>(path: string, value: Value, because: string) => Value

// Browsers and HTTP clients keep connections open; five requests on each is a cautious middle.
const REQUESTS_PER_CONNECTION = 5
// Half of the shortest common idle timeout (60 s), and short enough that open connections never
// outweigh new ones in any provider's capacity unit (AWS NLB with TLS: 50 new or 3,000 open per unit).
const CONNECTION_SECONDS = 30
// What is sized before it is used (nodes, a size, a bandwidth) must carry the peak; what is billed by use follows the average.
const PEAK_TO_AVERAGE = 2
/** Hours in a month: the convention of AWS, Azure and Google calculators alike. */
export const HOURS_PER_MONTH = 730

export function fillInTraffic(given: TrafficInput | undefined, path: string, assume: Assume): Traffic {
  const input = given ?? {}
  const at = (field: string) => `${path}/${field}`
  const nothing = given === undefined
  const requestsPerSecond =
    input.requestsPerSecond ??
    (input.newConnectionsPerSecond === undefined
      ? assume(at('requestsPerSecond'), 0, nothing ? 'no traffic was given' : 'not given')
      : assume(at('requestsPerSecond'), input.newConnectionsPerSecond, 'at least one request on each new connection'))
  const newConnectionsPerSecond =
    input.newConnectionsPerSecond ??
    assume(
      at('newConnectionsPerSecond'),
      requestsPerSecond === 0 ? 0 : decimal(requestsPerSecond).dividedBy(REQUESTS_PER_CONNECTION).toNumber(),
      requestsPerSecond === 0 ? 'not given' : `${REQUESTS_PER_CONNECTION} requests on each connection`,
    )
  const connectionSeconds =
    input.connectionSeconds ??
    assume(at('connectionSeconds'), CONNECTION_SECONDS, `a connection stays open ${CONNECTION_SECONDS} s`)
  // The product of two figures that are each taken may be one that is not: a canonical topology is valid input too.
  const open = newConnectionsPerSecond === 0 ? 0 : decimal(newConnectionsPerSecond).times(connectionSeconds).toNumber()
  return {
    source:
      input.source ??
      assume(
        at('source'),
        nothing ? 'assumed' : 'declared',
        nothing ? 'no traffic was given' : 'given in the topology',
      ),
    ...(input.window === undefined ? {} : { window: input.window }),
    requestsPerSecond,
    newConnectionsPerSecond,
    activeConnections:
      input.activeConnections ??
      (open > AMOUNT_AT_MOST
        ? assume(at('activeConnections'), AMOUNT_AT_MOST, 'the most that can be told; more would be open at once')
        : assume(at('activeConnections'), open, 'new connections a second times the seconds each stays open')),
    connectionSeconds,
    gbInPerMonth: input.gbInPerMonth ?? assume(at('gbInPerMonth'), 0, 'not given'),
    gbOutPerMonth: input.gbOutPerMonth ?? assume(at('gbOutPerMonth'), 0, 'not given'),
    peakToAverage:
      input.peakToAverage ??
      assume(at('peakToAverage'), PEAK_TO_AVERAGE, 'the busiest hour has twice the load of the average one'),
    hoursPerMonth:
      input.hoursPerMonth ?? assume(at('hoursPerMonth'), HOURS_PER_MONTH, 'the load lasts the whole month'),
  }
}
