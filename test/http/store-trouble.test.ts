// The disk full, the database read-only, locked or gone: a problem document that says when to try again, reading goes on where it
// can, and nothing has to be restarted afterwards.
import { renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Connection, connect } from '../../src/storage/sqlite/connect.ts'
import { keepPlansIn } from '../../src/storage/sqlite/open.ts'
import { migrationsFolder, temporaryFile } from '../storage/temporary.ts'
import { createRealPlanner } from './planner.ts'
import { SHOP, startService } from './service.ts'

async function startOverFile() {
  const file = temporaryFile()
  const connection = connect({ file, busyTimeoutMilliseconds: 100 })
  const store = keepPlansIn(connection, migrationsFolder)
  const { app, http } = await startService({ planner: createRealPlanner(store) })
  onTestFinished(async () => {
    await app.close()
    await store.close()
  })
  return { file, connection, http }
}

/** Breaks the database under a running service; what comes back mends it. */
type Break = (database: { file: string; connection: Connection }) => () => void

const full: Break = ({ connection }) => {
  connection.pragma(`max_page_count = ${connection.pragma('page_count', { simple: true })}`)
  return () => connection.pragma('max_page_count = 1000000')
}
const readOnly: Break = ({ connection }) => {
  connection.pragma('query_only = ON')
  return () => connection.pragma('query_only = OFF')
}
const locked: Break = ({ file }) => {
  const other = new Database(file)
  onTestFinished(() => void other.close())
  other.exec('begin exclusive')
  return () => other.exec('commit')
}
const gone: Break = ({ file }) => {
  const elsewhere = join(dirname(file), `moved-${basename(file)}`)
  renameSync(file, elsewhere)
  return () => renameSync(elsewhere, file)
}

describe.each([
  ['full', full, 200],
  ['read-only', readOnly, 200],
  ['locked by another process', locked, 200],
  ['gone', gone, 503],
])('a database that is %s', (_what, breakIt, ready) => {
  it('answers writing with 503 and Retry-After, reading as ever, and recovers alone', async () => {
    const { http, ...database } = await startOverFile()
    const plan = await http.post('/v1/plans').send(SHOP).expect(201)
    const mend = breakIt(database)

    const { body, headers } = await http.post('/v1/plans').send(SHOP).expect(503)
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'retry-after': expect.stringMatching(/^[1-9]\d*$/),
    })
    expect(body).toMatchObject({ code: 'STORE_UNAVAILABLE', status: 503 })
    expect(JSON.stringify(body)).not.toMatch(/sqlite|\.db/i)
    await http.get('/health/ready').expect(ready)
    await http.post('/v1/plans?dryRun=true').send(SHOP).expect(200)
    const kept = await http.get(`/v1/plans/${plan.body.id}`).expect(200)
    expect(kept.text).toBe(plan.text)
    const list = await http.get('/v1/plans').expect(200)
    expect(list.body.items).toHaveLength(1)

    mend()
    await http.get('/health/ready').expect(200)
    await http.post('/v1/plans').send(SHOP).expect(201)
    await http.delete(`/v1/plans/${plan.body.id}`).expect(204)
  })
})

it('a database that another was put in the place of is not written to', async () => {
  const { http, file } = await startOverFile()
  renameSync(file, `${file}.old`)
  new Database(file).close()
  const { body } = await http.post('/v1/plans').send(SHOP).expect(503)
  expect(body).toMatchObject({ code: 'STORE_UNAVAILABLE' })
})
