// The pool with real workers, built as the service is: what is planned there, what becomes of a failure, a bug and a death, and the end.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { drawnOf } from '../src/application/drawn.ts'
import type { Job } from '../src/application/elsewhere.ts'
import { Failure } from '../src/domain/failure.ts'
import { judge } from '../src/domain/policy/judge.ts'
import type { Policy } from '../src/domain/policy/policy.ts'
import { createPlanningPool, type PlanningPool, type PoolOptions } from '../src/planning-pool.ts'
import { draftOf } from './domain/design/drafting.ts'
import { TODAY } from './domain/reading.ts'
import { SHOP } from './http/service.ts'
import { type Built, buildService } from './process/built.ts'

let built: Built
const file = (name: string) => pathToFileURL(join(built.folder, 'dist', name))

/** Workers that misbehave in one way each. */
const MISBEHAVING = {
  // The first time only: it leaves a mark.
  'dies-once.mjs': `
    import { existsSync, writeFileSync } from 'node:fs'
    import { parentPort } from 'node:worker_threads'
    const mark = new URL('./died', import.meta.url)
    if (existsSync(mark)) await import('./planning-worker.js')
    else parentPort.on('message', () => { writeFileSync(mark, ''); process.exit(3) })`,
  'dies.mjs': `
    import { parentPort } from 'node:worker_threads'
    parentPort.on('message', ({ document }) => {
      if (document.dies) throw new Error('out of memory')
      parentPort.postMessage({ drawn: { facts: document, json: new Uint8Array() } })
    })`,
  'never-starts.mjs': `throw new Error('no such library')`,
}

beforeAll(async () => {
  built = await buildService()
  for (const [name, source] of Object.entries(MISBEHAVING)) writeFileSync(file(name), source)
})
afterAll(() => built.remove())

let open: PlanningPool | undefined
afterEach(() => open?.close())
const poolOf = (options: Partial<PoolOptions> = {}): PlanningPool => {
  open = createPlanningPool({ entry: file('planning-worker.js'), workers: 1, ...options })
  return open
}
const jobOf = (document: unknown, workloadsAtMost = 10): Job => ({
  document,
  circumstances: { today: TODAY, workloadsAtMost },
})
const failureOf = (work: Promise<unknown>): Promise<Failure> =>
  work.then(
    () => expect.fail('it was drawn up'),
    (error) => error,
  )

describe('a plan that a worker draws up', () => {
  it('is the same, byte for byte, however many are asked for at once', async () => {
    const pool = poolOf({ workers: 2 })
    const names = ['shop', 'bank', 'blog', 'mail']
    const drawn = await Promise.all(names.map((name) => pool.draw(jobOf({ ...SHOP, name }))))
    for (const [index, name] of names.entries()) {
      const here = drawnOf(draftOf({ ...SHOP, name }))
      expect(drawn[index]?.facts).toEqual(here.facts)
      expect(drawn[index]?.json.equals(here.json)).toBe(true)
    }
  })

  it('is priced with the book that was sent along', async () => {
    const prices = ['alb', 'nlb'].map((product) => ({
      ...{ provider: 'aws' as const, product, dimension: 'load-balancer-hour', regions: ['us-east-1'] },
      ...{ price: '1', currency: 'USD' as const, unit: 'hour', source: 'a contract', asOf: TODAY },
    }))
    const book = { reference: { id: 'acme', version: '1', sha256: 'sha256:0' }, input: { id: 'acme', prices } }
    const pool = poolOf()
    const [dear, usual] = await Promise.all([pool.draw({ ...jobOf(SHOP), book }), pool.draw(jobOf(SHOP))])
    expect(Number(dear.facts.monthly.recommended) - Number(usual.facts.monthly.recommended)).toBeGreaterThan(700)
  })

  it('is judged by the policy that was sent along, to the same bytes', async () => {
    const policy: Policy = {
      id: 'acme',
      version: '3',
      rules: { publicWithoutTls: { severity: 'fail' }, costIncrease: [{ severity: 'warn', percent: 10 }] },
      exceptions: [{ rule: 'costIncrease', plan: 'shop', owner: 'a', reason: 'The sale.', until: TODAY }],
    }
    const job = jobOf(SHOP)
    const drawn = await poolOf().draw({ ...job, circumstances: { ...job.circumstances, policy } })
    const here = draftOf(SHOP)
    const judgement = judge(policy, here.topology, here.designs[here.chosen], TODAY)
    expect(drawn.json.toString()).toBe(JSON.stringify({ ...here, policy: judgement }))
    expect(drawn).toEqual(drawnOf({ ...here, policy: judgement }, { today: TODAY, policy }))
    expect(drawn.policy).toMatchObject({ id: 'acme', version: '3', verdict: 'fail' })
  })

  it.each([
    ['mistakes', { ...SHOP, nam: 'shop' }, 'INVALID_TOPOLOGY', '/nam'],
    ['too many workloads', SHOP, 'TOPOLOGY_TOO_LARGE', undefined],
  ])('fails as it would here: %s', async (_, document, code, pointer) => {
    const failure = await failureOf(poolOf().draw(jobOf(document, code === 'TOPOLOGY_TOO_LARGE' ? 1 : 10)))
    expect(failure).toBeInstanceOf(Failure)
    expect(failure.code).toBe(code)
    expect(failure.mistakes[0]?.pointer).toBe(pointer)
  })
})

/** Asks until a worker is ready to help. */
async function helped(pool: PlanningPool, document: object) {
  for (;;) {
    const drawn = await pool.help(jobOf(document))
    if (drawn !== undefined) return drawn
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('a small plan', () => {
  it('is drawn up on the event loop while that has time', async () => {
    const pool = poolOf({ busyShare: () => 0.5 })
    expect(pool.help(jobOf(SHOP))).toBeUndefined()
    await pool.draw(jobOf(SHOP))
    expect(pool.help(jobOf(SHOP))).toBeUndefined()
  })

  it('is drawn up by a worker, the same, where one is ready and the event loop is busy', async () => {
    const pool = poolOf({ busyShare: () => 0.9 })
    // Nobody waits for a worker to start.
    expect(pool.help(jobOf(SHOP))).toBeUndefined()
    const { facts, json } = await helped(pool, SHOP)
    expect(facts.name).toBe('shop')
    expect(json.equals(drawnOf(draftOf(SHOP)).json)).toBe(true)
  })

  it('is drawn up on the event loop where every worker has enough to do, or something large', async () => {
    const pool = poolOf({ busyShare: () => 0.9 })
    await helped(pool, SHOP)
    const given = [1, 2, 3, 4, 5].map(() => pool.help(jobOf(SHOP)))
    expect(given.map((one) => one === undefined)).toEqual([false, false, false, false, true])
    await Promise.all(given)
    const large = pool.draw(jobOf(SHOP))
    expect(pool.help(jobOf(SHOP))).toBeUndefined()
    await large
  })

  it('never keeps a large one waiting that came before it', async () => {
    const pool = poolOf({ busyShare: () => 0.9 })
    await helped(pool, SHOP)
    const [first, second] = [pool.help(jobOf(SHOP)), pool.help(jobOf(SHOP))]
    const large = pool.draw(jobOf(SHOP))
    await first
    expect(pool.help(jobOf(SHOP))).toBeUndefined()
    await Promise.all([second, large])
  })
})

describe('a worker that dies', () => {
  it('is replaced, and its plan is drawn up all the same', async () => {
    const { facts } = await poolOf({ entry: file('dies-once.mjs') }).draw(jobOf(SHOP))
    expect(facts.name).toBe('shop')
  })

  it('takes only its own job with it, whatever waits behind', async () => {
    const pool = poolOf({ entry: file('dies.mjs') })
    const [dead, other, deadToo, last] = await Promise.allSettled(
      [{ dies: true }, { name: 'a' }, { dies: true }, { name: 'b' }].map((document) => pool.draw(jobOf(document))),
    )
    for (const one of [dead, deadToo]) {
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'PLANNING_UNAVAILABLE' } })
      expect(one).toMatchObject({ reason: { inside: 'Error: out of memory' } })
    }
    expect([other, last]).toMatchObject([{ value: { facts: { name: 'a' } } }, { value: { facts: { name: 'b' } } }])
  })

  it('before it can work at all is told to the operator', async () => {
    const failure = await failureOf(poolOf({ entry: file('never-starts.mjs') }).draw(jobOf(SHOP)))
    expect(failure).toMatchObject({ code: 'PLANNING_UNAVAILABLE', inside: 'Error: no such library' })
    expect(failure.message).not.toContain('library')
  })
})

describe('a pool', () => {
  it('refuses at once what would have to wait behind too many', async () => {
    const pool = poolOf({ waitingForEach: 2 })
    const asked = Array.from({ length: 5 }, (_, index) => pool.draw(jobOf({ ...SHOP, name: `shop-${index}` })))
    const settled = await Promise.allSettled(asked)
    expect(settled.map(({ status }) => status)).toEqual([...Array(3).fill('fulfilled'), 'rejected', 'rejected'])
  })

  it('finishes what was begun before it closes, and takes nothing more', async () => {
    const pool = poolOf()
    const begun = pool.draw(jobOf(SHOP))
    const waiting = pool.draw(jobOf(SHOP))
    const closed = pool.close()
    expect(await failureOf(pool.draw(jobOf(SHOP)))).toMatchObject({ code: 'PLANNING_UNAVAILABLE' })
    await closed
    expect((await begun).facts.name).toBe('shop')
    expect((await waiting).facts.name).toBe('shop')
  })

  it('lets a worker go that has had nothing to do, and starts another when there is', async () => {
    const pool = poolOf({ idleMilliseconds: 1 })
    await pool.draw(jobOf(SHOP))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await pool.draw(jobOf(SHOP))).facts.name).toBe('shop')
  })
})
