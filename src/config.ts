// The environment → the configuration, or every mistake in it, one sentence each, naming the variable and never its value.
import { z } from 'zod'

const number = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .pipe(z.int({ error }).min(least, { error }).max(most, { error }))
}

const oneOf = <const Word extends string>(...words: Word[]) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` })

/** Words with commas between them, each of which `isOne`. */
const list = (isOne: (word: string) => boolean, error: string) =>
  z
    .string()
    .transform((text) => text.split(',').map((word) => word.trim()))
    .refine((words) => words.every(isOne), { error })
    .default([])

const isOrigin = (word: string): boolean =>
  URL.canParse(word) && /^https?:$/.test(new URL(word).protocol) && new URL(word).origin === word

const Address = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])

/** `hooks.example.com`, `hooks.example.com:8443`, and with the scheme before it where that is not https → their origins. */
const originOf = (word: string): string | undefined => {
  const text = word.includes('://') ? word : `https://${word}`
  if (!URL.canParse(text)) return undefined
  const { protocol, origin, href, hostname } = new URL(text)
  const isOrigin = href === `${origin}/` && !word.endsWith('/')
  return /^https?:$/.test(protocol) && isOrigin && /^(?:[\w.-]+|\[[\da-f:.]+\])$/.test(hostname) ? origin : undefined
}

const flag = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .transform((text) => text === 'true')
  .default(false)

const Environment = z.object({
  HOST: z.string().min(1, { error: 'must be an address to listen on' }).default('127.0.0.1'),
  PORT: number(0, 65_535).default(8080),
  DATABASE_FILE: z.string().min(1, { error: 'must be the path of a file' }).default('./data/moorage.db'),
  /** Where plans are kept in place of the file. It may hold a password. */
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'must be a postgres:// or postgresql:// URL, with user and password percent-encoded',
    })
    .optional(),
  DATABASE_POOL_SIZE: number(1, 500).default(10),
  /** Of plans that nobody changes; for good where it is not set. */
  PLAN_RETENTION_DAYS: number(1, 36_500).optional(),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
  WORKLOADS_AT_MOST: number(1, 10_000).default(1000),
  /** Threads for topologies of more than PLANNED_AT_ONCE workloads; with none, everything is planned on the event loop. */
  PLANNING_WORKERS: number(0, 64).default(1),
  PLANNED_AT_ONCE: number(0, 10_000).default(20),
  REQUIRE_IF_MATCH: flag,
  CURSOR_SECRET: z.string().min(16, { error: 'must have at least 16 characters' }).optional(),
  PUBLIC_BASE_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .refine((text) => !/[?#]/.test(text), { error: 'must have neither a query nor a fragment' })
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  ACCESS: oneOf('tokens', 'open').optional(),
  METRICS: oneOf('admin', 'open').default('admin'),
  REQUESTS_PER_MINUTE: number(0, 1_000_000).optional(),
  OVERLOADED_AFTER_MILLISECONDS: number(0, 60_000).default(1000),
  REQUEST_TIMEOUT_SECONDS: number(1, 300).default(30),
  STOP_DELAY_SECONDS: number(0, 8).default(0),
  TRUSTED_PROXIES: list(
    (word) => Address.safeParse(word).success,
    'must be addresses or networks such as 10.0.0.0/8, with commas between them',
  ),
  /** Whom webhooks may call, as origins: nobody where it is not set. */
  WEBHOOK_HOSTS: list(
    (word) => originOf(word) !== undefined,
    'must be hosts such as hooks.example.com or hooks.example.com:8443, with commas between them',
  ).transform((words) => words.flatMap((word) => originOf(word) ?? [])),
  /** Addresses inside that webhooks may call all the same. */
  WEBHOOK_PRIVATE_ADDRESSES: list(
    (word) => Address.safeParse(word).success,
    'must be addresses or networks such as 10.0.0.0/8, with commas between them',
  ),
  CORS_ORIGINS: list(isOrigin, 'must be origins such as https://portal.example.com, with commas between them'),
})
export type Config = z.infer<typeof Environment>

/** Throws an Error whose message has a line for each mistake. A variable that is set to nothing counts as not set. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const result = Environment.safeParse(given)
  if (result.success) return result.data
  const sentences = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`)
  throw new Error(['The configuration cannot be used:', ...new Set(sentences)].join('\n  '))
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i

/** Unless it is said: where other machines can reach the service. */
export const asksForTokens = ({ ACCESS, HOST }: Config): boolean =>
  ACCESS === undefined ? !LOOPBACK.test(HOST) : ACCESS === 'tokens'
