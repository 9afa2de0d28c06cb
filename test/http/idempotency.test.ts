// A request with a key is answered once, by POST and PUT: every status that is promised of it.
import { beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '../../src/http/problems.ts'
import { createMapStore, createRealPlanner } from './planner.ts'
import { type Service, SHOP, startService, topologyNamed } from './service.ts'

const MINE = '8c5f2a3e-1b7d-4c9a-9e0f-2d4b6a8c0e1f'
const KEY = '"OPS-42-1"'

let service: Service
beforeEach(async () => {
  service = await startService()
})

const post = (key: string | undefined, topology: object = SHOP, query = '') => {
  const asked = service.http.post(`/v1/plans${query}`)
  return (key === undefined ? asked : asked.set('idempotency-key', key)).send(topology)
}
const put = (key: string, topology: object = SHOP) =>
  service.http.put(`/v1/plans/${MINE}`).set('idempotency-key', key).send(topology)

describe('the same request again', () => {
  it('gets the same answer, says so, and keeps no second plan', async () => {
    const first = await post(KEY).expect(201)
    const again = await post(KEY).expect(201)
    expect(first.headers['idempotency-replayed']).toBeUndefined()
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(again.text).toBe(first.text)
    for (const name of ['etag', 'location', 'link', 'content-type'])
      expect(again.headers[name], name).toBe(first.headers[name])
    expect(service.store.kept()).toBe(1)
  })

  it('is the same however the topology and the key are written', async () => {
    const first = await post('OPS-42-1').expect(201)
    const { workloads, ...rest } = SHOP
    const answers = [
      await post(KEY, { workloads, ...rest }),
      await post(undefined, SHOP, '?requestId=OPS-42-1'),
      await post(undefined, { requestId: 'OPS-42-1', ...SHOP }),
      await post(KEY, { ...SHOP, requestId: 'OPS-42-1' }, '?requestId=OPS-42-1'),
    ]
    for (const { status, text } of answers) expect([status, text]).toEqual([201, first.text])
    expect(service.store.kept()).toBe(1)
  })

  it('may ask for another form', async () => {
    await post(KEY).expect(201)
    const { text, headers } = await post(KEY).accept('text/plain').expect(201)
    expect(text).toContain('shop (aws')
    expect(headers['idempotency-replayed']).toBe('true')
  })

  it('is answered as it was after the plan has changed', async () => {
    const first = await put(KEY).expect(201)
    await put('other', topologyNamed('shop-2')).expect(200)
    const again = await put(KEY).expect(201)
    expect(again.text).toBe(first.text)
    expect((await service.http.get(`/v1/plans/${MINE}`)).body).toMatchObject({ revision: 2, name: 'shop-2' })
  })

  it('is answered as it was also where it changed nothing', async () => {
    await put('one').expect(201)
    const second = await put('two').expect(200)
    await put('three', topologyNamed('shop-2')).expect(200)
    const again = await put('two').expect(200)
    expect(again.text).toBe(second.text)
    expect((await service.http.get(`/v1/plans/${MINE}`)).body.name).toBe('shop-2')
  })

  it('is not held against a tag that it made old itself', async () => {
    const { headers } = await put('one').expect(201)
    const change = () => put('two', topologyNamed('shop-2')).set('if-match', headers.etag ?? '')
    const second = await change().expect(200)
    expect((await change().expect(200)).text).toBe(second.text)
  })

  it('is one request also for another process on the same store', async () => {
    const store = createMapStore()
    const [one, other] = await Promise.all([1, 2].map(() => startService({ planner: createRealPlanner(store) })))
    const answers = await Promise.all(
      [one, other, one, other].map((each) =>
        each?.http.post('/v1/plans').set('idempotency-key', KEY).send(SHOP).expect(201),
      ),
    )
    expect(new Set(answers.map((answer) => answer?.text)).size).toBe(1)
    expect(store.kept()).toBe(1)
  })

  it('is another request a day later', async () => {
    const store = createMapStore()
    const at = (time: string) => startService({ planner: createRealPlanner(store, 1000, new Date(time)) })
    const ask = ({ http }: Service) => http.post('/v1/plans').set('idempotency-key', KEY).send(SHOP).expect(201)
    const first = await ask(await at('2026-11-24T09:00:00Z'))
    const soon = await ask(await at('2026-11-25T08:59:59Z'))
    expect(soon.text).toBe(first.text)
    // The test's ids begin again: a plan in the way would be a bug, so it is removed.
    await store.remove('default', first.body.id)
    const later = await ask(await at('2026-11-25T09:00:01Z'))
    expect(later.body.createdAt).not.toBe(first.body.createdAt)
    expect(later.headers['idempotency-replayed']).toBeUndefined()
  })
})

describe('what has no key, or another, is another request', () => {
  it('and makes a plan of its own', async () => {
    await post(undefined).expect(201)
    await post(undefined).expect(201)
    await post('a').expect(201)
    await post('A').expect(201)
    expect(service.store.kept()).toBe(4)
  })

  it('so is the same key for another operation', async () => {
    await post(KEY).expect(201)
    expect((await put(KEY).expect(201)).headers['idempotency-replayed']).toBeUndefined()
  })

  it('a dry run keeps nothing, and takes no key', async () => {
    await post(KEY, SHOP, '?dryRun=true').expect(200)
    expect((await post(KEY).expect(201)).headers['idempotency-replayed']).toBeUndefined()
  })
})

describe('→ 400', () => {
  it.each(['', '"', `"${'x'.repeat(256)}"`, 'x'.repeat(256), 'schl\u00fcssel', 'tab\there'])(
    'for the key %j',
    async (key) => {
      const { body } = await post(key).expect(400)
      expect(Problem.parse(body)).toMatchObject({
        code: 'INVALID_PARAMETER',
        errors: [{ pointer: '/header/Idempotency-Key' }],
      })
      expect(service.store.kept()).toBe(0)
    },
  )

  it('for keys that differ', async () => {
    for (const [key, topology, query] of [
      ['a', { ...SHOP, requestId: 'b' }, ''],
      ['a', SHOP, '?requestId=b'],
      [undefined, { ...SHOP, requestId: 'a' }, '?requestId=b'],
    ] as const) {
      const { body } = await post(key, topology, query).expect(400)
      expect(body.detail).toContain('must be the same wherever it is given')
    }
  })

  it('for a parameter that is no key', async () => {
    const { body } = await post(undefined, SHOP, '?requestId=').expect(400)
    expect(body.errors[0].pointer).toBe('/query/requestId')
  })
})

describe('→ 404', () => {
  it('when what it made has been removed: it does not come back by itself', async () => {
    const { body } = await post(KEY).expect(201)
    await service.http.delete(body.url).expect(204)
    const gone = await post(KEY).expect(404)
    expect(Problem.parse(gone.body).detail).toContain('use another key')
    expect(service.store.kept()).toBe(0)
  })
})

describe('→ 409', () => {
  it('while the first is still being answered, and the same answer once it is', async () => {
    const store = createMapStore()
    let go = () => {}
    const gate = new Promise<void>((resolve) => {
      go = resolve
    })
    const slow = {
      ...store,
      keep: async (...args: Parameters<typeof store.keep>) => gate.then(() => store.keep(...args)),
    }
    service = await startService({ planner: createRealPlanner(slow) })
    const first = post(KEY).then((answer) => answer)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const { body, headers } = await post(KEY).expect(409)
    expect(Problem.parse(body).code).toBe('IDEMPOTENCY_KEY_IN_USE')
    expect(headers['retry-after']).toBe('1')
    const waiting = post(KEY).then((answer) => answer)
    await new Promise((resolve) => setTimeout(resolve, 100))
    go()
    expect((await first).status).toBe(201)
    expect((await waiting).text).toBe((await first).text)
    expect(store.kept()).toBe(1)
  })
})

describe('→ 422', () => {
  it.each([
    ['another topology', topologyNamed('other'), ''],
    ['another query', SHOP, '?includeEgress=true'],
  ])('for a key that was used with %s', async (_what, topology, query) => {
    await post(KEY).expect(201)
    const { body } = await post(KEY, topology, query).expect(422)
    expect(Problem.parse(body).code).toBe('IDEMPOTENCY_KEY_REUSED')
    expect(service.store.kept()).toBe(1)
  })

  it('for the key of a PUT to another plan', async () => {
    await put(KEY).expect(201)
    const other = MINE.replace('8c5f', '9c5f')
    await service.http.put(`/v1/plans/${other}`).set('idempotency-key', KEY).send(SHOP).expect(422)
    await service.http.get(`/v1/plans/${other}`).expect(404)
  })

  it('for a requestId in the body that is none, with its place', async () => {
    const yaml = `requestId: 7\nname: shop\n`
    const { body } = await service.http.post('/v1/plans').set('content-type', 'application/yaml').send(yaml).expect(422)
    expect(body.errors).toEqual([expect.objectContaining({ pointer: '/requestId', line: 1 })])
  })
})

describe('a request that failed', () => {
  it('leaves its key free for the one that is mended', async () => {
    await post(KEY, { ...SHOP, workloads: {}, name: 'Not a name' }).expect(422)
    await post(KEY).expect(201)
  })
})
