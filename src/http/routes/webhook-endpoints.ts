// /v1/webhook-endpoints: whom to tell what happens to plans.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import {
  WebhookEndpoint,
  WebhookEndpointInput,
  WebhookEndpointWithSecret,
} from '../../application/webhooks/endpoint.ts'
import { callerOf } from '../caller.ts'
import { sendTagged } from '../conditional.ts'
import { JSON_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { READING } from '../openapi/request-headers.ts'
import {
  WEBHOOK_ENDPOINT_EXAMPLE,
  WEBHOOK_ENDPOINT_KEPT_EXAMPLE,
  WEBHOOK_SECRET_EXAMPLE,
} from '../openapi/webhook-example.ts'
import { type App, sentDocument } from '../route.ts'
import { WebhookEndpointParams, webhookEndpointId } from '../webhook-params.ts'

const WebhookEndpointList = z.strictObject({ items: z.array(WebhookEndpoint) }).meta({ id: 'WebhookEndpointList' })

const kept = { 'application/json': media(WebhookEndpoint, 'An endpoint', WEBHOOK_ENDPOINT_KEPT_EXAMPLE) }
const withSecret = {
  'application/json': media(WebhookEndpointWithSecret, 'An endpoint and its secret', WEBHOOK_SECRET_EXAMPLE),
}
const sent = media(WebhookEndpointInput, 'An endpoint to be made', WEBHOOK_ENDPOINT_EXAMPLE)
const body = { content: { 'application/json': sent, 'application/yaml': sent } }
const BODY_PROBLEMS = [
  'MALFORMED_DOCUMENT',
  'YAML_ALIASES_NOT_ALLOWED',
  'INVALID_PARAMETER',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'WEBHOOKS_OFF',
  'INVALID_WEBHOOK_ENDPOINT',
  'STORE_UNAVAILABLE',
] as const
const unchanged = answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag'])

export function webhookEndpointRoutes(app: App, planner: Planner, publicBaseUrl: string): void {
  readRoutes(app, planner)
  createRoute(app, planner, publicBaseUrl)
  putRoute(app, planner)
  removeRoute(app, planner)
}

function readRoutes(app: App, { webhooks }: Planner): void {
  const listWebhookEndpoints = {
    operationId: 'listWebhookEndpoints',
    tags: ['webhooks'],
    summary: 'List the webhook endpoints',
    description: 'Whom this tenant has told what happens to its plans, the oldest first.',
    headers: READING,
    querystring: z.strictObject({}),
    response: {
      200: answer(
        'The endpoints.',
        {
          'application/json': media(WebhookEndpointList, 'Endpoints', { items: [WEBHOOK_ENDPOINT_KEPT_EXAMPLE] }),
        },
        ['ETag'],
      ),
      304: unchanged,
      ...problems('INVALID_PARAMETER', 'STORE_UNAVAILABLE'),
    },
  }
  app.get('/v1/webhook-endpoints', { schema: listWebhookEndpoints }, async (request, reply) =>
    sendTagged(request, reply, JSON_TYPE, JSON.stringify({ items: await webhooks.list(callerOf(request)) })),
  )

  const getWebhookEndpoint = {
    operationId: 'getWebhookEndpoint',
    tags: ['webhooks'],
    summary: 'Read a webhook endpoint',
    description: 'Without its secret, which is shown when it is made and never again.',
    headers: READING,
    params: WebhookEndpointParams,
    querystring: z.strictObject({}),
    response: {
      200: answer('The endpoint.', kept, ['ETag']),
      304: unchanged,
      ...problems('INVALID_PARAMETER', 'WEBHOOK_ENDPOINT_NOT_FOUND', 'STORE_UNAVAILABLE'),
    },
  }
  app.get('/v1/webhook-endpoints/:id', { schema: getWebhookEndpoint }, async (request, reply) => {
    const endpoint = await webhooks.find(callerOf(request), webhookEndpointId(request.params))
    return sendTagged(request, reply, JSON_TYPE, JSON.stringify(endpoint))
  })
}

function createRoute(app: App, { webhooks }: Planner, publicBaseUrl: string): void {
  const createWebhookEndpoint = {
    operationId: 'createWebhookEndpoint',
    tags: ['webhooks'],
    summary: 'Have somebody told what happens to plans',
    description:
      'From now on each plan that is created, revised or deleted is told to this address with one POST, signed as Standard Webhooks ' +
      '1.0.0 has it with the `secret` of the answer, which is not shown again. Whoever does not answer 2xx within 20 seconds is told ' +
      'again, nine times over three days, with the same `webhook-id`; a redirect is not followed; 410 ends it. ' +
      'Only hosts that the operator lists can be called, at most 20 endpoints for a tenant.',
    querystring: z.strictObject({}),
    body,
    response: {
      201: answer('The endpoint, kept, with its secret.', withSecret, ['Location']),
      ...problems(...BODY_PROBLEMS),
    },
  }
  app.post('/v1/webhook-endpoints', { schema: createWebhookEndpoint }, async (request, reply) => {
    const endpoint = await webhooks.create(callerOf(request), sentDocument(request))
    return reply
      .code(201)
      .header('Location', `${publicBaseUrl}${endpoint.links.self}`)
      .type(JSON_TYPE)
      .send(JSON.stringify(endpoint))
  })
}

function putRoute(app: App, { webhooks }: Planner): void {
  const putWebhookEndpoint = {
    operationId: 'putWebhookEndpoint',
    tags: ['webhooks'],
    summary: 'Change a webhook endpoint',
    description:
      'Puts everything but the secret in the place of what it was; what is not given is as when it is made. `enabled: false` holds back ' +
      'what is not told yet, `true` tells it, and calls one that answered 410 again.',
    params: WebhookEndpointParams,
    querystring: z.strictObject({}),
    body,
    response: {
      200: answer('The endpoint as it is now.', kept),
      ...problems(...BODY_PROBLEMS, 'WEBHOOK_ENDPOINT_NOT_FOUND'),
    },
  }
  app.put('/v1/webhook-endpoints/:id', { schema: putWebhookEndpoint }, async (request, reply) => {
    const id = webhookEndpointId(request.params)
    const endpoint = await webhooks.put(callerOf(request), id, sentDocument(request))
    return reply.type(JSON_TYPE).send(JSON.stringify(endpoint))
  })
}

function removeRoute(app: App, { webhooks }: Planner): void {
  const deleteWebhookEndpoint = {
    operationId: 'deleteWebhookEndpoint',
    tags: ['webhooks'],
    summary: 'Remove a webhook endpoint',
    description:
      'With its deliveries: what has not been told yet is not told. A second call finds nothing and answers 404.',
    params: WebhookEndpointParams,
    querystring: z.strictObject({}),
    response: {
      204: answer('Removed.'),
      ...problems('INVALID_PARAMETER', 'WEBHOOK_ENDPOINT_NOT_FOUND', 'STORE_UNAVAILABLE'),
    },
  }
  app.delete('/v1/webhook-endpoints/:id', { schema: deleteWebhookEndpoint }, async (request, reply) => {
    await webhooks.remove(callerOf(request), webhookEndpointId(request.params))
    return reply.code(204).send()
  })
}
