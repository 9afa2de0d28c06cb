// A policy as a caller writes it → what plans are judged by. Every mistake in it is told at once; an exception to a rule that the policy
// does not hold is one, since nobody would notice it.
import { z } from 'zod'
import { Failure, type Mistake } from '../failure.ts'
import { readWith } from '../schema/read.ts'
import { Dns1035Name } from '../topology/names.ts'
import { Day, listOf } from '../topology/values.ts'
import type { PolicyReference } from './judgement.ts'
import { PolicyRuleId, PolicyRules } from './rules-of-a-policy.ts'

const Name = z
  .string()
  .regex(/^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/, { error: 'must be a label such as "acme" or "default"' })
  .refine((name) => name !== 'builtin', { error: 'must not be "builtin": that policy is the service’s own' })
const Words = z.string().min(1, { error: 'must not be empty' }).max(500, { error: 'must have at most 500 characters' })

export const PolicyException = z
  .strictObject({
    rule: PolicyRuleId.meta({ description: 'Which rule need not hold.' }),
    workload: Dns1035Name.optional().meta({ description: 'For this workload.' }),
    plan: Dns1035Name.optional().meta({
      description:
        'For plans of this name (`name` of the topology): as a whole, or with `workload` for that workload of it.',
    }),
    owner: Words.max(253, { error: 'must have at most 253 characters' }).meta({ description: 'Who answers for it.' }),
    reason: Words,
    until: Day.meta({ description: 'The last day it counts.' }),
  })
  .refine(({ workload, plan }) => workload !== undefined || plan !== undefined, {
    error: 'must have `workload`, `plan` or both',
  })
  .meta({ id: 'PolicyException', description: 'A rule that need not hold somewhere, for a while.' })
export type PolicyException = z.infer<typeof PolicyException>

export const PolicyInput = z
  .strictObject({
    id: Name.meta({
      description: 'Its name in requests. `default` stands in the place of the built-in policy.',
      example: 'acme',
    }),
    description: Words.optional(),
    rules: PolicyRules,
    exceptions: listOf(PolicyException, 1000).optional(),
  })
  .meta({ id: 'PolicyInput' })
export type PolicyInput = z.infer<typeof PolicyInput>

/** What plans are judged by: one version of a policy. */
export type Policy = PolicyReference & Pick<PolicyInput, 'rules' | 'exceptions'>

/** Throws INVALID_POLICY with every mistake. */
export function readPolicy(document: unknown): PolicyInput {
  const { value, mistakes, original } = readWith(PolicyInput, document)
  const more =
    value === undefined ? [] : checkExceptions(value).map((one) => ({ ...one, pointer: original(one.pointer) }))
  const all = [...mistakes, ...more]
  if (value === undefined || all.length > 0) {
    throw new Failure('INVALID_POLICY', `The policy has ${all.length} mistake${all.length === 1 ? '' : 's'}.`, {
      mistakes: all.slice(0, 100),
    })
  }
  return value
}

const checkExceptions = ({ rules, exceptions = [] }: PolicyInput): Mistake[] =>
  exceptions.flatMap(({ rule }, index) =>
    rules[rule] === undefined
      ? [
          {
            pointer: `/exceptions/${index}/rule`,
            code: 'EXCEPTION_WITHOUT_RULE',
            detail: `this policy does not hold ${rule}: give it in \`rules\`, or leave the exception out`,
          },
        ]
      : [],
  )
