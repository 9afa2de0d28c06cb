// Column types that make PostgreSQL compare, order and give back texts as SQLite and JavaScript do.
import { type Placeholder, type SQL, sql } from 'drizzle-orm'
import { customType, type PgColumn } from 'drizzle-orm/pg-core'

/**
 * Text that is searched or ordered by. Collation "C" orders by the bytes, whatever language the database was made for.
 * PostgreSQL refuses U+0000 in any text, so it is written `\0`, and a backslash is doubled.
 */
export const comparable = customType<{ data: string; driverData: string }>({
  dataType: () => 'text collate "C"',
  toDriver: written,
  fromDriver: (text) => text.replace(/\\([\\0])/g, (_, mark) => (mark === '0' ? '\0' : '\\')),
})

/** Handed null where a statement's value is null. */
function written(text: string): string {
  return text === null ? text : text.replaceAll('\\', '\\\\').replaceAll('\0', '\\0')
}

/** JSON as text: `jsonb` orders keys anew and refuses \u0000. */
export const jsonText = customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (text) => JSON.parse(text),
})

/** Text in UTF-8, as the bytes it is sent and kept as. */
export const textBytes = customType<{ data: Buffer; driverData: string | Buffer }>({
  dataType: () => 'text',
  fromDriver: (text) => Buffer.from(text),
})

/** A value to be handed in by name, written as its column writes it; a bare placeholder in a condition would not be. */
export const given = (column: PgColumn, name: string): SQL =>
  sql`${sql.param(sql.placeholder(name) as Placeholder, column)}`
