// Stopping: whoever is being answered gets the answer, and the balancer is told to send nobody else.
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { createMapStore, createRealPlanner } from './planner.ts'
import { listen, startService } from './service.ts'

it('answers what is under way, says it is not ready, and closes', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const asked = withResolvers()
  const store = {
    ...createMapStore(),
    list: async () => {
      asked.resolve()
      await held
      return []
    },
  }
  const service = await startService({ planner: createRealPlanner(store) })
  const socket = connect(await listen(service), '127.0.0.1')
  let answers = ''
  socket.on('data', (chunk) => {
    answers += chunk
  })
  const ended = new Promise((resolve) => socket.on('close', resolve))

  socket.write('GET /v1/plans HTTP/1.1\r\nHost: x\r\n\r\n')
  await asked.promise
  const closed = service.app.close()
  await new Promise((resolve) => setTimeout(resolve, 50))
  socket.write('GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n')
  await new Promise((resolve) => setTimeout(resolve, 50))
  release()
  await closed
  await ended
  expect(answers).toMatch(/^HTTP\/1.1 200 OK/)
  expect(answers).toMatch(/HTTP\/1.1 503 Service Unavailable[\s\S]*"code":"STOPPING"/)
})

// Promise.withResolvers needs Node 22.
function withResolvers() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
