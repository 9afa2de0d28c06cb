// What a port speaks when its owner does not say: its name tells, then its number, and how it was told is recorded.
import { describe, expect, it } from 'vitest'
import { PROTOCOLS, Protocol, speaksHttp, type Transport } from '../../../src/domain/topology/index.ts'
import { read } from '../reading.ts'
import { web } from './documents.ts'

const portOf = (name: string, port: object | number) => {
  const { topology, assumed } = read(web({ ports: { [name]: port } }))
  const because = assumed.find(({ path }) => path === `/workloads/web/ports/${name}/protocol`)?.because
  return { ...topology.workloads.web?.ports[name], because }
}
const BY_NAME = 'the port is named "'
const BY_NUMBER = ' is its well-known port'
const BY_NOTHING = 'neither the name nor the number of the port says more'

describe('a port is read by', () => {
  it.each<[name: string, port: object | number, protocol: Protocol, transport: Transport, ground: string]>([
    // A word of the name, wherever it stands and whatever the number is.
    ['http', 7000, 'http', 'TCP', BY_NAME],
    ['web', 7000, 'http', 'TCP', BY_NAME],
    ['www', 7000, 'http', 'TCP', BY_NAME],
    ['metrics', 9090, 'http', 'TCP', BY_NAME],
    ['http-admin', 7000, 'http', 'TCP', BY_NAME],
    ['admin-http', 7000, 'http', 'TCP', BY_NAME],
    ['https', 7000, 'https', 'TCP', BY_NAME],
    ['https', 80, 'https', 'TCP', BY_NAME],
    ['http2', 7000, 'http2', 'TCP', BY_NAME],
    ['h2c', 7000, 'http2', 'TCP', BY_NAME],
    ['grpc', 7000, 'grpc', 'TCP', BY_NAME],
    ['grpc', 8080, 'grpc', 'TCP', BY_NAME],
    ['websocket', 7000, 'websocket', 'TCP', BY_NAME],
    ['ws', 7000, 'websocket', 'TCP', BY_NAME],
    ['tls', 7000, 'tls', 'TCP', BY_NAME],
    ['ssl', 443, 'tls', 'TCP', BY_NAME],
    ['postgres', 7000, 'postgres', 'TCP', BY_NAME],
    ['postgresql', 7000, 'postgres', 'TCP', BY_NAME],
    ['mysql', 7000, 'mysql', 'TCP', BY_NAME],
    ['mariadb', 7000, 'mysql', 'TCP', BY_NAME],
    ['redis', 7000, 'redis', 'TCP', BY_NAME],
    ['mongodb', 7000, 'mongodb', 'TCP', BY_NAME],
    ['mongo', 7000, 'mongodb', 'TCP', BY_NAME],
    ['kafka', 7000, 'kafka', 'TCP', BY_NAME],
    ['amqp', 7000, 'amqp', 'TCP', BY_NAME],
    ['rabbitmq', 7000, 'amqp', 'TCP', BY_NAME],
    ['mqtt', 7000, 'mqtt', 'TCP', BY_NAME],
    ['thrift', 7000, 'thrift', 'TCP', BY_NAME],
    ['dns', 7000, 'dns', 'UDP', BY_NAME],
    ['dns-tcp', 53, 'dns', 'TCP', BY_NAME],
    ['dns', { port: 53, transport: 'TCP' }, 'dns', 'TCP', BY_NAME],
    // A word for the transport says less than any other word, and more than a number.
    ['tcp-redis', 7000, 'redis', 'TCP', BY_NAME],
    ['tcp', 443, 'tcp', 'TCP', BY_NAME],
    ['udp', 53, 'udp', 'UDP', BY_NAME],
    ['game-udp', 7000, 'udp', 'UDP', BY_NAME],
    ['sctp', 7000, 'sctp', 'SCTP', BY_NAME],
    // A word inside a word is no word.
    ['httpd', 7000, 'tcp', 'TCP', BY_NOTHING],
    ['https2', 7000, 'tcp', 'TCP', BY_NOTHING],
    ['constructor', 7000, 'tcp', 'TCP', BY_NOTHING],
    // The number, where the name is silent; of port and target port, the port first.
    ['main', 53, 'dns', 'UDP', BY_NUMBER],
    ['main', 80, 'http', 'TCP', BY_NUMBER],
    ['main', 8080, 'http', 'TCP', BY_NUMBER],
    ['main', 443, 'https', 'TCP', BY_NUMBER],
    ['main', 8443, 'https', 'TCP', BY_NUMBER],
    ['main', 1883, 'mqtt', 'TCP', BY_NUMBER],
    ['main', 3306, 'mysql', 'TCP', BY_NUMBER],
    ['main', 5432, 'postgres', 'TCP', BY_NUMBER],
    ['main', 5672, 'amqp', 'TCP', BY_NUMBER],
    ['main', 6379, 'redis', 'TCP', BY_NUMBER],
    ['main', 9092, 'kafka', 'TCP', BY_NUMBER],
    ['main', 27_017, 'mongodb', 'TCP', BY_NUMBER],
    ['main', 50_051, 'grpc', 'TCP', BY_NUMBER],
    ['main', { port: 7000, targetPort: 5432 }, 'postgres', 'TCP', '5432 is its well-known port'],
    ['main', { port: 443, targetPort: 8080 }, 'https', 'TCP', '443 is its well-known port'],
    ['main', 7000, 'tcp', 'TCP', BY_NOTHING],
    // A transport that is given rules out what does not run over it.
    ['http', { port: 80, transport: 'UDP' }, 'udp', 'UDP', BY_NOTHING],
    ['main', { port: 443, transport: 'UDP' }, 'udp', 'UDP', BY_NOTHING],
    ['main', { port: 53, transport: 'TCP' }, 'dns', 'TCP', BY_NUMBER],
    ['dns', { port: 53, transport: 'SCTP' }, 'sctp', 'SCTP', BY_NOTHING],
    ['main', { port: 7000, transport: 'UDP' }, 'udp', 'UDP', BY_NOTHING],
    ['main', { port: 7000, transport: 'SCTP' }, 'sctp', 'SCTP', BY_NOTHING],
  ])('%s %j: %s over %s', (name, port, protocol, transport, ground) => {
    const read = portOf(name, port)
    expect([read.protocol, read.transport]).toEqual([protocol, transport])
    expect(read.because).toContain(ground)
  })

  it.each(Protocol.options)('what its owner says: %s, over the transport it has', (protocol) => {
    const { because, ...port } = portOf('http', { port: 80, protocol })
    expect(port).toEqual({ port: 80, targetPort: 80, protocol, transport: PROTOCOLS[protocol].transport })
    expect(because).toBeUndefined()
  })
})

describe('what is known of a protocol', () => {
  it.each<[Protocol, http: boolean, database: boolean, appProtocol: string | undefined]>([
    ['http', true, false, 'http'],
    ['https', true, false, 'https'],
    ['http2', true, false, 'kubernetes.io/h2c'],
    ['grpc', true, false, 'kubernetes.io/h2c'],
    ['websocket', true, false, 'kubernetes.io/ws'],
    ['tls', false, false, undefined],
    ['tcp', false, false, undefined],
    ['udp', false, false, undefined],
    ['sctp', false, false, undefined],
    ['postgres', false, true, 'postgresql'],
    ['mysql', false, true, 'mysql'],
    ['redis', false, true, 'redis'],
    ['mongodb', false, true, undefined],
    ['kafka', false, true, undefined],
    ['amqp', false, false, 'amqp'],
    ['mqtt', false, false, 'mqtt'],
    ['thrift', false, false, undefined],
    ['dns', false, false, 'domain'],
  ])('%s', (protocol, http, database, appProtocol) => {
    expect(speaksHttp(protocol)).toBe(http)
    expect(PROTOCOLS[protocol].database).toBe(database)
    expect(PROTOCOLS[protocol].appProtocol).toBe(appProtocol)
  })
})
