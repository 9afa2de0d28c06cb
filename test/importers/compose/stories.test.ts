// Every fixture of the compose importer: what comes out is as written beside it. What holds of every import is in ../laws.test.ts.
// `npx vitest run test/importers/compose -u` accepts a change, once somebody has read it.
import { describe, expect, it } from 'vitest'
import { composeImporter } from '../../../src/importers/compose/index.ts'
import { casesIn } from '../fixtures.ts'
import { AWS, asText } from '../stories.ts'

const cases = casesIn(new URL('./', import.meta.url))

describe('Compose', () => {
  it.each(cases)('$name: $shows', async ({ name, files }) => {
    expect(composeImporter.detects(files)).toBe(true)
    const text = asText(await composeImporter.import(files, AWS))
    await expect(text).toMatchFileSnapshot(`./${name}/expected.yaml`)
    expect(text).not.toMatch(/canary.?secret/i)
  })
})
