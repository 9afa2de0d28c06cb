// The value of an environment variable → the hosts it names. Only hosts, ports and schemes ever leave this file: a value may hold
// a password anywhere else, and what cannot be told apart is not read at all.
import { DNS_1123_SUBDOMAIN } from '../../domain/topology/names.ts'

/** `url`: written with a scheme. `host`: no more than a name. `port` only as far as it is written. */
export type Address = { form: 'url' | 'host'; scheme?: string; host: string; port?: number }

/** Words that name a secret, whatever it looks like. */
const SECRET =
  /PASSWORD|PASSPHRASE|PRIVATE|CREDENTIAL|API_?KEY|SECRET_?KEY|(?:PASS|PASSWD|PWD|SECRET|TOKEN|KEY|KEYS|SALT|PIN|SIGNATURE|AUTH)(?:_(?:FILE|HASH|BASE64|B64|OLD|NEW|\d+))?$/i
/** Values of these name where people or others find this application, not what it calls. */
const OWN =
  /PUBLIC|ORIGIN|CORS|CALLBACK|REDIRECT|ALLOWED|(?:ROOT|BASE|SITE|APP|FRONTEND|EXTERNAL|WEB)_?(?:URL|URI|DOMAIN)|ADVERTISED|LISTEN|BIND|VIRTUAL_HOST|LETSENCRYPT|WEBHOOK_URL|^(?:URL|DOMAIN|HOSTNAME|SERVER_NAME)$/i

export const isSecretName = (name: string): boolean => SECRET.test(name)
export const isOwnAddress = (name: string): boolean => OWN.test(name)
/** Names of variables whose value is a host even when nothing but a name is written. */
export const namesHost = (name: string): boolean =>
  /(?:HOST(?:NAME)?|SERVER|ADDR(?:ESS)?|ENDPOINT|BROKER|BOOTSTRAP_SERVERS?|URI|URL|SERVICE|NODE|UPSTREAM|BACKEND|CONNECT)(?:S|_LIST)?$/i.test(
    name,
  )

// What a client of each scheme dials when no port is written (IANA, and the defaults of the servers' own clients).
const PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  mysql2: 3306,
  mariadb: 3306,
  redis: 6379,
  rediss: 6379,
  valkey: 6379,
  mongodb: 27017,
  amqp: 5672,
  amqps: 5671,
  nats: 4222,
  mqtt: 1883,
  smtp: 25,
  smtps: 465,
  ldap: 389,
  ldaps: 636,
  sqlserver: 1433,
  clickhouse: 9000,
  memcached: 11211,
  kafka: 9092,
  grpc: 50051,
  bolt: 7687,
  neo4j: 7687,
}
const TLS = new Set(['https', 'wss', 'rediss', 'amqps', 'ldaps', 'smtps', 'mongodb+srv'])

export const speaksTls = (scheme: string | undefined): boolean => scheme !== undefined && TLS.has(scheme)
export const defaultPort = (scheme: string | undefined): number | undefined =>
  scheme !== undefined && Object.hasOwn(PORTS, scheme) ? PORTS[scheme] : undefined

/** A value longer than this is a text or a key, not an address. */
const LONGEST = 2048
/** Anywhere in a word: `-Ddb.url=jdbc:postgresql://db:5432/app`. */
const URL_HEAD = /([a-z][a-z0-9+._-]{0,30}):\/\/([^/?#\s"'()]*)/gi
const HOST_PORT = /^([A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?)(?::(\d{1,5}))?$/

/** Go's MySQL driver: `user:password@tcp(db:3306)/app`. */
const GO_MYSQL = /@tcp\(([\w.-]{1,253}(?::\d{1,5})?)\)/

export function addressesIn(value: string): Address[] {
  if (value.length > LONGEST) return []
  const found = new Map<string, Address>()
  const [, go] = GO_MYSQL.exec(value) ?? []
  const all = go !== undefined ? addressOf(go, 'url', 'mysql') : value.includes('://') ? urlsIn(value) : hostsIn(value)
  for (const address of all) found.set(`${address.scheme} ${address.host} ${address.port}`, address)
  return [...found.values()]
}

function urlsIn(value: string): Address[] {
  return value
    .split(/[\s;|]+|,(?=[a-z][a-z0-9+._-]{0,30}:\/\/)/i)
    .flatMap((part) => [...part.matchAll(URL_HEAD)].flatMap((match) => addressesAt(part, match)))
}

function addressesAt(part: string, { 0: whole, 1: scheme = '', 2: authority = '', index }: RegExpExecArray): Address[] {
  // A password with an unescaped "/", "?" or "#" cuts the authority short, and a part of it would be taken for a host.
  if (!authority.includes('@') && part.slice(index + whole.length).includes('@')) return []
  const name = plainScheme(scheme.toLowerCase())
  return authority
    .slice(authority.lastIndexOf('@') + 1)
    .split(',')
    .flatMap((text) => addressOf(text, 'url', name))
}

/** Drivers and result backends stand beside the protocol: `postgresql+asyncpg`, `db+mysql`. */
const plainScheme = (scheme: string): string =>
  TLS.has(scheme) ? scheme : (scheme.split('+').find((part) => Object.hasOwn(PORTS, part)) ?? scheme)

const hostsIn = (value: string): Address[] =>
  value.split(/[\s,;]+/).flatMap((part) => addressOf(part.replace(/\/.*$/, ''), 'host', undefined))

function addressOf(text: string, form: Address['form'], scheme: string | undefined): Address[] {
  const [, host, digits] = HOST_PORT.exec(text) ?? []
  if (host === undefined) return []
  const port = digits === undefined ? undefined : Number(digits)
  if (port !== undefined && (port < 1 || port > 65_535)) return []
  return [{ form, host, ...(scheme === undefined ? {} : { scheme }), ...(port === undefined ? {} : { port }) }]
}

/** Somewhere outside: a full DNS name that is no address of the machine itself. */
export const isOutside = (host: string): boolean =>
  host.includes('.') &&
  host.length <= 253 &&
  DNS_1123_SUBDOMAIN.test(host.toLowerCase()) &&
  /[a-z]/i.test(host.slice(host.lastIndexOf('.'))) &&
  !/(?:^|\.)(?:localhost|local|internal|localdomain)$/i.test(host)
