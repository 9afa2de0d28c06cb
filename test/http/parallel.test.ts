// Many at once, over the database as over the map of the other tests: one key makes one plan, and one tag lets one change through.
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSqliteStore } from '../../src/storage/sqlite/open.ts'
import { migrationsFolder, temporaryFile } from '../storage/temporary.ts'
import { createMapStore, createRealPlanner } from './planner.ts'
import { SHOP, startService, topologyNamed } from './service.ts'

const MINE = '8c5f2a3e-1b7d-4c9a-9e0f-2d4b6a8c0e1f'
const sqlite = () => {
  const store = openSqliteStore({ file: temporaryFile(), migrationsFolder })
  onTestFinished(() => store.close())
  return store
}

describe.each([
  ['a map', createMapStore],
  ['SQLite', sqlite],
] as const)('over %s', (_what, open) => {
  it('100 times the same POST with one key: one plan, identical answers', async () => {
    const store = open()
    const { http } = await startService({ planner: createRealPlanner(store) })
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => http.post('/v1/plans').set('idempotency-key', 'OPS-42').send(SHOP)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(new Set(answers.map(({ headers }) => `${headers.etag} ${headers.location}`)).size).toBe(1)
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1)
    expect(await store.list('default', {}, 1000)).toHaveLength(1)
  })

  it('50 PUTs with one If-Match: one 200, 49 × 412, and nobody’s change is lost', async () => {
    const { http } = await startService({ planner: createRealPlanner(open()) })
    const { headers } = await http.put(`/v1/plans/${MINE}`).send(SHOP).expect(201)
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        http
          .put(`/v1/plans/${MINE}`)
          .set('if-match', headers.etag ?? '')
          .send(topologyNamed(`shop-${index}`)),
      ),
    )
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 412)).toHaveLength(49)
    const winner = answers.find(({ status }) => status === 200)
    expect((await http.get(`/v1/plans/${MINE}`)).text).toBe(winner?.text)
    expect((await http.get(`/v1/plans/${MINE}/revisions`)).body.items).toHaveLength(2)
  })
})
