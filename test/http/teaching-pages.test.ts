// The pages of rules and of Services in a real browser: read without scripts, on a phone and a desk, with a keyboard and a screen reader.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, type Service, SHOP, startService } from './service.ts'

const CHROMIUM = '/usr/bin/chromium'
// Where tests are a gate, a missing browser is a failure and not an excuse.
const run = existsSync(CHROMIUM) || process.env.CI !== undefined
if (!run) process.stdout.write(`${CHROMIUM} is missing: the pages are not looked at (apt-get install chromium)\n`)

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.runIf(run)('in Chromium', () => {
  let service: Service
  let browser: Browser
  let base: string
  let lesson: string
  beforeAll(async () => {
    service = await startService()
    base = `http://127.0.0.1:${await listen(service)}`
    const { body } = await service.http.post('/v1/plans').send(SHOP).expect(201)
    lesson = `${body.url}/services/web`
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
  })
  afterAll(async () => {
    await browser?.close()
    await service.app.close()
  })

  it('the table leads to a rule, and from there to the next and back, without a script', async () => {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
    await page.goto(`${base}/v1/rules`)
    await page.getByRole('link', { name: 'Called only by pods in the cluster' }).click()
    const title = () => page.getByRole('heading', { level: 1 }).textContent()
    expect(await title()).toBe('Called only by pods in the cluster')
    await page.getByRole('link', { name: 'The next row →' }).click()
    expect(await title()).toBe('HTTP with a host, and an entrance that exists can take it')
    await page.getByRole('link', { name: 'All rows' }).click()
    expect(await title()).toBe('The decision table')
    await page.context().close()
  })

  it('a Service leads to the rule that decided and to its plan', async () => {
    const page = await browser.newPage()
    await page.goto(`${base}${lesson}`)
    const decided = await page.getByRole('region', { name: 'Why it is so' }).getByRole('link').first().textContent()
    await page.getByRole('link', { name: decided ?? '' }).click()
    expect(page.url()).toBe(`${base}/v1/rules/${decided}`)
    await page.close()
  })

  it.each<[string, () => string]>([
    ['the table', () => '/v1/rules'],
    ['a rule', () => '/v1/rules/entrance-of-its-own'],
    ['a rule about a field', () => '/v1/rules/caller-address-as-the-cloud-keeps-it'],
    ['a Service', () => lesson],
  ])('%s has room on a phone, and nothing that a screen reader or a weak eye would miss', async (_, path) => {
    for (const [width, colorScheme] of [
      [390, 'light'],
      [1280, 'dark'],
    ] as const) {
      // The page allows no script; the checker is let in past that.
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true })
      const page = await context.newPage()
      await page.goto(`${base}${path()}`)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      await page.evaluate(AXE)
      const violations = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, help }) => id + ": " + help))',
      )
      expect(violations).toEqual([])
      await context.close()
    }
  })
})
