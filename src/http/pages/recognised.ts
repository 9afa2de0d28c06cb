// What was pasted or dropped → a topology, whatever it was before: one as its owner wrote it, or files of other tools, imported.
import { dump } from 'js-yaml'
import type { Caller } from '../../application/caller.ts'
import type { ImportAnswer } from '../../application/imports/imports.ts'
import type { Planner } from '../../application/planner.ts'
import { Failure } from '../../domain/failure.ts'
import { type Format, readDocument, SentDocument } from '../documents.ts'
import { mistaken, type SentForm } from './sent-form.ts'

export type Recognised =
  | { kind: 'topology'; document: unknown; sent: SentDocument }
  | { kind: 'imported'; document: ImportAnswer['topology']; imported: ImportAnswer }

type Input = { planner: Planner; caller: Caller; form: SentForm }

/** Throws MALFORMED_DOCUMENT with line and column, YAML_ALIASES_NOT_ALLOWED, and what an import throws. */
export async function recognise({ planner, caller, form }: Input): Promise<Recognised> {
  const { text, target } = form
  const files = form.files.length > 0 ? form.files : text.trim() === '' ? [] : [{ name: 'input', text }]
  const [only] = files
  if (only === undefined)
    throw mistaken('There is nothing to plan yet: paste a topology or manifests, or choose files.')
  const read = files.length === 1 ? attempt(only.text) : undefined
  if (read instanceof SentDocument && isTopology(read.value))
    return { kind: 'topology', document: withTarget(read.value, target), sent: read }
  try {
    const asked = askedOf(target)
    const imported = await planner.import(caller, { files, target: asked })
    return { kind: 'imported', document: imported.topology, imported }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    if (error.code === 'UNKNOWN_FORMAT') throw read instanceof Failure ? read : unknown()
    // The form has one place for the cloud, and nobody who imports has said any other thing of the target.
    if (error.code === 'INVALID_TOPOLOGY' && target === '') throw mistaken(PICK)
    throw error
  }
}

const PICK = 'Manifests do not say in which cloud they run: pick cloud and region beside the text.'

const unknown = (): Failure =>
  mistaken(
    'This is neither a topology, which has `name`, `target` and `workloads`, nor Kubernetes objects, a compose file or a Score file.',
  )

/** A topology, as YAML to go on with. */
export const topologyText = (topology: unknown): string => dump(topology, { noRefs: true, lineWidth: 100 })

function attempt(text: string): SentDocument | Failure {
  const format: Format = /^\s*[{[]/.test(text) ? 'JSON' : 'YAML'
  try {
    return readDocument(Buffer.from(text), format)
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}

type Topology = Record<string, unknown>

const isTopology = (value: unknown): value is Topology =>
  typeof value === 'object' &&
  value !== null &&
  (Object.hasOwn(value, 'workloads') || ('kind' in value && value.kind === 'Topology'))

function askedOf(target: string): Record<string, string> {
  const [provider = '', region = ''] = target.split('/')
  return { ...(provider === '' ? {} : { provider }), ...(region === '' ? {} : { region }) }
}

/** What was picked wins; what else the topology says of its target holds. */
function withTarget(topology: Topology, target: string): Topology {
  if (target === '') return topology
  const { target: own } = topology
  const { region: _, ...rest } = typeof own === 'object' && own !== null ? (own as Topology) : {}
  return { ...topology, target: { ...rest, ...askedOf(target) } }
}
