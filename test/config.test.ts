// The environment → the configuration.
import { describe, expect, it } from 'vitest'
import { asksForTokens, readConfig } from '../src/config.ts'

describe('readConfig', () => {
  it('has a default for everything that needs one', () => {
    expect(readConfig({})).toEqual({
      HOST: '127.0.0.1',
      PORT: 8080,
      DATABASE_FILE: './data/moorage.db',
      DATABASE_POOL_SIZE: 10,
      LOG_LEVEL: 'info',
      WORKLOADS_AT_MOST: 1000,
      PLANNING_WORKERS: 1,
      PLANNED_AT_ONCE: 20,
      REQUIRE_IF_MATCH: false,
      METRICS: 'admin',
      OVERLOADED_AFTER_MILLISECONDS: 1000,
      REQUEST_TIMEOUT_SECONDS: 30,
      STOP_DELAY_SECONDS: 0,
      TRUSTED_PROXIES: [],
      WEBHOOK_HOSTS: [],
      WEBHOOK_PRIVATE_ADDRESSES: [],
      CORS_ORIGINS: [],
    })
  })

  it('reads lists', () => {
    const environment = {
      TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.7,2001:db8::/32',
      CORS_ORIGINS: 'https://portal.example.com, http://localhost:3000',
    }
    expect(readConfig(environment)).toMatchObject({
      TRUSTED_PROXIES: ['10.0.0.0/8', '192.0.2.7', '2001:db8::/32'],
      CORS_ORIGINS: ['https://portal.example.com', 'http://localhost:3000'],
    })
  })

  it('reads whom webhooks may call', () => {
    const environment = {
      WEBHOOK_HOSTS:
        'HOOKS.example.com, hooks.example.com:8443,https://b.example:443,http://127.0.0.1:9000,bücher.example',
      WEBHOOK_PRIVATE_ADDRESSES: '127.0.0.1/32,10.0.0.0/8,fd00::/8',
    }
    expect(readConfig(environment)).toMatchObject({
      WEBHOOK_HOSTS: [
        'https://hooks.example.com',
        'https://hooks.example.com:8443',
        'https://b.example',
        'http://127.0.0.1:9000',
        'https://xn--bcher-kva.example',
      ],
      WEBHOOK_PRIVATE_ADDRESSES: ['127.0.0.1/32', '10.0.0.0/8', 'fd00::/8'],
    })
  })

  it('reads what is set, and takes nothing for not set', () => {
    const environment = {
      HOST: '0.0.0.0',
      PORT: '0',
      WORKLOADS_AT_MOST: '10000',
      REQUIRE_IF_MATCH: 'true',
      CURSOR_SECRET: '',
      PUBLIC_BASE_URL: 'https://moorage.example.com/base/',
      PATH: '/bin',
    }
    expect(readConfig(environment)).toMatchObject({
      HOST: '0.0.0.0',
      PORT: 0,
      WORKLOADS_AT_MOST: 10_000,
      REQUIRE_IF_MATCH: true,
      PUBLIC_BASE_URL: 'https://moorage.example.com/base',
    })
    expect(readConfig(environment)).not.toHaveProperty('CURSOR_SECRET')
  })

  it.each([
    [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ PORT: '80.5' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ PORT: '0x50' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ WORKLOADS_AT_MOST: '0' }, 'WORKLOADS_AT_MOST must be a whole number from 1 to 10000.'],
    [{ PLAN_RETENTION_DAYS: '0' }, 'PLAN_RETENTION_DAYS must be a whole number from 1 to 36500.'],
    [{ DATABASE_POOL_SIZE: '0' }, 'DATABASE_POOL_SIZE must be a whole number from 1 to 500.'],
    [{ PLANNING_WORKERS: '65' }, 'PLANNING_WORKERS must be a whole number from 0 to 64.'],
    [{ PLANNED_AT_ONCE: '10001' }, 'PLANNED_AT_ONCE must be a whole number from 0 to 10000.'],
    [{ REQUIRE_IF_MATCH: 'yes' }, 'REQUIRE_IF_MATCH must be true or false.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.'],
    [{ CURSOR_SECRET: 'hunter2' }, 'CURSOR_SECRET must have at least 16 characters.'],
    [{ PUBLIC_BASE_URL: 'moorage.example.com' }, 'PUBLIC_BASE_URL must be an http or https URL.'],
    [
      { PUBLIC_BASE_URL: 'https://moorage.example.com/?a=b' },
      'PUBLIC_BASE_URL must have neither a query nor a fragment.',
    ],
    [{ ACCESS: 'off' }, 'ACCESS must be one of tokens, open.'],
    [{ METRICS: 'no' }, 'METRICS must be one of admin, open.'],
    [{ REQUESTS_PER_MINUTE: '-1' }, 'REQUESTS_PER_MINUTE must be a whole number from 0 to 1000000.'],
    [{ OVERLOADED_AFTER_MILLISECONDS: '1s' }, 'OVERLOADED_AFTER_MILLISECONDS must be a whole number from 0 to 60000.'],
    [{ REQUEST_TIMEOUT_SECONDS: '0' }, 'REQUEST_TIMEOUT_SECONDS must be a whole number from 1 to 300.'],
    // The process is ended ten seconds after it is told to stop.
    [{ STOP_DELAY_SECONDS: '9' }, 'STOP_DELAY_SECONDS must be a whole number from 0 to 8.'],
    ...['true', '*', '10.0.0.0/8;::1', '010.0.0.1', '10.0.0.0/33'].map((list): [Record<string, string>, string] => [
      { TRUSTED_PROXIES: list },
      'TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8, with commas between them.',
    ]),
    ...[
      '*',
      'a.example/path',
      'a.example/',
      'user@a.example',
      'a.example?x',
      'ftp://a.example',
      'a.example,',
      'a b',
    ].map((list): [Record<string, string>, string] => [
      { WEBHOOK_HOSTS: list },
      'WEBHOOK_HOSTS must be hosts such as hooks.example.com or hooks.example.com:8443, with commas between them.',
    ]),
    ...['*', 'localhost', '10.0.0.0/33'].map((list): [Record<string, string>, string] => [
      { WEBHOOK_PRIVATE_ADDRESSES: list },
      'WEBHOOK_PRIVATE_ADDRESSES must be addresses or networks such as 10.0.0.0/8, with commas between them.',
    ]),
    ...['*', 'null', 'portal.example.com', 'https://portal.example.com/', 'https://a.example,', 'file:///x'].map(
      (list): [Record<string, string>, string] => [
        { CORS_ORIGINS: list },
        'CORS_ORIGINS must be origins such as https://portal.example.com, with commas between them.',
      ],
    ),
  ])('refuses %j', (environment, sentence) => {
    expect(() => readConfig(environment)).toThrow(`The configuration cannot be used:\n  ${sentence}`)
  })

  it.each([
    'postgres://moorage:p%40ss@db.example.com:5432/plans?sslmode=verify-full',
    'postgresql://db.example.com/plans',
    'postgres:///plans?host=/var/run/postgresql',
  ])('reads %s', (DATABASE_URL) => {
    expect(readConfig({ DATABASE_URL })).toMatchObject({ DATABASE_URL })
  })

  it.each(['mysql://db/plans', 'db.example.com/plans', 'file:./plans.db', 'postgres://moorage:hun#ter2@db/plans'])(
    'refuses %s, in one sentence without it',
    (DATABASE_URL) => {
      expect(() => readConfig({ DATABASE_URL })).toThrow(
        /^The configuration cannot be used:\n {2}DATABASE_URL must be a postgres:\/\/ or postgresql:\/\/ URL, with user and password percent-encoded\.$/,
      )
    },
  )

  it('tells every mistake, and no value', () => {
    const read = () => readConfig({ PORT: 'http', CURSOR_SECRET: 'hunter2', LOG_LEVEL: 'loud' })
    expect(read).toThrow(/PORT .*\n {2}LOG_LEVEL .*\n {2}CURSOR_SECRET /)
    expect(read).not.toThrow(/hunter2|loud\./)
  })
})

describe('asksForTokens', () => {
  it.each([
    [{}, false],
    [{ HOST: '127.0.0.1' }, false],
    [{ HOST: '127.8.8.8' }, false],
    [{ HOST: '::1' }, false],
    [{ HOST: 'localhost' }, false],
    [{ HOST: '0.0.0.0' }, true],
    [{ HOST: '::' }, true],
    [{ HOST: '10.0.0.7' }, true],
    [{ HOST: 'localhost.example.com' }, true],
    [{ HOST: '127.0.0.1.example.com' }, true],
    [{ HOST: '0.0.0.0', ACCESS: 'open' }, false],
    [{ HOST: '127.0.0.1', ACCESS: 'tokens' }, true],
  ])('%j: %s', (environment, asks) => {
    expect(asksForTokens(readConfig(environment))).toBe(asks)
  })
})
