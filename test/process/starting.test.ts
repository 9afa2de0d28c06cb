// What the process says when it cannot start, and that it starts for nobody it should not.
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFile, temporaryFolder } from '../storage/temporary.ts'
import { type Built, buildService, run, startBuilt } from './built.ts'

let built: Built
beforeAll(async () => {
  built = await buildService()
})
afterAll(() => built.remove())

it('is written in ASCII: V8 keeps the whole text, and takes twice the memory for any other', () => {
  const dist = join(built.folder, 'dist')
  const lines = readdirSync(dist).flatMap((file) => readFileSync(join(dist, file), 'utf8').split('\n'))
  expect(lines.filter((line) => [...line].some((letter) => letter > '~'))).toEqual([])
})

const ADMIN = ['create', '--tenant', 'shop', '--scopes', 'admin']

describe('it does not start, and says in one sentence why', () => {
  const refused = async (environment: Record<string, string>) => {
    const { code, out, complaint } = await run(built, 'main', [], {
      DATABASE_FILE: temporaryFile(),
      PORT: '0',
      ...environment,
    })
    expect(code).toBe(1)
    expect(out).toBe('')
    expect(complaint).not.toMatch(/\n\s+at /)
    return complaint
  }

  it('with a setting that is none', async () => {
    expect(await refused({ PORT: 'http', LOG_LEVEL: 'loud' })).toBe(
      'The configuration cannot be used:\n  PORT must be a whole number from 0 to 65535.\n  LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.\n',
    )
  })

  it('where other machines can reach it and nobody needs a token', async () => {
    expect(await refused({ HOST: '0.0.0.0' })).toBe(
      'HOST 0.0.0.0 can be reached from other machines and there is no token yet: make one with `npm run token -- create --tenant default --scopes plans:read,plans:write` (in the image: `node dist/token.js create …`), set ACCESS=tokens to make one later, or set ACCESS=open to let everybody in.\n',
    )
  })

  it('with a database that is none', async () => {
    const folder = temporaryFolder()
    expect(await refused({ DATABASE_FILE: folder })).toMatch(/^The database \S+ cannot be opened: [^\n]+\.\n$/)
  })

  it('on a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await new Promise((resolve) => other.on('listening', resolve))
    const { port } = other.address() as { port: number }
    expect(await refused({ PORT: String(port) })).toBe(
      `Cannot listen on HOST 127.0.0.1, PORT ${port}: another process listens there.\n`,
    )
  })

  it('on an address of another machine', async () => {
    expect(await refused({ HOST: '192.0.2.1', ACCESS: 'open' })).toMatch(
      /^Cannot listen on HOST 192\.0\.2\.1, PORT 0: this machine has no such address\.\n$/,
    )
  })
})

describe('it starts', () => {
  it('on the loopback address for everybody there', async () => {
    const { url } = await startBuilt(built)
    expect((await fetch(`${url}/v1/plans`)).status).toBe(200)
  })

  it('elsewhere for who has a token', async () => {
    const DATABASE_FILE = temporaryFile()
    const { out } = await run(built, 'token', ADMIN, { DATABASE_FILE })
    const { url } = await startBuilt(built, { DATABASE_FILE, HOST: '0.0.0.0' })
    expect((await fetch(`${url}/v1/plans`)).status).toBe(401)
    expect((await fetch(`${url}/v1/plans`, { headers: { authorization: `Bearer ${out.trim()}` } })).status).toBe(200)
    expect((await fetch(`${url}/health/ready`)).status).toBe(200)
  })

  it('elsewhere for everybody, when told so, and for nobody until there is a token', async () => {
    const open = await startBuilt(built, { HOST: '0.0.0.0', ACCESS: 'open' })
    expect((await fetch(`${open.url}/v1/plans`)).status).toBe(200)
    const DATABASE_FILE = temporaryFile()
    const later = await startBuilt(built, { DATABASE_FILE, HOST: '0.0.0.0', ACCESS: 'tokens' })
    expect((await fetch(`${later.url}/v1/plans`)).status).toBe(401)
    const { out } = await run(built, 'token', ADMIN, { DATABASE_FILE })
    const headers = { authorization: `Bearer ${out.trim()}` }
    expect((await fetch(`${later.url}/v1/plans`, { headers })).status).toBe(200)
    expect((await fetch(`${later.url}/v1/plans`, { headers })).headers.get('ratelimit-policy')).toBe(
      '"default";q=1200;w=60',
    )
  })
})
