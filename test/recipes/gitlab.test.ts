// docs/recipes/gitlab: the job's own script in a plain shell, with notes kept as GitLab's API does and curl that really asks the service.
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../storage/temporary.ts'
import { addressed, type Called, recipe, startCalled } from './calling.ts'
import { haveAll, runIn, SH } from './shell.ts'

type Job = { moorage: { variables: Record<string, string>; script: string[] } }

const TOPOLOGY = recipe('curl/topology.yaml')
const NOTES = '/api/v4/projects/42/merge_requests/7/notes'

let called: Called
let gitlab: Server
let api: string
const notes: { id: number; body: string }[] = []

beforeAll(async () => {
  called = await startCalled()
  gitlab = createServer(async (request, reply) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://gitlab')
    const sent = new URLSearchParams(Buffer.concat(await request.toArray()).toString())
    const answer = (status: number, body: unknown, headers = {}) =>
      reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    if (request.headers['private-token'] !== 'glpat') return answer(401, { message: '401 Unauthorized' })
    if (!pathname.startsWith(NOTES)) return answer(404, { message: '404 Not Found' })
    const body = sent.get('body') ?? ''
    if (request.method === 'GET') {
      const [page, size] = [Number(searchParams.get('page')), Number(searchParams.get('per_page'))]
      const next = page * size < notes.length ? String(page + 1) : ''
      return answer(200, notes.slice((page - 1) * size, page * size), { 'X-Next-Page': next })
    }
    if (body.length > 1_000_000) return answer(400, { message: { note: ['is too long'] } })
    const known = notes.find(({ id }) => pathname === `${NOTES}/${id}`)
    if (request.method === 'PUT' && known !== undefined) return answer(200, Object.assign(known, { body }))
    if (request.method !== 'POST' || pathname !== NOTES) return answer(404, { message: '404 Not Found' })
    notes.push({ id: 1000 + notes.length, body })
    return answer(201, notes.at(-1))
  }).listen(0, '127.0.0.1')
  await once(gitlab, 'listening')
  const address = gitlab.address()
  api = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api/v4`
})
beforeEach(() => {
  notes.length = 0
})
afterAll(async () => {
  gitlab.close()
  await called.close()
})

describe.runIf(haveAll('curl', 'jq', 'sha256sum'))('the job', () => {
  const run = (topology: string) => {
    const { moorage } = load(addressed(recipe('gitlab/moorage.gitlab-ci.yml'), called.url)) as Job
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'topology.yaml'), topology)
    return runIn(SH, moorage.script.join('\n'), folder, {
      ...moorage.variables,
      MOORAGE_TOKEN: called.token,
      GITLAB_TOKEN: 'glpat',
      CI_API_V4_URL: api,
      CI_PROJECT_ID: '42',
      CI_MERGE_REQUEST_IID: '7',
    })
  }

  it('writes one note, and the next push changes it in its place, however many stand before it', async () => {
    for (let index = 0; index < 250; index += 1) notes.push({ id: index, body: `note ${index}` })
    expect(await run(TOPOLOGY)).toMatchObject({ code: 0, complaint: '' })
    expect(notes).toHaveLength(251)
    expect(notes[250]?.body).toMatch(/^<!-- moorage:plan:\S+ -->\n/)
    expect(await run(TOPOLOGY.replace('name: shop', 'name: shop-2'))).toMatchObject({ code: 0, complaint: '' })
    expect(notes).toHaveLength(251)
    expect(notes[250]?.body).toContain('shop-2')
  })

  it('says in the note what is wrong with the file, and fails', async () => {
    expect((await run(TOPOLOGY.replace('calls: [api]', 'cals: [api]'))).code).not.toBe(0)
    expect(notes[0]?.body).toMatch(/cannot be planned:\n\n {4}422 [\s\S]*line 5, column \d+: \/workloads\/web\/cals/)
    expect(await run(TOPOLOGY)).toMatchObject({ code: 0 })
    expect(notes).toHaveLength(1)
    expect(notes[0]?.body).not.toContain('cannot be planned')
  })
})
