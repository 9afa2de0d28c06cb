// The process: reads the environment, puts the parts together, listens, and stops without dropping anybody.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import closeWithGrace from 'close-with-grace'
import { v7 as uuidv7 } from 'uuid'
import packageJson from '../package.json' with { type: 'json' }
import { createPlanner } from './application/planner.ts'
import { type Retention, removeOldPlans } from './application/retention.ts'
import { createTokens, type Tokens } from './application/tokens.ts'
import { collectGarbageWhenQuiet } from './collect-garbage.ts'
import { asksForTokens, type Config, readConfig } from './config.ts'
import { watchEventLoop } from './event-loop.ts'
import { fingerprint } from './fingerprint.ts'
import { type AppOptions, buildApp } from './http/app.ts'
import { loggerOptions } from './http/logging.ts'
import { measuredPlanner, measuredStore } from './http/metrics/measured.ts'
import { createMetrics } from './http/metrics/metrics.ts'
import { IMPORTERS } from './importers/index.ts'
import { createPictureThreads } from './picture-threads.ts'
import { createPlanningPool } from './planning-pool.ts'
import { builtInPriceBook, PROVIDERS } from './providers/index.ts'
import { secrets } from './secrets.ts'
import { openStore } from './storage/open.ts'

// From dist/main.js as from src/main.ts: the folder beside the one this file is in.
const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))
const PICTURE_WORKER = new URL('./picture-worker.js', import.meta.url)
const PAGES = fileURLToPath(new URL('../pages', import.meta.url))
const PLANNING_WORKER = new URL('./planning-worker.js', import.meta.url)
const STOP_WITHIN_MILLISECONDS = 10_000
const MILLISECONDS_PER_HOUR = 3_600_000
// Of one token, where it is not said: no person and no rule needs more.
const REQUESTS_PER_MINUTE = 1200

async function start(config: Config): Promise<void> {
  const metrics = createMetrics()
  const now = () => new Date()
  const newId = () => uuidv7()
  const kept = measuredStore(await openStore(config, MIGRATIONS), metrics)
  const { version } = packageJson
  // What calls others is not even loaded where nobody may be called.
  const webhooks =
    config.WEBHOOK_HOSTS.length === 0
      ? undefined
      : (await import('./webhooks/open.ts')).openWebhooks(config, {
          ...{ store: kept, now, newId, random: Math.random, version, counted: metrics.delivery },
        })
  const store = webhooks?.store ?? kept
  const tokens = createTokens({ store, now, secrets })
  await refuseUnguarded(config, tokens)
  const pool =
    config.PLANNING_WORKERS === 0
      ? undefined
      : createPlanningPool({
          entry: PLANNING_WORKER,
          workers: config.PLANNING_WORKERS,
          busyShare: watchEventLoop(),
        })
  const planner = createPlanner({
    store,
    providers: PROVIDERS,
    importers: IMPORTERS,
    priceBook: builtInPriceBook(fingerprint),
    fingerprint,
    now,
    newId,
    workloadsAtMost: config.WORKLOADS_AT_MOST,
    ...(pool === undefined
      ? {}
      : { elsewhere: { workloads: config.PLANNED_AT_ONCE, ...pool, pause: () => nextTurn() } }),
    ...(webhooks === undefined ? {} : { telling: webhooks.telling }),
  })
  const pictures = createPictureThreads({ entry: PICTURE_WORKER })
  const app = buildApp({
    planner: measuredPlanner(planner, metrics),
    version,
    logger: loggerOptions(config.LOG_LEVEL),
    metrics,
    drawPicture: pictures.draw,
    pages: PAGES,
    ...optionsOf(config, tokens),
  })
  // The store last: whoever is still being answered may need it.
  app.addHook('onClose', async () => {
    await webhooks?.stop()
    await Promise.all([pool?.close(), pictures.close()])
    await store.close()
  })
  const address = await app.listen({ host: config.HOST, port: config.PORT }).catch(async (error: unknown) => {
    await app.close()
    throw new Error(`Cannot listen on HOST ${config.HOST}, PORT ${config.PORT}: ${reasonOf(error)}.`, { cause: error })
  })
  // Not before: it would end a process that cannot listen as if all were well.
  closeWithGrace({ delay: STOP_WITHIN_MILLISECONDS, logger: app.log }, async ({ err }) => {
    if (err !== undefined) app.log.error({ err }, 'stopping after an error')
    // Whatever happens from here on is told after the next start, or by another replica.
    await Promise.all([webhooks?.stop(), app.close()])
  })
  webhooks?.start(app.log)
  void planner.warmUp(() => nextTurn())
  collectGarbageWhenQuiet(watchEventLoop())
  if (config.PLAN_RETENTION_DAYS !== undefined) tidyUp(app.log, { store, now, days: config.PLAN_RETENTION_DAYS })
  process.stdout.write(`Moorage ${version} listens on ${address}; open it in a browser, or try ${address}/docs\n`)
}

/** Now and every hour. What cannot be removed now, since the database does not answer, is removed another time. */
function tidyUp(log: ReturnType<typeof buildApp>['log'], what: Omit<Retention, 'pause'>): void {
  const run = () =>
    removeOldPlans({ ...what, pause: () => nextTurn() }).then(
      (plans) => plans > 0 && log.info({ plans }, 'old plans removed'),
      (err: unknown) => log.warn({ err }, 'old plans could not be removed'),
    )
  void run()
  setInterval(run, MILLISECONDS_PER_HOUR).unref()
}

function optionsOf(config: Config, tokens: Tokens): Omit<AppOptions, 'planner' | 'version'> {
  const asks = asksForTokens(config)
  return {
    ...(config.CURSOR_SECRET === undefined ? {} : { cursorSecret: config.CURSOR_SECRET }),
    ...(config.PUBLIC_BASE_URL === undefined ? {} : { publicBaseUrl: config.PUBLIC_BASE_URL }),
    ...(asks ? { access: { tokens, openMetrics: config.METRICS === 'open' } } : {}),
    requireIfMatch: config.REQUIRE_IF_MATCH,
    limits: {
      // Without tokens all who come through one proxy have one address: a limit would be of them together.
      requestsPerMinute: config.REQUESTS_PER_MINUTE ?? (asks ? REQUESTS_PER_MINUTE : 0),
      overloadedAfterMilliseconds: config.OVERLOADED_AFTER_MILLISECONDS,
    },
    requestTimeoutMilliseconds: config.REQUEST_TIMEOUT_SECONDS * 1000,
    stopping: {
      delayMilliseconds: config.STOP_DELAY_SECONDS * 1000,
      cutOffAfterMilliseconds: STOP_WITHIN_MILLISECONDS - 1000,
    },
    trustedProxies: config.TRUSTED_PROXIES,
    corsOrigins: config.CORS_ORIGINS,
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens there',
  EACCES: 'this user may not',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such name',
}

function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  return REASONS[code] ?? message
}

/** Nobody must be let in by mistake, nor shut out without a word. */
async function refuseUnguarded(config: Config, tokens: Tokens): Promise<void> {
  if (!asksForTokens(config) || config.ACCESS === 'tokens' || (await tokens.list()).length > 0) return
  throw new Error(
    `HOST ${config.HOST} can be reached from other machines and there is no token yet: make one with ` +
      '`npm run token -- create --tenant default --scopes plans:read,plans:write` (in the image: `node dist/token.js create …`), ' +
      'set ACCESS=tokens to make one later, ' +
      'or set ACCESS=open to let everybody in.',
  )
}

try {
  await start(readConfig(process.env))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
