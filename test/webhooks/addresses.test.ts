// Whom nobody is talked into calling: every way to write an address inside, names that lead there, and redirects. Nobody connects.
import { describe, expect, it } from 'vitest'
import { networksIn, type Resolve, resolve } from '../../src/webhooks/addresses.ts'
import { createSend } from '../../src/webhooks/send.ts'
import { SECRET } from './delivering.ts'
import { type Receiver, startReceiver, status } from './receiver.ts'

type Cares = { resolve?: Resolve; networks?: string[]; origins?: string[] }

/** As if the operator had listed the host: what is left is the address. */
async function call(url: string, cares: Cares = {}) {
  const send = createSend({
    origins: new Set(cares.origins ?? [new URL(url).origin]),
    networks: networksIn(cares.networks ?? []),
    resolve: cares.resolve ?? resolve,
    userAgent: 'Moorage/test',
    timeoutMilliseconds: 2000,
  })
  const outgoing = { url, messageId: 'msg_1', sentAt: new Date(), body: '{}', secrets: [SECRET] }
  return send(outgoing, new AbortController().signal)
}

const leadsTo =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
const refused = { problem: 'ADDRESS_NOT_ALLOWED' }
const expectNobody = (receiver: Receiver) => expect(receiver.connections()).toBe(0)

describe('an address inside is not connected to', () => {
  it.each([
    ...['127.0.0.1', 'localhost', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '0.0.0.0', '127.8.8.8'],
    ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]'],
    ...['10.0.0.1', '172.16.0.1', '192.168.0.1', '100.64.0.1', '169.254.169.254', '198.18.0.1', '224.0.0.1'],
    ...['255.255.255.255', '[fe80::1]', '[fd00::1]', '[fd00:ec2::254]', '[ff02::1]'],
  ])('%s', async (host) => {
    const receiver = await startReceiver(status(204))
    for (const scheme of ['http', 'https']) expect(await call(`${scheme}://${host}:${receiver.port}/`)).toEqual(refused)
    expectNobody(receiver)
  })

  it.each([
    ['to loopback', ['127.0.0.1']],
    ['to loopback of IPv6', ['::1']],
    ['to where a cloud keeps its metadata', ['169.254.169.254']],
    ['outside and inside', ['192.0.2.1', '127.0.0.1']],
    ['inside and outside', ['127.0.0.1', '192.0.2.1']],
    ['inside, written as IPv6', ['::ffff:10.0.0.1']],
  ])('nor a name that leads %s', async (_where, addresses) => {
    const receiver = await startReceiver(status(204))
    const url = `http://hooks.example.com:${receiver.port}/`
    expect(await call(url, { resolve: leadsTo(...addresses) })).toEqual(refused)
    expectNobody(receiver)
  })

  it('nor where a name leads the second time it is asked: it is asked once', async () => {
    const receiver = await startReceiver(status(204))
    let asked = 0
    const turning: Resolve = (host) => leadsTo(asked++ === 0 ? '127.0.0.2' : '127.0.0.1')(host)
    const url = `http://hooks.example.com:${receiver.port}/`
    expect(await call(url, { resolve: turning, networks: ['127.0.0.1/32'] })).toEqual(refused)
    expect(asked).toBe(1)
    expectNobody(receiver)
  })

  it('nor where a redirect leads', async () => {
    const inside = await startReceiver(status(204))
    const outside = await startReceiver(status(302, { location: `http://localhost:${inside.port}/` }))
    const cares = { networks: ['127.0.0.1/32'] }
    expect(await call(`${outside.origin}/`, cares)).toMatchObject({ status: 302 })
    expectNobody(inside)
  })
})

describe('what the operator lists', () => {
  it.each([
    ['an address', ['127.0.0.1']],
    ['a network', ['127.0.0.0/8']],
    ['networks of both families', ['fd00::/8', '127.0.0.0/8']],
  ])('is called: %s', async (_what, networks) => {
    const receiver = await startReceiver(status(204))
    expect(await call(`${receiver.origin}/`, { networks })).toMatchObject({ status: 204 })
    expect(receiver.received).toHaveLength(1)
  })

  it('does not let in its neighbours', async () => {
    const receiver = await startReceiver(status(204))
    const networks = ['127.0.0.2/31', '::1/128']
    expect(await call(`http://127.0.0.1:${receiver.port}/`, { networks })).toEqual(refused)
    expect(await call(`http://127.0.0.4:${receiver.port}/`, { networks })).toEqual(refused)
    expectNobody(receiver)
  })

  it('is asked again at each attempt: a host that is not listed any more is not called', async () => {
    const receiver = await startReceiver(status(204))
    const cares = { origins: ['https://hooks.example.com'], networks: ['127.0.0.1/32'] }
    expect(await call(`${receiver.origin}/`, cares)).toEqual({ problem: 'HOST_NOT_ALLOWED' })
    expectNobody(receiver)
  })
})

describe('what goes wrong on the way is told apart', () => {
  it('a name that leads nowhere', async () => {
    const nowhere: Resolve = async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND hooks.example.com'), { code: 'ENOTFOUND' })
    }
    expect(await call('https://hooks.example.com/', { resolve: nowhere })).toEqual({ problem: 'NAME_NOT_FOUND' })
  })

  it('a name that is looked up for ever', async () => {
    const never: Resolve = () => new Promise(() => undefined)
    expect(await call('https://hooks.example.com/', { resolve: never })).toEqual({ problem: 'TIMED_OUT' })
  })

  it('nobody who listens', async () => {
    // Port 1: nobody does.
    expect(await call('http://127.0.0.1:1/', { networks: ['127.0.0.1'] })).toEqual({ problem: 'UNREACHABLE' })
  })

  it('somebody who speaks no TLS', async () => {
    const { port } = await startReceiver(status(204))
    const answered = await call(`https://127.0.0.1:${port}/`, { networks: ['127.0.0.1'] })
    expect(answered).toEqual({ problem: 'TLS_FAILED' })
  })
})
