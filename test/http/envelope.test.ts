// A topology in an envelope, as a document or as text: the same plan, mistakes told where they stand, and nothing else let in.
import { dump } from 'js-yaml'
import { beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '../../src/http/problems.ts'
import { type Service, SHOP, startService } from './service.ts'

const MINE = '8c5f2a3e-1b7d-4c9a-9e0f-2d4b6a8c0e1f'
const TEXT = dump(SHOP)

let service: Service
beforeEach(async () => {
  service = await startService()
})

const post = (body: object, query = '') => service.http.post(`/v1/plans${query}`).send(body)
const mistakesIn = async (body: object) => {
  const answer = await post(body)
  return { status: answer.status, problem: Problem.parse(answer.body) }
}

describe('an envelope → 201', () => {
  it.each([
    ['a document', { topology: SHOP }],
    ['text', { topologyYaml: TEXT }],
    ['text in JSON', { topologyYaml: JSON.stringify(SHOP) }],
    ['text in a Markdown block', { topologyYaml: `Please plan this:\n\n\`\`\`yaml\n${TEXT}\`\`\`\n\nThanks, *Ada*` }],
    ['text in a block of tildes', { topologyYaml: `~~~~\n${TEXT}~~~~~` }],
    ['text in a Jira block', { topologyYaml: `h2. Please\r\n\r\n{code:yaml}\r\n${TEXT}{code}\r\nThanks [~ada]` }],
    ['text right behind its Jira macro', { topologyYaml: `{code:title=shop.yaml|borderStyle=solid}${TEXT}{code}` }],
    ['text without a language', { topologyYaml: `{noformat}${TEXT}{noformat}` }],
    ['text beside code in prose', { topologyYaml: `\`\`\`shop\`\`\` is what I mean\n\`\`\`\n${TEXT}\n\`\`\`` }],
  ])('with %s is planned as its topology by itself is', async (_, body) => {
    const { body: alone } = await post(SHOP, '?dryRun=true').expect(200)
    const { body: plan } = await post(body).expect(201)
    expect(plan).toMatchObject(alone)
    expect((await post(body, '?dryRun=true').expect(200)).body).toEqual(alone)
  })

  it('in YAML is read as well, and by PUT', async () => {
    const put = (body: object) => service.http.put(`/v1/plans/${MINE}`).type('application/yaml').send(dump(body))
    const { body: first } = await put({ topology: SHOP }).expect(201)
    // The same to the letter, so there is no second revision.
    expect((await put({ topologyYaml: TEXT }).expect(200)).body).toEqual(first)
  })

  it('with a key is the same request as the topology by itself', async () => {
    const first = await post({ requestId: 'OPS-42-1795511559132', topologyYaml: TEXT }).expect(201)
    for (const body of [
      { requestId: 'OPS-42-1795511559132', topology: SHOP },
      { requestId: 'OPS-42-1795511559132', ...SHOP },
      { requestId: 'OPS-42-1795511559132', topologyYaml: `{code}${TEXT}{code}` },
    ]) {
      const again = await post(body).expect(201)
      expect(again.headers['idempotency-replayed']).toBe('true')
      expect(again.text).toBe(first.text)
    }
    await post({ requestId: 'OPS-42-1795511559132', topology: { ...SHOP, name: 'other' } }).expect(422)
    expect(service.store.kept()).toBe(1)
  })
})

describe('mistakes in the topology → 422', () => {
  const wrong = TEXT.replace('calls:', 'cals:')
  const at = wrong.split('\n').findIndex((line) => line.includes('cals:')) + 1

  it.each([
    ['the text', wrong, at],
    ['a Jira block', `One line.\r\nAnother.\r\n\r\n{code:yaml}\r\n${wrong}{code}`, at + 4],
    ['a block that begins in the line of its macro', `One line.\n{code:yaml}${wrong}{code}`, at + 1],
    ['a Markdown block', `One line.\n\`\`\`yaml\n${wrong}\`\`\`\n`, at + 2],
  ])('are told with line and column of %s', async (_, topologyYaml, line) => {
    const { status, problem } = await mistakesIn({ requestId: 'a', topologyYaml })
    expect([status, problem.code]).toEqual([422, 'INVALID_TOPOLOGY'])
    expect(problem.errors).toMatchObject([
      { pointer: '/topologyYaml/workloads/web/cals', code: 'UNKNOWN_FIELD', line, column: 5 },
    ])
    expect(problem.errors?.[0]?.detail).toContain('did you mean `calls`?')
  })

  it('in the first line of a block are told behind its macro', async () => {
    const { problem } = await mistakesIn({ topologyYaml: `{code:yaml}nme: shop\n${TEXT}{code}` })
    expect(problem.errors).toMatchObject([{ pointer: '/topologyYaml/nme', line: 1, column: 12 }])
  })

  it('are told with their place in the body where the topology is a document', async () => {
    const body = JSON.stringify({ topology: { ...SHOP, nme: 'shop' } }, null, 2)
    const { text } = await service.http.post('/v1/plans').type('application/json').send(body).expect(422)
    const line = body.split('\n').findIndex((candidate) => candidate.includes('"nme"')) + 1
    expect(JSON.parse(text).errors).toMatchObject([{ pointer: '/topology/nme', line, column: 5 }])
  })
})

describe('text that cannot be read → 400', () => {
  it.each([
    ['no YAML', 'name: shop\n  nme: [', 'SYNTAX', 2],
    ['no YAML in its block', 'x\n```\nname: [\n```', 'SYNTAX', 4],
    ['empty', '', 'EMPTY', 1],
    ['an empty block', 'x\n{code}{code}', 'EMPTY', 2],
    ['two documents', 'a: 1\n---\nb: 2\n', 'SEVERAL_DOCUMENTS', 3],
    ['an alias', 'name: &n shop\nowner: *n\n', 'YAML_ALIASES_NOT_ALLOWED', 1],
    ['a key that poisons', '__proto__: { a: 1 }', 'FORBIDDEN_KEY', 1],
    ['two blocks', '```\na: 1\n```\n\n{code:yaml}\nb: 2\n{code}', 'SEVERAL_BLOCKS', 5],
    ['a block without an end', 'x\n{code:yaml}\na: 1\n', 'UNCLOSED_BLOCK', 2],
    ['a fence without an end', 'x\n```yaml\na: 1\n~~~\n', 'UNCLOSED_BLOCK', 2],
  ])('because it is %s', async (_, topologyYaml, code, line) => {
    const { status, problem } = await mistakesIn({ topologyYaml })
    expect(status).toBe(400)
    expect(problem.errors).toMatchObject([{ code, line }])
    expect(problem.errors?.[0]?.pointer).toMatch(/^\/topologyYaml/)
    expect(problem.detail).toMatch(/^topologyYaml cannot be read: .*\(line \d+, column \d+\)\./)
    expect(`${problem.detail} ${problem.errors?.[0]?.detail}`).not.toContain('the body')
    expect(service.store.kept()).toBe(0)
  })

  it('says how prose and a topology go together', async () => {
    const { problem } = await mistakesIn({ topologyYaml: 'Please: plan: this\n' })
    expect(problem.detail).toContain('put the topology into a code block')
  })

  it('in little time, whatever it is made of', async () => {
    for (const part of [
      '`',
      '~',
      '```\n',
      '~~~ `\n',
      '{code',
      '{code:\n',
      '{code}',
      '{noformat:x}{code}\n',
      ' ',
      '\n',
      '\r',
    ]) {
      const before = performance.now()
      await post({ topologyYaml: part.repeat(Math.floor(100_000 / part.length)) })
      expect(performance.now() - before, JSON.stringify(part)).toBeLessThan(2000)
    }
  })
})

describe('an envelope is strict → 422', () => {
  it.each([
    ['something else beside the topology', { topology: SHOP, name: 'shop' }, '/name', 'UNKNOWN_FIELD'],
    ['something else beside the text', { topologyYaml: TEXT, target: {} }, '/target', 'UNKNOWN_FIELD'],
    ['an extension', { topologyYaml: TEXT, 'x-note': 1 }, '/x-note', 'UNKNOWN_FIELD'],
    ['both', { topology: SHOP, topologyYaml: TEXT }, '/topology', 'UNKNOWN_FIELD'],
    ['text that is none', { topologyYaml: SHOP }, '/topologyYaml', 'WRONG_TYPE'],
    ['no topology', { topology: null }, '/topology', 'WRONG_TYPE'],
    ['a topology as text', { topology: TEXT }, '/topology', 'WRONG_TYPE'],
    ['a key that is none', { requestId: '', topology: SHOP }, '/requestId', 'INVALID_REQUEST_ID'],
    ['a key within', { topology: { requestId: 'a', ...SHOP } }, '/topology/requestId', 'UNKNOWN_FIELD'],
    ['an envelope within', { topologyYaml: dump({ topology: SHOP }) }, '/topologyYaml/topology', 'UNKNOWN_FIELD'],
  ])('about %s', async (_, body, pointer, code) => {
    const { status, problem } = await mistakesIn(body)
    expect([status, problem.code]).toEqual([422, 'INVALID_TOPOLOGY'])
    expect(problem.errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer, code })]))
    expect(service.store.kept()).toBe(0)
  })
})

describe('a mistake in a parameter', () => {
  it.each(['?priceBook=nope', '?bogus=1'])('has no place in the body: %s', async (query) => {
    for (const body of [SHOP, { topology: SHOP }, { topologyYaml: TEXT }]) {
      const [mistake] = Problem.parse((await post(body, query).expect(400)).body).errors ?? []
      expect(mistake?.pointer).toMatch(/^\/query\//)
      expect(mistake).not.toHaveProperty('line')
    }
  })

  it('nor has one in a header', async () => {
    const { body } = await post({ topology: SHOP }).set('idempotency-key', '"').expect(400)
    expect(body.errors).toEqual([
      { pointer: '/header/Idempotency-Key', code: 'INVALID_PARAMETER', detail: expect.any(String) },
    ])
  })
})
