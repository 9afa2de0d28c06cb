// What the path says: which plan, which revision. What is no id and no number is not there; the store is not asked.
import { z } from 'zod'
import { Failure } from '../domain/failure.ts'

export const PlanParams = z.strictObject({
  id: z.string().meta({
    description: 'The plan’s id, a UUID in lower case.',
    format: 'uuid',
    example: '019ab4d2-5c00-7000-8000-000000000001',
  }),
})

export const RevisionParams = PlanParams.extend({
  revision: z
    .string()
    .meta({ description: 'The revision’s number, from 1.', example: '1', pattern: '^[1-9]\\d{0,8}$' }),
})

const LOWER_CASE_UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** Throws PLAN_NOT_FOUND. */
export function planId({ id }: z.infer<typeof PlanParams>): string {
  if (!LOWER_CASE_UUID.test(id))
    throw new Failure('PLAN_NOT_FOUND', 'There is no plan with this id; an id is a UUID in lower case.')
  return id
}

/** An id that a plan may be given. Throws INVALID_PARAMETER. */
export function newPlanId({ id }: z.infer<typeof PlanParams>): string {
  if (LOWER_CASE_UUID.test(id) && z.uuid().safeParse(id).success) return id
  const detail = 'must be a UUID in lower case, as RFC 9562 has it'
  throw new Failure('INVALID_PARAMETER', `id: ${detail}.`, {
    mistakes: [{ pointer: '/path/id', code: 'INVALID_PARAMETER', detail }],
  })
}

/** Throws PLAN_NOT_FOUND, REVISION_NOT_FOUND. */
export function revisionOf(params: z.infer<typeof RevisionParams>): { id: string; revision: number } {
  const id = planId(params)
  if (!/^[1-9]\d{0,8}$/.test(params.revision))
    throw new Failure('REVISION_NOT_FOUND', 'There is no such revision; revisions are numbered from 1.')
  return { id, revision: Number(params.revision) }
}
