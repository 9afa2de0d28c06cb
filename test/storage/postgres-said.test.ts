// What PostgreSQL or its driver throws → an outage, or a bug of ours; and what is told when a process starts.
import { DrizzleQueryError } from 'drizzle-orm/errors'
import { expect, it } from 'vitest'
import { answer, reasonOf } from '../../src/storage/postgres/trouble.ts'

const coded = (code: string) => Object.assign(new Error('said'), { code })
const thrownBy = (error: unknown): Promise<unknown> =>
  answer(() => Promise.reject(error)).catch((thrown: unknown) => thrown)

it.each([
  ['08006', 'connection_failure'],
  ['25006', 'read_only_sql_transaction'],
  ['40001', 'serialization_failure'],
  ['40P01', 'deadlock_detected'],
  ['42P01', 'undefined_table'],
  ['53100', 'disk_full'],
  ['53300', 'too_many_connections'],
  ['55P03', 'lock_not_available'],
  ['57014', 'query_canceled'],
  ['57P01', 'admin_shutdown'],
  ['57P03', 'cannot_connect_now'],
  ['58030', 'io_error'],
  ['ECONNREFUSED', 'nobody listens'],
])('%s (%s) is an outage', async (code) => {
  const error = new DrizzleQueryError('insert', ['the body'], coded(code))
  expect(await thrownBy(error)).toMatchObject({ code: 'STORE_UNAVAILABLE', inside: `${code}: said` })
})

it('what the driver says without a code is an outage', async () => {
  const error = new DrizzleQueryError('insert', ['the body'], new Error('Connection terminated unexpectedly'))
  expect(await thrownBy(error)).toMatchObject({
    code: 'STORE_UNAVAILABLE',
    inside: 'Connection terminated unexpectedly',
  })
})

it.each([
  ['23505', 'unique_violation'],
  ['22021', 'character_not_in_repertoire'],
  ['22003', 'numeric_value_out_of_range'],
])('%s (%s) is a bug, told without the values of the statement', async (code) => {
  const thrown = await thrownBy(new DrizzleQueryError('insert', ['the body'], coded(code)))
  expect(thrown).toMatchObject({ name: 'Error', code, message: 'said' })
})

it('what was not thrown by a statement stays what it is', async () => {
  const bug = new Error('No value for placeholder "id" was provided')
  expect(await thrownBy(bug)).toBe(bug)
})

it.each([
  ['28P01', 'user and password do not fit (28P01)'],
  ['57P03', 'it is starting or stopping (57P03)'],
  ['XX000', 'XX000'],
])('a start over %s: %s', (code, reason) => {
  expect(reasonOf(coded(code))).toBe(reason)
})

it('a start over a server that does not answer', () => {
  expect(reasonOf(new Error('timeout expired'))).toBe('it does not answer')
})
