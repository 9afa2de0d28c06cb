// docs/recipes/slack: the script as it stands, with a channel that takes what Slack takes.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../storage/temporary.ts'
import { type Called, recipe, startCalled } from './calling.ts'
import { bash, haveAll } from './shell.ts'

type Block = { type: string; text?: { type: string; text: string } }
type Message = { text: string; blocks: Block[] }

let called: Called
let slack: Server
let webhook: string
const posted: Message[] = []

/** One word, as Slack says no. */
function refusal(message: Message): string | undefined {
  if (message.text.length > 40_000 || message.text === '') return 'msg_too_long'
  if (message.blocks.length > 50) return 'invalid_blocks'
  if (JSON.stringify(message.blocks).length > 13_200) return 'msg_blocks_too_long'
  const sections = message.blocks.filter(({ type }) => type === 'section')
  return sections.some(({ text }) => (text?.text.length ?? 0) > 3000) ? 'invalid_blocks' : undefined
}

beforeAll(async () => {
  called = await startCalled()
  slack = createServer(async (request, reply) => {
    const message: Message = JSON.parse(Buffer.concat(await request.toArray()).toString())
    const no = request.url === '/services/T0/B0/secret' ? refusal(message) : 'no_service'
    if (no === undefined) posted.push(message)
    reply.writeHead(no === undefined ? 200 : 404).end(no ?? 'ok')
  }).listen(0, '127.0.0.1')
  await once(slack, 'listening')
  const address = slack.address()
  webhook = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/services/T0/B0/secret`
})
afterAll(async () => {
  slack.close()
  await called.close()
})

describe.runIf(haveAll('curl'))('notify.sh', () => {
  const planned = async (topology: string): Promise<string> => {
    const asked = called.service.http.post('/v1/plans').set('authorization', `Bearer ${called.token}`)
    return (await asked.type('application/yaml').send(topology).expect(201)).body.id
  }
  const run = (plan: string, SLACK_WEBHOOK = webhook) =>
    bash(recipe('slack/notify.sh'), temporaryFolder(), {
      MOORAGE_URL: called.url,
      MOORAGE_TOKEN: called.token,
      PLAN: plan,
      SLACK_WEBHOOK,
    })

  it('posts what the plan comes to', async () => {
    expect(await run(await planned(recipe('curl/topology.yaml')))).toMatchObject({ code: 0, out: 'ok' })
    const message = posted.at(-1)
    expect(message?.text).toContain('shop')
    expect(JSON.stringify(message?.blocks)).toMatch(/\d+\.\d\d USD/)
  })

  it('posts what Slack takes, also of a large topology', async () => {
    const workloads = Array.from({ length: 300 }, (_, index) => `  w${index}: { ports: { http: 8080 } }`)
    const large = `name: large\ntarget: { provider: aws, region: us-east-1 }\nworkloads:\n${workloads.join('\n')}\n`
    expect(await run(await planned(large))).toMatchObject({ code: 0, out: 'ok' })
  })

  it('posts nothing where there is no such plan, and shows the problem', async () => {
    const before = posted.length
    const { code, complaint } = await run('019ab4d2-5c00-7000-8000-999999999999')
    expect(code).toBe(22)
    expect(complaint).toContain('"code":"PLAN_NOT_FOUND"')
    expect(posted).toHaveLength(before)
  })

  it('shows why Slack takes nothing', async () => {
    const { code, out } = await run(await planned(recipe('curl/topology.yaml')), `${webhook}-gone`)
    expect([code, out]).toEqual([22, 'no_service'])
  })
})
