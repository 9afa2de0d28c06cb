// A row of the decision table with what makes it understood: the rows before it, its neighbours, and the smallest topology that it
// decides, with what comes of it. Examples are data, written by the planner itself and held against it by a test.
import { z } from 'zod'
import { TopologyInput } from '../topology/index.ts'
import { Rejected } from './design.ts'
import examples from './rule-examples.json' with { type: 'json' }
import { RuleText, ruleTexts } from './rules.ts'

export const RuleExample = z
  .strictObject({
    topology: TopologyInput,
    text: z.string().meta({ description: 'The reason, as a plan of this topology tells it.' }),
    rejected: z.array(Rejected),
    part: z
      .record(z.string(), z.unknown())
      .meta({ description: 'What the row decided, as it stands in the consolidated design of the plan, shortened.' }),
  })
  .meta({ id: 'RuleExample', description: 'A smallest topology that the row decides, and what comes of it.' })
export type RuleExample = z.infer<typeof RuleExample>

export const RuleInContext = RuleText.extend({
  before: z
    .array(z.string())
    .meta({ description: 'Rows about the same that are looked at before: it decides where none of them matches.' }),
  previous: z.string().nullable().meta({ description: 'The row before it in the whole table.' }),
  next: z.string().nullable(),
  example: RuleExample.nullable().meta({ description: 'Null where no cloud that is known comes to this row.' }),
}).meta({ id: 'RuleInContext', description: 'A row of the decision table among its neighbours, with an example.' })
export type RuleInContext = z.infer<typeof RuleInContext>

const EXAMPLES = new Map(Object.entries(examples as Readonly<Record<string, RuleExample>>))

/** Undefined where there is no such row. */
export function ruleInContext(id: string): RuleInContext | undefined {
  const all = ruleTexts()
  const at = all.findIndex((rule) => rule.id === id)
  const rule = all[at]
  if (rule === undefined) return undefined
  return {
    ...rule,
    before: all
      .slice(0, at)
      .filter((other) => isAbout(other, rule))
      .map((other) => other.id),
    previous: all[at - 1]?.id ?? null,
    next: all[at + 1]?.id ?? null,
    example: EXAMPLES.get(id) ?? null,
  }
}

/** Rows of one subject, or about one field, are looked at one after the other. */
export const isAbout = (other: RuleText, { about, field }: RuleText): boolean =>
  other.about === about && other.field === field
