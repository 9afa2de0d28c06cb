// docs/recipes/jira: the rule's own request and comments, with Jira's smart values filled in.
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addressed, blocksIn, type Called, recipe, startCalled } from './calling.ts'
import { smart } from './smart-values.ts'

type Request = { url: string; method: string; headers: Record<string, string>; customData: string }
type Comment = { comment: string }
type Rule = {
  actions: [Request, { if: { firstValue: string; secondValue: string }; then: [Comment]; else: [Comment] }]
}

const COMMENT_AT_MOST = 32_767
const TOPOLOGY = recipe('curl/topology.yaml')

let called: Called
let rule: Rule
beforeAll(async () => {
  called = await startCalled()
  const text = addressed(recipe('jira/rule.yaml'), called.url).replace('MOORAGE_TOKEN', called.token)
  rule = load(text) as Rule
})
afterAll(() => called.close())

/** Runs the rule on an issue; what it comments. */
async function run(description: string, updated = 1_795_511_559_132): Promise<string> {
  const [
    request,
    {
      if: condition,
      then: [good],
      else: [bad],
    },
  ] = rule.actions
  const issue = { key: 'OPS-42', description, updated: { epochMillis: updated } }
  const answer = await fetch(smart(request.url, { issue }), {
    method: request.method,
    headers: request.headers,
    body: smart(request.customData, { issue }),
    signal: AbortSignal.timeout(5000),
  })
  const isJson = answer.headers.get('content-type')?.includes('application/json') === true
  const text = await answer.text()
  const webResponse = { status: answer.status, body: isJson ? JSON.parse(text) : text }
  const holds = smart(condition.firstValue, { webResponse }) === condition.secondValue
  const comment = smart((holds ? good : bad).comment, { webResponse })
  expect(comment.length).toBeLessThanOrEqual(COMMENT_AT_MOST)
  return comment
}

describe('the rule', () => {
  it('comments the report of what the description’s code block has, once for each state of the issue', async () => {
    const description = `Please cost this before Friday.\r\n\r\n{code:yaml}${TOPOLOGY}{code}\r\n\r\nThanks [~ada]`
    const comment = await run(description)
    expect(comment).toMatch(/^h\d\. /m)
    expect(comment).toMatch(/\d+\.\d\d USD/)
    expect(comment).toContain('web')
    expect(await run(description)).toBe(comment)
    expect(called.kept()).toBe(1)
    await run(description, 1_795_511_559_133)
    expect(called.kept()).toBe(2)
  })

  it.each([
    ['by itself', TOPOLOGY],
    ['in a block without a language', `{noformat}${TOPOLOGY}{noformat}`],
    ['fenced as in Markdown', `Please:\n\`\`\`yaml\n${TOPOLOGY}\`\`\``],
  ])('reads a topology that stands %s', async (_, description) => {
    expect(await run(description, description.length)).toMatch(/\d+\.\d\d USD/)
  })

  it('comments each mistake with its place in the description', async () => {
    const wrong = TOPOLOGY.replace('calls: [api]', 'cals: [api]').replace('kind: StatefulSet', 'kind: Statefulset')
    expect(await run(`One line.\n\n{code:yaml}\n${wrong}{code}`, 3)).toMatch(
      /^Moorage could not plan the description \(422\): The topology has 2 mistakes\.\n\{noformat\}\nline 8, column \d+: .*`calls`.*\nline 10, column \d+: .*StatefulSet.*\n\{noformat\}\n$/,
    )
  })

  it('says what is wrong with an empty description', async () => {
    expect(await run('', 4)).toMatch(/^Moorage could not plan the description \(400\): The body cannot be read: /)
  })

  it('comments what Jira takes, also of a large topology, within five seconds', async () => {
    const workloads = Array.from({ length: 1000 }, (_, index) => `  w${index}: { ports: { http: 8080 } }`)
    const text = `name: large\ntarget: { provider: aws, region: us-east-1 }\nworkloads:\n${workloads.join('\n')}\n`
    expect((await run(text, 5)).length).toBeGreaterThan(1000)
  })

  it('sends what the page says', () => {
    expect(blocksIn(recipe('jira/README.md'), 'json')).toEqual([`${rule.actions[0].customData}\n`])
  })
})
