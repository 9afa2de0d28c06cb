// The folder with templates, style and script → pages and the files they need. Whatever a template writes out is escaped; the only
// thing that is not is another template.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Eta } from 'eta'
import { digest } from '../conditional.ts'

export type Asset = { path: string; type: string; content: string }

export type Pages = {
  /** A whole page. `base` goes before every path in it. */
  render: (template: Template, data: object) => string
  /** Named by what is in them: a file of that name never changes. */
  assets: readonly Asset[]
  /** By name, a text that can be planned. */
  examples: Readonly<Record<string, string>>
}

export type Template = 'form' | 'plans' | 'plan' | 'compare' | 'problem'

const ASSETS = [
  ['moorage', 'css', 'text/css; charset=utf-8'],
  ['moorage', 'js', 'text/javascript; charset=utf-8'],
  ['moorage', 'svg', 'image/svg+xml'],
] as const

const EXAMPLES = ['topology', 'manifests'] as const

export function openPages(folder: string, base: string): Pages {
  const eta = new Eta({ views: join(folder, 'templates'), cache: true, autoEscape: true })
  const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8')
  const assets = ASSETS.map(([name, suffix, type]): Asset => {
    const content = read('assets', `${name}.${suffix}`)
    return { path: `/assets/${name}-${digest(content)}.${suffix}`, type, content }
  })
  const [style = '', script = '', icon = ''] = assets.map(({ path }) => `${base}${path}`)
  return {
    render: (template, data) => eta.render(`./${template}`, { ...data, base, style, script, icon }),
    assets,
    examples: Object.fromEntries(EXAMPLES.map((name) => [name, read('examples', `${name}.yaml`)])),
  }
}
