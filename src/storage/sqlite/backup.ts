// A database that is in use → one whole file beside it, and such a file → the database again. What is there is never overwritten.
import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database, { SqliteError } from 'better-sqlite3'
import { missingMigrations } from '../migrations.ts'
import { refusal } from '../trouble.ts'
import { appliedMigrations } from './migrate.ts'

export type Copied = { plans: number; bytes: number }
type Restoring = {
  backup: string
  file: string
  migrationsFolder: string
  /** Where the database that was there is kept. */
  aside: string
}

/** More pages than a database can have: copied in one step, the backup is of one moment; in several, each write begins it anew. */
const EVERY_PAGE = 0x7fffffff

/** Also while services write to the file. Throws an Error of one sentence. */
export async function backUp({ file, backup }: { file: string; backup: string }): Promise<Copied> {
  if (!existsSync(file)) throw new Error(`There is no database ${file}.`)
  if (existsSync(backup)) throw new Error(`${backup} is there already; name a file that is not, or move it away.`)
  const partial = `${backup}.partial`
  try {
    const database = new Database(file, { fileMustExist: true })
    try {
      await database.backup(partial, { progress: () => EVERY_PAGE })
    } finally {
      database.close()
    }
    const copied = inspect(partial, (copy) => copy.pragma('journal_mode = DELETE'))
    settle(partial, backup)
    return copied
  } catch (error) {
    rmSync(partial, { force: true })
    throw refusal(`The database ${file} cannot be backed up`, error)
  }
}

/** Throws an Error of one sentence when the backup is not whole, or when a service has the database open. */
export function restore({ backup, file, migrationsFolder, aside }: Restoring): Copied {
  if (!existsSync(backup)) throw new Error(`There is no backup ${backup}.`)
  const partial = `${file}.restoring`
  try {
    copyFileSync(backup, partial)
    const copied = inspect(partial, (copy) =>
      missingMigrations({ database: backup, applied: appliedMigrations(copy), migrationsFolder }),
    )
    if (existsSync(file)) {
      refuseWhileInUse(file)
      for (const part of ['', '-wal', '-shm']) if (existsSync(file + part)) renameSync(file + part, aside + part)
    }
    settle(partial, file)
    return copied
  } catch (error) {
    rmSync(partial, { force: true })
    throw refusal(`The backup ${backup} cannot be restored`, error)
  }
}

/** Every page and every reference is looked at. `also` is done with the file while it is open. */
function inspect(file: string, also: (database: Database.Database) => unknown): Copied {
  const database = new Database(file, { fileMustExist: true })
  try {
    const damage = database.pragma('integrity_check(1)', { simple: true })
    if (damage !== 'ok') throw new Error(`it is damaged: ${damage}`)
    if ((database.pragma('foreign_key_check') as unknown[]).length > 0) throw new Error('it has revisions of no plan')
    also(database)
    const plans = Number(database.prepare('select count(*) from plans').pluck().get())
    return { plans, bytes: statSync(file).size }
  } finally {
    database.close()
  }
}

/** A database leaves WAL only when nobody else has it open. One that is no database any more can only be moved away. */
function refuseWhileInUse(file: string): void {
  try {
    const database = new Database(file, { timeout: 0 })
    try {
      database.pragma('journal_mode = DELETE')
    } finally {
      database.close()
    }
  } catch (error) {
    const code = error instanceof SqliteError ? error.code : ''
    if (code.startsWith('SQLITE_BUSY')) throw new Error(`a service has ${file} open, so stop it first`)
    if (!/^SQLITE_(NOTADB|CORRUPT)/.test(code)) throw error
  }
}

/** Gives a file its name once all of it is on the disk. */
function settle(partial: string, name: string): void {
  synchronise(partial)
  renameSync(partial, name)
  synchronise(dirname(name))
}

function synchronise(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
