// Names that would be markup: every page has the same elements with them as with harmless ones, and says them as they are.
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Service, startService } from '../service.ts'
import { elementsIn, get, planned, send, wordsIn } from './asked.ts'
import { HOSTILE, topologyWith } from './hostile-names.ts'

let service: Service
let harmless: string
beforeAll(async () => {
  service = await startService()
  harmless = await planned(service, { text: JSON.stringify(topologyWith('harmless')) })
})
afterAll(() => service.app.close())

/** What the page is made of, whatever it says. A word between backticks is code, and nothing else. */
const skeleton = (html: string): string[] =>
  elementsIn(html)
    .filter(({ tagName }) => tagName !== 'code')
    .map(({ tagName, attrs }) => `${tagName} ${attrs.map(({ name }) => name).join(' ')}`)

describe.each(HOSTILE)('%s', (text) => {
  it('is text on every page of a plan that has it', async () => {
    const path = await planned(service, { text: JSON.stringify(topologyWith(text)) })
    const [id, other] = [path, harmless].map((one) => one.split('/').at(-1))
    for (const [page, twin] of [
      [path, harmless],
      [`/?from=${id}`, `/?from=${other}`],
      [`/plans/compare?a=${id}&b=${id}`, `/plans/compare?a=${other}&b=${other}`],
    ] as const) {
      const [said, meant] = await Promise.all([page, twin].map((one) => get(service, one)))
      expect(said?.status).toBe(200)
      expect(skeleton(said?.text ?? '')).toEqual(skeleton(meant?.text ?? ''))
    }
  })

  it('is text where it comes back from the form, and where it is looked for', async () => {
    const [said, meant] = await Promise.all(
      [text, 'harmless'].map((name) => send(service, { text: JSON.stringify({ [name]: name }) })),
    )
    expect(said?.status).toBe(400)
    expect(skeleton(said?.text ?? '')).toEqual(skeleton(meant?.text ?? ''))
    const name = encodeURIComponent(text)
    const [found, sought] = await Promise.all(
      [name, 'harmless'].map((one) => get(service, `/plans?name=${one}&a=${one}`)),
    )
    expect(skeleton(found?.text ?? '')).toEqual(skeleton(sought?.text ?? ''))
  })
})

it('the owner is told as written, what cannot be seen as its code point', async () => {
  const path = await planned(service, { text: JSON.stringify(topologyWith('<b>team</b> a\u202eb')) })
  expect(wordsIn((await get(service, path)).text)).toContain('<b>team</b> a\\u{202e}b')
  expect(wordsIn((await get(service, '/plans')).text)).toContain('<b>team</b> a\\u{202e}b')
})

describe('templates', () => {
  const templates = readdirSync('pages/templates').map((name): [string, string] => [
    name,
    readFileSync(`pages/templates/${name}`, 'utf8'),
  ])

  it.each(templates)('%s escapes all but other templates, and quotes every attribute', (_, template) => {
    const raw = [...template.matchAll(/<%~\s*(\S+)/g)].map(([, what]) => what)
    expect(raw.filter((what) => what !== 'it.body' && !what?.startsWith('include('))).toEqual([])
    expect(template).not.toMatch(/\s[a-z-]+=<%|style="|\son[a-z]+="|javascript:/)
    expect(template).not.toMatch(/https?:\/\//)
  })
})
