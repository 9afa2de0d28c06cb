// Every recipe: its page leads to every file beside it, its files can be read by what reads them, and it is run by a test.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import { loadAll } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { recipe } from './calling.ts'

const FOLDERS = readdirSync('docs/recipes').filter((name) => statSync(`docs/recipes/${name}`).isDirectory())
const linksIn = (page: string) =>
  [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link).filter((link) => !link.startsWith('https://'))

it('is in the list, and the list leads to nothing else', () => {
  expect(FOLDERS.length).toBeGreaterThan(8)
  expect(linksIn(recipe('README.md')).sort()).toEqual(FOLDERS.map((name) => `${name}/README.md`).sort())
})

describe.each(FOLDERS)('%s', (folder) => {
  const files = readdirSync(`docs/recipes/${folder}`)
  const page = recipe(`${folder}/README.md`)

  it('has a page that leads to each of its files, and to no other here', () => {
    const links = linksIn(page)
    expect(links.filter((link) => !link.startsWith('../')).sort()).toEqual(
      files.filter((file) => file !== 'README.md').sort(),
    )
    for (const link of links) expect(existsSync(posix.join('docs/recipes', folder, link)), link).toBe(true)
  })

  it('says what is sent, what errors look like and what limits there are', () => {
    expect(page).toMatch(/^#+ .*[Ee]rrors/m)
    expect(page).toMatch(/\b(?:limits?|at most|seconds|no time limit)\b/i)
    expect(page.split('\n').length).toBeLessThan(80)
  })

  it.each(files.filter((file) => /\.(?:ya?ml|json)$/.test(file)))('has a %s that can be read', (file) => {
    const read = file.endsWith('.json')
      ? [JSON.parse(recipe(`${folder}/${file}`))]
      : loadAll(recipe(`${folder}/${file}`))
    for (const document of read) expect(document).toBeTypeOf('object')
  })

  it('is run', () => {
    expect(existsSync(`test/recipes/${folder}.test.ts`)).toBe(true)
  })
})
