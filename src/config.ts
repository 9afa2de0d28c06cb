// The environment → the configuration, or every mistake in it, one sentence each, naming the variable and never its value.
import { z } from 'zod'

const number = (least: number, most: number, otherwise: number) => {
  const error = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .pipe(z.int({ error }).min(least, { error }).max(most, { error }))
    .default(otherwise)
}

const flag = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .transform((text) => text === 'true')
  .default(false)

const Environment = z.object({
  HOST: z.string().min(1, { error: 'must be an address to listen on' }).default('127.0.0.1'),
  PORT: number(0, 65_535, 8080),
  DATABASE_FILE: z.string().min(1, { error: 'must be the path of a file' }).default('./data/moorage.db'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
  WORKLOADS_AT_MOST: number(1, 10_000, 1000),
  REQUIRE_IF_MATCH: flag,
  CURSOR_SECRET: z.string().min(16, { error: 'must have at least 16 characters' }).optional(),
  PUBLIC_BASE_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .refine((text) => !/[?#]/.test(text), { error: 'must have neither a query nor a fragment' })
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
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
