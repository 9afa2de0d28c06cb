// What somebody who is told sees, and what becomes of it: told once, told again, given up, gone.
import { setTimeout as wait } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { PlanEvent } from '../../src/application/webhooks/events.ts'
import { planId, planRecord, TENANT } from '../storage/plan-record.ts'
import { endpointId, insertEndpoint } from '../storage/webhook-endpoint-record.ts'
import { endpointAt, SECRET, sendTo, startDelivering } from './delivering.ts'
import { type Answer, type Received, silence, startReceiver, status } from './receiver.ts'

const MINUTE = 60_000

async function told(answers: Answer[], { path = '/hook?key=1', timeoutMilliseconds = 20_000 } = {}) {
  const receiver = await startReceiver(...answers)
  const delivering = startDelivering(sendTo(receiver, timeoutMilliseconds))
  await insertEndpoint(delivering.store, endpointAt(`${receiver.origin}${path}`))
  return { ...delivering, receiver }
}

const verified = ({ headers, body }: Received, secret = SECRET) =>
  new Webhook(secret).verify(body, headers as Record<string, string>)

describe('a message', () => {
  it('is signed so that the library’s verifier takes it, thin, and leads back here', async () => {
    const { keep, attempts, receiver, listed } = await told([status(204)])
    await keep(1)
    expect(await attempts(1)).toEqual(['delivered'])
    const [received] = receiver.received
    if (received === undefined) throw new Error('nothing was received')
    expect(received.path).toBe('/hook?key=1')
    expect(received.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'user-agent': 'Moorage/test',
    })
    expect(Buffer.byteLength(received.body)).toBeLessThan(20_000)
    const { links: _links, ...summary } = planRecord(1).summary
    expect(PlanEvent.parse(verified(received))).toEqual({
      type: 'plan.created',
      timestamp: expect.any(String),
      data: { ...summary, url: `https://moorage.example.com/v1/plans/${planId(1)}` },
    })
    expect(() => verified({ ...received, body: received.body.replace('shop', 'shoq') })).toThrow()
    expect(await listed()).toMatchObject([{ state: 'delivered', attempts: 1, lastStatus: 204, nextAttemptAt: null }])
  })

  it('is signed by the old secret, too, until its time is over', async () => {
    const { keep, attempts, receiver, store } = await told([status(204)])
    const fresh = `whsec_${Buffer.alloc(32, 'fresh').toString('base64')}`
    const rotate = (until: string) =>
      store.setWebhookSecrets(TENANT, endpointId(1), {
        before: [{ secret: SECRET, until: null }],
        secrets: [
          { secret: fresh, until: null },
          { secret: SECRET, until },
        ],
        updatedAt: until,
      })
    await rotate(new Date(Date.now() + MINUTE).toISOString())
    await keep(1)
    await attempts(1)
    const [first] = receiver.received
    if (first === undefined) throw new Error('nothing was received')
    expect(String(first.headers['webhook-signature'])).toMatch(/^v1,\S{44} v1,\S{44}$/)
    for (const secret of [fresh, SECRET]) expect(verified(first, secret)).toMatchObject({ type: 'plan.created' })
  })

  it('is as small as it must be, whatever the plan', async () => {
    const { attempts, receiver, store, loop } = await told([status(204)])
    const long = '\u0000'.repeat(253)
    const summary = { name: 'n'.repeat(63), owner: long, ticket: long, summaryText: '—'.repeat(3900) }
    const what = { messageId: 'msg_1', type: 'plan.created', at: new Date().toISOString() } as const
    await store.keep(TENANT, planRecord(1, summary), { after: 0, happened: what })
    loop.wake()
    await attempts(1)
    expect(Buffer.byteLength(receiver.received[0]?.body ?? '')).toBeLessThan(20_000)
  })

  it('that only tries whether telling works is signed alike', async () => {
    const { attempts, receiver, store, loop } = await told([status(200)])
    await store.insertWebhookTest(TENANT, endpointId(1), { messageId: 'msg_test', at: new Date().toISOString() })
    loop.wake()
    expect(await attempts(1)).toEqual(['delivered'])
    const [received] = receiver.received
    expect(received && verified(received)).toMatchObject({ type: 'webhook.test', data: { id: endpointId(1) } })
  })
})

describe('who does not take it', () => {
  it('is told again after five seconds, with the same id and body, and a fresh time', async () => {
    const { keep, attempts, receiver, later, listed } = await told([status(500), status(204)])
    await keep(1)
    expect(await attempts(1)).toEqual(['retried'])
    expect(await listed()).toMatchObject([{ state: 'pending', lastStatus: 500, lastProblem: 'STATUS_NOT_2XX' }])
    later(4000)
    await wait(300)
    expect(receiver.received).toHaveLength(1)
    later(1000)
    expect(await attempts(2)).toEqual(['retried', 'delivered'])
    const [first, second] = receiver.received
    expect(second?.body).toBe(first?.body)
    expect(second?.headers['webhook-id']).toBe('msg_1')
    const times = receiver.received.map(({ headers }) => Number(headers['webhook-timestamp']))
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(5)
    if (second !== undefined) expect(verified(second)).toMatchObject({ type: 'plan.created' })
  })

  it('is waited for as long as it asks', async () => {
    const { keep, attempts, receiver, later } = await told([status(503, { 'retry-after': '600' }), status(204)])
    await keep(1)
    await attempts(1)
    later(9 * MINUTE)
    await wait(300)
    expect(receiver.received).toHaveLength(1)
    later(MINUTE)
    expect(await attempts(2)).toEqual(['retried', 'delivered'])
  })

  it('is given up after ten attempts, which stays to be seen', async () => {
    const { keep, attempts, receiver, later, listed } = await told([status(500)])
    await keep(1)
    for (let number = 1; number < 10; number += 1) {
      await attempts(number)
      later(24 * 60 * MINUTE)
    }
    expect((await attempts(10)).at(-1)).toBe('failed')
    later(24 * 60 * MINUTE)
    await wait(300)
    expect(receiver.received).toHaveLength(10)
    expect(await listed()).toMatchObject([{ state: 'failed', attempts: 10, lastStatus: 500, nextAttemptAt: null }])
  })

  it('answers 410 and is not called any more', async () => {
    const { keep, attempts, receiver, store, listed } = await told([status(410)])
    await keep(1)
    expect(await attempts(1)).toEqual(['gone'])
    expect((await store.findWebhookEndpoint(TENANT, endpointId(1)))?.state).toBe('gone')
    await keep(2)
    await wait(300)
    expect(receiver.received).toHaveLength(1)
    expect(await listed()).toMatchObject([{ state: 'failed', lastStatus: 410, lastProblem: 'GONE' }])
  })

  it('redirects and is not followed', async () => {
    const other = await startReceiver(status(204))
    const { keep, attempts, listed } = await told([status(307, { location: `${other.origin}/` })])
    await keep(1)
    expect(await attempts(1)).toEqual(['retried'])
    expect(await listed()).toMatchObject([{ lastStatus: 307, lastProblem: 'REDIRECTED' }])
    expect(other.connections()).toBe(0)
  })

  it('does not answer in time', async () => {
    const { keep, attempts, listed } = await told([silence], { timeoutMilliseconds: 200 })
    await keep(1)
    expect(await attempts(1)).toEqual(['retried'])
    expect(await listed()).toMatchObject([{ lastStatus: null, lastProblem: 'TIMED_OUT' }])
  })

  it('answers without end and is cut off', async () => {
    let closed = false
    let written = 0
    const endless: Answer = (response) => {
      response.writeHead(200)
      response.on('close', () => {
        closed = true
      })
      const write = () => {
        if (response.destroyed) return
        written += 1024
        response.write(Buffer.alloc(1024), () => setImmediate(write))
      }
      write()
    }
    const { keep, attempts } = await told([endless])
    await keep(1)
    expect(await attempts(1)).toEqual(['delivered'])
    for (let tries = 0; tries < 200 && !closed; tries += 1) await wait(10)
    expect(closed).toBe(true)
    // Far less than could have been read: what is on the way when it is cut off.
    expect(written).toBeLessThan(8_000_000)
  })
})

describe('several endpoints', () => {
  it('do not wait for one that answers slowly', async () => {
    const slow = await startReceiver(silence)
    const quick = await startReceiver(status(204))
    const send = { slow: sendTo(slow), quick: sendTo(quick) }
    const { store, keep, attempts, loop } = startDelivering((outgoing, signal) =>
      (outgoing.url.startsWith(slow.origin) ? send.slow : send.quick)(outgoing, signal),
    )
    await insertEndpoint(store, endpointAt(`${slow.origin}/`, 1))
    await insertEndpoint(store, endpointAt(`${quick.origin}/`, 2))
    for (let number = 1; number <= 20; number += 1) await keep(number)
    expect(await attempts(20)).toEqual(Array.from({ length: 20 }, () => 'delivered'))
    expect(slow.received).toHaveLength(1)
    await loop.stop()
    // What was under way is given back as if it had not been begun.
    const states = await store.listWebhookDeliveries(TENANT, endpointId(1), { limit: 100 })
    expect(new Set(states.map(({ state, attempts: made }) => `${state} ${made}`))).toEqual(new Set(['pending 0']))
  })
})
