// /v1/policies: what every plan is judged by, and a caller's own in its place.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { PolicyDescription, PolicyVersion } from '../../application/policies.ts'
import { PolicyInput } from '../../domain/policy/policy.ts'
import { callerOf } from '../caller.ts'
import { sendTagged } from '../conditional.ts'
import { JSON_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { POLICIES_EXAMPLE, POLICY_KEPT_EXAMPLE } from '../openapi/examples.ts'
import { POLICY_EXAMPLE } from '../openapi/policy-example.ts'
import { READING } from '../openapi/request-headers.ts'
import { type App, sentDocument } from '../route.ts'

const PolicyList = z.strictObject({ items: z.array(PolicyVersion) }).meta({ id: 'PolicyList' })
const policyAnswer = { 'application/json': media(PolicyDescription, 'A policy of one’s own', POLICY_KEPT_EXAMPLE) }

export function policyRoutes(app: App, planner: Planner, publicBaseUrl: string): void {
  readRoutes(app, planner)

  const createPolicy = {
    operationId: 'createPolicy',
    tags: ['policies'],
    summary: 'Give a policy of your own',
    description:
      'Rules that plans are held to, each with what a plan gets that breaks it (`warn` or `fail`), and exceptions with an owner and an end. ' +
      'Each change of a policy is a version of its own that never changes; the same content again gives the version that is there. Name it ' +
      'in requests (`?policy=acme`), or call it `default`: it then judges every plan for which nobody names another.',
    querystring: z.strictObject({}),
    body: {
      content: {
        'application/json': media(PolicyInput, 'Rules and an exception', POLICY_EXAMPLE),
        'application/yaml': media(PolicyInput, 'Rules and an exception', POLICY_EXAMPLE),
      },
    },
    response: {
      201: answer('The policy, kept.', policyAnswer, ['Location']),
      ...problems(
        'MALFORMED_DOCUMENT',
        'YAML_ALIASES_NOT_ALLOWED',
        'INVALID_PARAMETER',
        'BODY_TOO_LARGE',
        'UNSUPPORTED_MEDIA_TYPE',
        'INVALID_POLICY',
        'STORE_UNAVAILABLE',
      ),
    },
  }
  app.post('/v1/policies', { schema: createPolicy }, async (request, reply) => {
    const policy = await planner.policies.create(callerOf(request), sentDocument(request))
    return reply
      .code(201)
      .header('Location', `${publicBaseUrl}${policy.url}`)
      .type(JSON_TYPE)
      .send(JSON.stringify(policy))
  })
}

function readRoutes(app: App, planner: Planner): void {
  const listPolicies = {
    operationId: 'listPolicies',
    tags: ['policies'],
    summary: 'List the policies',
    description:
      'The policy that ships with the service, and every version of every policy that was given, newest first.',
    headers: READING,
    querystring: z.strictObject({}),
    response: {
      200: answer('The policies.', { 'application/json': media(PolicyList, 'Policies', { items: POLICIES_EXAMPLE }) }, [
        'ETag',
      ]),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER', 'STORE_UNAVAILABLE'),
    },
  }
  app.get('/v1/policies', { schema: listPolicies }, async (request, reply) =>
    sendTagged(request, reply, JSON_TYPE, JSON.stringify({ items: await planner.policies.list(callerOf(request)) })),
  )

  const getPolicy = {
    operationId: 'getPolicy',
    tags: ['policies'],
    summary: 'Read a policy',
    description:
      'The built-in policy (`builtin`), or one of your own as it was sent, in its newest version or in one (`acme@2`).',
    headers: READING,
    params: z.strictObject({ id: z.string().meta({ description: 'Its id, or id@version.', example: 'acme@2' }) }),
    querystring: z.strictObject({}),
    response: {
      200: answer('The policy.', policyAnswer, ['ETag']),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER', 'POLICY_NOT_FOUND', 'STORE_UNAVAILABLE'),
    },
  }
  app.get('/v1/policies/:id', { schema: getPolicy }, async (request, reply) =>
    sendTagged(
      request,
      reply,
      JSON_TYPE,
      JSON.stringify(await planner.policies.find(callerOf(request), request.params.id)),
    ),
  )
}
