// /v1/rules: the decision table, to be read.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { RuleText, ruleTexts } from '../../domain/design/rules.ts'
import { sendTagged } from '../conditional.ts'
import { JSON_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { READING } from '../openapi/request-headers.ts'
import type { App } from '../route.ts'

const RuleList = z.strictObject({ items: z.array(RuleText) }).meta({ id: 'RuleList' })
const EXAMPLES = ruleTexts().slice(0, 1)

export function ruleRoutes(app: App, planner: Planner): void {
  const listRules = {
    operationId: 'listRules',
    tags: ['reference'],
    summary: 'List the decision rules',
    description:
      'Every row of the decision table in its order: of the rows about one subject, and of those about one field of a Service, the first that matches wins.',
    headers: READING,
    querystring: z.strictObject({}),
    response: {
      200: answer('The rules.', { 'application/json': media(RuleList, 'Rules', { items: EXAMPLES }) }, ['ETag']),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER'),
    },
  }
  app.get('/v1/rules', { schema: listRules }, async (request, reply) =>
    sendTagged(request, reply, JSON_TYPE, JSON.stringify({ items: planner.rules() })),
  )

  const getRule = {
    operationId: 'getRule',
    tags: ['reference'],
    summary: 'Read one decision rule',
    description:
      'The rule that a plan names in `because.rule`, or in `rule` of a Service’s field: when it holds, what it gives, and its source.',
    params: z.strictObject({ id: z.string().meta({ description: 'The rule’s id.', example: EXAMPLES[0]?.id }) }),
    headers: READING,
    querystring: z.strictObject({}),
    response: {
      200: answer('The rule.', { 'application/json': media(RuleText, 'A rule', EXAMPLES[0]) }, ['ETag']),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER', 'RULE_NOT_FOUND'),
    },
  }
  app.get('/v1/rules/:id', { schema: getRule }, async (request, reply) =>
    sendTagged(request, reply, JSON_TYPE, JSON.stringify(planner.rule(request.params.id))),
  )
}
