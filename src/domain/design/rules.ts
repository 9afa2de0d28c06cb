// The decision table: rows in order, first match wins, the last of each subject matches all. A row's id is what a caller sees.
// Facts are gathered before (`facts.ts`), so that a row only reads them; what follows from a row is `recommend.ts`. What stands in the
// fields of a Service is decided by rows of its own, on the finished design (`fields.ts`).
import { z } from 'zod'
import { invariant } from '../failure.ts'
import { type Because, FieldName } from './design.ts'
import type { Subject, SubjectFacts } from './facts.ts'
import { FIELD_RULES } from './fields.ts'
import type { Rule } from './rule.ts'
import { way } from './rules-for-ways.ts'
import { companion, external, group, workload } from './rules-for-workloads.ts'

const TABLE: { [About in Subject]: readonly Rule<About>[] } = { external, workload, way, companion, group }

/** All but the rows about fields, in order, as they run. */
export const RULES: readonly { [About in Subject]: Rule<About> }[Subject][] = [
  ...external,
  ...workload,
  ...way,
  ...companion,
  ...group,
]

/** The first row that matches. */
export function ruleFor<About extends Subject>(about: About, facts: SubjectFacts[About]): Rule<About> {
  const rule = TABLE[about].find((candidate) => candidate.when(facts))
  invariant(rule !== undefined, `the last rule about a ${about} matches all`)
  return rule
}

/** Did the owner decide, and not the table? */
export const isPinned = ({ because }: { because: Because }): boolean =>
  workload.some((rule) => rule.gives === 'Pinned' && rule.id === because.rule)

export const becauseOf = <About extends Subject>(rule: Rule<About>, facts: SubjectFacts[About]): Because => ({
  rule: rule.id,
  text: rule.because(facts),
  inputs: Object.fromEntries(Object.entries(rule.inputs(facts)).filter(([, value]) => value !== undefined)),
  source: rule.source,
})

export const RuleText = z
  .strictObject({
    id: z.string(),
    order: z.int(),
    about: z.enum(['external', 'workload', 'way', 'companion', 'group', 'field']),
    field: FieldName.optional().meta({ description: 'Of a Service; for rules about a field.' }),
    situation: z.string(),
    gives: z.string(),
    source: z.string(),
  })
  .meta({
    id: 'Rule',
    description: 'A row of the decision table; within a subject, and for each field, the first that matches wins.',
  })
export type RuleText = z.infer<typeof RuleText>

/** The table as a reader sees it. */
export const ruleTexts = (): RuleText[] =>
  [
    ...RULES.map(({ id, about, situation, gives, source }) => ({ id, about, situation, gives, source })),
    ...FIELD_RULES.map(({ id, field, situation, gives, source }) => ({
      id,
      about: 'field' as const,
      field,
      situation,
      gives,
      source,
    })),
  ].map(({ id, ...row }, index) => ({ id, order: index + 1, ...row }))
