// /v1/webhook-endpoints/{id}/deliveries, /test and /rotate-secret: whether telling works, and what it is signed with.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { WebhookDelivery, WebhookEndpointWithSecret } from '../../application/webhooks/endpoint.ts'
import { callerOf } from '../caller.ts'
import { sendTagged } from '../conditional.ts'
import { JSON_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { READING } from '../openapi/request-headers.ts'
import { WEBHOOK_DELIVERY_EXAMPLE, WEBHOOK_SECRET_EXAMPLE, WEBHOOK_TEST_EXAMPLE } from '../openapi/webhook-example.ts'
import { Limit } from '../parameters.ts'
import type { App } from '../route.ts'
import { WebhookEndpointParams, webhookEndpointId } from '../webhook-params.ts'

const WebhookDeliveryList = z
  .strictObject({ items: z.array(WebhookDelivery) })
  .meta({ id: 'WebhookDeliveryList', description: 'What an endpoint was told, or is to be, the newest first.' })

const Query = z.strictObject({
  limit: Limit.meta({
    description: 'At most so many: 20 when not given, 100 at once.',
    type: 'integer',
    minimum: 1,
    pattern: undefined,
  }),
  state: z
    .enum(['pending', 'delivered', 'failed'], { error: 'must be one of pending, delivered, failed' })
    .optional()
    .meta({ description: 'Only those that wait for an attempt, were told, or were given up.' }),
})

export function webhookDeliveryRoutes(app: App, planner: Planner): void {
  listRoute(app, planner)
  testRoute(app, planner)
  rotateRoute(app, planner)
}

function listRoute(app: App, { webhooks }: Planner): void {
  const listWebhookDeliveries = {
    operationId: 'listWebhookDeliveries',
    tags: ['webhooks'],
    summary: 'See what an endpoint was told',
    description:
      'Each event with how often it was tried, what was answered last and when it is tried next, the newest first. They are kept for 30 days.',
    headers: READING,
    params: WebhookEndpointParams,
    querystring: Query,
    response: {
      200: answer(
        'The deliveries.',
        { 'application/json': media(WebhookDeliveryList, 'Deliveries', { items: [WEBHOOK_DELIVERY_EXAMPLE] }) },
        ['ETag'],
      ),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER', 'WEBHOOK_ENDPOINT_NOT_FOUND', 'STORE_UNAVAILABLE'),
    },
  }
  app.get('/v1/webhook-endpoints/:id/deliveries', { schema: listWebhookDeliveries }, async (request, reply) => {
    const items = await webhooks.deliveries(callerOf(request), webhookEndpointId(request.params), request.query)
    return sendTagged(request, reply, JSON_TYPE, JSON.stringify({ items }))
  })
}

/** Neither of these two asks for a body, and one that comes all the same is read before they are asked. */
const UNASKED_BODY_PROBLEMS = [
  'MALFORMED_DOCUMENT',
  'YAML_ALIASES_NOT_ALLOWED',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
] as const

function testRoute(app: App, { webhooks }: Planner): void {
  const createWebhookTest = {
    operationId: 'createWebhookTest',
    tags: ['webhooks'],
    summary: 'Try a webhook endpoint',
    description: 'Sends it an event `webhook.test` as any other, soon; the deliveries show what came of it.',
    params: WebhookEndpointParams,
    querystring: z.strictObject({}),
    response: {
      202: answer('It will be sent.', { 'application/json': media(WebhookDelivery, 'A test', WEBHOOK_TEST_EXAMPLE) }),
      ...problems(
        ...UNASKED_BODY_PROBLEMS,
        'INVALID_PARAMETER',
        'WEBHOOKS_OFF',
        'WEBHOOK_ENDPOINT_NOT_FOUND',
        'WEBHOOK_ENDPOINT_DISABLED',
        'STORE_UNAVAILABLE',
      ),
    },
  }
  app.post('/v1/webhook-endpoints/:id/test', { schema: createWebhookTest }, async (request, reply) => {
    const delivery = await webhooks.test(callerOf(request), webhookEndpointId(request.params))
    return reply.code(202).type(JSON_TYPE).send(JSON.stringify(delivery))
  })
}

function rotateRoute(app: App, { webhooks }: Planner): void {
  const createWebhookSecret = {
    operationId: 'createWebhookSecret',
    tags: ['webhooks'],
    summary: 'Give a webhook endpoint a new secret',
    description:
      'The new one is shown this once. For 24 hours the one before it signs, too: `webhook-signature` then holds a signature by each, ' +
      'with spaces between them. At most three sign at once.',
    params: WebhookEndpointParams,
    querystring: z.strictObject({}),
    response: {
      200: answer('The endpoint with its new secret.', {
        'application/json': media(WebhookEndpointWithSecret, 'An endpoint and its secret', WEBHOOK_SECRET_EXAMPLE),
      }),
      ...problems(
        ...UNASKED_BODY_PROBLEMS,
        'INVALID_PARAMETER',
        'WEBHOOKS_OFF',
        'WEBHOOK_ENDPOINT_NOT_FOUND',
        'STORE_UNAVAILABLE',
      ),
    },
  }
  app.post('/v1/webhook-endpoints/:id/rotate-secret', { schema: createWebhookSecret }, async (request, reply) => {
    const endpoint = await webhooks.rotate(callerOf(request), webhookEndpointId(request.params))
    return reply.type(JSON_TYPE).send(JSON.stringify(endpoint))
  })
}
