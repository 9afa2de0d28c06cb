// What every importer keeps: its folder is named for its format and has its line in the list; whatever it is given, it answers.
import { existsSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ImportFormat } from '../../src/domain/imported.ts'
import { TopologyInput } from '../../src/domain/topology/index.ts'
import { IMPORTERS } from '../../src/importers/index.ts'
import { PROVIDERS } from '../../src/providers/index.ts'

const root = new URL('../../src/importers/', import.meta.url)
const aws = PROVIDERS.get('aws')
if (aws === undefined) throw new Error('there is no provider to import for')
const target = { target: { provider: 'aws' as const, region: 'us-east-1' }, provider: aws }

describe('importers', () => {
  it('are the folders that have a door, each with its line', () => {
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/index.ts`, root)))
      .map(({ name }) => name)
    expect(IMPORTERS.map(({ format }) => format).sort()).toEqual(folders.sort())
    for (const folder of folders) expect(ImportFormat.options).toContain(folder)
  })
})

const text = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        'apiVersion: v1\n',
        'kind: Service\n',
        '---\n',
        'services:\n',
        '  web:\n',
        '    image: a\n',
        '- ',
        '{',
        '}',
        '[',
        '"',
        '&a ',
        '*a\n',
        '\t',
        '\r\n',
        '#',
        ': ',
        '|\n',
      ),
    )
    .map((parts) => parts.join('')),
  fc.json({ maxDepth: 4 }),
)

describe.each(IMPORTERS.map((importer) => [importer.format, importer] as const))('%s', (_format, importer) => {
  it('answers whatever text it is given, the same twice, with a topology of the right form', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ name: fc.constantFrom('a.yaml', 'b/c.yml', 'input'), text }), {
          minLength: 1,
          maxLength: 3,
        }),
        async (files) => {
          const first = await importer.import(files, target)
          expect(JSON.stringify(await importer.import(files, target))).toBe(JSON.stringify(first))
          expect(() => TopologyInput.shape.workloads.parse(first.topology.workloads)).not.toThrow()
        },
      ),
      { numRuns: 150 },
    )
  })
})
