// What a policy does to a plan over HTTP: which one judges, what is shown of it, and what `enforce` refuses.
import { beforeEach, describe, expect, it } from 'vitest'
import { PolicyJudgement } from '../../src/domain/policy/judgement.ts'
import { type Service, SHOP, startService } from './service.ts'

let service: Service
beforeEach(async () => {
  service = await startService()
  await give({ id: 'strict', rules: { publicWithoutTls: { severity: 'fail' } } })
})

const give = (policy: object) => service.http.post('/v1/policies').send(policy).expect(201)
const plan = (query: string, body: object = SHOP) => service.http.post(`/v1/plans${query}`).send(body)
const planned = async (query: string, body: object = SHOP) => (await plan(query, body).expect(201)).body
const [exposure] = SHOP.workloads.web.expose
const SECURED = {
  ...SHOP,
  workloads: {
    ...SHOP.workloads,
    web: { ...SHOP.workloads.web, expose: [{ ...exposure, tls: { mode: 'terminate' } }] },
  },
}
/** A second workload with a load balancer of its own costs more. */
const DEARER = {
  ...SECURED,
  workloads: {
    ...SECURED.workloads,
    game: { ports: { game: { port: 7777, transport: 'UDP' } }, expose: [{ port: 'game', to: 'internet' }] },
  },
}

describe('which policy judges', () => {
  it('the built-in one where there is no other', async () => {
    const { policy } = await planned('')
    expect(PolicyJudgement.parse(policy)).toMatchObject({ id: 'builtin', verdict: 'warn' })
  })

  it('the tenant’s `default` in its place, and the one that is named before both', async () => {
    await give({ id: 'default', rules: {} })
    expect((await planned('')).policy).toEqual({ id: 'default', version: '1', verdict: 'pass', results: [] })
    expect((await planned('?policy=strict')).policy).toMatchObject({ id: 'strict', verdict: 'fail' })
    expect((await planned('?policy=builtin')).policy).toMatchObject({ id: 'builtin', verdict: 'warn' })
  })

  it('in its newest version, or in the one that is named', async () => {
    await give({ id: 'strict', rules: {} })
    expect((await planned('?policy=strict')).policy).toMatchObject({ version: '2', verdict: 'pass' })
    expect((await planned('?policy=strict@1')).policy).toMatchObject({ version: '1', verdict: 'fail' })
  })

  it.each([
    ['nobody', 'POLICY_NOT_FOUND'],
    ['strict@9', 'POLICY_NOT_FOUND'],
    ['No_Name', 'INVALID_PARAMETER'],
  ])('→ 400 for %s', async (name, code) => {
    const { body } = await plan(`?policy=${name}`).expect(400)
    expect(body.errors).toMatchObject([{ pointer: '/query/policy', code }])
  })

  it('a dry run is judged as what is kept', async () => {
    const { body } = await plan('?dryRun=true&policy=strict').expect(200)
    expect(body.policy).toEqual((await planned('?policy=strict')).policy)
  })
})

describe('what is shown', () => {
  it('in the plan and its revision: place, reason, mend', async () => {
    const { id, policy } = await planned('?policy=strict')
    expect(policy.results).toMatchObject([
      { rule: 'publicWithoutTls', verdict: 'fail', pointer: '/workloads/web/expose/0', mend: expect.any(String) },
    ])
    const { body } = await service.http.get(`/v1/plans/${id}/revisions/1`).expect(200)
    expect(body.policy).toEqual(policy)
  })

  it('in the summary and the list: the verdict, and of which policy', async () => {
    const { id } = await planned('?policy=strict')
    const short = { id: 'strict', version: '1', verdict: 'fail' }
    const { body } = await service.http.get(`/v1/plans/${id}?fields=summary`).expect(200)
    expect(body.policy).toEqual(short)
    const { body: list } = await service.http.get('/v1/plans').expect(200)
    expect(list.items[0].policy).toEqual(short)
  })
})

describe('?enforce=true → 422', () => {
  const refused = (body: { errors: object[] }) => {
    expect(body).toMatchObject({ code: 'POLICY_FAILED', status: 422 })
    expect(body.errors).toEqual([
      {
        pointer: '/workloads/web/expose/0',
        code: 'PUBLIC_WITHOUT_TLS',
        detail: expect.stringContaining('without TLS'),
        mend: expect.stringContaining('tls: { mode: terminate }'),
      },
    ])
  }

  it('to a plan that fails: nothing is kept', async () => {
    refused((await plan('?policy=strict&enforce=true').expect(422)).body)
    expect(service.store.kept()).toBe(0)
  })

  it('to a dry run', async () => {
    refused((await plan('?policy=strict&enforce=true&dryRun=true').expect(422)).body)
  })

  it('to a PUT and a reprice: the plan stays as it was', async () => {
    const { id } = await planned('', SECURED)
    refused((await service.http.put(`/v1/plans/${id}?policy=strict&enforce=true`).send(SHOP).expect(422)).body)
    const failing = await planned('')
    refused((await service.http.post(`/v1/plans/${failing.id}/reprice?policy=strict&enforce=true`).expect(422)).body)
    for (const one of [id, failing.id])
      expect((await service.http.get(`/v1/plans/${one}`).expect(200)).body.revision).toBe(1)
  })

  it('to the same plan again: that it is kept already is no excuse', async () => {
    const { id } = await planned('?policy=strict')
    refused((await service.http.put(`/v1/plans/${id}?enforce=true`).send(SHOP).expect(422)).body)
  })

  it('as text for a terminal, with what to do', async () => {
    const { text } = await plan('?policy=strict&enforce=true').set('accept', 'text/plain').expect(422)
    expect(text).toMatch(/POLICY_FAILED[\s\S]*without TLS[\s\S]*mode: terminate/)
  })

  it('with a key: nothing is remembered, and the mended plan is made under it', async () => {
    const keyed = (body: object) => plan('?policy=strict&enforce=true', body).set('idempotency-key', 'order-1')
    refused((await keyed(SHOP).expect(422)).body)
    const { body } = await keyed(SECURED).expect(201)
    expect(body.policy.verdict).toBe('pass')
  })

  it('not for what only warns', async () => {
    expect((await planned('?enforce=true')).policy.verdict).toBe('warn')
  })

  it('not where an exception is in force, and again when it has ended', async () => {
    const rules = { publicWithoutTls: { severity: 'fail' } }
    const exception = { rule: 'publicWithoutTls', workload: 'web', owner: 'team-shop', reason: 'Ordered.' }
    await give({ id: 'excused', rules, exceptions: [{ ...exception, until: '2026-12-31' }] })
    const { policy } = await planned('?policy=excused&enforce=true')
    expect(policy.results).toMatchObject([{ verdict: 'pass', exception: { owner: 'team-shop', inForce: true } }])
    await give({ id: 'excused', rules, exceptions: [{ ...exception, until: '2026-11-23' }] })
    const { body } = await plan('?policy=excused&enforce=true').expect(422)
    expect(body.errors[0].detail).toContain('ended on 2026-11-23')
  })
})

describe('the next revision', () => {
  const put = (id: string, body: object, query = '') => service.http.put(`/v1/plans/${id}${query}`).send(body)
  const limited = { costIncrease: [{ severity: 'fail', percent: 10 }] }

  it('is judged by the policy of the plan, in its newest version, unless another is named', async () => {
    const { id } = await planned('?policy=strict')
    await give({ id: 'strict', rules: { publicWithoutTls: { severity: 'warn' } } })
    const { body } = await put(id, SHOP).expect(200)
    expect(body).toMatchObject({ revision: 2, policy: { id: 'strict', version: '2', verdict: 'warn' } })
    expect((await put(id, SHOP, '?policy=builtin').expect(200)).body.policy.id).toBe('builtin')
    await service.http.post(`/v1/plans/${id}/reprice?policy=strict`).expect(201)
    await service.http.post(`/v1/plans/${id}/reprice`).expect(200)
    expect((await service.http.get(`/v1/plans/${id}`).expect(200)).body.policy.id).toBe('strict')
  })

  it('of a plan that nobody named a policy for is judged by a `default` that has come since', async () => {
    const { id } = await planned('')
    await give({ id: 'default', rules: {} })
    expect((await put(id, SHOP).expect(200)).body).toMatchObject({ revision: 2, policy: { id: 'default' } })
  })

  it('is held against the revision before, and put again makes none', async () => {
    await give({ id: 'steady', rules: limited })
    const { id, policy } = await planned('?policy=steady', SECURED)
    expect(policy).toMatchObject({ verdict: 'pass', results: [{ reason: 'There is no revision before this one.' }] })
    const dearer = await put(id, DEARER).expect(200)
    expect(dearer.body).toMatchObject({ revision: 2, policy: { verdict: 'fail' } })
    expect(dearer.body.policy.results[0].reason).toMatch(
      /^[\d.]+ USD in revision 1 → [\d.]+ USD a month: .* limit of 10 %/,
    )
    const again = await put(id, DEARER).expect(200)
    expect(again.text).toBe(dearer.text)
    const cheaper = await put(id, SECURED).expect(200)
    expect(cheaper.body).toMatchObject({ revision: 3, policy: { verdict: 'pass' } })
    expect((await put(id, SECURED).expect(200)).text).toBe(cheaper.text)
  })

  it('says in its difference how the verdict has changed', async () => {
    const { id } = await planned('?policy=strict')
    await put(id, SECURED).expect(200)
    const { body } = await service.http.get(`/v1/plans/${id}/diff`).expect(200)
    expect([body.from.policy.verdict, body.to.policy.verdict]).toEqual(['fail', 'pass'])
    expect(body.summaryText).toContain('Policy: fail (strict@1) → pass (strict@1)')
  })

  it('that costs too much more is refused where that is asked for', async () => {
    await give({ id: 'steady', rules: limited })
    const { id } = await planned('?policy=steady', SECURED)
    const { body } = await put(id, DEARER, '?enforce=true').expect(422)
    expect(body.errors).toMatchObject([{ pointer: '', code: 'COST_INCREASE' }])
    await put(id, SECURED, '?enforce=true').expect(200)
  })
})
