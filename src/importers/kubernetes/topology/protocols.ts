// What a port speaks, from everything that is written about it: appProtocol, its names, how it is probed, which server runs behind it, its
// number. What says more than HTTP wins over a port that is merely called "http".

import type { Protocol, Transport } from '../../../domain/topology/index.ts'
import { inferProtocol } from '../../../domain/topology/protocols.ts'
import type { PodSet } from '../facts/pods.ts'
import type { PortFacts } from '../facts/services.ts'
import { fieldsOf, textOf, valueAt } from '../read/fields.ts'

export type Spoken = { protocol: Protocol; rule: string; confidence: number }

// KEP-3726 and IANA service names.
const APP_PROTOCOLS: Readonly<Record<string, Protocol>> = {
  http: 'http',
  https: 'https',
  http2: 'http2',
  h2c: 'http2',
  'kubernetes.io/h2c': 'http2',
  'kubernetes.io/ws': 'websocket',
  'kubernetes.io/wss': 'https',
  grpc: 'grpc',
  'grpc-web': 'http',
  tls: 'tls',
  tcp: 'tcp',
  redis: 'redis',
  mysql: 'mysql',
  mongo: 'mongodb',
  mongodb: 'mongodb',
  postgresql: 'postgres',
  postgres: 'postgres',
  amqp: 'amqp',
  mqtt: 'mqtt',
  kafka: 'kafka',
  domain: 'dns',
}

// Servers whose images carry their names, and the number they listen on.
const SERVERS: readonly (readonly [image: RegExp, port: number, protocol: Protocol])[] = [
  [/(?:^|\/)(?:postgres|postgresql|postgis|timescaledb|cloudnative-pg)(?:[:@-]|$)/, 5432, 'postgres'],
  [/(?:^|\/)(?:mysql|mariadb|percona|percona-server)(?:[:@-]|$)/, 3306, 'mysql'],
  [/(?:^|\/)(?:redis|valkey|redis-stack|keydb|dragonfly)(?:[:@-]|$)/, 6379, 'redis'],
  [/(?:^|\/)(?:mongo|mongodb)(?:[:@-]|$)/, 27_017, 'mongodb'],
  [/(?:^|\/)(?:kafka|cp-kafka)(?:[:@-]|$)/, 9092, 'kafka'],
  [/(?:^|\/)rabbitmq(?:[:@-]|$)/, 5672, 'amqp'],
  [/(?:^|\/)(?:mosquitto|eclipse-mosquitto|emqx)(?:[:@-]|$)/, 1883, 'mqtt'],
]

const PLAIN: readonly Protocol[] = ['http', 'tcp', 'udp', 'sctp']

export function spokenAt(port: PortFacts, target: number, pods: readonly PodSet[]): Spoken {
  const { transport, appProtocol } = port
  const said = appProtocol === undefined ? undefined : APP_PROTOCOLS[appProtocol.toLowerCase()]
  if (said !== undefined && fits(said, transport)) return { protocol: said, rule: 'app-protocol', confidence: 0.95 }
  const names = namesOf(port, target, pods)
  const telling = names
    .map((name) => inferProtocol(name, [], transport))
    .filter(({ because }) => because.startsWith('the port is named'))
    .map(({ protocol }) => protocol)
  const beyond = telling.find((protocol) => !PLAIN.includes(protocol))
  const probed = transport === 'TCP' ? probedAs(target, names, pods) : undefined
  const [first] = telling
  // "http" on the Service and "thrift" or "grpc" in the pod: the pod knows.
  if (beyond !== undefined)
    return { protocol: beyond, rule: 'port-name', confidence: first === beyond && probed !== 'http' ? 0.9 : 0.6 }
  if (probed === 'grpc') return { protocol: 'grpc', rule: 'grpc-probe', confidence: first === 'http' ? 0.6 : 0.9 }
  const server = transport === 'TCP' ? serverAt(target, pods) : undefined
  if (server !== undefined) return { protocol: server, rule: 'image-and-number', confidence: 0.85 }
  if (first === 'http') return { protocol: 'http', rule: 'port-name', confidence: 0.9 }
  if (probed !== undefined) return { protocol: probed, rule: 'http-probe', confidence: 0.85 }
  if (first !== undefined) return { protocol: first, rule: 'port-name', confidence: 0.8 }
  return byNumber([port.port, target], transport)
}

function byNumber(numbers: readonly number[], transport: Transport): Spoken {
  const { protocol, because } = inferProtocol('', numbers, transport)
  const known = because.endsWith('well-known port')
  return { protocol, rule: known ? 'well-known-number' : 'nothing-said', confidence: known ? 0.7 : 0.5 }
}

/** What the port is called on the Service, in its target and on the containers. */
function namesOf(port: PortFacts, target: number, pods: readonly PodSet[]): string[] {
  const inPods = pods.flatMap(({ ports }) =>
    ports.flatMap((one) => (one.port === target && one.transport === port.transport ? (one.name ?? []) : [])),
  )
  return [port.name, typeof port.target === 'string' ? port.target : undefined, ...inPods].flatMap((name) =>
    name === undefined ? [] : [name.toLowerCase()],
  )
}

function probedAs(target: number, names: readonly string[], pods: readonly PodSet[]): Protocol | undefined {
  const isMeant = (port: unknown) => port === target || (typeof port === 'string' && names.includes(port))
  for (const { containers } of pods) {
    for (const { value } of containers) {
      for (const probe of [value.readinessProbe, value.livenessProbe, value.startupProbe]) {
        if (isMeant(valueAt(probe, 'grpc', 'port'))) return 'grpc'
        const http = fieldsOf(fieldsOf(probe).httpGet)
        if (isMeant(http.port)) return textOf(http.scheme) === 'HTTPS' ? 'https' : 'http'
      }
    }
  }
  return undefined
}

const serverAt = (target: number, pods: readonly PodSet[]): Protocol | undefined =>
  SERVERS.find(
    ([image, port]) =>
      port === target && pods.some(({ containers }) => containers.some((one) => image.test(one.image))),
  )?.[2]

const fits = (protocol: Protocol, transport: Transport): boolean =>
  transport === 'TCP'
    ? !['udp', 'sctp'].includes(protocol)
    : protocol === transport.toLowerCase() || (protocol === 'dns' && transport === 'UDP')
