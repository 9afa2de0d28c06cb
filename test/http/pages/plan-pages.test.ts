// One plan, all of them, two side by side: what the pages show is what the API has, and every way on leads somewhere.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { topologyOf } from '../../bench/topologies.ts'
import { type Service, startService, topologyNamed } from '../service.ts'
import { attributeOf, elementsIn, get, HTML, pathsIn, planned, textIn, wordsIn } from './asked.ts'

const YAML = {
  article: readFileSync('openapi/examples/article.yaml', 'utf8'),
  boutique: readFileSync('openapi/examples/online-shop.yaml', 'utf8'),
  sites: readFileSync('pages/examples/topology.yaml', 'utf8'),
}

let service: Service
const paths = { article: '', boutique: '', sites: '' }
beforeAll(async () => {
  service = await startService()
  for (const [name, text] of Object.entries(YAML)) paths[name as keyof typeof paths] = await planned(service, { text })
})
afterAll(() => service.app.close())

describe.each(['article', 'boutique', 'sites'] as const)('the page of %s', (name) => {
  it('says the verdict first, and both totals to the cent', async () => {
    const { text } = await get(service, paths[name]).expect(200)
    const { body: plan } = await service.http.get(`/v1${paths[name]}`)
    const words = wordsIn(text)
    const verdict = words.indexOf(plan.consolidation.because.slice(0, 60))
    expect(verdict).toBeGreaterThan(0)
    expect(verdict).toBeLessThan(words.indexOf('New load balancers'))
    for (const design of ['recommended', 'consolidated']) {
      const { currency, monthly } = plan.designs[design].estimate
      expect(words).toContain(`${monthly.expected} ${currency}`)
    }
  })

  it('has every Service of the design with its type and rule', async () => {
    const { body: plan } = await service.http.get(`/v1${paths[name]}`)
    for (const design of ['recommended', 'consolidated']) {
      const { text } = await get(service, `${paths[name]}?design=${design}`).expect(200)
      const [table] = elementsIn(text).filter((one) => attributeOf(one, 'class')?.startsWith('services'))
      const words = table === undefined ? '' : textIn(table).replace(/\s+/g, ' ')
      for (const { name: service, type, because } of plan.designs[design].services) {
        expect(words).toContain(service)
        expect(words).toContain(type)
        expect(words).toContain(because.rule)
      }
    }
  })

  it('shows the manifests byte for byte as the link has them', async () => {
    for (const query of ['', '?design=recommended', '?design=consolidated']) {
      const { text } = await get(service, `${paths[name]}${query}`).expect(200)
      const [link = ''] = pathsIn(text).filter((path) => path.includes('/manifests.yaml'))
      const [pre] = elementsIn(text).filter((one) => attributeOf(one, 'aria-label') === 'Text of the manifests')
      expect(pre && textIn(pre)).toBe((await service.http.get(link).expect(200)).text)
    }
  })

  it('leads nowhere that there is not', async () => {
    const { text } = await get(service, paths[name])
    const leads = [...new Set(pathsIn(text))]
    expect(leads.length).toBeGreaterThan(10)
    for (const path of leads) expect([path, (await get(service, path)).status]).toEqual([path, 200])
  })

  it('is small, is nobody else’s to keep, and may load nothing from elsewhere', async () => {
    const { text, headers } = await get(service, paths[name]).expect(200)
    expect(Buffer.byteLength(text)).toBeLessThan(60_000)
    expect(headers['cache-control']).toBe('private, no-cache')
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'self'; script-src 'self';/)
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers['request-id']).toBeDefined()
    expect(text).not.toMatch(/<(?:script|style)>|\son\w+=|style="/)
    await get(service, paths[name])
      .set('if-none-match', headers.etag ?? '')
      .expect(304)
  })
})

describe('a revision', () => {
  it('stays what it was, and is what is handed on', async () => {
    const id = paths.article.split('/').at(-1)
    await service.http
      .put(`/v1/plans/${id}`)
      .set('content-type', 'application/yaml')
      .send(YAML.article.replace('replicas: 5', 'replicas: 6'))
      .expect(200)
    const [first, newest] = await Promise.all(
      ['?revision=1', ''].map((query) => get(service, `${paths.article}${query}`)),
    )
    expect(wordsIn(first?.text ?? '')).toContain('revision 1 of')
    expect(wordsIn(newest?.text ?? '')).toContain('revision 2 of')
    expect(wordsIn(newest?.text ?? '')).toContain(`${paths.article}?revision=2`)
    expect(newest?.text).toContain('/revisions/2/manifests.yaml')
  })
})

describe('what there is not → a page that says so', () => {
  it.each([
    ['/plans/019ab4d2-5c00-7000-8000-00000000ffff', 404, 'No such plan'],
    ['/plans/x', 404, 'No such plan'],
    ['/plans/compare', 400, 'pick one as A'],
    ['/plans?cursor=abc', 400, 'cursor'],
    ['/plans?colour=red', 400, 'there is no such parameter here'],
    ['/?example=nothing', 400, 'must be topology or manifests'],
  ])('%s', async (path, status, said) => {
    const { text, headers } = await get(service, path).expect(status)
    expect(headers['content-type']).toMatch(/^text\/html/)
    expect(headers['cache-control']).toBe('no-store')
    expect(wordsIn(text)).toContain(said)
    const elsewhere = await service.http.get(path).expect(status)
    expect(elsewhere.body.code).toMatch(/^[A-Z_]+$/)
  })
})

describe('a plan of a thousand workloads', () => {
  it('is a page that is cut short, and says so', async () => {
    const { body } = await service.http.post('/v1/plans').send(topologyOf(1000)).expect(201)
    const { text } = await get(service, `/plans/${body.id}`).expect(200)
    expect(Buffer.byteLength(text)).toBeLessThan(200_000)
    expect(wordsIn(text)).toContain(`And ${body.designs[body.chosen].services.length - 60} more`)
  })
})

describe('/plans', () => {
  const rows = (html: string) => elementsIn(html).filter(({ tagName }) => tagName === 'time').length
  it('goes through all of them, newest first, twenty at a time', async () => {
    const many = await startService()
    for (let count = 0; count < 45; count += 1)
      await many.http
        .post('/v1/plans')
        .send(topologyNamed(`shop-${count}`))
        .expect(201)
    const seen: string[] = []
    for (let path: string | undefined = '/plans'; path !== undefined; ) {
      const { text }: { text: string } = await get(many, path).expect(200)
      expect(rows(text)).toBeLessThanOrEqual(20)
      seen.push(...[...text.matchAll(/>(shop-\d+)</g)].map(([, name]) => name ?? ''))
      path = pathsIn(text).find((one) => one.includes('cursor='))
    }
    expect(seen).toEqual(Array.from({ length: 45 }, (_, index) => `shop-${44 - index}`))
    const { text } = await get(many, '/plans?name=shop-7').expect(200)
    expect(rows(text)).toBe(1)
    expect(wordsIn((await get(many, '/plans?name=nobody').expect(200)).text)).toContain('No plan has this name')
    await many.app.close()
  })

  it('says what to do where there is none', async () => {
    const none = await startService()
    expect(wordsIn((await get(none, '/plans').expect(200)).text)).toContain('Make the first one')
    await none.app.close()
  })
})

describe('/plans/compare', () => {
  it('shows both, and what the API says is not the same', async () => {
    const [a, b] = [paths.sites, paths.boutique].map((path) => path.split('/').at(-1))
    const { text } = await get(service, `/plans/compare?a=${a}&b=${b}`).expect(200)
    const { body: diff } = await service.http.get(`/v1/plans/${b}/diff?against=${a}`)
    const words = wordsIn(text)
    for (const { monthly, currency } of [diff.cost.chosen.before, diff.cost.chosen.after])
      expect(words).toContain(`${monthly} ${currency}`)
    expect(words).toContain(`${diff.cost.chosen.difference} USD more`)
    for (const { name } of [...diff.services, ...diff.entrances]) expect(words).toContain(name)
    for (const path of new Set(pathsIn(text))) expect([path, (await get(service, path)).status]).toEqual([path, 200])
  })

  it('says of a plan and itself that they are the same', async () => {
    const id = paths.sites.split('/').at(-1)
    const { text } = await get(service, `/plans/compare?a=${id}&b=${id}`).expect(200)
    expect(wordsIn(text).match(/The same in both\./g)).toHaveLength(4)
  })
})

describe('style, script and icon', () => {
  it('are kept for good, and open to everybody', async () => {
    const { text } = await get(service, '/')
    const assets = pathsIn(text).filter((path) => path.startsWith('/assets/'))
    expect(assets.map((path) => path.replace(/.*\./, '')).sort()).toEqual(['css', 'js', 'svg'])
    for (const path of assets) {
      const { headers } = await service.http
        .get(path)
        .expect(200)
        .expect('cache-control', 'public, max-age=31536000, immutable')
      expect(headers['x-content-type-options']).toBe('nosniff')
      await service.http
        .get(path)
        .set('if-none-match', headers.etag ?? '')
        .expect(304)
    }
    await service.http.get('/assets/moorage-old.css').set('accept', HTML).expect(404)
  })
})

describe('pages', () => {
  it('are no operations of the API', async () => {
    const { body } = await service.http.get('/openapi.json')
    expect(Object.keys(body.paths).filter((path) => !/^\/(?:v1|health|metrics)/.test(path))).toEqual([])
  })

  it('stay under the path of a proxy', async () => {
    const behind = await startService({ publicBaseUrl: 'https://example.com/moorage' })
    const location = await planned(behind, { text: YAML.sites })
    expect(location).toMatch(/^\/moorage\/plans\//)
    const { text } = await get(behind, location.replace('/moorage', '')).expect(200)
    for (const path of pathsIn(text)) expect(path).toMatch(/^\/moorage\//)
    expect(wordsIn(text)).toContain('curl -fsS "https://example.com/moorage/v1/plans/')
    await behind.app.close()
  })
})
