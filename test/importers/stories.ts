// What comes out of a fixture of files, as text to be read: the topology, what is said of it, and a line for the source of each field.
import { dump } from 'js-yaml'
import type { Imported, ImportTarget } from '../../src/importers/imported.ts'
import { PROVIDERS } from '../../src/providers/index.ts'

const aws = PROVIDERS.get('aws')
if (aws === undefined) throw new Error('aws is a provider')
/** Where the fixtures are to run. */
export const AWS: ImportTarget = { target: { provider: 'aws', region: 'us-east-1' }, provider: aws }

export function asText({ topology, questions, findings, documents, provenance }: Imported): string {
  const { target: _target, ...own } = topology
  const sources = provenance.map(
    ({ path, file, line, at, rule, confidence }) => `${path} from ${file}:${line} ${at} (${rule}, ${confidence})`,
  )
  return dump({ topology: own, questions, findings, documents, provenance: sources }, { noRefs: true, lineWidth: -1 })
}
