// The built service on PostgreSQL: chosen by DATABASE_URL, whose password is in no line it writes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHOP } from '../http/service.ts'
import { createDatabase, run as onServer, type TemporaryDatabase } from '../storage/postgres-database.ts'
import { temporaryFile } from '../storage/temporary.ts'
import { type Built, buildService, run, startBuilt } from './built.ts'

const SECRET = 'hunter2'

let built: Built
beforeAll(async () => {
  built = await buildService()
})
afterAll(() => built.remove())

describe.runIf(onServer)('with DATABASE_URL', () => {
  let database: TemporaryDatabase
  beforeAll(async () => {
    database = await createDatabase()
  })
  afterAll(() => database?.drop())

  it('two services and the token command share one database', async () => {
    const environment = { DATABASE_URL: database.url, ACCESS: 'tokens', LOG_LEVEL: 'warn' }
    const [one, other] = await Promise.all([startBuilt(built, environment), startBuilt(built, environment)])
    const scopes = 'plans:read,plans:write'
    const { out } = await run(built, 'token', ['create', '--tenant', 'shop', '--scopes', scopes], environment)
    const headers = { authorization: `Bearer ${out.trim()}`, 'content-type': 'application/json' }
    const made = await fetch(`${one.url}/v1/plans`, { method: 'POST', headers, body: JSON.stringify(SHOP) })
    expect(made.status).toBe(201)
    const found = await fetch(`${other.url}${made.headers.get('location')}`, { headers })
    expect(await found.text()).toBe(await made.text())
    for (const { child, ended } of [one, other]) {
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
    }
  })
})

it('an address that leads nowhere is told in one sentence, without the password', async () => {
  const { code, out, complaint } = await run(built, 'main', [], {
    DATABASE_URL: `postgres://moorage:${SECRET}@127.0.0.1:1/plans`,
    DATABASE_FILE: temporaryFile(),
    LOG_LEVEL: 'trace',
  })
  expect({ code, out, complaint }).toEqual({
    code: 1,
    out: '',
    complaint: 'The database of DATABASE_URL cannot be used: nobody listens at that address and port (ECONNREFUSED).\n',
  })
})
