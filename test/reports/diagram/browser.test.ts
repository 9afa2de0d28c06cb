// The pictures as they are really shown: Mermaid's own parser and renderer on our text, and a browser on our images.
import { existsSync, readFileSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Draft } from '../../../src/domain/plan/plan.ts'
import { diagramMermaid, diagramSvg } from '../../../src/reports/diagram/diagram.ts'
import { mermaidText } from '../../../src/reports/diagram/mermaid.ts'
import { topologyOf } from '../../bench/topologies.ts'
import { draftOf } from '../../domain/design/drafting.ts'
import { exampleNamed, storyNamed } from '../../examples/stories.ts'
import { HOSTILE } from './hostile-names.ts'

const CHROMIUM = '/usr/bin/chromium'
// Where tests are a gate, a missing browser is a failure and not an excuse.
const run = existsSync(CHROMIUM) || process.env.CI !== undefined
if (!run) process.stdout.write(`${CHROMIUM} is missing: no picture is shown to a browser (apt-get install chromium)\n`)

const PLANS: Record<string, Draft> = {
  article: draftOf(exampleNamed('article')),
  'online-shop': draftOf(exampleNamed('online-shop')),
  'six-shops': draftOf(storyNamed('six-shops-aws')),
  'on bare metal': draftOf(storyNamed('article-bare-metal')),
  'a hundred workloads': draftOf(topologyOf(100)),
}

describe.runIf(run)('in Chromium', () => {
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--headless', '--no-sandbox', '--disable-gpu'] })
    page = await browser.newPage()
    await page.setContent('<!doctype html><title>Mermaid</title><div id="there"></div>')
    await page.addScriptTag({ content: readFileSync('node_modules/mermaid/dist/mermaid.min.js', 'utf8') })
  })
  afterAll(() => browser?.close())

  /** As GitHub does: strict. What the picture then consists of. */
  const rendered = async (text: string) =>
    page.evaluate(async (source) => {
      const { mermaid } = globalThis as unknown as {
        mermaid: {
          initialize: (options: object) => void
          render: (id: string, text: string) => Promise<{ svg: string }>
        }
      }
      mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', suppressErrorRendering: true })
      const { svg } = await mermaid.render('picture', source)
      const { document } = globalThis as unknown as { document: { getElementById: (id: string) => Shown } }
      type Shown = {
        innerHTML: string
        textContent: string
        querySelectorAll: (selector: string) => Iterable<Shown>
      }
      const there = document.getElementById('there')
      there.innerHTML = svg
      const all = (selector: string) => [...there.querySelectorAll(selector)]
      return {
        labels: all('.node .nodeLabel').map((one) => one.innerHTML.replaceAll(/<br\s*\/?>/g, '\n')),
        texts: all('.node .nodeLabel').map((one) => one.textContent),
        nodes: all('.node').length,
        edges: all('path.flowchart-link').length,
        clusters: all('.cluster').length,
        dangerous: all('a, script, image, img, iframe, object, [onclick], [onload], [onerror], [onmouseover]').length,
      }
    }, text)

  it.each(Object.keys(PLANS))('Mermaid draws %s with every box and arrow', async (name) => {
    const plan = PLANS[name]
    if (plan === undefined) throw new Error('there is a plan for each name')
    const text = diagramMermaid(plan, plan.chosen)
    const { nodes, edges, clusters } = await rendered(text)
    const lines = text.split('\n')
    expect(nodes).toBe(lines.filter((line) => /^ +n\d+\S*"/.test(line)).length)
    expect(edges).toBe(lines.filter((line) => /^ +n\d+ (?:--|==|-\.)/.test(line)).length)
    expect(clusters).toBe(lines.filter((line) => line.includes('subgraph')).length)
    expect(nodes).toBeGreaterThan(3)
  })

  it('Mermaid shows hostile names as they are written, and does nothing they say', async () => {
    const box = (title: string) => ({
      role: 'workload' as const,
      title,
      namespace: title,
      notes: [],
      rows: [],
      pool: title,
    })
    const visible = HOSTILE.map((name) => name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Cs}]/gu, '?').slice(0, 79))
    const graph = {
      boxes: visible.map(box),
      arrows: visible.slice(1).map((_, index) => ({ from: index, to: index + 1, kind: 'call', count: 1 }) as const),
    }
    const { nodes, edges, clusters, dangerous, texts } = await rendered(
      mermaidText(graph, { title: visible.join(' '), currency: 'USD' }),
    )
    expect([nodes, edges, clusters, dangerous]).toEqual([visible.length, visible.length - 1, visible.length, 0])
    expect(texts.map((text) => text.trim().replaceAll(/\s+/g, ' ')).sort()).toEqual(
      visible.map((text) => text.trim().replaceAll(/\s+/g, ' ')).sort(),
    )
  })

  it('no text of an image is wider than what it stands on', async () => {
    for (const plan of Object.values(PLANS)) {
      await page.setContent(`<!doctype html><body style="margin:0">${diagramSvg(plan, 'both')}`)
      const tooWide = await page.evaluate(() => {
        type Measured = { textContent: string; getBBox: () => { x: number; width: number }; parentNode: Measured } & {
          querySelector: (selector: string) => Measured | null
        }
        const { document } = globalThis as unknown as {
          document: { querySelectorAll: (s: string) => Iterable<Measured> }
        }
        return [...document.querySelectorAll('g > text')].flatMap((text) => {
          const card = text.parentNode.querySelector(':scope > rect')
          if (card === null) return []
          const [inner, outer] = [text.getBBox(), card.getBBox()]
          return inner.x + inner.width > outer.x + outer.width ? [text.textContent] : []
        })
      })
      expect(tooWide, plan.name).toEqual([])
    }
  })

  it('an image has other colours in the dark, and enough contrast in both', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const shown = await browser.newPage({ colorScheme })
      await shown.setContent(`<!doctype html>${diagramSvg(PLANS.article as Draft, 'recommended')}`)
      const colours = await shown.evaluate(() => {
        type Element = { getAttribute: (name: string) => string }
        const { document, getComputedStyle } = globalThis as unknown as {
          document: { querySelectorAll: (s: string) => Iterable<Element> }
          getComputedStyle: (element: Element) => { fill: string }
        }
        const fills = (selector: string) => [
          ...new Set([...document.querySelectorAll(selector)].map((one) => getComputedStyle(one).fill)),
        ]
        return {
          paper: fills('rect.fill-paper'),
          grounds: fills('rect.fill-box, rect.fill-area, rect.fill-paper'),
          texts: fills('text'),
        }
      })
      expect(colours.paper).toEqual([colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(13, 17, 23)'])
      for (const text of colours.texts)
        for (const ground of colours.grounds)
          expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThan(4.5)
      await shown.close()
    }
  })
})

/** Of two colours as a browser tells them (WCAG 2.2, relative luminance). */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
      const share = Number(part) / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}
