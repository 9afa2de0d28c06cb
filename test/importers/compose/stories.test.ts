// Every fixture of the compose importer: what comes out is as written beside it, every field has a source, and it plans with no edit.
// `npx vitest run test/importers/compose -u` accepts a change, once somebody has read it.
import { describe, expect, it } from 'vitest'
import { composeImporter } from '../../../src/importers/compose/index.ts'
import { expectChoices, expectSources, planned } from '../laws.ts'
import { AWS, asText, filesOf, storiesOf } from '../stories.ts'

describe.each(storiesOf('compose'))('%s', async (story) => {
  const files = filesOf('compose', story)
  const imported = await composeImporter.import(files, AWS)

  it('comes out as written down', async () => {
    expect(composeImporter.detects(files)).toBe(true)
    await expect(asText(imported)).toMatchFileSnapshot(`./${story}/expected.yaml`)
  })

  it('has a source for every field and a question for every guess', () => {
    expectSources(imported, files)
  })

  it('is planned with no edit, whatever is answered', async () => {
    await expectChoices(imported)
    if (Object.keys(imported.topology.workloads).length > 0)
      await expect(planned(imported)).resolves.toHaveProperty('topology')
    else expect(imported.documents.some(({ outcome }) => outcome === 'refused')).toBe(true)
  })

  it('comes out the same a second time', async () => {
    expect(asText(await composeImporter.import(structuredClone(files), AWS))).toBe(asText(imported))
  })
})
