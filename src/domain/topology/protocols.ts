// What is known of each protocol, and how one is recognised from a port's name or number when the owner does not say.
import type { Protocol, Transport } from './vocabulary.ts'

type ProtocolFacts = {
  transport: Transport
  /** Can a layer-7 entrance route it by host and path? */
  http: boolean
  /** Does it speak to a store of data, which must not face the internet? */
  database: boolean
  /** `appProtocol`: an IANA service name or a `kubernetes.io/` name (KEP-3726); absent where neither exists. */
  appProtocol?: string
}

const http = (appProtocol: string): ProtocolFacts => ({ transport: 'TCP', http: true, database: false, appProtocol })
const database = (appProtocol?: string): ProtocolFacts => ({
  transport: 'TCP',
  http: false,
  database: true,
  ...(appProtocol === undefined ? {} : { appProtocol }),
})
const plain = (transport: Transport, appProtocol?: string): ProtocolFacts => ({
  transport,
  http: false,
  database: false,
  ...(appProtocol === undefined ? {} : { appProtocol }),
})

export const PROTOCOLS: Readonly<Record<Protocol, ProtocolFacts>> = {
  http: http('http'),
  https: http('https'),
  http2: http('kubernetes.io/h2c'),
  grpc: http('kubernetes.io/h2c'),
  websocket: http('kubernetes.io/ws'),
  tls: plain('TCP'),
  tcp: plain('TCP'),
  udp: plain('UDP'),
  sctp: plain('SCTP'),
  postgres: database('postgresql'),
  mysql: database('mysql'),
  redis: database('redis'),
  mongodb: database(),
  kafka: database(),
  amqp: plain('TCP', 'amqp'),
  mqtt: plain('TCP', 'mqtt'),
  thrift: plain('TCP'),
  dns: plain('UDP', 'domain'),
}

/** "Only HTTP can share a layer-7 entrance": the one predicate both `recommend` and `consolidate` ask. */
export const speaksHttp = (protocol: Protocol): boolean => PROTOCOLS[protocol].http

const WORDS: Readonly<Record<string, Protocol>> = {
  http: 'http',
  web: 'http',
  www: 'http',
  metrics: 'http',
  https: 'https',
  http2: 'http2',
  h2c: 'http2',
  grpc: 'grpc',
  websocket: 'websocket',
  ws: 'websocket',
  tls: 'tls',
  ssl: 'tls',
  postgres: 'postgres',
  postgresql: 'postgres',
  mysql: 'mysql',
  mariadb: 'mysql',
  redis: 'redis',
  mongodb: 'mongodb',
  mongo: 'mongodb',
  kafka: 'kafka',
  amqp: 'amqp',
  rabbitmq: 'amqp',
  mqtt: 'mqtt',
  thrift: 'thrift',
  dns: 'dns',
}
// Said only of the transport: any more telling word in the same name ("tcp-redis") wins over these.
const TRANSPORT_WORDS: Readonly<Record<string, Protocol>> = { tcp: 'tcp', udp: 'udp', sctp: 'sctp' }

// IANA service names and port numbers, and the defaults of widely used servers.
const NUMBERS: Readonly<Record<number, Protocol>> = {
  53: 'dns',
  80: 'http',
  443: 'https',
  1883: 'mqtt',
  3306: 'mysql',
  5432: 'postgres',
  5672: 'amqp',
  6379: 'redis',
  8080: 'http',
  8443: 'https',
  9092: 'kafka',
  27017: 'mongodb',
  50051: 'grpc',
}

/** A protocol read from a port's name, then from its number, with the ground it was read from. */
export function inferProtocol(
  name: string,
  numbers: readonly number[],
  transport: Transport | undefined,
): { protocol: Protocol; because: string } {
  const words = name.split('-')
  const word = words.find((candidate) => Object.hasOwn(WORDS, candidate))
  const named = word === undefined ? undefined : WORDS[word]
  if (named !== undefined && fits(named, transport)) return { protocol: named, because: `the port is named "${name}"` }

  const spoken = words.find((candidate) => Object.hasOwn(TRANSPORT_WORDS, candidate))
  const carried = spoken === undefined ? undefined : TRANSPORT_WORDS[spoken]
  if (carried !== undefined && fits(carried, transport))
    return { protocol: carried, because: `the port is named "${name}"` }

  for (const number of numbers) {
    const known = NUMBERS[number]
    if (known !== undefined && fits(known, transport))
      return { protocol: known, because: `${number} is its well-known port` }
  }
  const bare = transport === undefined ? 'tcp' : (transport.toLowerCase() as Protocol)
  return { protocol: bare, because: 'neither the name nor the number of the port says more' }
}

// DNS runs over both; every other protocol of the list has one transport of its own.
const fits = (protocol: Protocol, transport: Transport | undefined): boolean =>
  transport === undefined || PROTOCOLS[protocol].transport === transport || (protocol === 'dns' && transport === 'TCP')
