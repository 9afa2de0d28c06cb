// The rubric that says how sure a saving, or the verdict to keep, is: row by row what is looked at, what it says and what would raise it.
import { listed } from '../design/rule.ts'
import { USAGE_FIELDS } from '../estimate/charge.ts'
import type { EstimateLine } from '../estimate/price-lines.ts'
import type { Provider } from '../provider.ts'
import type { Topology, Traffic } from '../topology/index.ts'
import type { Confidence } from './consolidation.ts'
import type { Sharing } from './share.ts'

type Billed = { lines: readonly EstimateLine[] }

export type ConfidenceInput = {
  topology: Topology
  provider: Provider
  accepted: readonly Sharing[]
  /** Workloads of groups that were weighed and not taken. */
  refused: readonly string[]
  /** Of the saving, as money text. */
  saving: { low: string; high: string }
  bills: { before: Billed; after: Billed }
  /** YYYY-MM-DD */
  today: string
}

/** What the rows look at. */
export type Facts = ConfidenceInput & {
  /** Whose traffic the figures stand on. */
  members: string[]
  /** Lines that are not alike in both bills: the others take no part in a difference. */
  weighed: EstimateLine[]
}

export type Row = { level: Confidence['level']; says: (facts: Facts) => string | undefined; raisedBy: string }

const OLD_AFTER_DAYS = 90
const MILLISECONDS_A_DAY = 86_400_000

export const RUBRIC: readonly Row[] = [
  {
    level: 'low',
    says: ({ weighed }) => count(weighed, (line) => line.amount === null, 'has no price', 'have no price'),
    raisedBy: 'Give the missing prices in a price book of your own.',
  },
  {
    level: 'low',
    says: (facts) => traffic(facts, (one) => !isStated(one), 'no traffic is stated for', isBilledByUse),
    raisedBy:
      'State the traffic of each workload, measured over a month: what is billed by use is in neither bill without it.',
  },
  {
    level: 'low',
    says: (facts) =>
      traffic(facts, (one) => isStated(one) && one.source === 'assumed', 'traffic is assumed for', movesOnly),
    raisedBy: 'Measure the traffic that is assumed.',
  },
  {
    level: 'medium',
    says: (facts) =>
      traffic(
        facts,
        (one) => isStated(one) && one.source === 'declared',
        'traffic is declared, not measured, for',
        movesOnly,
      ),
    raisedBy: 'Measure the traffic that is declared, and say source: measured.',
  },
  {
    level: 'medium',
    says: ({ weighed }) =>
      count(
        weighed,
        (line) => line.borrowedFrom !== undefined,
        'is priced as in another region',
        'are priced as in another region',
      ),
    raisedBy: 'Give the prices of the region itself in a price book of your own.',
  },
  {
    level: 'medium',
    says: ({ weighed, provider }) => {
      const poor = provider.prices.filter((price) => price.confidence !== 'high')
      const secondHand = new Set(poor.map(({ source, price }) => `${source} ${price}`))
      return count(
        weighed,
        ({ source, unitPrice }) => unitPrice !== null && secondHand.has(`${source} ${unitPrice}`),
        'stands on a price that was not read from the provider itself',
        'stand on prices that were not read from the provider itself',
      )
    },
    raisedBy: 'Compare those prices with your bill, and give them in a price book of your own.',
  },
  {
    level: 'medium',
    says: ({ weighed, today }) => {
      const limit = new Date(Date.parse(today) - OLD_AFTER_DAYS * MILLISECONDS_A_DAY).toISOString().slice(0, 10)
      const isOld = ({ asOf }: EstimateLine) => asOf !== null && (asOf === 'undated' || asOf < limit)
      const words = `on a price without a day or more than ${OLD_AFTER_DAYS} days old`
      return count(weighed, isOld, `stands ${words}`, `stand ${words}`)
    },
    raisedBy: 'Compare old prices with the price list of the provider.',
  },
  {
    level: 'medium',
    says: ({ accepted }) => {
      const silent = [
        ...new Set(accepted.flatMap(({ made }) => (made.capacity.rules === undefined ? [made.class] : []))),
      ]
      return silent.length === 0 ? undefined : `no limit is published of how many rules class ${listed(silent)} carries`
    },
    raisedBy: 'Try the shared entrance with as many hosts and as much load as all of them bring at their peak.',
  },
]

function count(
  lines: readonly EstimateLine[],
  when: (line: EstimateLine) => boolean,
  one: string,
  many: string,
): string | undefined {
  const found = lines.filter(when).length
  return found === 0 ? undefined : `${found} ${found === 1 ? `line of the bills ${one}` : `lines of the bills ${many}`}`
}

const isStated = ({
  requestsPerSecond,
  newConnectionsPerSecond,
  activeConnections,
  gbInPerMonth,
  gbOutPerMonth,
}: Traffic) =>
  [requestsPerSecond, newConnectionsPerSecond, activeConnections, gbInPerMonth, gbOutPerMonth].some(
    (amount) => amount > 0,
  )

export const isSame = ({ low, high }: { low: string; high: string }): boolean => low === high

const BY_USE: ReadonlySet<string> = new Set(USAGE_FIELDS)

const isBilledByUse = ({ provider }: Facts): boolean =>
  provider.billed.some(({ counts }) => counts.some((field) => BY_USE.has(field)))

/** How sure a load is matters only where the saving moves with it; to keep, it always may. */
const movesOnly = ({ accepted, saving }: Facts): boolean => accepted.length === 0 || !isSame(saving)

function traffic(
  facts: Facts,
  when: (traffic: Traffic) => boolean,
  words: string,
  matters: (facts: Facts) => boolean = () => true,
): string | undefined {
  if (!matters(facts)) return undefined
  const found = facts.members.filter((name) => {
    const workload = facts.topology.workloads[name]
    return workload !== undefined && when(workload.traffic)
  })
  return found.length === 0 ? undefined : `${words} ${listed(found)}`
}
