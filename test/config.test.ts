// The environment → the configuration.
import { describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'

describe('readConfig', () => {
  it('has a default for everything that needs one', () => {
    expect(readConfig({})).toEqual({
      HOST: '127.0.0.1',
      PORT: 8080,
      DATABASE_FILE: './data/moorage.db',
      LOG_LEVEL: 'info',
      WORKLOADS_AT_MOST: 1000,
      REQUIRE_IF_MATCH: false,
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
    [{ REQUIRE_IF_MATCH: 'yes' }, 'REQUIRE_IF_MATCH must be true or false.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.'],
    [{ CURSOR_SECRET: 'hunter2' }, 'CURSOR_SECRET must have at least 16 characters.'],
    [{ PUBLIC_BASE_URL: 'moorage.example.com' }, 'PUBLIC_BASE_URL must be an http or https URL.'],
    [
      { PUBLIC_BASE_URL: 'https://moorage.example.com/?a=b' },
      'PUBLIC_BASE_URL must have neither a query nor a fragment.',
    ],
  ])('refuses %j', (environment, sentence) => {
    expect(() => readConfig(environment)).toThrow(`The configuration cannot be used:\n  ${sentence}`)
  })

  it('tells every mistake, and no value', () => {
    const read = () => readConfig({ PORT: 'http', CURSOR_SECRET: 'hunter2', LOG_LEVEL: 'loud' })
    expect(read).toThrow(/PORT .*\n {2}LOG_LEVEL .*\n {2}CURSOR_SECRET /)
    expect(read).not.toThrow(/hunter2|loud\./)
  })
})
