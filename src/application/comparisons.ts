// One topology and several targets → one row for each: what the same design costs there. A row is what a plan for that target says.
import { z } from 'zod'
import { Consolidation } from '../domain/consolidation/consolidation.ts'
import type { PriceBook } from '../domain/estimate/price-book.ts'
import { PriceBookReference } from '../domain/estimate/price-book.ts'
import { Failure, type Mistake } from '../domain/failure.ts'
import { centsText, decimal } from '../domain/money.ts'
import { DesignName, type Draft } from '../domain/plan/plan.ts'
import { readWith } from '../domain/schema/read.ts'
import { Topology, TopologyInput } from '../domain/topology/index.ts'

const TARGETS_AT_MOST = 20

export const ComparisonInput = z
  .strictObject({
    topology: TopologyInput,
    targets: z
      .array(TopologyInput.shape.target)
      .min(1, { error: 'must name a target' })
      .max(TARGETS_AT_MOST, { error: `must name at most ${TARGETS_AT_MOST} targets` })
      .meta({
        description:
          'Each as `target` of a topology. What one leaves out is taken from the topology’s own target, but for what belongs to a ' +
          'cloud: region, controller, entrances and what is in use there.',
      }),
  })
  .meta({ id: 'ComparisonInput' })
export type ComparisonInput = z.infer<typeof ComparisonInput>

// The topology is read anew for each target, with every mistake in it.
const Frame = z.strictObject({ topology: z.unknown(), targets: ComparisonInput.shape.targets })

const Money = z.string()
export const ComparisonRow = z
  .strictObject({
    target: Topology.shape.target,
    currency: z.string(),
    chosen: DesignName,
    verdict: Consolidation.shape.verdict,
    monthly: z
      .strictObject({ recommended: Money, consolidated: Money, saving: Money, low: Money, high: Money })
      .meta({ description: '`low` and `high` are of the chosen design.' }),
    atLeast: z.boolean(),
    converted: z
      .array(
        z.strictObject({
          currency: z.string(),
          monthly: Money,
          rate: z.string(),
          source: z.string(),
          asOf: z.string(),
        }),
      )
      .meta({ description: 'The chosen design in other currencies, at the rates of the price book.' }),
    loadBalancers: z.int(),
    findings: z.strictObject({ error: z.int(), warning: z.int(), info: z.int() }),
    summaryText: z.string(),
  })
  .meta({ id: 'ComparisonRow' })
export type ComparisonRow = z.infer<typeof ComparisonRow>

export const Comparison = z
  .strictObject({ name: z.string(), priceBook: PriceBookReference, items: z.array(ComparisonRow) })
  .meta({ id: 'Comparison', description: 'Rows in the order of the targets.' })
export type Comparison = z.infer<typeof Comparison>

/** Throws INVALID_TOPOLOGY with every mistake, each under `/topology` or `/targets`. */
export async function compare(
  document: unknown,
  book: PriceBook,
  drawUp: (topology: unknown) => Promise<Draft>,
): Promise<Comparison> {
  const { value, mistakes } = readWith(Frame, document, { isExtension: (field) => field.startsWith('x-') })
  if (value === undefined || mistakes.length > 0) throw refusal(mistakes)
  const rows: ComparisonRow[] = []
  const found = new Map<string, Mistake>()
  for (const [index, target] of value.targets.entries()) {
    // Planning takes its time: whoever asks something small meanwhile is answered between two rows.
    await new Promise((resolve) => setImmediate(resolve))
    try {
      rows.push(rowOf(await drawUp(aimedAt(value.topology, target)), book))
    } catch (error) {
      if (!(error instanceof Failure) || error.mistakes.length === 0) throw error
      for (const mistake of error.mistakes) {
        const placed = { ...mistake, pointer: placeOf(mistake.pointer, index) }
        found.set(`${placed.pointer} ${placed.code}`, placed)
      }
    }
  }
  if (found.size > 0) throw refusal([...found.values()])
  const name = (value.topology as { name: string }).name
  return { name, priceBook: { id: book.id, version: book.version, sha256: book.sha256 }, items: rows }
}

const refusal = (mistakes: readonly Mistake[]): Failure =>
  new Failure('INVALID_TOPOLOGY', `The comparison has ${mistakes.length} mistake${mistakes.length === 1 ? '' : 's'}.`, {
    mistakes: mistakes.slice(0, 100),
  })

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const OF_ONE_CLOUD = ['provider', 'region', 'controller', 'entrances', 'inUse', 'loadBalancers', 'routing'] as const

/** The topology as its owner would have written it for that target. */
function aimedAt(topology: unknown, target: ComparisonInput['targets'][number]): unknown {
  if (!isObject(topology)) return topology
  const own = isObject(topology.target) ? topology.target : {}
  const left = Object.entries(own).filter(
    ([field]) => own.provider === target.provider || !OF_ONE_CLOUD.some((one) => one === field),
  )
  return { ...topology, target: { ...Object.fromEntries(left), ...target } }
}

const placeOf = (pointer: string, index: number): string =>
  pointer === '/target' || pointer.startsWith('/target/')
    ? `/targets/${index}${pointer.slice('/target'.length)}`
    : `/topology${pointer}`

function rowOf(
  { topology, designs, chosen, consolidation, findings, summaryText }: Draft,
  { rates }: PriceBook,
): ComparisonRow {
  const { estimate, loadBalancers } = designs[chosen]
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length
  return {
    target: topology.target,
    currency: estimate.currency,
    chosen,
    verdict: consolidation.verdict,
    monthly: {
      recommended: designs.recommended.estimate.monthly.expected,
      consolidated: designs.consolidated.estimate.monthly.expected,
      saving: consolidation.monthlySaving,
      low: estimate.monthly.low,
      high: estimate.monthly.high,
    },
    atLeast: estimate.atLeast,
    converted: rates
      .filter(({ from }) => from === estimate.currency)
      .map(({ to, rate, source, asOf }) => ({
        currency: to,
        monthly: centsText(decimal(estimate.monthly.expected).times(rate)),
        rate,
        source,
        asOf,
      })),
    loadBalancers: loadBalancers.length,
    findings: { error: count('error'), warning: count('warning'), info: count('info') },
    summaryText,
  }
}
