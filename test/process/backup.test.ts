// npm run backup and npm run restore as people run them, beside a service under load.
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { temporaryFile, temporaryFolder } from '../storage/temporary.ts'
import { type Built, buildService, NEVER_OVERLOADED, run, startBuilt } from './built.ts'
import { lost, startLoad, wholePlans } from './load.ts'

let built: Built
beforeAll(async () => {
  built = await buildService()
})
afterAll(() => built.remove())

it('has every plan that was answered before it began, and puts them back', async () => {
  const DATABASE_FILE = temporaryFile()
  const backup = join(temporaryFolder(), 'backup.db')
  const command = (...words: string[]) => run(built, 'backup', words, { DATABASE_FILE })
  const service = await startBuilt(built, { ...NEVER_OVERLOADED, DATABASE_FILE })
  const load = startLoad(() => service.url)
  while (load.promised.length < 30) await wait(10)
  const before = [...load.promised]
  const made = await command('backup', backup)
  await load.stop()
  expect(made).toMatchObject({ code: 0, complaint: '' })
  expect([...load.outcomes.keys()]).toEqual(['201'])

  expect(await command('restore', backup)).toEqual({
    code: 1,
    out: '',
    complaint: `The backup ${backup} cannot be restored: a service has ${DATABASE_FILE} open, so stop it first.\n`,
  })
  expect(await lost(service.url, load.promised)).toEqual([])
  service.child.kill('SIGTERM')
  await service.ended
  expect(await command('restore', backup)).toMatchObject({ code: 0, complaint: '' })
  const again = await startBuilt(built, { ...NEVER_OVERLOADED, DATABASE_FILE })
  expect(await lost(again.url, before)).toEqual([])
  expect(made.out).toContain(`${backup} has the ${await wholePlans(again.url)} plans of ${DATABASE_FILE}`)
})

it.each([
  ['backup', 'is told how to call it', {}, /^Copies the database of DATABASE_FILE/],
  [
    'backup x.db',
    'names the tools of PostgreSQL',
    { DATABASE_URL: 'postgres://moorage:hunter2@127.0.0.1/plans' },
    /^The plans are in PostgreSQL \(DATABASE_URL is set\), so use pg_dump and pg_restore, which come with it\.\n$/,
  ],
  ['restore nowhere.db', 'says what is missing', {}, /^There is no backup nowhere\.db\.\n$/],
  ['remove x.db', 'is told how to call it', {}, /^Copies the database of DATABASE_FILE/],
])('%s %s', async (line, _what, environment, complaint) => {
  const answer = await run(built, 'backup', line.split(' '), { DATABASE_FILE: temporaryFile(), ...environment })
  expect(answer).toMatchObject({ code: 1, out: '', complaint: expect.stringMatching(complaint) })
})
