// A process that is told to stop: whoever is being answered gets the whole answer, and within ten seconds it is gone.
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHOP } from '../http/service.ts'
import { temporaryFile } from '../storage/temporary.ts'
import { type Built, buildService, type Running, startBuilt } from './built.ts'

let built: Built
beforeAll(async () => {
  built = await buildService()
})
afterAll(() => built.remove())

const large = (workloads: number) => ({
  ...SHOP,
  workloads: Object.fromEntries(
    Array.from({ length: workloads }, (_, index) => [
      `w${index}`,
      { ports: { http: 8080 }, calls: index === 0 ? [] : ['w0'] },
    ]),
  ),
})

const post = (url: string, topology: object) =>
  fetch(`${url}/v1/plans`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(topology),
  })

/** A balancer in small: sends for as long as the service says it is ready, which is asked ten times a second. */
async function balance({ url }: Running, told: { stop: () => void }, callers: number) {
  const outcomes: (number | string)[] = []
  let ready = true
  const watch = async () => {
    while (ready) {
      ready = await fetch(`${url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      )
      await wait(100)
    }
  }
  const call = async () => {
    while (ready) {
      const outcome = await post(url, SHOP).then(
        async (answer) => (await answer.text()).endsWith('}') && answer.status,
        (error: Error) => String(error.cause ?? error),
      )
      outcomes.push(outcome || 'half an answer')
    }
  }
  setTimeout(told.stop, 1000)
  await Promise.all([watch(), ...Array.from({ length: callers }, call)])
  return outcomes
}

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  it('fails nobody whom a balancer sends while it watches', async () => {
    const running = await startBuilt(built, { STOP_DELAY_SECONDS: '1', LOG_LEVEL: 'warn' })
    let stoppedAt = 0
    const stop = () => {
      stoppedAt = Date.now()
      running.child.kill(signal)
    }
    const outcomes = await balance(running, { stop }, 8)
    expect(await running.ended).toBe(0)
    expect(Date.now() - stoppedAt).toBeLessThan(10_000)
    expect(outcomes.length).toBeGreaterThan(20)
    expect(new Set(outcomes)).toEqual(new Set([201]))
  })

  it('lets a long answer be finished, and takes no new connection', async () => {
    const running = await startBuilt(built, { LOG_LEVEL: 'warn' })
    const answer = post(running.url, large(1000))
    await wait(100)
    running.child.kill(signal)
    const { status } = await answer
    expect(status).toBe(201)
    expect(await running.ended).toBe(0)
    await expect(fetch(`${running.url}/health/live`)).rejects.toThrow()
  })

  it('cuts off whoever is still sending after nine seconds, and closes the database in order', async () => {
    const DATABASE_FILE = temporaryFile()
    const running = await startBuilt(built, { DATABASE_FILE, LOG_LEVEL: 'warn' })
    await post(running.url, SHOP)
    const socket = connect(Number(new URL(running.url).port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write('POST /v1/plans HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{')
    await wait(200)
    const from = Date.now()
    running.child.kill(signal)
    expect(await running.ended).toBe(0)
    expect(Date.now() - from).toBeLessThan(10_000)
    // What was in the write-ahead log is in the database.
    expect(existsSync(`${DATABASE_FILE}-wal`)).toBe(false)
  })

  it('does not wait for connections that ask nothing', async () => {
    const running = await startBuilt(built)
    const { port } = new URL(running.url)
    const sockets = Array.from({ length: 20 }, () => connect(Number(port), '127.0.0.1'))
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))))
    await fetch(`${running.url}/health/live`)
    const from = Date.now()
    running.child.kill(signal)
    expect(await running.ended).toBe(0)
    expect(Date.now() - from).toBeLessThan(5000)
    for (const socket of sockets) socket.destroy()
  })
})
