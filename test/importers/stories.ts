// The fixtures of an importer: a folder of files as a caller would send them, and beside it what comes out, written to be read.
import { readdirSync, readFileSync } from 'node:fs'
import { dump } from 'js-yaml'
import type { Imported, ImportTarget, InputFile } from '../../src/importers/imported.ts'
import { PROVIDERS } from '../../src/providers/index.ts'

const aws = PROVIDERS.get('aws')
if (aws === undefined) throw new Error('aws is a provider')
export const AWS: ImportTarget = { target: { provider: 'aws', region: 'us-east-1' }, provider: aws }

const folderOf = (format: string) => new URL(`./${format}/`, import.meta.url)

export const storiesOf = (format: string): string[] =>
  readdirSync(folderOf(format), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()

/** Everything under `input/`, by its path there. */
export function filesOf(format: string, story: string): InputFile[] {
  const input = new URL(`${story}/input/`, folderOf(format))
  return readdirSync(input, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .map((path) => ({
      name: path.slice(path.indexOf('/input/') + 7).replace(/^\/+/, ''),
      text: readFileSync(path, 'utf8'),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** A line for each field: where it is, where it comes from, by which rule and how sure. */
export function asText({ topology, questions, findings, documents, provenance }: Imported): string {
  const { target: _target, ...own } = topology
  const sources = provenance.map(
    ({ path, file, line, at, rule, confidence }) => `${path} from ${file}:${line} ${at} (${rule}, ${confidence})`,
  )
  return dump({ topology: own, questions, findings, documents, provenance: sources }, { noRefs: true, lineWidth: -1 })
}
