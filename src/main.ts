// The process: reads the environment, puts the parts together, listens, and stops without dropping anybody.
import { fileURLToPath } from 'node:url'
import closeWithGrace from 'close-with-grace'
import { v7 as uuidv7 } from 'uuid'
import packageJson from '../package.json' with { type: 'json' }
import { createPlanner } from './application/planner.ts'
import { type Config, readConfig } from './config.ts'
import { fingerprint } from './fingerprint.ts'
import { buildApp } from './http/app.ts'
import { builtInPriceBook, PROVIDERS } from './providers/index.ts'
import { openSqliteStore } from './storage/sqlite/open.ts'

// From dist/main.js as from src/main.ts: the folder beside the one this file is in.
const MIGRATIONS = fileURLToPath(new URL('../migrations/sqlite', import.meta.url))
const STOP_WITHIN_MILLISECONDS = 10_000

async function start(config: Config): Promise<void> {
  const store = openSqliteStore({ file: config.DATABASE_FILE, migrationsFolder: MIGRATIONS })
  const planner = createPlanner({
    store,
    providers: PROVIDERS,
    priceBook: builtInPriceBook(fingerprint),
    fingerprint,
    now: () => new Date(),
    newId: () => uuidv7(),
    workloadsAtMost: config.WORKLOADS_AT_MOST,
  })
  const app = buildApp({
    planner,
    version: packageJson.version,
    logger: { level: config.LOG_LEVEL, redact: ['req.headers.authorization', 'req.headers.cookie'] },
    requireIfMatch: config.REQUIRE_IF_MATCH,
    ...(config.CURSOR_SECRET === undefined ? {} : { cursorSecret: config.CURSOR_SECRET }),
    ...(config.PUBLIC_BASE_URL === undefined ? {} : { publicBaseUrl: config.PUBLIC_BASE_URL }),
  })
  // The store last: whoever is still being answered may need it.
  app.addHook('onClose', () => store.close())
  closeWithGrace({ delay: STOP_WITHIN_MILLISECONDS, logger: app.log }, async ({ err }) => {
    if (err !== undefined) app.log.error({ err }, 'stopping after an error')
    await app.close()
  })
  const address = await app.listen({ host: config.HOST, port: config.PORT })
  process.stdout.write(`Moorage ${packageJson.version} listens on ${address}; try ${address}/docs\n`)
}

try {
  await start(readConfig(process.env))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
