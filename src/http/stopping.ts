// Told to stop: the balancer hears of it first, then nobody new is let in, whoever is being answered gets the answer, and those who
// only hold a connection do not hold up the end.
import { Server, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { App } from './route.ts'

export type Stopping = {
  /** For so long new requests are still taken, while /health/ready says no. */
  delayMilliseconds: number
  /** After so long those who are still sending or being answered are cut off, so that the store can be closed in order. */
  cutOffAfterMilliseconds: number
}

export const AT_ONCE: Stopping = { delayMilliseconds: 0, cutOffAfterMilliseconds: 9000 }

const SILENT_AFTER_MILLISECONDS = 2000
const QUIET_TURN_MILLISECONDS = 0.03
const TURNS_AT_MOST = 1000

/**
 * The system finishes connections before the process knows of them, and resets those that are left when the process closes the door.
 * Each turn of the event loop lets in one of those who wait (libuv accepts no more at a time), so the door is closed right after a turn
 * that let in nobody and took no time in which somebody could have come.
 */
function closeTheDoor(server: Server): Promise<void> {
  return new Promise((resolve) => {
    let hasCome = false
    const comes = () => {
      hasCome = true
    }
    server.on('connection', comes)
    const turn = (left: number): void => {
      const from = performance.now()
      hasCome = false
      setImmediate(() => {
        const isQuiet = !hasCome && performance.now() - from < QUIET_TURN_MILLISECONDS
        if (!isQuiet && left > 0) return turn(left - 1)
        // Of the door alone, and at once: that of an HTTP server sees to every connection first. Fastify calls that one next.
        Server.prototype.close.call(server)
        server.off('connection', comes)
        resolve()
      })
    }
    turn(TURNS_AT_MOST)
  })
}

/** Answers whether the service is stopping. */
export function stopInOrder(app: App, { delayMilliseconds, cutOffAfterMilliseconds }: Stopping): () => boolean {
  const sockets = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  let stopping = false
  app.addHook('preClose', async () => {
    stopping = true
    setTimeout(() => app.server.closeAllConnections(), cutOffAfterMilliseconds).unref()
    await wait(delayMilliseconds)
    if (app.server.listening) await closeTheDoor(app.server)
    // Node closes connections that are idle after a request; one that never asked anything it would wait for. Whoever has only just
    // connected is about to ask.
    const closeSilent = () => {
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
    }
    setTimeout(() => setImmediate(closeSilent), SILENT_AFTER_MILLISECONDS).unref()
  })
  return () => stopping
}
