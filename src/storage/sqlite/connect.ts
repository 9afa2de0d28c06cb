// A file name goes in, an open connection whose durability was checked and not assumed comes out.
// Whatever is wrong with the database is said in one sentence before the first request, not during one.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { invariant } from '../../domain/failure.ts'
import { refusal } from '../trouble.ts'

export type Connection = Database.Database

export type ConnectionOptions = {
  /** A path, or `:memory:` for plans that are gone after `close`. */
  file: string
  /** How long a statement waits for another process's write. The wait blocks this process too: SQLite is synchronous. */
  busyTimeoutMilliseconds?: number
}

const IN_MEMORY = ':memory:'
const SYNCHRONOUS_FULL = 2

/** Before this one, WAL with two connections could lose committed pages (sqlite.org/wal.html, "the WAL-reset bug"). */
const OLDEST_SAFE_SQLITE = '3.51.3'

/** Throws an Error of one sentence when the file cannot be used safely. The caller closes what it gets. */
export function connect({ file, busyTimeoutMilliseconds = 5000 }: ConnectionOptions): Connection {
  invariant(file.trim() !== '', 'the database file has a name (SQLite would keep the plans in a file it deletes)')
  const connection = openFile(file, busyTimeoutMilliseconds)
  try {
    // FULL is set because better-sqlite3 is built with NORMAL for WAL, which may forget the last commits at a power cut.
    if (file !== IN_MEMORY) connection.pragma('journal_mode = WAL')
    connection.pragma('synchronous = FULL')
    connection.pragma('foreign_keys = ON')
    assertSafe(connection, file)
    return connection
  } catch (error) {
    connection.close()
    throw refusal(`The database ${file} cannot be used`, error)
  }
}

function openFile(file: string, timeout: number): Connection {
  try {
    if (file !== IN_MEMORY) mkdirSync(dirname(file), { recursive: true })
    return new Database(file, { timeout })
  } catch (error) {
    throw refusal(`The database ${file} cannot be opened`, error)
  }
}

function assertSafe(connection: Connection, file: string) {
  const version = String(connection.prepare('select sqlite_version()').pluck().get())
  refuseUnless(
    !isOlder(version, OLDEST_SAFE_SQLITE),
    `SQLite ${version} may lose data, ${OLDEST_SAFE_SQLITE} is needed`,
  )

  const journal = read(connection, 'journal_mode')
  // A network file system answers with another mode: its files have no shared memory for the WAL index.
  refuseUnless(file === IN_MEMORY || journal === 'wal', `it keeps a journal in mode ${journal} and not in WAL`)
  refuseUnless(read(connection, 'synchronous') === SYNCHRONOUS_FULL, 'it cannot be set to synchronous=FULL')
  refuseUnless(read(connection, 'foreign_keys') === 1, 'it cannot be set to foreign_keys=ON')

  const damage = read(connection, 'quick_check(1)')
  refuseUnless(damage === 'ok', `it is damaged and must be restored from a backup: ${firstLine(damage)}`)
}

const read = (connection: Connection, pragma: string): unknown => connection.pragma(pragma, { simple: true })

function refuseUnless(condition: boolean, because: string) {
  if (!condition) throw new Error(because)
}

/** quick_check begins with a heading line per database ("*** in database main ***"); what follows says what is broken. */
const firstLine = (text: unknown) => {
  const lines = String(text).split('\n')
  return lines.find((line) => !line.startsWith('***')) ?? lines[0]
}

/** Compares dotted versions by number: 3.9.0 is older than 3.51.3. */
export function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) < 0
}
