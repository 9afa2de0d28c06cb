// Kubernetes objects → topology, as-is design, findings and questions: one folder for each trap. UPDATE=1 writes the expected twins anew, to be
// read before they are kept.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { casesIn, imported, noticed } from './fixtures.ts'

const folder = new URL('kubernetes/', import.meta.url)
const cases = casesIn(folder)

describe('an import', () => {
  it.each(cases.map((one) => [one.name, one.shows, one] as const))('%s: %s', async (name, _, one) => {
    const text = `${JSON.stringify(noticed(await imported(one)), null, 2)}\n`
    const file = new URL(`${name}/expected.json`, folder)
    if (process.env.UPDATE === '1') writeFileSync(file, text)
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text)
  })
})
