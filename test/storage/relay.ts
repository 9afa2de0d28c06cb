// A TCP relay before a server, for one test: it can fall silent, as a network does that drops every packet, and speak again.
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export type Relay = { port: number; fallSilent: () => void; speak: () => void }

export async function startRelay(to: { host: string; port: number }): Promise<Relay> {
  const sockets = new Set<Socket>()
  let silent = false
  const relay = createServer((near) => {
    const far = connect(to)
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (data) => silent || into.write(data))
      from.on('error', () => {})
      from.on('close', () => into.destroy())
    }
  })
  relay.listen(0, '127.0.0.1')
  await once(relay, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    relay.close()
  })
  const address = relay.address()
  if (address === null || typeof address === 'string') throw new Error('the relay has no port')
  return {
    port: address.port,
    fallSilent: () => {
      silent = true
    },
    speak: () => {
      silent = false
    },
  }
}
