// The form at /: what is pasted becomes a plan, or comes back with what is wrong in it.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { topologyOf } from '../../bench/topologies.ts'
import { type Service, startService } from '../service.ts'
import { attributeOf, elementsIn, get, HTML, planned, send, textIn, wordsIn } from './asked.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.app.close())

const ARTICLE = readFileSync('openapi/examples/article.yaml', 'utf8')
const MANIFESTS = readFileSync('pages/examples/manifests.yaml', 'utf8')
const COMPOSE = 'services:\n  web:\n    image: nginx:1.29\n    ports: ["80:80"]\n'
const SCORE = 'apiVersion: score.dev/v1b1\nmetadata: { name: web }\ncontainers: { web: { image: nginx } }\n'
const fieldIn = (html: string): string => {
  const [field] = elementsIn(html).filter(({ tagName }) => tagName === 'textarea')
  return field === undefined ? '' : textIn(field)
}

describe('what is pasted becomes a plan', () => {
  it.each([
    ['a topology', ARTICLE, '', 'article', 'aws, us-east-1'],
    ['a topology with the line ends of a browser', ARTICLE.replaceAll('\n', '\r\n'), '', 'article', 'aws, us-east-1'],
    [
      'a topology as JSON',
      JSON.stringify({ name: 'j', target: { provider: 'bare-metal' }, workloads: { a: {} } }),
      '',
      'j',
      'bare-metal',
    ],
    ['a topology for another cloud', ARTICLE, 'gcp/europe-west1', 'article', 'gcp, europe-west1'],
    ['Kubernetes objects', MANIFESTS, 'aws/eu-central-1', 'imported', 'aws, eu-central-1'],
    ['a compose file', COMPOSE, 'hetzner/fsn1', 'application', 'hetzner, fsn1'],
    ['a Score file', SCORE, 'bare-metal/', 'web', 'bare-metal'],
  ])('%s', async (_, text, target, name, where) => {
    const location = await planned(service, { text, target })
    expect(location).toMatch(/^\/plans\/[\da-f-]{36}$/)
    const page = await get(service, location).expect(200)
    expect(wordsIn(page.text)).toContain(where)
    const plan = await service.http.get(`/v1${location}`).expect(200)
    expect([plan.body.name, plan.body.topology.target.provider]).toEqual([name, where.split(',')[0]])
  })

  it('a file in the place of the text, and several together', async () => {
    const one = service.http.post('/').set('accept', HTML).field('text', '')
    const first = await one.attach('files', Buffer.from(ARTICLE), 'topology.yaml').expect(303)
    const { body } = await service.http.get(`/v1${first.headers.location}`)
    expect(body.name).toBe('article')
    const [web, api] = [MANIFESTS.split('---\n').slice(0, 2), MANIFESTS.split('---\n').slice(2)]
    const two = service.http
      .post('/')
      .set('accept', HTML)
      .field('target', 'aws/us-east-1')
      .field('text', 'ignored: true')
    two
      .attach('files', Buffer.from(web.join('---\n')), 'web.yaml')
      .attach('files', Buffer.from(api.join('---\n')), 'api.yaml')
    const second = await two.expect(303)
    const plan = await service.http.get(`/v1${second.headers.location}`)
    expect(Object.keys(plan.body.topology.workloads)).toEqual(['api', 'web'])
  })
})

describe('what cannot be planned comes back', () => {
  it.each([
    [
      'a misspelt field',
      ARTICLE.replace('replicas: 5', 'replics: 5'),
      'aws/us-east-1',
      422,
      ['line ', '/workloads/webapp/replics', 'did you mean replicas?'],
    ],
    ['broken YAML', 'name: a\nworkloads:\n\tweb: {}\n', '', 400, ['line 3, column 1']],
    ['manifests without a cloud', MANIFESTS, '', 400, ['pick cloud and region']],
    ['something else', 'hello: world\n', '', 400, ['neither a topology', 'a compose file or a Score file']],
    ['nothing', '  \n', '', 400, ['nothing to plan yet']],
    ['a region of no cloud', ARTICLE, 'aws/nowhere', 422, ['/target/region', 'nowhere']],
    ['an alias', 'name: &a b\nworkloads: { web: {} }\ntarget: *a\n', '', 400, ['aliases (*name)']],
    [
      'objects of which one is broken',
      `${MANIFESTS}---\nkind: Deployment\nmetadata: [`,
      'aws/us-east-1',
      400,
      ['line 47', 'Plan what could be read'],
    ],
  ])('%s', async (_, text, target, status, said) => {
    const count = service.store.kept()
    const { text: html, headers } = await send(service, { text, target }).expect(status)
    const words = wordsIn(html)
    for (const part of said) expect(words).toContain(part)
    expect(fieldIn(html)).toBe(text)
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['content-type']).toMatch(/^text\/html/)
    const picked = elementsIn(html).find((element) => attributeOf(element, 'selected') !== undefined)
    expect(picked && attributeOf(picked, 'value')).toBe(target === 'aws/nowhere' ? undefined : target)
    expect(service.store.kept()).toBe(count)
  })

  it('with the line it is in, which a script leads to', async () => {
    const { text } = await send(service, { text: ARTICLE.replace('replicas: 5', 'replics: 5') }).expect(422)
    const place = elementsIn(text).find((element) => attributeOf(element, 'data-line') !== undefined)
    const line = ARTICLE.split('\n').findIndex((one) => one.includes('replicas: 5')) + 1
    expect(place && attributeOf(place, 'data-line')).toBe(String(line))
  })

  it('what is broken can be left out', async () => {
    const text = `${MANIFESTS}---\nkind: Deployment\nmetadata: [`
    const location = await planned(service, { text, target: 'aws/us-east-1', action: 'plan-rest' })
    const { body } = await service.http.get(`/v1${location}`)
    expect(Object.keys(body.topology.workloads)).toEqual(['api', 'web'])
  })

  it('a file that is one text is shown, to be mended', async () => {
    const sent = service.http
      .post('/')
      .set('accept', HTML)
      .field('text', '')
      .attach('files', Buffer.from('name: ['), 'a.yaml')
    const { text } = await sent.expect(400)
    expect(fieldIn(text)).toBe('name: [')
    expect(wordsIn(text)).toContain('Choose your file again')
  })

  it.each([
    ['more text than there may be', 'a'.repeat(2 * 1024 * 1024 + 1), 413],
    [
      'more mistakes than a page holds',
      `name: a\n${Array.from({ length: 500 }, (_, n) => `x${n}: 1\n`).join('')}workloads: {}\n`,
      422,
    ],
  ])('%s, in a page of its own length', async (_, text, status) => {
    const { text: html } = await send(service, { text }).expect(status)
    expect(html.length - fieldIn(html).length).toBeLessThan(60_000)
  })
})

describe('what is read first is not kept', () => {
  it('shows the topology that manifests become, what they do not say, and what a plan would', async () => {
    const count = service.store.kept()
    const { text } = await send(service, { text: MANIFESTS, target: 'aws/us-east-1', action: 'read' }).expect(200)
    expect(service.store.kept()).toBe(count)
    expect(fieldIn(text)).toMatch(/^name: imported\ntarget:\n {2}provider: aws/)
    expect(wordsIn(text)).toMatch(
      /Read as Kubernetes objects: 2 × Deployment, 2 × Service \(LoadBalancer\).*cost \d+\.\d\d USD a month/,
    )
    // And it can be sent as it is.
    await planned(service, { text: fieldIn(text) })
  })

  it('says of a topology what a plan would', async () => {
    const { text } = await send(service, { text: ARTICLE, action: 'read' }).expect(200)
    expect(wordsIn(text)).toContain('This can be planned')
    expect(wordsIn(text)).toContain('34.64 USD')
  })
})

describe('what stands in the form at first', () => {
  it.each(['topology', 'manifests'])('the example of %s, which can be planned at once', async (example) => {
    const { text } = await get(service, `/?example=${example}`).expect(200)
    const picked = elementsIn(text).find((element) => attributeOf(element, 'selected') !== undefined)
    await planned(service, { text: fieldIn(text), target: (picked && attributeOf(picked, 'value')) ?? '' })
  })

  it('the topology of a plan, which is planned the same again', async () => {
    const location = await planned(service, { text: ARTICLE })
    const { text } = await get(service, `/?from=${location.split('/').at(-1)}`).expect(200)
    const again = await planned(service, { text: fieldIn(text) })
    const [one, other] = await Promise.all([location, again].map((path) => service.http.get(`/v1${path}`)))
    expect(other?.body.topologyHash).toBe(one?.body.topologyHash)
  })

  it('not a topology that is too long for a field', async () => {
    const { body } = await service.http.post('/v1/plans').send(topologyOf(1000)).expect(201)
    const { text } = await get(service, `/?from=${body.id}`).expect(400)
    expect(wordsIn(text)).toContain(`GET /v1/plans/${body.id}`)
  })

  it('every cloud and region that the API names', async () => {
    const { text } = await get(service, '/').expect(200)
    const values = elementsIn(text)
      .filter(({ tagName }) => tagName === 'option')
      .map((one) => attributeOf(one, 'value'))
    const { body } = await service.http.get('/v1/providers')
    const places = body.items.flatMap(({ id, regions }: { id: string; regions: string[] }) =>
      (regions.length === 0 ? [''] : regions).map((region) => `${id}/${region}`),
    )
    expect(values).toEqual(['', ...places])
  })
})

describe('only the form of this page is taken', () => {
  it.each([
    ['a form of a page elsewhere', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
    ['a form without Sec-Fetch-Site, of a page elsewhere', { origin: 'https://evil.example' }, 403],
    ['the form of this page', { 'sec-fetch-site': 'same-origin' }, 303],
  ])('%s → %s', async (_, headers, status) => {
    const count = service.store.kept()
    await send(service, { text: ARTICLE }).set(headers).expect(status)
    expect(service.store.kept()).toBe(count + (status === 303 ? 1 : 0))
  })

  it.each(['application/x-www-form-urlencoded', 'application/json', 'text/plain'])('%s → 415', async (type) => {
    await service.http.post('/').set('accept', HTML).set('content-type', type).send('text=a').expect(415)
  })

  it('whoever asks for no page gets a problem document', async () => {
    const { body } = await service.http.post('/').field('text', 'a: 1').expect(400)
    expect(body.code).toBe('MALFORMED_DOCUMENT')
  })
})
