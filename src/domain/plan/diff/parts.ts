// Two plans → the workloads, services and entrances that are not the same in both. Explanations that only say the same of other things
// (paths, names for callers, rejected alternatives and what they would have cost) are no change.
import { z } from 'zod'
import type { Entrance, Service } from '../../design/design.ts'
import { compareText } from '../../finding.ts'

export const Change = z.enum(['added', 'removed', 'changed'])
export type Change = z.infer<typeof Change>

export const WorkloadChange = z.strictObject({ name: z.string(), change: Change }).meta({ id: 'WorkloadChange' })
export type WorkloadChange = z.infer<typeof WorkloadChange>

/** What is told of either side: its type and the rule that decided. */
const ServiceSide = z.strictObject({ type: z.string(), rule: z.string() })
export const ServiceChange = z
  .strictObject({
    namespace: z.string(),
    name: z.string(),
    change: Change,
    fields: z
      .array(z.string())
      .meta({ description: 'What differs; empty for what is added or removed.', example: ['type', 'ports'] }),
    before: ServiceSide.nullable(),
    after: ServiceSide.nullable(),
  })
  .meta({ id: 'ServiceChange' })
export type ServiceChange = z.infer<typeof ServiceChange>

const EntranceSide = z.strictObject({ api: z.string(), class: z.string(), rule: z.string(), routes: z.int() })
export const EntranceChange = z
  .strictObject({ ...ServiceChange.shape, before: EntranceSide.nullable(), after: EntranceSide.nullable() })
  .meta({ id: 'EntranceChange' })
export type EntranceChange = z.infer<typeof EntranceChange>

/** By the hash of each workload. */
export function workloadChanges(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): WorkloadChange[] {
  return pairs(Object.entries(before), Object.entries(after), ([name]) => name)
    .filter(({ one, other }) => one?.[1] !== other?.[1])
    .map(({ key, one, other }) => ({ name: key, change: changeOf(one, other) }))
}

export const serviceChanges = (before: readonly Service[], after: readonly Service[]): ServiceChange[] =>
  changes(before, after, { written: writtenOfService, side: ({ type, because: { rule } }) => ({ type, rule }) })

export const entranceChanges = (before: readonly Entrance[], after: readonly Entrance[]): EntranceChange[] =>
  changes(before, after, {
    written: writtenOfEntrance,
    side: ({ api, class: name, because: { rule }, routes }) => ({ api, class: name, rule, routes: routes.length }),
  })

const writtenOfService = ({ type, ports, selector, externalName, addresses, facing, fields, because }: Service) => ({
  type,
  ports,
  selector,
  externalName,
  addresses,
  facing,
  fields: fields.map(({ field, port, value }) => ({ field, port, value })),
  rule: because.rule,
})

const writtenOfEntrance = (entrance: Entrance) => ({
  api: entrance.api,
  class: entrance.class,
  controller: entrance.controller,
  scheme: entrance.scheme,
  existing: entrance.existing,
  listeners: entrance.listeners,
  sourceRanges: entrance.sourceRanges,
  idleTimeoutSeconds: entrance.idleTimeoutSeconds,
  staticIP: entrance.staticIP,
  routes: entrance.routes,
  rule: entrance.because.rule,
})

type Named = { namespace: string; name: string }
type Told<Side> = {
  namespace: string
  name: string
  change: Change
  fields: string[]
  before: Side | null
  after: Side | null
}

function changes<Part extends Named, Side>(
  before: readonly Part[],
  after: readonly Part[],
  { written, side }: { written: (part: Part) => Record<string, unknown>; side: (part: Part) => Side },
): Told<Side>[] {
  return pairs(before, after, ({ namespace, name }) => `${namespace}/${name}`).flatMap(({ one, other }) => {
    const part = other ?? one
    if (part === undefined) return []
    const fields = one === undefined || other === undefined ? [] : differing(written(one), written(other))
    if (one !== undefined && other !== undefined && fields.length === 0) return []
    const { namespace, name } = part
    const sides = { before: one === undefined ? null : side(one), after: other === undefined ? null : side(other) }
    return [{ namespace, name, change: changeOf(one, other), fields, ...sides }]
  })
}

const differing = (one: Record<string, unknown>, other: Record<string, unknown>): string[] =>
  Object.keys(one).filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]))

const changeOf = (one: unknown, other: unknown): Change =>
  one === undefined ? 'added' : other === undefined ? 'removed' : 'changed'

/** Whatever has the same key in both, side by side, by key. */
function pairs<Part>(before: readonly Part[], after: readonly Part[], keyOf: (part: Part) => string) {
  const [then, now] = [before, after].map((parts) => new Map(parts.map((part) => [keyOf(part), part])))
  const keys = new Set([...(then?.keys() ?? []), ...(now?.keys() ?? [])])
  return [...keys].sort(compareText).map((key) => ({ key, one: then?.get(key), other: now?.get(key) }))
}
