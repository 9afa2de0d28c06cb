// A process of its own: copies the database into one file while the service runs, or puts such a file in the place of the database.
// npm run backup -- FILE, npm run restore -- FILE
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readConfig } from './config.ts'
import { backUp, restore } from './storage/sqlite/backup.ts'

const MIGRATIONS = fileURLToPath(new URL('../migrations/sqlite', import.meta.url))

const USAGE = `Copies the database of DATABASE_FILE into a file, also while the service runs, or puts such a file in its place.

  npm run backup -- FILE
  npm run restore -- FILE
`

async function main(): Promise<string> {
  const [command, backup, ...more] = parseArgs({ allowPositionals: true }).positionals
  if ((command !== 'backup' && command !== 'restore') || backup === undefined || more.length > 0) throw new Error(USAGE)
  const { DATABASE_FILE: file, DATABASE_URL } = readConfig(process.env)
  if (DATABASE_URL !== undefined)
    throw new Error(
      'The plans are in PostgreSQL (DATABASE_URL is set), so use pg_dump and pg_restore, which come with it.',
    )
  if (command === 'backup') {
    const { plans, bytes } = await backUp({ file, backup })
    return `${backup} has the ${plans} plans of ${file} (${bytes} bytes).\n`
  }
  const aside = `${file}.before-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}`
  const { plans } = restore({ backup, file, migrationsFolder: MIGRATIONS, aside })
  return `${file} has the ${plans} plans of ${backup}; what was there before, if anything, is ${aside}.\n`
}

try {
  process.stdout.write(await main())
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
