// docs/recipes/github: the workflow's own steps, with a `gh` that keeps comments as GitHub does and curl that really asks the service.
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../storage/temporary.ts'
import { addressed, type Called, recipe, startCalled } from './calling.ts'
import { Repository, type Workflow } from './github.ts'
import { haveAll } from './shell.ts'

const TOPOLOGY = recipe('curl/topology.yaml')

describe.runIf(haveAll('curl', 'jq', 'sha256sum'))('the workflow', () => {
  let called: Called
  let workflow: Workflow
  beforeAll(async () => {
    called = await startCalled()
    workflow = load(addressed(recipe('github/moorage.yaml'), called.url)) as Workflow
  })
  afterAll(() => called.close())

  const run = (repository: Repository, number: number, token = called.token) =>
    repository.runJob(workflow, {
      secrets: { MOORAGE_TOKEN: token },
      github: { token: 'gh-token', event: { number } },
    })

  it('writes one comment, and the next push changes it in its place', async () => {
    const repository = new Repository(temporaryFolder())
    const others = [
      { id: 1, user: { login: 'ada' }, body: 'Looks good' },
      { id: 2, user: { login: 'mallory' }, body: '' },
    ]
    repository.comments = others
    repository.push(TOPOLOGY)
    expect(await run(repository, 7)).toMatchObject({ code: 0, complaint: '' })
    const [, , first] = repository.comments
    const [, id = ''] = /^<!-- moorage:plan:(\S+) -->\n/.exec(first?.body ?? '') ?? []
    expect(first?.body).toContain('shop')
    const plan = () => called.service.http.get(`/v1/plans/${id}`).set('authorization', `Bearer ${called.token}`)
    expect((await plan().expect(200)).body).toMatchObject({ name: 'shop', revision: 1 })

    // Somebody else's comment that begins so is left alone.
    repository.comments = [
      { id: 1, user: { login: 'mallory' }, body: first?.body ?? '' },
      ...repository.comments.slice(1),
    ]
    repository.push(TOPOLOGY.replace('name: shop', 'name: shop-2'))
    expect(await run(repository, 7)).toMatchObject({ code: 0, complaint: '' })
    expect((await plan().expect(200)).body).toMatchObject({ name: 'shop-2', revision: 2 })
    expect(repository.comments).toHaveLength(3)
    expect(repository.comments[0]?.body).toBe(first?.body)
    expect(repository.comments[2]?.body).toContain('shop-2')

    expect(await run(repository, 7)).toMatchObject({ code: 0 })
    expect((await plan().expect(200)).body.revision).toBe(2)
  })

  it('keeps a plan for each pull request', async () => {
    const repository = new Repository(temporaryFolder())
    repository.push(TOPOLOGY)
    for (const number of [8, 9]) expect(await run(repository, number)).toMatchObject({ code: 0 })
    expect(new Set(repository.comments.map(({ body }) => body.split('\n')[0])).size).toBe(2)
  })

  it('says in the comment what is wrong with the file, and fails; then says that it is mended', async () => {
    const repository = new Repository(temporaryFolder())
    repository.push(TOPOLOGY.replace('calls: [api]', 'cals: ["```<img src=x>"]'))
    expect(await run(repository, 10)).toMatchObject({ code: 1, step: 'Fail where it cannot be planned' })
    const [{ body } = { body: '' }] = repository.comments
    expect(body).toMatch(/^<!-- moorage:plan:\S+ -->\n`topology\.yaml` cannot be planned:\n\n {4}422 /)
    expect(body).toMatch(/ {4} {2}line 5, column \d+: \/workloads\/web\/cals\n {4} {4}.*did you mean `calls`\?/)
    // Every line of the answer stays within the block.
    expect(
      body
        .trimEnd()
        .split('\n')
        .slice(3)
        .every((line) => line.startsWith('    ')),
    ).toBe(true)

    repository.push(TOPOLOGY)
    expect(await run(repository, 10)).toMatchObject({ code: 0 })
    expect(repository.comments).toHaveLength(1)
    expect(repository.comments[0]?.body).not.toContain('cannot be planned')
  })

  it('says so where the token is none', async () => {
    const repository = new Repository(temporaryFolder())
    repository.push(TOPOLOGY)
    expect((await run(repository, 11, 'moor_none')).code).toBe(1)
    expect(repository.comments[0]?.body).toContain('401 A valid token is needed')
  })

  it('says so where Moorage does not answer', async () => {
    const repository = new Repository(temporaryFolder())
    repository.push(TOPOLOGY)
    const elsewhere = load(addressed(recipe('github/moorage.yaml'), 'http://127.0.0.1:1')) as Workflow
    const context = { secrets: { MOORAGE_TOKEN: called.token }, github: { token: 'gh-token', event: { number: 13 } } }
    expect((await repository.runJob(elsewhere, context)).code).toBe(1)
    expect(repository.comments[0]?.body).toMatch(/^ {4}curl: \(7\) /m)
  })

  it('is within what a comment may hold, for the largest topology', async () => {
    const repository = new Repository(temporaryFolder())
    const workloads = Array.from({ length: 300 }, (_, index) => `  w${index}: { ports: { http: 8080 } }`)
    repository.push(`name: large\ntarget: { provider: aws, region: us-east-1 }\nworkloads:\n${workloads.join('\n')}\n`)
    expect(await run(repository, 12)).toMatchObject({ code: 0, complaint: '' })
    expect(repository.comments[0]?.body.length).toBeLessThanOrEqual(64_000)
    expect(repository.comments[0]?.body.length).toBeGreaterThan(10_000)
  })

  it('may write comments and nothing else', () => {
    expect(workflow.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' })
  })
})
