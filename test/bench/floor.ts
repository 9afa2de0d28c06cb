// The floor to measure against: a bare Fastify that parses the same bytes, inserts the same bytes with the same driver settings
// and answers the same bytes; and that reads them back by primary key. Run as a process of its own, like the service.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import Fastify from 'fastify'
import { CORE_SCHEMA, load } from 'js-yaml'

const [answerFile = '', databaseFile = ''] = process.argv.slice(2)
const answer = readFileSync(answerFile, 'utf8')

const database = new Database(databaseFile)
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')
database.exec('create table plans (id text primary key, body text not null)')
const insert = database.prepare('insert into plans (id, body) values (?, ?)')
const select = database.prepare('select body from plans where id = ?').pluck()

const app = Fastify()
app.addContentTypeParser('application/yaml', { parseAs: 'string' }, (_request, body, done) => {
  done(null, load(String(body), { schema: CORE_SCHEMA }))
})
app.post('/v1/plans', async (_request, reply) => {
  insert.run(randomUUID(), answer)
  return reply.code(201).type('application/json; charset=utf-8').send(answer)
})
app.get<{ Params: { id: string } }>('/v1/plans/:id', async (request, reply) =>
  reply.type('application/json; charset=utf-8').send(select.get(request.params.id)),
)
insert.run('known', answer)
const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.send?.({ url })
