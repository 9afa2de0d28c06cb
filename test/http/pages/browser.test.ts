// The pages as people use them: in a real browser, with a keyboard, without a script, with hostile names, by ear.
import { readFileSync } from 'node:fs'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { listen, type Service, startService } from '../service.ts'
import { launch, runs, type Watched, watch } from './chromium.ts'
import { HOSTILE, topologyWith } from './hostile-names.ts'

const ARTICLE = readFileSync('openapi/examples/article.yaml', 'utf8')
const SITES = readFileSync('pages/examples/topology.yaml', 'utf8')
const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

let service: Service
let origin: string
let browser: Browser
beforeAll(async () => {
  if (!runs) return
  service = await startService()
  origin = `http://127.0.0.1:${await listen(service)}`
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await service?.app.close()
})

const open = async (options: BrowserContextOptions = {}): Promise<{ page: Page; watched: Watched }> => {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  return { page, watched: watch(page, origin) }
}
const keep = async (text: string): Promise<string> => {
  const { body } = await service.http.post('/v1/plans').set('content-type', 'application/yaml').send(text).expect(201)
  return body.id
}

describe.runIf(runs)('from pasted YAML to copied manifests', () => {
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
  })

  it('with the keyboard alone', async () => {
    const { page, watched } = await open({ permissions: ['clipboard-read', 'clipboard-write'] })
    await page.goto(origin)
    const focused = () => page.evaluate('document.activeElement.textContent.trim() || document.activeElement.id')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Skip to content')
    for (let tabs = 0; (await focused()) !== 'text' && tabs < 12; tabs += 1) await page.keyboard.press('Tab')
    await page.keyboard.insertText(SITES)
    await page.keyboard.press('Control+Enter')
    await page.waitForURL(/\/plans\/[\da-f-]{36}$/)
    expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toContain('Share an entrance')
    await page.getByRole('button', { name: 'Copy manifests' }).press('Enter')
    await page.getByText('Manifests copied').waitFor()
    const copied = await page.evaluate('navigator.clipboard.readText()')
    const id = page.url().split('/').at(-1)
    const { text } = await service.http.get(`/v1/plans/${id}/manifests.yaml`)
    expect(copied).toBe(text)

    // The other design, its manifests, and a line that works as it is.
    await page.getByRole('link', { name: 'Each on its own' }).press('Enter')
    await page.waitForURL(/design=recommended/)
    await page.getByRole('button', { name: 'Copy manifests' }).press('Enter')
    await page.getByText('Manifests copied').waitFor()
    const other = await service.http.get(`/v1/plans/${id}/manifests.yaml?design=recommended`)
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(other.text)
    await page.getByRole('button', { name: 'Copy: Apply it' }).click()
    await page.getByText('Command copied').waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      `kubectl apply -f "${origin}/v1/plans/${id}/revisions/1/manifests.yaml?design=recommended"`,
    )
    expect(watched).toEqual({ complaints: [], elsewhere: [] })
  })

  it('with a mistake on the way, which is led to', async () => {
    const { page } = await open()
    await page.goto(origin)
    await page.getByLabel('Topology or manifests').fill(ARTICLE.replace('replicas: 5', 'replics: 5'))
    await page.getByRole('button', { name: 'Plan it' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.evaluate('document.activeElement.id')).toBe('problem')
    await page.getByRole('link', { name: /^line \d+/ }).click()
    const field = 'document.getElementById("text")'
    expect(await page.evaluate(`${field}.value.slice(${field}.selectionStart, ${field}.selectionEnd)`)).toContain(
      'replics',
    )
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText(ARTICLE)
    await page.getByRole('button', { name: 'Plan it' }).click()
    await page.waitForURL(/\/plans\/[\da-f-]{36}$/)
  })

  it('with a file that is dropped on the text', async () => {
    const { page } = await open()
    await page.goto(origin)
    const dropped = await page.evaluateHandle(
      `(() => { const transfer = new DataTransfer(); transfer.items.add(new File([${JSON.stringify(ARTICLE)}], 'topology.yaml')); return transfer })()`,
    )
    await page.dispatchEvent('#text', 'drop', { dataTransfer: dropped })
    await page.getByText('topology.yaml is in the field').waitFor()
    expect(await page.getByLabel('Topology or manifests').inputValue()).toBe(ARTICLE)
  })

  it('without a script', async () => {
    const { page, watched } = await open({ javaScriptEnabled: false })
    await page.goto(origin)
    await page.getByRole('link', { name: 'manifests', exact: true }).click()
    await page.getByLabel('Cloud and region').selectOption('gcp/europe-west1')
    await page.getByRole('button', { name: 'Plan it' }).click()
    await page.waitForURL(/\/plans\/[\da-f-]{36}$/)
    expect(await page.locator('h1').textContent()).toBe('imported')
    expect(await page.locator('.meta').textContent()).toContain('gcp, europe-west1')
    await page.getByText('Show them').click()
    expect(await page.getByRole('region', { name: 'Text of the manifests' }).textContent()).toContain('kind: Service')
    // A button that would do nothing is not there.
    expect(await page.getByRole('button').count()).toBe(0)
    expect(watched).toEqual({ complaints: [], elsewhere: [] })
  })

  it('with hostile names, which run nothing', async () => {
    const { page, watched } = await open()
    for (const text of HOSTILE) {
      await page.goto(`${origin}/plans/${await keep(JSON.stringify(topologyWith(text)))}`)
      expect([text, await page.evaluate('globalThis.pwned')]).toEqual([text, undefined])
    }
    await page.goto(`${origin}/plans`)
    expect(await page.evaluate('globalThis.pwned')).toBeUndefined()
    expect(watched).toEqual({ complaints: [], elsewhere: [] })
  })
})

describe.runIf(runs)('every page', () => {
  let paths: [string, string][]
  beforeAll(async () => {
    const [article, sites] = await Promise.all([ARTICLE, SITES].map(keep))
    paths = [
      ['/', 'New plan'],
      ['/?example=manifests', 'New plan'],
      ['/plans', 'Plans'],
      [`/plans?a=${sites}`, 'Plans'],
      [`/plans/${article}`, 'article'],
      [`/plans/${sites}?design=recommended`, 'three-sites'],
      [`/plans/compare?a=${article}&b=${sites}`, 'article and three-sites'],
      ['/plans/019ab4d2-5c00-7000-8000-00000000ffff', 'No such plan'],
    ]
  })

  it.each(['light', 'dark'] as const)('is told by ear and seen by weak eyes, %s', async (colorScheme) => {
    // The script of the check is not ours to let in.
    const { page } = await open({ colorScheme, bypassCSP: true })
    for (const [path, title] of paths) {
      await page.goto(`${origin}${path}`)
      expect(await page.title()).toBe(`${title} – Moorage`)
      await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true')
      expect([path, await complaintsOf(page)]).toEqual([path, []])
    }
    await page.goto(origin)
    await page.getByLabel('Topology or manifests').fill('name: [')
    await page.getByRole('button', { name: 'Plan it' }).click()
    await page.getByRole('alert').waitFor()
    expect(['with a mistake', await complaintsOf(page)]).toEqual(['with a mistake', []])
    await page.getByLabel('Topology or manifests').fill(SITES)
    await page.getByRole('button', { name: 'Read it first' }).click()
    await page.getByRole('heading', { name: 'This can be planned' }).waitFor()
    expect(['read first', await complaintsOf(page)]).toEqual(['read first', []])
  })

  // At 200 % a window of 1280 has room for 640.
  it.each([390, 640, 320])('fits a window of %i', async (width) => {
    const { page } = await open({ viewport: { width, height: 800 } })
    for (const [path] of paths) {
      await page.goto(`${origin}${path}`)
      await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true')
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, width])
    }
  })

  it('shows where the focus is', async () => {
    const { page } = await open()
    await page.goto(`${origin}/plans`)
    for (let tabs = 0; tabs < 12; tabs += 1) {
      await page.keyboard.press('Tab')
      const outline = await page.evaluate(
        '(() => { const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement); return [outlineStyle, outlineWidth] })()',
      )
      expect(outline).toEqual(['solid', '3px'])
    }
  })
})

/** Everything that WCAG 2.2 A and AA ask for and a program can see, and the best practices beside. */
async function complaintsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults
  return violations.flatMap(({ id, impact, nodes }) => nodes.map(({ target }) => `${impact} ${id} ${target.join(' ')}`))
}
