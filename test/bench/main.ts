// `npm run bench`: starts the built service and a floor beside it, sends both the same load in turns, and prints what each did in
// this one run and the ratios. Figures are for comparing within a run; machines are noisy, so nothing here asserts.
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { benchPlanning } from './planning.ts'
import { benchPricing } from './pricing.ts'
import { benchSharing } from './sharing.ts'

const SECONDS = 5
const WARM_SECONDS = 10
const ROUNDS = 3
const CONNECTIONS = 10
const folder = mkdtempSync(join(tmpdir(), 'moorage-bench-'))
const topology = readFileSync('openapi/examples/online-shop.yaml', 'utf8')
const children: ChildProcess[] = []

type Measured = { name: string; perSecond: number; p50: number; p99: number; failed: number }

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function startService(): Promise<string> {
  const port = await freePort()
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_FILE: join(folder, 'service.db'),
    LOG_LEVEL: 'silent',
  }
  children.push(fork('dist/main.js', { env, silent: true }))
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 100; tries += 1) {
    const ready = await fetch(`${url}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return url
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the service did not start')
}

async function startFloor(answer: string): Promise<string> {
  const answerFile = join(folder, 'answer.json')
  writeFileSync(answerFile, answer)
  const child = fork('dist/bench-floor.js', [answerFile, join(folder, 'floor.db')])
  children.push(child)
  const { url } = await new Promise<{ url: string }>((resolve) =>
    child.once('message', (message) => resolve(message as { url: string })),
  )
  return url
}

async function measure(name: string, options: autocannon.Options): Promise<Measured> {
  const result = await autocannon({ connections: CONNECTIONS, duration: SECONDS, ...options })
  const { latency, requests } = result
  return {
    name,
    perSecond: requests.average,
    p50: latency.p50,
    p99: latency.p99,
    failed: result.non2xx + result.errors,
  }
}

const post = (url: string): autocannon.Options => ({
  url: `${url}/v1/plans`,
  method: 'POST',
  headers: { 'content-type': 'application/yaml' },
  body: topology,
})

const line = ({ name, perSecond, p50, p99, failed }: Measured): string => {
  const figures = [perSecond.toFixed(0), p50.toFixed(1), p99.toFixed(1)].map((figure) => figure.padStart(8))
  return `  ${name.padEnd(34)}${figures.join('')}${failed === 0 ? '' : `  ${failed} failed`}\n`
}

/** The two in turns, so that what else the machine does meanwhile meets both; the ratio is of all they did. */
async function compare(
  floor: { name: string; load: autocannon.Options },
  service: { name: string; load: autocannon.Options },
) {
  // Code that has run for a while is what a service runs.
  for (const { load } of [floor, service])
    await autocannon({ connections: CONNECTIONS, duration: WARM_SECONDS, ...load })
  const done = { floor: 0, service: 0 }
  for (let round = 0; round < ROUNDS; round += 1) {
    const measured = {
      floor: await measure(floor.name, floor.load),
      service: await measure(service.name, service.load),
    }
    done.floor += measured.floor.perSecond
    done.service += measured.service.perSecond
    process.stdout.write(line(measured.floor) + line(measured.service))
  }
  process.stdout.write(`  ${'ratio service / floor'.padEnd(34)}${(done.service / done.floor).toFixed(2).padStart(8)}\n`)
}

try {
  const service = await startService()
  const created = await fetch(`${service}/v1/plans`, {
    method: 'POST',
    headers: { 'content-type': 'application/yaml' },
    body: topology,
  })
  const answer = await created.text()
  const { id } = JSON.parse(answer) as { id: string }
  const floor = await startFloor(answer)
  process.stdout.write(
    `${answer.length} bytes a plan, 11 workloads, ${CONNECTIONS} connections, ${SECONDS} s each, Node ${process.version}\n`,
  )
  process.stdout.write(`  ${''.padEnd(34)}${'req/s'.padStart(8)}${'p50 ms'.padStart(8)}${'p99 ms'.padStart(8)}\n`)
  await compare(
    { name: 'floor: parse, insert, answer', load: post(floor) },
    { name: 'POST /v1/plans (kept, FULL)', load: post(service) },
  )
  await compare(
    { name: 'floor: read by key', load: { url: `${floor}/v1/plans/known` } },
    { name: 'GET /v1/plans/{id}', load: { url: `${service}/v1/plans/${id}` } },
  )
} finally {
  for (const child of children) child.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
}
await benchPlanning()
benchPricing()
benchSharing()
