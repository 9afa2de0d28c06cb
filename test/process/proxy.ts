// The plainest proxy there is: round robin over the replicas, a connection for each request, and another replica is tried only where
// the connection is refused. Whatever else goes wrong is the caller's to see, as 502 with the reason.
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

export type Proxy = { url: string; ports: number[] }

/** `ports` may be changed while it runs. */
export async function startProxy(ports: number[]): Promise<Proxy> {
  let turn = 0
  const forward = async (asked: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const body = Buffer.concat(await asked.toArray())
    turn += 1
    const first = turn
    const send = (tries: number): void => {
      const { method, url: path, headers } = asked
      const port = ports[(first + tries) % ports.length]
      request({ host: '127.0.0.1', port, method, path, headers: { ...headers, connection: 'close' }, agent: false })
        .on('response', (answer) => {
          reply.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(reply)
          answer.on('error', () => reply.destroy())
        })
        .on('error', (error: NodeJS.ErrnoException) => {
          if (error.code === 'ECONNREFUSED' && tries < ports.length - 1) send(tries + 1)
          else reply.writeHead(502).end(error.code)
        })
        .end(body)
    }
    send(0)
  }
  const server = createServer((asked, reply) => void forward(asked, reply)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return { url: `http://127.0.0.1:${address.port}`, ports }
}
