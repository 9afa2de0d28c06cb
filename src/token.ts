// A process of its own: makes, lists and revokes tokens in the database the service keeps its plans in, also while the service runs.
// npm run token -- create --tenant shop --scopes plans:read,plans:write
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Scope } from './application/scope.ts'
import { createTokens, type Tokens } from './application/tokens.ts'
import { readConfig } from './config.ts'
import { secrets } from './secrets.ts'
import { openStore } from './storage/open.ts'

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))
const MILLISECONDS_PER_DAY = 86_400_000

const USAGE = `Makes, lists and revokes the tokens callers need. A token is shown once, when it is made.

  npm run token -- create --tenant NAME --scopes ${Scope.options.join(',')} [--expires 90d|2027-06-30]
  npm run token -- list
  npm run token -- revoke ID
`

const Tenant = z
  .string({ error: '--tenant is missing' })
  .regex(/^[a-z][-a-z0-9]{0,62}$/, { error: '--tenant must be lower-case letters, digits and hyphens, at most 63' })

const Scopes = z
  .string({ error: '--scopes is missing' })
  .transform((text) => text.split(',').map((word) => word.trim()))
  .pipe(z.array(z.enum(Scope.options, { error: `--scopes must be of ${Scope.options.join(', ')}` })))
  .transform((scopes) => [...new Set(scopes)])

/** Days from now, or a day, whose end is meant (UTC). */
function endOf(text: string | undefined, now: Date): string | undefined {
  if (text === undefined) return undefined
  const [, days] = /^(\d{1,4})d$/.exec(text) ?? []
  if (days !== undefined) return new Date(now.getTime() + Number(days) * MILLISECONDS_PER_DAY).toISOString()
  const end = z.iso.date().safeParse(text).success ? new Date(`${text}T23:59:59.999Z`) : undefined
  if (end === undefined || end <= now)
    throw new Error('--expires must be a number of days such as 90d, or a day to come such as 2027-06-30.')
  return end.toISOString()
}

type Wishes = { tenant?: string | undefined; scopes?: string | undefined; expires?: string | undefined }

async function create(tokens: Tokens, wishes: Wishes): Promise<string> {
  const read = z.object({ tenant: Tenant, scopes: Scopes }).safeParse(wishes)
  if (!read.success) throw new Error(`${read.error.issues.map(({ message }) => `${message}.`).join('\n')}\n\n${USAGE}`)
  const { token, record } = await tokens.create({ ...read.data, expiresAt: endOf(wishes.expires, new Date()) })
  process.stderr.write(`Token ${record.id} of tenant ${record.tenant}; this is the only time it is shown:\n`)
  return `${token}\n`
}

async function list(tokens: Tokens): Promise<string> {
  const rows = (await tokens.list()).map(({ id, tenant, scopes, createdAt, expiresAt }) =>
    [
      id,
      tenant,
      scopes.join(','),
      `made ${createdAt}`,
      expiresAt === null ? 'does not run out' : `until ${expiresAt}`,
    ].join('  '),
  )
  return rows.length === 0 ? 'There are no tokens.\n' : `${rows.join('\n')}\n`
}

async function revoke(tokens: Tokens, id: string): Promise<string> {
  if (await tokens.revoke(id)) return `Token ${id} is revoked.\n`
  throw new Error(`There is no token ${id.slice(0, 40)}; \`npm run token -- list\` shows what there is.`)
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { tenant: { type: 'string' }, scopes: { type: 'string' }, expires: { type: 'string' } },
  })
  const [command, id] = positionals
  if (!['create', 'list', 'revoke'].includes(command ?? '') || (command === 'revoke') !== (id !== undefined))
    throw new Error(USAGE)
  const store = await openStore(readConfig(process.env), MIGRATIONS)
  try {
    const tokens = createTokens({ store, now: () => new Date(), secrets })
    const done = command === 'create' ? create(tokens, values) : id === undefined ? list(tokens) : revoke(tokens, id)
    process.stdout.write(await done)
  } finally {
    await store.close()
  }
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
