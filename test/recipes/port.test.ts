// docs/recipes/port: the action's own request, with its placeholders filled in as Port does.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PlanSummary } from '../../src/domain/plan/plan.ts'
import { Problem } from '../../src/http/problems.ts'
import { addressed, type Called, recipe, startCalled } from './calling.ts'
import { filledIn } from './placeholders.ts'

type Invocation = { url: string; method: string; headers: Record<string, string>; body: object; synchronized: boolean }
type Action = { trigger: { userInputs: { required: string[] } }; invocationMethod: Invocation }

let called: Called
beforeAll(async () => {
  called = await startCalled()
})
afterAll(() => called.close())

async function invoke(topology: string, run: string) {
  const action: Action = JSON.parse(addressed(recipe('port/action.json'), called.url))
  expect(action.trigger.userInputs.required).toEqual(['topology'])
  const context = { inputs: { topology }, run: { id: run }, secrets: { MOORAGE_TOKEN: called.token } }
  const { url, method, headers, body } = filledIn(action.invocationMethod, {
    pattern: /\{\{\s*\.([\w.]+)\s*\}\}/,
    context,
  }) as Invocation
  const sent = JSON.stringify(body)
  const signed = { 'x-port-timestamp': '1795511559132', 'x-port-signature': 'v1,c2lnbmVk' }
  const answer = await fetch(url, { method, headers: { ...headers, ...signed }, body: sent })
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.json() }
}

describe('the action', () => {
  it('plans what is pasted, once for each run', async () => {
    const first = await invoke(recipe('curl/topology.yaml'), 'r_1')
    const plan = PlanSummary.parse(first.body)
    expect(first.status).toBe(201)
    expect(plan).toMatchObject({
      name: 'shop',
      chosen: expect.any(String),
      summaryText: expect.stringContaining('USD'),
    })
    expect(await invoke(recipe('curl/topology.yaml'), 'r_1')).toEqual(first)
    expect(called.kept()).toBe(1)
    expect((await invoke(recipe('curl/topology.yaml'), 'r_2')).body).not.toMatchObject({ id: plan.id })
  })

  it('fails with the place of each mistake in the pasted text', async () => {
    const wrong = recipe('curl/topology.yaml').replace('ports:', 'prts:')
    const { status, type, body } = await invoke(wrong, 'r_3')
    expect([status, type]).toEqual([422, 'application/json; charset=utf-8'])
    expect(Problem.parse(body).errors?.[0]).toMatchObject({ pointer: '/topologyYaml/workloads/web/prts', line: 5 })
  })

  it('fails where the form holds no YAML', async () => {
    const { status, body } = await invoke('workloads: [', 'r_4')
    expect(status).toBe(400)
    expect(Problem.parse(body).detail).toMatch(/^topologyYaml cannot be read/)
  })
})
