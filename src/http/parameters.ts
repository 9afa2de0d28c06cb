// Query parameters: strict, with a sentence for each mistake. An unknown one is refused, never ignored.
import type { FastifySchemaValidationError } from 'fastify'
import { z } from 'zod'
import type { Mistake } from '../domain/failure.ts'
import { shown } from '../reports/text/shown.ts'

/** Words to be found exactly. */
export const Words = z
  .string({ error: 'must be given once' })
  .min(1, { error: 'must not be empty' })
  .max(253, { error: 'must have at most 253 characters' })

/** A yes or no in an address. */
export const Flag = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .transform((text) => text === 'true')
  .meta({ type: 'boolean', enum: undefined })

/** A Kubernetes version as `1.{minor}`. */
export const minorVersion = (least: number, most: number) =>
  z.enum(
    Array.from({ length: most - least + 1 }, (_, index) => `1.${least + index}`),
    { error: `must be a minor version from "1.${least}" to "1.${most}"` },
  )

/** In place of the topology's own `target.kubernetesVersion`; as a topology takes it. */
export const TargetVersion = minorVersion(31, 39)

/** What a bill is priced with, on every route that costs a topology. */
export const pricing = {
  priceBook: z
    .string()
    .regex(/^[a-z][-a-z0-9]{0,62}(?:@[\w.-]{1,20})?$/, { error: 'must be the id of a price book, or id@version' })
    .optional()
    .meta({ description: 'A price book of your own, in its newest version or in one: `acme`, `acme@2`.' }),
  priceFallback: z
    .enum(['nearest'], { error: 'must be nearest' })
    .optional()
    .meta({ description: 'Where a region has no price: borrow the nearest region’s, and say so on the line.' }),
  includeEgress: Flag.optional().meta({
    description: 'Put what leaves for the internet on the bill; it is shown beside it otherwise.',
  }),
}

/** What moving to a shared entrance takes, on every route that advises one. */
export const effort = {
  engineerHours: z
    .string({ error: 'must be given once' })
    .regex(/^\d{1,5}(?:\.\d{1,2})?$/, { error: 'must be hours, such as 6 or 2.5' })
    .transform(Number)
    .optional()
    .meta({
      type: 'number',
      pattern: undefined,
      description: 'Hours of work it takes to share: with `hourlyRate`, after how many months it has paid for itself.',
      example: 6,
    }),
  hourlyRate: z
    .string({ error: 'must be given once' })
    .regex(/^\d{1,6}(?:\.\d{1,2})?$/, { error: 'must be an amount of money, such as 95 or 95.50' })
    .optional()
    .meta({ description: 'What an hour of that work costs, in the currency of the bill.', example: '95.00' }),
}

/** What a plan is judged by, on every route that makes one. */
export const guarding = {
  policy: z
    .string()
    .regex(/^[a-z][-a-z0-9]{0,62}(?:@[\w.-]{1,20})?$/, { error: 'must be the id of a policy, or id@version' })
    .optional()
    .meta({
      description:
        'A policy in its newest version or in one: `acme`, `acme@2`. Not given: the policy the plan was judged by before, else your own ' +
        '`default`, else `builtin`.',
    }),
  enforce: Flag.optional().meta({
    description: 'Refuse a plan that fails its policy with 422 (`POLICY_FAILED`), and keep nothing.',
  }),
}

/** What is wished of a plan that is kept. */
export const planWishes = {
  kubernetesVersion: TargetVersion.optional().meta({
    description: 'In place of the topology’s own `target.kubernetesVersion`.',
    example: '1.35',
  }),
  ...pricing,
  ...effort,
  ...guarding,
}

const PAGE_DEFAULT = 20
const PAGE_MOST = 100

/** Above the most, the most is given; 0 and less, fractions and words are mistakes. */
export const Limit = z
  .string({ error: 'must be given once' })
  .regex(/^0*[1-9]\d{0,8}$/, { error: `must be a whole number of 1 or more; at most ${PAGE_MOST} are given at once` })
  .transform((text) => Math.min(Number(text), PAGE_MOST))
  .default(PAGE_DEFAULT)

/** Zod's issues, as Fastify hands them on, → mistakes with the parameter's name. */
export function mistakesInParameters(issues: readonly FastifySchemaValidationError[]): Mistake[] {
  return issues.flatMap((issue) => {
    if (issue.keyword === 'unrecognized_keys') {
      const keys = Array.isArray(issue.params.keys) ? issue.params.keys.map(String) : []
      return keys.map((key) => mistake(key, 'UNKNOWN_PARAMETER', 'there is no such parameter here'))
    }
    return [mistake(issue.instancePath.slice(1), 'INVALID_PARAMETER', issue.message ?? 'is invalid')]
  })
}

const mistake = (name: string, code: string, detail: string): Mistake => ({
  pointer: `/query/${shown(name, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`,
  code,
  detail,
})
