// Bytes to a port and the answer back, for requests no HTTP client would send.
import { connect } from 'node:net'

export function exchange(port: number, request: string | Buffer): Promise<{ head: string; body: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const chunks: Buffer[] = []
    const finish = () => {
      const [head = '', ...body] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n')
      resolve({ head, body: body.join('\r\n\r\n') })
    }
    socket.setTimeout(10_000, () => reject(new Error('no answer within ten seconds')))
    socket.on('data', (chunk) => chunks.push(chunk)).on('close', finish)
    socket.on('error', () => finish())
    socket.write(request)
  })
}
