// The built service tells others: what was kept before it was killed is told after the next start, over TLS, and it stops in time.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { WebhookDelivery } from '../../src/application/webhooks/endpoint.ts'
import { openSqliteStore } from '../../src/storage/sqlite/open.ts'
import { SHOP } from '../http/service.ts'
import { planId, planRecord } from '../storage/plan-record.ts'
import { migrationsFolder, temporaryFile, temporaryFolder } from '../storage/temporary.ts'
import { endpointRecord } from '../storage/webhook-endpoint-record.ts'
import { SECRET } from '../webhooks/delivering.ts'
import { type Answer, type Receiver, silence, startReceiver, status } from '../webhooks/receiver.ts'
import { type Built, buildService, type Running, startBuilt } from './built.ts'

let built: Built
beforeAll(async () => {
  built = await buildService()
})
afterAll(() => built.remove())

const received = async ({ received: all }: Receiver, number: number) => {
  for (let tries = 0; all.length < number && tries < 1000; tries += 1) await wait(10)
  return all
}

const post = async ({ url }: Running, path: string, body?: object) => {
  const headers = { 'content-type': 'application/json' }
  const init = body === undefined ? {} : { headers, body: JSON.stringify(body) }
  const answer = await fetch(`${url}${path}`, { method: 'POST', ...init })
  // biome-ignore lint/suspicious/noExplicitAny: whatever the service answers
  return { status: answer.status, body: (await answer.json()) as any }
}

/** What the last attempt at the newest message came to, once there was one. */
async function lastAttempt({ url }: Running, endpoint: string): Promise<WebhookDelivery | undefined> {
  for (let tries = 0; tries < 500; tries += 1) {
    const { items } = (await (await fetch(`${url}/v1/webhook-endpoints/${endpoint}/deliveries`)).json()) as {
      items: WebhookDelivery[]
    }
    if (items[0]?.lastAttemptAt !== null) return items[0]
    await wait(10)
  }
  return undefined
}

async function startTelling(answers: Answer[], DATABASE_FILE = temporaryFile()) {
  const receiver = await startReceiver(...answers)
  const settings = { WEBHOOK_HOSTS: receiver.origin, WEBHOOK_PRIVATE_ADDRESSES: '127.0.0.1/32', DATABASE_FILE }
  return { receiver, settings, running: await startBuilt(built, settings) }
}

describe('with WEBHOOK_HOSTS', () => {
  it('tells of a plan at once, and neither the secret nor the whole address is in the log', async () => {
    const { receiver, running } = await startTelling([status(500), status(204)])
    const made = await post(running, '/v1/webhook-endpoints', { url: `${receiver.origin}/hook?key=hunter2` })
    expect(made.status).toBe(201)
    const plan = await post(running, '/v1/plans', SHOP)
    const [first, second] = await received(receiver, 2)
    if (first === undefined || second === undefined) throw new Error('it was not told again within ten seconds')
    const told = new Webhook(made.body.secret).verify(second.body, second.headers as Record<string, string>)
    expect(told).toMatchObject({ type: 'plan.created', data: { id: plan.body.id, etag: plan.body.etag } })
    const metrics = await (await fetch(`${running.url}/metrics`)).text()
    expect(metrics).toContain('moorage_webhook_attempts_total{outcome="retried"} 1')
    expect(running.output()).toContain(made.body.id)
    for (const secret of ['hunter2', made.body.secret]) expect(running.output()).not.toContain(secret)
  })

  it('tells after the next start what was kept and not told before the process died', async () => {
    const DATABASE_FILE = temporaryFile()
    const dying = await startTelling([status(503)], DATABASE_FILE)
    const { body } = await post(dying.running, '/v1/webhook-endpoints', { url: `${dying.receiver.origin}/hook` })
    await post(dying.running, '/v1/plans', SHOP)
    const refused = await lastAttempt(dying.running, body.id)
    expect(refused).toMatchObject({ state: 'pending', attempts: 1, lastStatus: 503 })
    dying.running.child.kill('SIGKILL')
    await dying.running.ended
    // And one that was kept in the moment it died: nobody has looked at it yet.
    const store = openSqliteStore({ file: DATABASE_FILE, migrationsFolder })
    const happened = { messageId: 'msg_last', type: 'plan.created', at: new Date().toISOString() } as const
    await store.keep('default', planRecord(1), { after: 0, happened })
    await store.close()
    const before = dying.receiver.received.length
    await startBuilt(built, dying.settings)
    await received(dying.receiver, before + 2)
    const ids = dying.receiver.received.slice(before).map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids)).toEqual(new Set(['msg_last', refused?.messageId]))
  })

  it('stops in time while somebody does not answer, and gives the message back', async () => {
    const DATABASE_FILE = temporaryFile()
    const { receiver, running } = await startTelling([silence], DATABASE_FILE)
    const { body: endpoint } = await post(running, '/v1/webhook-endpoints', { url: `${receiver.origin}/hook` })
    await post(running, '/v1/plans', SHOP)
    await received(receiver, 1)
    const from = Date.now()
    running.child.kill('SIGTERM')
    expect(await running.ended).toBe(0)
    expect(Date.now() - from).toBeLessThan(6000)
    const store = openSqliteStore({ file: DATABASE_FILE, migrationsFolder })
    onTestFinished(() => store.close())
    const [waiting] = await store.listWebhookDeliveries('default', endpoint.id, { limit: 1 })
    expect(waiting).toMatchObject({ state: 'pending', attempts: 0 })
    expect(Date.parse(waiting?.nextAttemptAt ?? '')).toBeLessThanOrEqual(Date.now())
  })

  it('tells over TLS whose certificate is trusted, and over no other', async () => {
    const { port, certificate, received: told } = await startTls()
    const DATABASE_FILE = temporaryFile()
    const store = openSqliteStore({ file: DATABASE_FILE, migrationsFolder })
    const url = `https://localhost:${port}/hook`
    await store.insertWebhookEndpoint(
      'default',
      endpointRecord(1, { url, secrets: [{ secret: SECRET, until: null }] }),
      1,
    )
    await store.keep('default', planRecord(1), {
      after: 0,
      happened: { messageId: 'msg_1', type: 'plan.created', at: new Date().toISOString() },
    })
    await store.close()
    const settings = {
      ...{ WEBHOOK_HOSTS: `localhost:${port}`, WEBHOOK_PRIVATE_ADDRESSES: '127.0.0.1,::1', DATABASE_FILE },
    }
    const strange = await startBuilt(built, settings)
    expect((await lastAttempt(strange, endpointRecord(1).id))?.lastProblem).toBe('TLS_FAILED')
    expect(told).toEqual([])
    strange.child.kill('SIGKILL')
    await strange.ended
    await startBuilt(built, { ...settings, NODE_EXTRA_CA_CERTS: certificate })
    for (let tries = 0; tries < 1000 && told.length === 0; tries += 1) await wait(10)
    expect(JSON.parse(told[0] ?? '{}')).toMatchObject({ type: 'plan.created', data: { id: planId(1) } })
  })
})

it('without it nobody can be told, and the answer says why', async () => {
  const running = await startBuilt(built)
  const { status: code, body } = await post(running, '/v1/webhook-endpoints', { url: 'https://hooks.example.com/' })
  expect(code).toBe(404)
  expect(body).toMatchObject({ code: 'WEBHOOKS_OFF', detail: expect.stringContaining('WEBHOOK_HOSTS') })
})

/** With a certificate of its own making, for `localhost`. */
async function startTls() {
  const folder = temporaryFolder()
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost
    -addext subjectAltName=DNS:localhost -keyout ${key} -out ${certificate}`
  execFileSync('openssl', words.split(/\s+/), { stdio: 'ignore' })
  const told: string[] = []
  const server = createServer(
    { key: readFileSync(key), cert: readFileSync(certificate) },
    async (request, response) => {
      told.push(Buffer.concat(await request.toArray()).toString())
      response.writeHead(204).end()
    },
  ).listen(0)
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as { port: number }).port, certificate, received: told }
}
