// A PostgreSQL of the test's own, to be stopped and started: on a free port, in a temporary folder, as a user that is not root.
import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

const DEBIAN = '/usr/lib/postgresql'
const [newest] = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
// Where tests are a gate, a missing server is a failure and not an excuse.
export const canServe = newest !== undefined || process.env.CI !== undefined
if (!canServe) process.stdout.write(`There is no PostgreSQL in ${DEBIAN}: none is stopped and started\n`)

const run = promisify(execFile)

export type Server = {
  url: string
  /** As an administrator does (`fast`), or as a power cut (`immediate`). */
  stop: (how: 'fast' | 'immediate') => Promise<unknown>
  start: () => Promise<unknown>
}

export async function startServer(): Promise<Server> {
  const bin = join(DEBIAN, newest ?? '', 'bin')
  const folder = mkdtempSync(join(tmpdir(), 'moorage-postgres-'))
  const data = join(folder, 'data')
  const who: { uid?: number; gid?: number } = process.getuid?.() === 0 ? userOf('postgres') : {}
  if (who.uid !== undefined && who.gid !== undefined) chownSync(folder, who.uid, who.gid)
  const postgres = (command: string, ...words: string[]) =>
    run(join(bin, command), ['--pgdata', data, ...words], { ...who, cwd: folder })

  await postgres('initdb', '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C')
  const port = await freePort()
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`
  // Its output in a file: a server that holds the test's own pipe would never let it end.
  const start = () => postgres('pg_ctl', '--log', join(folder, 'log'), '--wait', '--options', options, 'start')
  const stop = (how: string) => postgres('pg_ctl', '--mode', how, '--wait', 'stop')
  await start()
  onTestFinished(async () => {
    await stop('immediate').catch(() => {})
    rmSync(folder, { recursive: true, force: true })
  })
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, start, stop }
}

function userOf(name: string): { uid: number; gid: number } {
  const number = (what: string) => Number(execFileSync('id', [what, name], { encoding: 'utf8' }))
  return { uid: number('-u'), gid: number('-g') }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('there is no free port')
  return address.port
}
