// Swagger UI as a person uses it: in a real browser, offline, with a plan at the first click.
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, type Service, startService } from './service.ts'

const CHROMIUM = '/usr/bin/chromium'
const present = existsSync(CHROMIUM)
// Where tests are a gate, a missing browser is a failure and not an excuse.
const run = present || process.env.CI !== undefined
if (!run) process.stdout.write(`${CHROMIUM} is missing: the Swagger UI is not tried out (apt-get install chromium)\n`)

let service: Service
let port: number
beforeAll(async () => {
  service = await startService()
  port = await listen(service)
})
afterAll(() => service.app.close())

describe('GET /docs → 200', () => {
  it('is a page that may load from nowhere else', async () => {
    const { headers, text } = await service.http.get('/docs').expect(200)
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(text).not.toMatch(/https?:\/\//)
    const script = await service.http.get('/docs/static/swagger-initializer.js').expect(200)
    expect(script.text).toContain('"validatorUrl":null')
  })

  it.each(['?url=https://evil.example/x.json', '?configUrl=data:text/html,x'])(
    'is not talked into another document by %s',
    async (query) => {
      const { text } = await service.http.get(`/docs${query}`).expect(200)
      expect(text).not.toContain('evil')
    },
  )
})

describe.runIf(run)('Swagger UI in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    const args = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ]
    browser = await chromium.launch({ executablePath: CHROMIUM, args })
  })
  afterAll(() => browser?.close())

  it.each(['application/json', 'application/yaml'])('plans the example at the first click as %s', async (type) => {
    const page = await browser.newPage()
    const elsewhere: string[] = []
    const complaints: string[] = []
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url())
      if (protocol !== 'data:' && protocol !== 'blob:' && host !== `127.0.0.1:${port}`) elsewhere.push(request.url())
    })
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    const before = service.store.kept()

    await page.goto(`http://127.0.0.1:${port}/docs`)
    const operation = page.locator('.opblock-post', { has: page.locator('[data-path="/v1/plans"]') })
    await operation.locator('.opblock-summary').click()
    const body = operation.locator('.opblock-section-request-body')
    await body.locator('select').first().selectOption(type)
    await body.locator('textarea').waitFor()
    expect(await body.locator('textarea').inputValue()).toContain(
      type.endsWith('json') ? '"name": "shop"' : 'name: shop',
    )
    await operation.getByRole('button', { name: 'Execute' }).click()
    await operation.locator('.live-responses-table .response-col_status').first().waitFor()

    expect(await operation.locator('.live-responses-table tbody .response-col_status').first().textContent()).toContain(
      '201',
    )
    expect(service.store.kept()).toBe(before + 1)
    expect(elsewhere).toEqual([])
    expect(complaints).toEqual([])
    await page.close()
  })
})
