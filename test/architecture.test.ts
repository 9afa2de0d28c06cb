// The rooms of architecture.md and the arrows between them, as a test: what a file may import, read, call and be named.
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COMPUTED, codeOf, importsOf } from './source-scan.ts'

const root = new URL('../', import.meta.url)
const FILES = readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
  .map((file) => `src/${file.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.ts'))
  .sort()
const sourceOf = (file: string) => readFileSync(new URL(file, root), 'utf8')
/** Files whose source has what is forbidden, as far as they are in `rooms`. */
const filesWith = (forbidden: RegExp, rooms: readonly string[], textOf = codeOf) =>
  FILES.filter((file) => rooms.some((room) => file.startsWith(room)) && forbidden.test(textOf(sourceOf(file))))

type Room = { sees: readonly string[]; libraries: readonly string[] }
/** A room is a folder or one file; the longest name that fits holds. `sees` are prefixes: a folder, or one file of it. */
const ROOMS: Readonly<Record<string, Room>> = {
  'src/main.ts': { sees: ['src/', 'package.json'], libraries: ['close-with-grace', 'uuid', 'node:'] },
  // A process of its own, which the service never calls.
  'src/prices-import.ts': { sees: ['src/providers/', 'src/domain/'], libraries: ['node:'] },
  // A process of its own, too.
  'src/token.ts': {
    sees: ['src/application/', 'src/config.ts', 'src/secrets.ts', 'src/storage/'],
    libraries: ['zod', 'node:'],
  },
  // What runs in a worker, and who keeps the workers: each plans as the service does, and knows no HTTP and no storage.
  'src/planning-worker.ts': {
    sees: ['src/application/', 'src/providers/', 'src/fingerprint.ts'],
    libraries: ['node:'],
  },
  'src/planning-pool.ts': { sees: ['src/application/', 'src/domain/'], libraries: ['node:worker_threads'] },
  // The same for pictures of plans that are kept already.
  'src/picture-worker.ts': { sees: ['src/reports/'], libraries: ['node:'] },
  'src/picture-threads.ts': { sees: ['src/reports/', 'src/domain/'], libraries: ['node:worker_threads'] },
  'src/collect-garbage.ts': { sees: [], libraries: ['node:v8', 'node:vm'] },
  'src/event-loop.ts': { sees: [], libraries: ['node:perf_hooks'] },
  // And another.
  'src/backup.ts': { sees: ['src/config.ts', 'src/storage/'], libraries: ['node:'] },
  'src/secrets.ts': { sees: ['src/application/tokens.ts'], libraries: ['node:crypto'] },
  // Whom the service calls, and the only room that calls anybody.
  'src/webhooks/': {
    sees: ['src/webhooks/', 'src/application/'],
    libraries: ['request-filtering-agent', 'standardwebhooks', 'node:'],
  },
  'src/config.ts': { sees: [], libraries: ['zod'] },
  'src/fingerprint.ts': { sees: [], libraries: ['node:crypto'] },
  'src/domain/': { sees: ['src/domain/'], libraries: ['zod'] },
  'src/domain/money.ts': { sees: ['src/domain/'], libraries: ['decimal.js'] },
  'src/domain/topology/cidr.ts': { sees: ['src/domain/'], libraries: ['ipaddr.js'] },
  'src/application/': { sees: ['src/application/', 'src/domain/'], libraries: ['zod'] },
  'src/importers/': { sees: ['src/importers/', 'src/domain/'], libraries: ['zod', 'js-yaml'] },
  'src/reports/': {
    sees: ['src/reports/', 'src/domain/'],
    libraries: ['zod', 'js-yaml', 'fflate', 'diff', 'eta', 'csv-stringify'],
  },
  'src/storage/': {
    sees: ['src/storage/', 'src/domain/', 'src/application/store.ts'],
    libraries: ['drizzle-orm', 'better-sqlite3', 'pg', 'node:'],
  },
  'src/http/': {
    sees: ['src/http/', 'src/application/', 'src/domain/', 'src/reports/'],
    libraries: [
      ...['fastify', '@fastify/accepts', '@fastify/cors', '@fastify/helmet', '@fastify/multipart'],
      ...['@fastify/rate-limit', '@fastify/swagger', '@fastify/swagger-ui', 'prom-client'],
      ...['fastify-type-provider-zod', 'zod', 'uuid', 'js-yaml', 'jsonc-parser', 'node:'],
    ],
  },
  // A body may be an archive.
  'src/http/archives/': {
    sees: ['src/http/archives/', 'src/domain/', 'src/reports/'],
    libraries: ['fflate', 'tar-stream', 'node:'],
  },
  // Pages for people, which are made of templates.
  'src/http/pages/': {
    sees: ['src/http/', 'src/application/', 'src/domain/', 'src/reports/'],
    libraries: ['fastify', '@fastify/multipart', 'eta', 'js-yaml', 'zod', 'node:'],
  },
  'src/providers/': { sees: ['src/providers/', 'src/domain/'], libraries: ['zod'] },
}

function roomOf(file: string): Room | undefined {
  const [name = ''] = Object.keys(ROOMS)
    .filter((room) => file.startsWith(room))
    .sort((a, b) => b.length - a.length)
  return ROOMS[name]
}

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

function isAllowed(file: string, specifier: string): boolean {
  const room = roomOf(file)
  if (room === undefined || specifier === COMPUTED) return false
  if (!specifier.startsWith('.')) {
    return room.libraries.some(
      (library) => library === packageOf(specifier) || (library === 'node:' && specifier.startsWith(library)),
    )
  }
  const target = posix.join(posix.dirname(file), specifier)
  return room.sees.some((place) => target.startsWith(place)) && !isOtherCloud(file, target)
}

/** A cloud knows itself and what lies beside all clouds; only `providers/index.ts` and the price import know every cloud. */
function isOtherCloud(file: string, target: string): boolean {
  const [cloud, other] = [file, target].map((path) => /^src\/providers\/([^/]+)\//.exec(path)?.[1])
  return other !== undefined && other !== cloud && file !== 'src/providers/index.ts' && file !== 'src/prices-import.ts'
}

describe('imports go from room to room as drawn', () => {
  it('in every file', () => {
    expect(FILES.length).toBeGreaterThan(100)
    const wrong = FILES.flatMap((file) =>
      importsOf(sourceOf(file))
        .filter((specifier) => !isAllowed(file, specifier))
        .map((specifier) => `${file} must not import ${specifier}`),
    )
    expect(wrong).toEqual([])
  })

  it('and every file has a room', () => {
    expect(FILES.filter((file) => roomOf(file) === undefined)).toEqual([])
  })

  it.each([
    ['src/domain/plan/plan.ts', '../design/design.ts', true],
    ['src/domain/plan/plan.ts', 'zod', true],
    ['src/domain/plan/plan.ts', 'node:crypto', false],
    ['src/domain/plan/plan.ts', 'decimal.js', false],
    ['src/domain/money.ts', 'decimal.js', true],
    ['src/domain/topology/cidr.ts', 'ipaddr.js', true],
    ['src/domain/topology/check.ts', 'ipaddr.js', false],
    ['src/domain/plan/plan.ts', '../../providers/index.ts', false],
    ['src/domain/plan/plan.ts', '../../application/store.ts', false],
    ['src/providers/aws/charge.ts', '../../domain/money.ts', true],
    ['src/providers/aws/charge.ts', '../load.ts', true],
    ['src/providers/aws/charge.ts', './prices.json', true],
    ['src/providers/aws/charge.ts', '../gcp/charge.ts', false],
    ['src/providers/load.ts', './aws/charge.ts', false],
    ['src/providers/index.ts', './aws/index.ts', true],
    ['src/providers/aws/charge.ts', '../../application/planner.ts', false],
    ['src/providers/aws/charge.ts', 'decimal.js', false],
    ['src/application/planner.ts', '../domain/provider.ts', true],
    ['src/application/planner.ts', '../storage/sqlite/open.ts', false],
    ['src/application/planner.ts', '../http/app.ts', false],
    ['src/storage/sqlite/open.ts', '../../application/store.ts', true],
    ['src/storage/sqlite/open.ts', '../../application/planner.ts', false],
    ['src/storage/sqlite/open.ts', 'drizzle-orm/better-sqlite3', true],
    ['src/storage/sqlite/open.ts', 'node:fs', true],
    ['src/storage/postgres/connect.ts', 'pg', true],
    ['src/application/planner.ts', 'pg', false],
    ['src/storage/sqlite/open.ts', 'fastify', false],
    ['src/reports/text/plan.ts', '../../domain/plan/plan.ts', true],
    ['src/reports/text/plan.ts', 'js-yaml', true],
    ['src/reports/bundle/bundle.ts', 'fflate', true],
    ['src/reports/diff/manifests.ts', 'diff', true],
    ['src/reports/costs/cells.ts', 'csv-stringify/sync', true],
    ['src/http/routes/kept-manifests.ts', 'fflate', false],
    ['src/reports/text/plan.ts', '../../application/planner.ts', false],
    ['src/reports/text/plan.ts', 'node:fs', false],
    ['src/http/app.ts', '../application/planner.ts', true],
    ['src/http/app.ts', '../reports/text/plan.ts', true],
    ['src/http/app.ts', '@fastify/helmet', true],
    ['src/http/app.ts', '../storage/sqlite/open.ts', false],
    ['src/http/app.ts', '../providers/index.ts', false],
    ['src/http/app.ts', 'better-sqlite3', false],
    ['src/http/pages/folder.ts', 'eta', true],
    ['src/http/pages/plan-view.ts', '../../reports/view/view.ts', true],
    ['src/http/pages/plan.ts', '../../storage/open.ts', false],
    ['src/http/routes/plans.ts', 'eta', false],
    ['src/http/app.ts', '../../package.json', false],
    ['src/http/app.ts', '../config.ts', false],
    ['src/webhooks/send.ts', '../application/webhooks/deliver.ts', true],
    ['src/webhooks/send.ts', 'request-filtering-agent', true],
    ['src/webhooks/send.ts', '../storage/open.ts', false],
    ['src/http/app.ts', 'request-filtering-agent', false],
    ['src/http/app.ts', '../webhooks/open.ts', false],
    ['src/application/planner.ts', 'standardwebhooks', false],
    ['src/main.ts', './storage/sqlite/open.ts', true],
    ['src/main.ts', '../package.json', true],
    ['src/helper.ts', './domain/money.ts', false],
    ['src/main.ts', COMPUTED, false],
  ])('%s → %s: %s', (file, specifier, allowed) => {
    expect(isAllowed(file, specifier)).toBe(allowed)
  })
})

describe('what changes from run to run is handed in', () => {
  const CHANGING =
    /\bnew Date\s*(?:\(\s*\)|(?![\s(]))|\bDate\s*\.\s*now\b|(?<!new )\bDate\s*\(|performance\s*\.\s*now|randomUUID|randomBytes|Math\s*\.\s*random|\bhrtime\b/

  it.each(['src/domain/', 'src/providers/', 'src/application/'])('to %s', (room) => {
    expect(filesWith(CHANGING, [room])).toEqual([])
  })

  it.each(['new Date()', 'new Date( )', 'new Date', 'Date.now()', 'Date()', 'crypto.randomUUID()', 'Math.random()'])(
    '%s is seen',
    (code) => {
      expect(codeOf(`const a = ${code}\n`)).toMatch(CHANGING)
    },
  )

  it.each(['new Date(text)', 'now: () => Date', 'toDate()', 'update(a)'])('%s is none', (code) => {
    expect(codeOf(`const a = ${code}\n`)).not.toMatch(CHANGING)
  })
})

describe('the environment is read in one place', () => {
  const ENVIRONMENT = /\bprocess\s*(?:\?\.|\.)\s*env\b|\bprocess\s*\[|\bimport\.meta\.env\b/

  it('the processes and the configuration', () => {
    const others = FILES.filter(
      (file) =>
        !['src/main.ts', 'src/config.ts', 'src/prices-import.ts', 'src/token.ts', 'src/backup.ts'].includes(file),
    )
    expect(filesWith(ENVIRONMENT, others)).toEqual([])
    expect(others.filter((file) => importsOf(sourceOf(file)).includes('node:process'))).toEqual([])
    expect(filesWith(ENVIRONMENT, ['src/main.ts', 'src/config.ts'])).not.toEqual([])
  })
})

describe('the service calls whom it is told to, and lets no text become a statement', () => {
  const CALLS = /\bfetch\s*\(|\bhttps?\s*\.\s*request\b|\bcreate(?:Connection|Socket)\b|\bnew WebSocket\b/
  const RAW = /\bsql\s*\.\s*raw\b/

  it('in one room, but for the import of prices, which is a process of its own', () => {
    const others = FILES.filter((file) => file !== 'src/prices-import.ts' && !file.startsWith('src/webhooks/'))
    expect(filesWith(CALLS, others)).toEqual([])
    expect(filesWith(CALLS, ['src/prices-import.ts'])).toHaveLength(1)
    const clients = ['undici', 'axios', 'got', 'node-fetch', 'node:dgram', 'node:tls', 'node:https']
    expect(others.filter((file) => importsOf(sourceOf(file)).some((name) => clients.includes(name)))).toEqual([])
  })

  it('no raw SQL', () => {
    expect(filesWith(RAW, ['src/'])).toEqual([])
    expect("sql.raw('x')").toMatch(RAW)
  })
})

describe('a cloud is known in its own room only', () => {
  // Kubernetes itself reads `load-balancer-source-ranges` (core/v1 AnnotationLoadBalancerSourceRangesKey): no cloud's word.
  const ANNOTATIONS =
    /service\.beta\.kubernetes\.io\/(?!load-balancer-source-ranges\b)|alb\.ingress\.kubernetes\.io\/|networking\.gke\.io\//

  it('no annotation of one is written elsewhere', () => {
    const elsewhere = FILES.filter((file) => !file.startsWith('src/providers/'))
    expect(filesWith(ANNOTATIONS, elsewhere, (source) => source)).toEqual([])
    expect(filesWith(ANNOTATIONS, ['src/providers/'], (source) => source).length).toBeGreaterThanOrEqual(3)
  })
})

describe('files are small and named for what they hold', () => {
  it('none is above 300 lines', () => {
    expect(FILES.filter((file) => sourceOf(file).trimEnd().split('\n').length > 300)).toEqual([])
  })

  it('none is named for nothing', () => {
    const EMPTY = /(?:^|[-/])(?:utils?|helpers?|commons?|managers?|shared|misc)(?:\/|\.ts$)/
    expect(FILES.filter((file) => EMPTY.test(file))).toEqual([])
    for (const name of ['src/utils.ts', 'src/http/plan-helpers.ts', 'src/common/a.ts']) expect(name).toMatch(EMPTY)
  })

  it('each opens with a sentence on what it holds', () => {
    expect(FILES.filter((file) => !/^\/\/ \S.{20,}/.test(sourceOf(file)))).toEqual([])
  })
})
