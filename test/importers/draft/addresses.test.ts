// What of a variable's value is an address, and which names of variables are not read, as a table.
import { describe, expect, it } from 'vitest'
import {
  addressesIn,
  isOutside,
  isOwnAddress,
  isSecretName,
  namesHost,
} from '../../../src/importers/draft/addresses.ts'

const shown = (value: string) =>
  addressesIn(value).map(({ scheme, host, port }) => `${scheme ?? '-'} ${host} ${port ?? '-'}`)

describe('addresses in', () => {
  it.each([
    ['http://api', ['http api -']],
    ['http://api:3000/v1?x=1#y', ['http api 3000']],
    ['HTTPS://API.example.com', ['https API.example.com -']],
    ['postgres://user:word@db:5432/app', ['postgres db 5432']],
    ['postgresql+asyncpg://user:word@db/app', ['postgresql db -']],
    ['db+mysql://user:word@db/app', ['mysql db -']],
    ['mongodb+srv://user:word@cluster.example.com/app', ['mongodb+srv cluster.example.com -']],
    ['mongodb://a:27017,b:27018/app?replicaSet=x', ['mongodb a 27017', 'mongodb b 27018']],
    ['jdbc:postgresql://db:5432/app', ['postgresql db 5432']],
    ['jdbc:sqlserver://db:1433;databaseName=app', ['sqlserver db 1433']],
    ['root:word@tcp(db:3306)/app', ['mysql db 3306']],
    ['mysql://root@tcp(db:3306)/app', ['mysql db 3306']],
    ['redis://:@cache:6379/0', ['redis cache 6379']],
    ['PLAINTEXT://one:9092,PLAINTEXT_HOST://two:29092', ['plaintext one 9092', 'plaintext_host two 29092']],
    ['http://one:1 http://two:2', ['http one 1', 'http two 2']],
    ['kafka-1:9092,kafka-2:9093', ['- kafka-1 9092', '- kafka-2 9093']],
    ['-Xmx1g -Ddb.url=jdbc:postgresql://db:5432/app -Dpassword=word', ['postgresql db 5432']],
    ['failover:(nio://mq:61616)?timeout=3000', ['nio mq 61616']],
    ['db', ['- db -']],
    ['my_db:5432', ['- my_db 5432']],
    ['db:0', []],
    ['db:70000', []],
    ['http://', []],
    ['postgres://user/word@db/app', []],
    ['postgres://user:wo#rd@db/app', []],
    ['unix:///run/app.sock', []],
    ['sqlite:////data/app.db', []],
    ['x'.repeat(3000), []],
  ])('%s', (value, expected) => {
    expect(shown(value)).toEqual(expected)
  })
})

describe('names of variables', () => {
  it.each([
    'DB_PASSWORD',
    'PGPASS',
    'API_KEY',
    'APIKEY',
    'JWT_SECRET',
    'GITHUB_TOKEN',
    'SECRET_KEY_BASE',
    'BASIC_AUTH',
    'SIGNING_KEY_FILE',
    'AWS_SECRET_ACCESS_KEY',
  ])('%s names a secret', (name) => expect(isSecretName(name)).toBe(true))
  it.each([
    'DATABASE_URL',
    'AUTH_SERVICE_URL',
    'TOKEN_SERVICE_HOST',
    'KEYCLOAK_URL',
    'MONKEY_HOST',
    'PASSENGER_URL',
    'AUTHOR_HOST',
  ])('%s names none', (name) => expect(isSecretName(name)).toBe(false))
  it.each([
    'PUBLIC_URL',
    'NEXT_PUBLIC_API',
    'CORS_ALLOWED_ORIGINS',
    'BASE_URL',
    'SITE_URL',
    'KAFKA_ADVERTISED_LISTENERS',
    'HOSTNAME',
  ])('%s names where the application itself is found', (name) => expect(isOwnAddress(name)).toBe(true))
  it.each(['DB_HOST', 'REDIS_HOSTS', 'KAFKA_BROKERS', 'API_ENDPOINT', 'WORDPRESS_DB_HOST', 'ZOOKEEPER_CONNECT'])(
    '%s names a host',
    (name) => expect(namesHost(name)).toBe(true),
  )
  it.each(['DB_USER', 'DB_NAME', 'MODE', 'POSTGRES_DB'])('%s names no host', (name) =>
    expect(namesHost(name)).toBe(false),
  )
})

describe('hosts', () => {
  it.each([
    ['api.example.com', true],
    ['db', false],
    ['10.0.0.1', false],
    ['host.docker.internal', false],
    ['app.localhost', false],
    ['under_score.example.com', false],
  ])('%s is outside: %s', (host, expected) => {
    expect(isOutside(host)).toBe(expected)
  })
})
