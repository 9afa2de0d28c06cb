// docs/recipes/backstage: the template's own steps, through a proxy that is set up as its app-config says.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { load, loadAll } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Plan, PlanSummary } from '../../src/domain/plan/plan.ts'
import { backstageRequest, type ProxyEndpoint, type RequestInput, startProxy } from './backstage.ts'
import { addressed, type Called, recipe, startCalled } from './calling.ts'
import { filledIn } from './placeholders.ts'

type Step = { id: string; action: string; input: Record<string, unknown> }
type Template = { spec: { parameters: { required: string[] }[]; steps: Step[]; output: object } }
type Config = { proxy: { reviveConsumedRequestBodies: boolean; endpoints: Record<string, ProxyEndpoint> } }

const PARAMETERS = {
  name: 'shop',
  team: 'team-shop',
  region: 'us-east-1',
  port: 8080,
  host: 'shop.example.com',
  repoUrl: 'github.com?owner=shop&repo=deploy',
}

let called: Called
let proxy: Awaited<ReturnType<typeof startProxy>>
let config: Config
beforeAll(async () => {
  called = await startCalled()
  // Backstage fills in the environment's own variables.
  const text = recipe('backstage/app-config.yaml').replaceAll(/\$\{MOORAGE_TOKEN\}/g, called.token)
  config = load(addressed(text, called.url)) as Config
  const [[route, endpoint] = ['', { target: '' }]] = Object.entries(config.proxy.endpoints)
  proxy = await startProxy(route, endpoint)
})
afterAll(async () => {
  proxy.close()
  await called.close()
})

const planOf = async ({ links }: PlanSummary): Promise<Plan> =>
  (await called.service.http.get(links.revision).set('authorization', `Bearer ${called.token}`).expect(200)).body

/** Runs the steps that send something; what else the template does is noted with what it is given. */
async function runTemplate(parameters: object, taskId = 'task-1') {
  const { spec } = load(addressed(recipe('backstage/template.yaml'), called.url)) as Template
  const steps: Record<string, { output: object }> = {}
  const context = { parameters, steps, context: { task: { id: taskId } } }
  const fill = (template: unknown) => filledIn(template, { pattern: /\$\{\{\s*([\w.]+)\s*\}\}/, context })
  const given: Record<string, Record<string, unknown>> = {}
  for (const { id, action, input } of spec.steps) {
    const filled = fill(input) as Record<string, unknown>
    given[id] = filled
    if (action === 'http:backstage:request')
      steps[id] = { output: await backstageRequest(proxy.baseUrl, filled as RequestInput) }
    else steps[id] = { output: { remoteUrl: 'https://github.com/shop/deploy/pull/1' } }
  }
  const { output: planned } = steps.plan ?? {}
  if (planned === undefined) throw new Error('the template plans nothing')
  const { code, body } = planned as { code: number; body: object }
  const summary = PlanSummary.parse(body)
  return { code, summary, given, output: fill(spec.output) }
}

describe('the template', () => {
  it('plans, and opens a pull request with the manifests of that very plan', async () => {
    const { code, summary, given, output } = await runTemplate(PARAMETERS)
    const plan = await planOf(summary)
    expect(code).toBe(201)
    expect(plan.designs.recommended.services.map(({ name, type }) => [name, type])).toEqual([['web', 'LoadBalancer']])
    expect(plan.topology).toMatchObject({ owner: 'team-shop', workloads: { web: { ports: { http: { port: 8080 } } } } })
    expect(loadAll(String(given.write?.content))).toEqual(plan.designs[plan.chosen].manifests)
    expect(given.publish).toMatchObject({ description: plan.summaryText, branchName: 'services-shop' })
    expect(output).toEqual({
      text: [{ title: 'What it comes to', content: plan.summaryText }],
      links: [
        { title: 'Pull request', url: 'https://github.com/shop/deploy/pull/1' },
        { title: 'The report', url: `${called.url}${plan.links.report}` },
      ],
    })
  })

  it('makes no second plan when a task is started again', async () => {
    const before = called.kept()
    const [first, again] = [await runTemplate(PARAMETERS, 'task-2'), await runTemplate(PARAMETERS, 'task-2')]
    expect(again.summary).toEqual(first.summary)
    expect(called.kept()).toBe(before + 1)
  })

  it('fails with what is wrong where a person can read it', async () => {
    const failed = await runTemplate({ ...PARAMETERS, host: 'shop_example' }, 'task-4').catch(
      (error: Error) => error.message,
    )
    expect(failed).toMatch(/^There was an issue with your request\. Status code: 422 Response body: \{"type"/)
    const problem = JSON.parse(String(failed).replace(/^.*Response body: /, ''))
    expect(problem).toMatchObject({
      code: 'INVALID_TOPOLOGY',
      errors: [{ pointer: expect.stringMatching(/^\/topology\/workloads\/web\/expose\/0\/host/) }],
    })
  })

  it('asks for every parameter it uses', () => {
    const text = recipe('backstage/template.yaml')
    const used = new Set([...text.matchAll(/\{\{ parameters\.(\w+)/g)].map(([, name]) => name))
    expect([...used].sort()).toEqual(Object.keys(PARAMETERS).sort())
  })
})

describe('the proxy', () => {
  const through = (path: string, init: RequestInit = {}) => fetch(`${proxy.baseUrl}/moorage${path}`, init)

  it('sends on what conditional reading and changing need, and nothing else', async () => {
    const { summary: plan } = await runTemplate(PARAMETERS, 'task-3')
    const first = await through(plan.url)
    expect([...first.headers.keys()].filter((name) => /etag|link|request-id|policy|ratelimit/.test(name))).toEqual([
      'etag',
      'link',
      'request-id',
    ])
    const etag = first.headers.get('etag') ?? ''
    expect((await through(plan.url, { headers: { 'if-none-match': etag } })).status).toBe(304)
    const put = { method: 'PUT', headers: { 'content-type': 'application/json', 'if-match': '"old"' }, body: '{}' }
    expect((await through(plan.url, put)).status).toBe(412)
  })

  it('loses every header of ours where none is allowed, and the body still says what they say', async () => {
    const [endpoint = { target: '' }] = Object.values(config.proxy.endpoints)
    const bare = await startProxy('/moorage', { ...endpoint, allowedHeaders: [] })
    try {
      const { headers, body } = await backstageRequest(bare.baseUrl, {
        method: 'POST',
        path: '/proxy/moorage/v1/plans',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: { topologyYaml: recipe('curl/topology.yaml') },
      })
      for (const name of ['location', 'etag', 'link', 'request-id']) expect(headers).not.toHaveProperty(name)
      const plan = body as Plan
      expect(plan).toMatchObject({ id: expect.any(String), etag: expect.any(String), url: `/v1/plans/${plan.id}` })
      expect(plan.links.revision).toBe(`${plan.url}/revisions/1`)
    } finally {
      bare.close()
    }
  })

  it('would hand problems on as text if nobody asked for application/json', async () => {
    const answer = await through('/v1/plans', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: '*/*' },
      body: '{}',
    })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })

  it('revives the bodies that Backstage has read', () => {
    expect(config.proxy.reviveConsumedRequestBodies).toBe(true)
  })
})

describe('catalog-info.yaml', () => {
  const [component, api] = loadAll(readFileSync('catalog-info.yaml', 'utf8')) as {
    kind: string
    metadata: { name: string }
    spec: { providesApis?: string[]; definition?: { $text: string } }
  }[]

  it('has the component, and the API that it provides with the committed document', () => {
    expect([component?.kind, api?.kind]).toEqual(['Component', 'API'])
    expect(component?.spec.providesApis).toEqual([api?.metadata.name])
    const file = api?.spec.definition?.$text ?? ''
    expect(existsSync(file), file).toBe(true)
    expect(load(readFileSync(file, 'utf8'))).toMatchObject({ openapi: '3.1.0', info: { title: 'Moorage' } })
    // The catalog keeps the whole document in a row of its database.
    expect(statSync(file).size).toBeLessThan(2_000_000)
  })
})
