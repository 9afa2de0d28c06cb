// Bytes to a port and the answer back, for requests no HTTP client would send.
import { connect } from 'node:net'

/** Something more, again and again, for as long as somebody listens. */
type Drip = { drip: string; everyMilliseconds: number }

export function exchange(port: number, request: string | Buffer, more?: Drip): Promise<{ head: string; body: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const chunks: Buffer[] = []
    const dripping = more && setInterval(() => socket.write(more.drip), more.everyMilliseconds)
    const finish = () => {
      clearInterval(dripping)
      const [head = '', ...body] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n')
      resolve({ head, body: body.join('\r\n\r\n') })
    }
    socket.setTimeout(10_000, () => reject(new Error('no answer within ten seconds')))
    socket.on('data', (chunk) => chunks.push(chunk)).on('close', finish)
    socket.on('error', () => finish())
    socket.write(request)
  })
}
