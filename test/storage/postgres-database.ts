// An empty database on the PostgreSQL of TEST_POSTGRES_URL, made for English, whose order of texts is none of ours.
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { onTestFinished } from 'vitest'

export const migrationsFolder = fileURLToPath(new URL('../../migrations/postgres', import.meta.url))

const server = process.env.TEST_POSTGRES_URL
// Where tests are a gate, a missing database is a failure and not an excuse.
export const run = server !== undefined || process.env.CI !== undefined
if (!run) process.stdout.write('TEST_POSTGRES_URL is not set: nothing is tried out on a real PostgreSQL\n')

export type TemporaryDatabase = { url: string; drop: () => Promise<unknown> }

const IN_ENGLISH = "template template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US'"

export async function createDatabase(options = IN_ENGLISH): Promise<TemporaryDatabase> {
  if (server === undefined)
    throw new Error('TEST_POSTGRES_URL must lead to a PostgreSQL whose user may create databases')
  const name = `moorage_${randomUUID().replaceAll('-', '')}`
  await onServer(`create database ${name} ${options}`)
  const url = new URL(server ?? '')
  url.pathname = `/${name}`
  return { url: url.href, drop: () => onServer(`drop database ${name} with (force)`) }
}

export const emptyTables =
  'truncate plans, revisions, answered_requests, price_books, policies, tokens, webhook_endpoints, webhook_deliveries'

/** For what is said of a database and not in it. */
export async function onServer(text: string): Promise<void> {
  if (server === undefined)
    throw new Error('TEST_POSTGRES_URL must lead to a PostgreSQL whose user may create databases')
  await statement(server, text)
}

/** A connection for one test. */
export async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

/** Runs one statement over a connection of its own. */
export async function statement(url: string, text: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(text, values)
  } finally {
    await client.end()
  }
}
