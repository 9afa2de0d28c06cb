// /health: is the process alive, and can it serve?
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { Failure } from '../../domain/failure.ts'
import { JSON_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { overloaded } from '../overload.ts'
import { Refusal } from '../problems.ts'
import type { App } from '../route.ts'

const Health = z.strictObject({ status: z.enum(['alive', 'ready']) }).meta({ id: 'Health' })

export type State = { isOverloaded: () => boolean; isStopping: () => boolean }

export function healthRoutes(app: App, planner: Planner, { isOverloaded, isStopping }: State): void {
  const getLiveness = {
    operationId: 'getLiveness',
    tags: ['operations'],
    summary: 'Is the process alive?',
    description: 'For a liveness probe: answers as long as the process can answer anything.',
    querystring: z.strictObject({}),
    response: {
      200: answer('Alive.', { 'application/json': media(Health, 'Alive', { status: 'alive' }) }),
      ...problems('INVALID_PARAMETER'),
    },
  }
  app.get('/health/live', { schema: getLiveness }, async (_request, reply) =>
    reply.type(JSON_TYPE).send('{"status":"alive"}'),
  )

  const getReadiness = {
    operationId: 'getReadiness',
    tags: ['operations'],
    summary: 'Can the service serve?',
    description:
      'For a readiness probe: 503 while the database does not answer, or the service is overloaded or stopping.',
    querystring: z.strictObject({}),
    response: {
      200: answer('Ready.', { 'application/json': media(Health, 'Ready', { status: 'ready' }) }),
      ...problems('INVALID_PARAMETER', 'STORE_UNAVAILABLE', 'OVERLOADED', 'STOPPING'),
    },
  }
  app.get('/health/ready', { schema: getReadiness }, async (_request, reply) => {
    if (isStopping()) throw new Refusal('STOPPING', 'The service is stopping; it takes no new work.')
    if (isOverloaded()) throw overloaded()
    await planner.ready().catch((error: unknown) => {
      if (error instanceof Failure) throw error
      throw new Failure('STORE_UNAVAILABLE', 'The database does not answer.', { inside: String(error) })
    })
    return reply.type(JSON_TYPE).send('{"status":"ready"}')
  })
}
