// Somebody who is told: a real server that writes down what it is sent, and answers what it is told to.
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

export type Received = { headers: IncomingHttpHeaders; path: string; body: string }
export type Receiver = {
  /** `http://127.0.0.1:…` */
  origin: string
  port: number
  /** How often somebody connected, whatever came of it. */
  connections: () => number
  received: Received[]
}

/** What each request is answered with, in order; the last one for all that follow. */
export type Answer = (response: ServerResponse) => void

export const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (response) =>
    response.writeHead(code, headers).end(body)
export const silence: Answer = () => undefined

export async function startReceiver(...answers: Answer[]): Promise<Receiver> {
  const received: Received[] = []
  let connections = 0
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray()
    received.push({ headers: request.headers, path: request.url ?? '', body: Buffer.concat(chunks).toString() })
    const answer = answers[Math.min(received.length, answers.length) - 1] ?? status(204)
    answer(response)
  })
  server.on('connection', () => {
    connections += 1
  })
  // On every address of this machine: whoever gets through anywhere is seen.
  server.listen(0)
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('there is no free port')
  const { port } = address
  return { origin: `http://127.0.0.1:${port}`, port, connections: () => connections, received }
}
