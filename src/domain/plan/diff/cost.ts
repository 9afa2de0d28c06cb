// Two plans → what the difference of their bills is made of: another design, another usage, other prices. Each part is the difference of
// two full estimates by the one function that made the bills, with one thing changed at a time, in this order:
//
//            design   usage    prices
//   before   before   before   before
//   E1       after    before   before   E1 − before = design
//   E2       after    after    before   E2 − E1     = usage
//   after    after    after    after    after − E2  = price
//
// So the three add up exactly. A workload that is in one plan only brings its usage with it: that is part of the design.
import { z } from 'zod'
import { type Estimate, estimate } from '../../estimate/estimate.ts'
import type { Tariff } from '../../estimate/price-book.ts'
import { Money } from '../../estimate/price-lines.ts'
import { centsText, decimal } from '../../money.ts'
import type { Provider } from '../../provider.ts'
import type { Topology } from '../../topology/index.ts'
import type { DesignName, Plan } from '../plan.ts'

const Billed = z.strictObject({
  currency: z.string(),
  monthly: Money,
  atLeast: z.boolean().meta({ description: 'True when something has no price: the real bill is higher.' }),
})

export const CostChange = z
  .strictObject({
    before: Billed,
    after: Billed,
    difference: Money.nullable().meta({
      description: '`after` less `before`, so negative is a saving; null where they are billed in two currencies.',
    }),
    parts: z
      .strictObject({
        design: Money.meta({ description: 'Another topology, target or design, at the usage and prices of before.' }),
        usage: Money.meta({ description: 'Other traffic through what there is now, at the prices of before.' }),
        price: Money.meta({ description: 'Other prices.' }),
      })
      .nullable()
      .meta({ description: 'They add up to `difference`, exactly; null where it is.' }),
  })
  .meta({ id: 'CostChange' })
export type CostChange = z.infer<typeof CostChange>

/** A plan, and with what it is worked out again: at prices of another book where its own is not there any more. */
export type Side = { plan: Plan; provider: Provider; tariff: Tariff }
export type Costs = {
  change: CostChange
  /** Whether both bills could be worked out again as they were. Else design and usage are told in other prices, and price has the rest. */
  recomputed: boolean
}

/** Costs any design before with any design after; what was worked out once is not worked out again. */
export function createCosts([before, after]: readonly [Side, Side]) {
  const old = before.tariff
  const then = before.plan.topology
  const now = after.plan.topology
  const steps = {
    start: { side: before, usage: then, tariff: old },
    designed: { side: after, usage: withUsageOf(now, then), tariff: old },
    // What is counted at all (`includeEgress`) is a matter of usage.
    used: {
      side: after,
      usage: withPodPriceOf(now, then),
      tariff: { ...old, includeEgress: after.tariff.includeEgress },
    },
    end: { side: after, usage: now, tariff: after.tariff },
  }
  const known = new Map<string, string>()
  const cost = (step: keyof typeof steps, name: DesignName): string => {
    const key = `${step} ${name}`
    const { side, usage, tariff } = steps[step]
    const monthly =
      known.get(key) ??
      estimate(side.plan.designs[name], usage, side.provider, tariff, 'no range').estimate.monthly.expected
    known.set(key, monthly)
    return monthly
  }

  return (designBefore: DesignName, designAfter: DesignName): Costs => {
    const billed = {
      before: billedOf(before.plan.designs[designBefore].estimate),
      after: billedOf(after.plan.designs[designAfter].estimate),
    }
    if (billed.before.currency !== billed.after.currency)
      return { change: { ...billed, difference: null, parts: null }, recomputed: true }
    const start = cost('start', designBefore)
    const designed = cost('designed', designAfter)
    const used = cost('used', designAfter)
    const end = cost('end', designAfter)
    const difference = less(billed.after.monthly, billed.before.monthly)
    const [design, usage] = [less(designed, start), less(used, designed)]
    return {
      change: { ...billed, difference, parts: { design, usage, price: less(less(difference, design), usage) } },
      recomputed: start === billed.before.monthly && end === billed.after.monthly,
    }
  }
}

const billedOf = ({ currency, monthly, atLeast }: Estimate): z.infer<typeof Billed> => ({
  currency,
  monthly: monthly.expected,
  atLeast,
})

const less = (one: string, other: string): string => centsText(decimal(one).minus(decimal(other)))

/** `topology` with the traffic that its workloads had in `before`, as far as they were there. */
function withUsageOf(topology: Topology, before: Topology): Topology {
  const workloads = Object.entries(topology.workloads).map(([name, workload]) => {
    const then = Object.hasOwn(before.workloads, name) ? before.workloads[name] : undefined
    return [name, then === undefined ? workload : { ...workload, traffic: then.traffic }]
  })
  return { ...withPodPriceOf(topology, before), workloads: Object.fromEntries(workloads) }
}

/** What a pod costs may be said in the topology; it is a price all the same. */
function withPodPriceOf(topology: Topology, { target: { podPrice } }: Topology): Topology {
  const { podPrice: _own, ...target } = topology.target
  return { ...topology, target: { ...target, ...(podPrice === undefined ? {} : { podPrice }) } }
}
