// Mixed load on the built service for ten minutes: npm run test:heavy, shorter or longer with SOAK_MINUTES. Memory, open files and the
// write-ahead log must be as flat at the end as after the first third; before it, how soon it starts and what it needs idle.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { load } from 'js-yaml'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SHOP, topologyNamed } from '../http/service.ts'
import { type Built, buildService, type Running, startBuilt } from '../process/built.ts'
import { temporaryFile } from '../storage/temporary.ts'

const MINUTES = Number(process.env.SOAK_MINUTES ?? 10)
const CALLERS = 4
const PLANS_KEPT = 500
const MIB = 1024 * 1024

let built: Built
beforeAll(async () => {
  built = await buildService()
})
afterAll(() => built.remove())

type Sample = { minute: number; mib: number; files: number; walMib: number; requests: number }

const residentMib = (pid: number | undefined) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

const walMib = (file: string) => (existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size / MIB : 0)

/** Change a minute: the slope of the line of least squares. */
function slope(samples: readonly Sample[], value: (sample: Sample) => number): number {
  const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
  const [x, y] = [mean(samples.map(({ minute }) => minute)), mean(samples.map(value))]
  const across = samples.reduce((sum, one) => sum + (one.minute - x) ** 2, 0)
  return samples.reduce((sum, one) => sum + (one.minute - x) * (value(one) - y), 0) / across
}

const shop = load(readFileSync('openapi/examples/online-shop.yaml', 'utf8')) as object

/** Everything a day brings, again and again; what is kept is removed once there are many. Throws at the first answer that is not as it should be. */
async function caller({ url }: Running, until: number, count: () => void): Promise<void> {
  const kept: string[] = []
  const ask = async (status: number, path: string, body?: object | string): Promise<unknown> => {
    const headers = { 'content-type': typeof body === 'string' ? 'application/yaml' : 'application/json' }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await fetch(`${url}${path}`, body === undefined ? {} : { method: 'POST', headers, body: text })
    count()
    const said = await answer.text()
    if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${said.slice(0, 300)}`)
    return answer.headers.get('content-type')?.includes('json') === true ? JSON.parse(said) : said
  }
  for (let round = 0; Date.now() < until; round += 1) {
    const plan = (await ask(201, '/v1/plans', topologyNamed(`shop-${round % 10}`))) as { url: string }
    kept.push(plan.url)
    await ask(201, '/v1/plans', shop).then((large) => kept.push((large as { url: string }).url))
    await ask(200, plan.url)
    await ask(200, `${plan.url}/manifests.yaml`)
    await ask(200, `${plan.url}/bundle.zip`)
    await ask(200, '/v1/plans?limit=20&name=shop-1')
    await ask(200, '/v1/estimates', SHOP)
    await ask(200, '/v1/manifests/validate?provider=aws', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a' },
    })
    await ask(422, '/v1/plans', { ...SHOP, [`unknown${round}`]: 1 })
    await ask(400, '/v1/plans', 'a: [')
    await ask(404, `/nothing/${round}`)
    await ask(200, '/metrics')
    if (kept.length > PLANS_KEPT / CALLERS) {
      const { status } = await fetch(`${url}${kept.shift()}`, { method: 'DELETE' })
      const second = await fetch(`${url}${kept.shift()}`, { method: 'DELETE' })
      if (status !== 204 || second.status !== 204) throw new Error(`DELETE: ${status}, ${second.status}`)
    }
  }
}

it(`is flat over ${MINUTES} minutes of mixed load`, async () => {
  const DATABASE_FILE = temporaryFile()
  const from = performance.now()
  // Whatever else the machine does: the load is even, and nobody is turned away.
  const running = await startBuilt(built, { DATABASE_FILE, LOG_LEVEL: 'warn', OVERLOADED_AFTER_MILLISECONDS: '0' })
  const startedIn = performance.now() - from
  // What starting left behind is collected a quarter of a minute later.
  await wait(25_000)
  const idleMib = residentMib(running.child.pid)
  const samples: Sample[] = []
  const began = Date.now()
  const until = began + MINUTES * 60_000
  let requests = 0
  const count = () => {
    requests += 1
  }
  const watch = async () => {
    while (Date.now() < until) {
      await wait(Math.min(5000, MINUTES * 2000))
      samples.push({
        minute: (Date.now() - began) / 60_000,
        mib: residentMib(running.child.pid),
        files: readdirSync(`/proc/${running.child.pid}/fd`).length,
        walMib: walMib(DATABASE_FILE),
        requests,
      })
    }
  }
  const callers = Array.from({ length: CALLERS }, () => caller(running, until, count))
  await Promise.all([Promise.all(callers), watch()])
  const settled = samples.filter(({ minute }) => minute > MINUTES / 3)
  const most = (value: (sample: Sample) => number) => Math.max(...samples.map(value))
  const told = {
    minutes: MINUTES,
    requests,
    startedInMilliseconds: Math.round(startedIn),
    idleMegabytes: Math.round(idleMib * 1.048576),
    mostMib: Math.round(most(({ mib }) => mib)),
    mibPerMinute: Number(slope(settled, ({ mib }) => mib).toFixed(2)),
    mostFiles: most(({ files }) => files),
    filesPerMinute: Number(slope(settled, ({ files }) => files).toFixed(2)),
    mostWalMib: Number(most((sample) => sample.walMib).toFixed(1)),
  }
  process.stdout.write(`${JSON.stringify(told)}\n`)
  expect(running.output()).not.toMatch(/"level":(?:50|60)/)
  expect(told.mibPerMinute).toBeLessThan(1)
  expect(told.filesPerMinute).toBeLessThan(0.5)
  expect(told.mostWalMib).toBeLessThan(64)
  expect(told.idleMegabytes).toBeLessThan(120)
})
