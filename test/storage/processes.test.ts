// The store as processes meet it: built by esbuild as the service is, several at once on one file, and one that is killed.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { openSqliteStore } from '../../src/storage/sqlite/open.ts'
import { minute, planId, planRecord, TENANT } from './plan-record.ts'
import { migrationsFolder, temporaryFile } from './temporary.ts'

let folder: string
let bundle: string

// Inside node_modules, where a bundle finds the packages it leaves out.
beforeAll(async () => {
  const cache = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url))
  mkdirSync(cache, { recursive: true })
  folder = mkdtempSync(join(cache, 'moorage-storage-'))
  bundle = join(folder, 'open.mjs')
  const entry = fileURLToPath(new URL('../../src/storage/sqlite/open.ts', import.meta.url))
  await build({
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const REQUEST = {
  ...{ operation: 'createPlan', key: '', fingerprint: 'sha256:1', made: 'plan', planId: '', revision: 1 },
  ...{ answeredAt: minute(1), expiresAt: minute(1000) },
}

/** Inserts plans `from` up to `to`, printing each number once its insert has resolved. */
function inserting(file: string, from: number, to: number): ChildProcessWithoutNullStreams {
  const program = `
    import { openSqliteStore } from ${JSON.stringify(bundle)}
    const summary = ${JSON.stringify(planRecord(0).summary)}
    const body = Buffer.from('x'.repeat(20_000))
    const store = openSqliteStore(${JSON.stringify({ file, migrationsFolder })})
    for (let number = ${from}; number < ${to}; number++) {
      const id = ${JSON.stringify(planId(0).slice(0, -12))} + number.toString(16).padStart(12, '0')
      const request = { ...${JSON.stringify(REQUEST)}, key: 'key-' + number, planId: id }
      await store.keep('${TENANT}', { summary: { ...summary, id }, body }, { after: 0, request })
      process.stdout.write(number + '\\n')
    }
    await store.close()`
  return spawn(process.execPath, ['--input-type=module', '--eval', program])
}

it('lets several processes start together on a file that is not there yet', async () => {
  const file = temporaryFile()
  const outcomes = await Promise.all(
    [0, 1, 2, 3, 4, 5].map(async (process) => {
      const child = inserting(file, process * 20, process * 20 + 20)
      let complaint = ''
      child.stderr.on('data', (data) => {
        complaint += data
      })
      child.stdout.resume()
      const [exitCode] = await once(child, 'close')
      return { exitCode, complaint }
    }),
  )
  expect(outcomes).toEqual(outcomes.map(() => ({ exitCode: 0, complaint: '' })))
  const store = openSqliteStore({ file, migrationsFolder })
  onTestFinished(() => store.close())
  expect(await store.list(TENANT, {}, 1000)).toHaveLength(120)
})

it('has every plan that was kept before the process was killed, and its key with it', async () => {
  const file = temporaryFile()
  const child = inserting(file, 0, 1_000_000)
  const closed = once(child, 'close')
  const acknowledged: number[] = []
  for await (const line of createInterface(child.stdout)) {
    acknowledged.push(Number(line))
    if (acknowledged.length === 200) child.kill('SIGKILL')
  }
  await closed
  expect(acknowledged.length).toBeGreaterThanOrEqual(200)
  const store = openSqliteStore({ file, migrationsFolder })
  onTestFinished(() => store.close())
  for (const number of acknowledged) expect((await store.find(TENANT, planId(number)))?.body).toHaveLength(20_000)
  // Whether the last one was still kept or not: the plan and what its key was answered with, or neither.
  for (let number = 0; number < acknowledged.length + 5; number++) {
    const answer = await store.findAnswer(TENANT, { ...REQUEST, key: `key-${number}`, at: minute(2) })
    expect(answer?.planId).toBe((await store.findSummary(TENANT, planId(number)))?.id)
  }
})
