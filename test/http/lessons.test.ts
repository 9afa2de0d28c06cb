// GET /v1/plans/{id}/services/{name}: one Service of a plan explained, in each form, for the newest revision and for one.
import { beforeAll, describe, expect, it } from 'vitest'
import type { PlanSummary } from '../../src/domain/plan/plan.ts'
import { type Service, SHOP, startService } from './service.ts'

let service: Service
let shop: PlanSummary
beforeAll(async () => {
  service = await startService()
  shop = (await service.http.post('/v1/plans').send(SHOP).expect(201)).body
})

const ask = (path: string, accept = '*/*') => service.http.get(path).set('accept', accept)

describe('200', () => {
  it('as JSON without wishes, with links that lead on', async () => {
    const { body, headers } = await ask(`${shop.url}/services/api`).expect(200)
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(headers.vary).toContain('Accept')
    expect(body).toMatchObject({ plan: 'shop', revision: 1, name: 'api', type: 'ClusterIP', workload: 'api' })
    expect(body.kubectl[0].command).toContain('kubectl -n default expose deployment api --name=api')
    for (const link of Object.values(body.links as Record<string, string>)) await ask(link).expect(200)
  })

  it.each([
    ['text/plain', /^shop, revision 1, \w+ design\n\napi: ClusterIP\n=+\n/],
    ['text/markdown', /^## api: ClusterIP\n[\s\S]*```sh\nkubectl -n default expose deployment api/],
    ['text/html,application/xhtml+xml,*/*;q=0.8', /^<!doctype html>[\s\S]*<h1>api: ClusterIP<\/h1>/],
  ])('as %s', async (accept, text) => {
    const answer = await ask(`${shop.url}/services/api`, accept).expect(200)
    expect(answer.headers['content-type']).toBe(`${accept.split(',')[0]}; charset=utf-8`)
    expect(answer.text).toMatch(text)
    // The same steps in each, and the same commands.
    for (const words of ['The way from caller web', 'connects to the virtual address of api', 'What web writes'])
      expect(answer.text).toContain(words)
  })

  it('of one revision, which stays as it was', async () => {
    const { body } = await service.http.post('/v1/plans').send(SHOP).expect(201)
    const next = { ...SHOP, workloads: { ...SHOP.workloads, api: { ports: { http: 9999 } } } }
    await service.http.put(body.url).send(next).expect(200)
    const ports = async (path: string) => (await ask(`${path}/services/api`).expect(200)).body.ports[0].port
    expect(await ports(body.url)).toBe(9999)
    expect(await ports(`${body.url}/revisions/1`)).toBe(8080)
  })

  it('of the other design, and of the namespace that is meant', async () => {
    const twice = { ...SHOP, workloads: { ...SHOP.workloads, web: { ...SHOP.workloads.web, namespace: 'front' } } }
    const { body } = await service.http.post('/v1/plans').send(twice).expect(201)
    const lesson = await ask(`${body.url}/services/web?namespace=front&design=recommended`).expect(200)
    expect(lesson.body).toMatchObject({ namespace: 'front', design: 'recommended' })
    expect(lesson.body.links.self).toBe(`${body.url}/services/web?namespace=front&design=recommended`)
  })

  it('as a page that allows nothing but its own style', async () => {
    const { headers, text } = await ask(`${shop.url}/services/api`, 'text/html').expect(200)
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]+={0,2}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    )
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(text).not.toMatch(/<script|javascript:| style=| on\w+=/)
  })
})

it('304 for who has it, in this form alone', async () => {
  const path = `${shop.url}/services/api`
  const { etag } = (await ask(path).expect(200)).headers
  const again = await ask(path).set('If-None-Match', String(etag)).expect(304)
  expect(again.text).toBe('')
  await ask(path, 'text/plain').set('If-None-Match', String(etag)).expect(200)
})

it.each([
  ['SERVICE_NOT_FOUND', 404, '/services/nothing', '*/*'],
  ['PLAN_NOT_FOUND', 404, '/../019ab4d2-5c00-7000-8000-0000000000ff/services/api', '*/*'],
  ['REVISION_NOT_FOUND', 404, '/revisions/7/services/api', '*/*'],
  ['NOT_ACCEPTABLE', 406, '/services/api', 'image/png'],
  ['INVALID_PARAMETER', 400, '/services/api?designs=both', '*/*'],
])('%s → %i', async (code, status, path, accept) => {
  const { pathname, search } = new URL(`http://x${shop.url}${path}`)
  const { body } = await ask(`${pathname}${search}`, accept).expect(status)
  expect(body.code).toBe(code)
})
