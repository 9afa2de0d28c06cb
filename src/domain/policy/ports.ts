// What a way in leads to, by its protocol, numbers and name: a database, something for administration, something that encrypts.
import type { Way } from '../design/way.ts'
import { PROTOCOLS } from '../topology/index.ts'

/** Of the port and of the way to it: an entrance on 443 may lead to a container on 9200. */
const numbersOf = ({ port, exposure }: Way): number[] => [port.port, port.targetPort, exposure.listen]
const has = (numbers: readonly number[], way: Way): boolean => numbersOf(way).some((number) => numbers.includes(number))

// Microsoft SQL Server, Oracle, MySQL, PostgreSQL, CouchDB, Redis, Cassandra, Kafka, Elasticsearch and OpenSearch, memcached, MongoDB.
const DATABASES = [1433, 1434, 1521, 3306, 5432, 5984, 6379, 9042, 9092, 9200, 9300, 11_211, 27_017]

export const isDatabase = (way: Way, more: readonly number[]): boolean =>
  PROTOCOLS[way.port.protocol].database || has(DATABASES, way) || has(more, way)

const SSH = 22
// SSH, Telnet, Windows RPC, SMB, Docker, etcd, RDP, VNC, WinRM, and what Kubernetes itself is managed by.
const ADMINISTRATION = [
  ...[SSH, 23, 135, 445, 2375, 2376, 2379, 2380, 3389, 5900, 5985, 5986],
  ...[6443, 10_250, 10_255, 10_257, 10_259],
]
const WORDS = [
  'admin',
  'management',
  'metrics',
  'debug',
  'pprof',
  'jmx',
  'jolokia',
  'actuator',
  'ssh',
  'rdp',
  'vnc',
  'telnet',
]

const named = ({ exposure }: Way, words: readonly string[]): boolean =>
  exposure.port.split('-').some((word) => words.includes(word))

export const isAdministration = (way: Way, more: readonly number[]): boolean =>
  named(way, WORDS) || has(ADMINISTRATION, way) || has(more, way)

/** TLS is of TCP; what runs over UDP or SCTP encrypts in its own way, if at all, and cannot be told from here. */
export const isEncrypted = (way: Way): boolean =>
  way.exposure.tls.mode !== 'none' ||
  way.port.transport !== 'TCP' ||
  way.port.protocol === 'tls' ||
  way.port.protocol === 'https' ||
  has([SSH], way) ||
  named(way, ['ssh'])
