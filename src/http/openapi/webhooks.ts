// What the service sends by itself, as the document shows it: one message for each event, with the headers of Standard Webhooks.
import { PlanEvent, PlanEventType } from '../../application/webhooks/events.ts'
import { SUMMARY_EXAMPLE } from './examples.ts'
import { schemaOf } from './schemas.ts'

const HAPPENED: Record<PlanEventType, string> = {
  'plan.created': 'A plan was made',
  'plan.revised': 'A plan has a new revision',
  'plan.deleted': 'A plan was removed',
}

const header = (name: string, description: string, example: string) => ({
  ...{ name, in: 'header', required: true, description, schema: { type: 'string' }, example },
})
const HEADERS = [
  header('webhook-id', 'The same each time the message is sent.', 'msg_019ab4d2-5c00-7000-8000-000000000010'),
  header('webhook-timestamp', 'When it was sent, in seconds since 1970.', '1795510800'),
  header(
    'webhook-signature',
    'HMAC-SHA256 of id, timestamp and body with dots between them, in base64, by each secret that is good, with spaces between them.',
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  ),
]

function messageOf(type: PlanEventType) {
  const { links: _links, ...data } = SUMMARY_EXAMPLE
  const value: PlanEvent = { type, timestamp: SUMMARY_EXAMPLE.updatedAt, data }
  const [, verb = ''] = type.split('.')
  return {
    operationId: `plan${verb.charAt(0).toUpperCase()}${verb.slice(1)}`,
    tags: ['webhooks'],
    summary: HAPPENED[type],
    description:
      'Sent to every endpoint that wants to know. It may come twice and out of order: `webhook-id` tells messages apart, and ' +
      '`revision` and `etag` what is newest.',
    security: [],
    parameters: HEADERS,
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: schemaOf(PlanEvent, 'output'),
          examples: { example: { summary: HAPPENED[type], value } },
        },
      },
    },
    responses: {
      '2XX': { description: 'Taken. Nothing of the answer is read.' },
      '410': { description: 'Send nothing more: the endpoint is disabled.' },
      default: { description: 'Not taken: it is sent again later, and not before `Retry-After` says.' },
    },
  }
}

export const messages = (): Record<string, object> =>
  Object.fromEntries(PlanEventType.options.map((type) => [type, { post: messageOf(type) }]))
