// /v1/rules: the decision table, to be read by programs and, as pages, by people.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { isAbout, RuleInContext, ruleInContext } from '../../domain/design/rule-context.ts'
import { RuleText, ruleTexts } from '../../domain/design/rules.ts'
import { pageHtml } from '../../reports/page/html.ts'
import { rulePage } from '../../reports/rules/rule-page.ts'
import { rulesPage } from '../../reports/rules/rules-page.ts'
import { sendTagged } from '../conditional.ts'
import { JSON_TYPE, negotiate } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { READING } from '../openapi/request-headers.ts'
import { beginningOf, sendPage } from '../page.ts'
import type { App } from '../route.ts'

const RuleList = z.strictObject({ items: z.array(RuleText) }).meta({ id: 'RuleList' })
const EXAMPLES = ruleTexts().slice(0, 1)
const EXAMPLE = RuleInContext.parse(ruleInContext('called-inside-only'))

// Without wishes, JSON; a browser says that it would rather have a page.
const FORMS = ['application/json', 'text/html'] as const

const pageOf = (rule: RuleInContext, rules: readonly RuleText[]): string =>
  pageHtml(
    rulePage(
      rule,
      rules.filter((other) => isAbout(other, rule)),
    ),
  )

export function ruleRoutes(app: App, planner: Planner): void {
  const listRules = {
    operationId: 'listRules',
    tags: ['reference'],
    summary: 'List the decision rules',
    description:
      'Every row of the decision table in its order: of the rows about one subject, and of those about one field of a Service, the first ' +
      'that matches wins. As a page for `Accept: text/html`.',
    headers: READING,
    querystring: z.strictObject({}),
    response: {
      200: answer(
        'The rules.',
        {
          'application/json': media(RuleList, 'Rules', { items: EXAMPLES }),
          'text/html': media(z.string(), 'How the page of rules begins', beginningOf(pageHtml(rulesPage(EXAMPLES)))),
        },
        ['ETag'],
      ),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER', 'NOT_ACCEPTABLE'),
    },
  }
  app.get('/v1/rules', { schema: listRules }, async (request, reply) =>
    negotiate(request, reply, FORMS) === 'text/html'
      ? sendPage(request, reply, pageHtml(rulesPage(planner.rules())))
      : sendTagged(request, reply, JSON_TYPE, JSON.stringify({ items: planner.rules() })),
  )

  const getRule = {
    operationId: 'getRule',
    tags: ['reference'],
    summary: 'Read one decision rule',
    description:
      'The rule that a plan names in `because.rule`, or in `rule` of a Service’s field: when it holds, what it gives, its source, the rows ' +
      'that are looked at before it, and the smallest topology that it decides with what comes of it. As a page for `Accept: text/html`.',
    params: z.strictObject({ id: z.string().meta({ description: 'The rule’s id.', example: EXAMPLE.id }) }),
    headers: READING,
    querystring: z.strictObject({}),
    response: {
      200: answer(
        'The rule.',
        {
          'application/json': media(RuleInContext, 'A rule', EXAMPLE),
          'text/html': media(z.string(), 'How the page of a rule begins', beginningOf(pageOf(EXAMPLE, ruleTexts()))),
        },
        ['ETag'],
      ),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER', 'NOT_ACCEPTABLE', 'RULE_NOT_FOUND'),
    },
  }
  app.get('/v1/rules/:id', { schema: getRule }, async (request, reply) => {
    const rule = planner.rule(request.params.id)
    return negotiate(request, reply, FORMS) === 'text/html'
      ? sendPage(request, reply, pageOf(rule, planner.rules()))
      : sendTagged(request, reply, JSON_TYPE, JSON.stringify(rule))
  })
}
