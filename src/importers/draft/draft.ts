// A topology under construction. A field gets in only together with the place it comes from, so none can be without provenance;
// a field that is guessed at gets in only together with the question it raises.
import { invariant } from '../../domain/failure.ts'
import { compareText, type Severity } from '../../domain/finding.ts'
import type { TopologyInput } from '../../domain/topology/index.ts'
import type { DocumentReport, Imported, ImportFinding, ImportTarget, Provenance, Question } from '../imported.ts'
import type { Place } from '../tree/node.ts'

/** Under this, a field is a guess and its owner is asked. */
export const SURE = 0.5

/** What the caller says beside the files. */
export const NAMED_BY_CALLER: Place = { file: 'request', line: 1, at: '/name' }
const TARGET: Place = { file: 'request', line: 1, at: '/target' }

export type Ask = { text: string; choices?: readonly unknown[] }
/** Why a field says what it says: where it was read, by which rule (kebab-case), and how sure that is. */
export type Ground = { from: Place; rule: string; confidence: number; ask?: Ask }
export type Step = string | number
export type Note = {
  code: string
  severity: Severity
  /** Into the topology; the whole of it when not given. */
  path?: readonly Step[]
  message: string
  fix?: string
  from?: Place
}

type Field = { path: readonly Step[]; value: unknown }

export class Draft {
  readonly #fields: Field[] = []
  readonly #provenance: Provenance[] = []
  readonly #questions: Question[] = []
  readonly #findings: ImportFinding[] = []

  put(path: readonly Step[], value: unknown, { from, rule, confidence, ask }: Ground): void {
    invariant(confidence < SURE === (ask !== undefined), `${rule} asks exactly when it is not sure`)
    const pointer = pointerTo(path)
    this.#fields.push({ path, value })
    this.#from(path, { from, rule, confidence })
    if (ask === undefined) return
    const { text, choices } = ask
    const question = { id: `${rule}:${pointer}`, path: pointer, text, assumed: value }
    this.#questions.push({ ...question, ...(choices === undefined ? {} : { choices: [...choices] }) })
  }

  /** Where a part of a field that was put as a whole comes from. What is asked about as a whole is not said again of its parts. */
  trace(path: readonly Step[], ground: Ground): void {
    if (ground.confidence >= SURE) this.#from(path, ground)
  }

  #from(path: readonly Step[], { from, rule, confidence }: Ground): void {
    this.#provenance.push({ path: pointerTo(path), file: from.file, line: from.line, at: from.at, rule, confidence })
  }

  /** The names that a map at the top of the topology has so far. */
  namesAt(field: string): string[] {
    return [...new Set(this.#fields.filter(({ path }) => path[0] === field).map(({ path }) => String(path[1])))]
  }

  note({ code, severity, path = [], message, fix, from }: Note): void {
    this.#findings.push({
      code,
      severity,
      path: pointerTo(path),
      message: message.slice(0, 600),
      ...(fix === undefined ? {} : { fix }),
      ...(from === undefined ? {} : { file: from.file, line: from.line }),
    })
  }

  finish(target: ImportTarget['target'], documents: DocumentReport[]): Imported {
    const { name, externals, workloads = {} } = built(this.#fields)
    this.trace(['target'], { from: TARGET, rule: 'asked-for', confidence: 1 })
    return {
      topology: { name, target, ...(externals === undefined ? {} : { externals }), workloads } as TopologyInput,
      provenance: this.#provenance.sort((a, b) => compareText(a.path, b.path) || compareText(a.rule, b.rule)),
      questions: this.#questions.sort((a, b) => compareText(a.path, b.path)),
      findings: sorted(this.#findings),
      documents: [...documents].sort((a, b) => compareText(a.file, b.file) || a.document - b.document),
    }
  }
}

const pointerTo = (path: readonly Step[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** The names in a path are valid Kubernetes names or fields of ours: none of them is `__proto__`. */
function built(fields: readonly Field[]): Record<Step, unknown> {
  const root: Record<Step, unknown> = {}
  for (const { path, value } of fields) {
    let parent = root
    for (const [index, step] of path.slice(0, -1).entries()) {
      // Asked of the object itself: a workload may be called "constructor".
      if (!Object.hasOwn(parent, step)) parent[step] = typeof path[index + 1] === 'number' ? [] : {}
      parent = parent[step] as Record<Step, unknown>
    }
    const last = path.at(-1)
    if (last !== undefined) parent[last] = value
  }
  return root
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

function sorted(findings: readonly ImportFinding[]): ImportFinding[] {
  const once = new Map(findings.map((finding) => [JSON.stringify(finding), finding]))
  return [...once.entries()]
    .sort(
      ([a, one], [b, other]) =>
        RANK[one.severity] - RANK[other.severity] || compareText(one.path, other.path) || compareText(a, b),
    )
    .map(([, finding]) => finding)
}
