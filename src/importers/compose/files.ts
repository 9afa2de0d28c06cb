// What was sent, told apart: Compose files, files of variables, and what is neither. Paths are looked up as their authors wrote
// them, relative to the file that names them.
import type { DocumentReport, InputFile } from '../imported.ts'
import { childOf, entriesOf, isMap, type Node, textOf } from '../tree/node.ts'
import { readTrees, type TreeDocument } from '../tree/read.ts'

export type ComposeFile = { name: string; documents: Node[] }
export type SentFiles = {
  compose: ReadonlyMap<string, ComposeFile>
  environment: ReadonlyMap<string, InputFile>
  reports: DocumentReport[]
  duplicates: { file: string; key: string; line: number; at: string }[]
}

const isEnvironment = (name: string): boolean => /^\.?env(?:\.|$)|\.env(?:\.[\w-]+)?$/i.test(baseOf(name))
const isYaml = (name: string): boolean => /\.(?:ya?ml|json)$/i.test(name) || !baseOf(name).includes('.')
const NO_YAML = /^(?:dockerfile|makefile|license|readme|procfile)/i
const isNamedCompose = (name: string): boolean => /^(?:docker-)?(?:compose|stack)\b/i.test(baseOf(name))

export function readFiles(files: readonly InputFile[]): SentFiles {
  const sent = { compose: new Map<string, ComposeFile>(), environment: new Map<string, InputFile>() }
  const reports: DocumentReport[] = []
  const duplicates: SentFiles['duplicates'] = []
  for (const file of files) {
    const name = normal(file.name)
    const place = { file: file.name, document: 1, line: 1 }
    if (isEnvironment(name)) {
      sent.environment.set(name, file)
      reports.push({ ...place, kind: 'Variables', outcome: 'analysed' })
      continue
    }
    if (!isYaml(name) || NO_YAML.test(baseOf(name))) {
      reports.push({ ...place, outcome: 'skipped', because: 'not needed: no Compose file' })
      continue
    }
    for (const document of readTrees(file)) {
      const report = reportOn(document, name)
      reports.push({
        file: file.name,
        document: document.document,
        line: document.problem?.line ?? document.line,
        ...report,
      })
      if (report.outcome !== 'analysed' || document.root === undefined) continue
      const known = sent.compose.get(name)?.documents ?? []
      sent.compose.set(name, { name, documents: [...known, document.root] })
      duplicates.push(...document.duplicates.map((duplicate) => ({ file: file.name, ...duplicate })))
    }
  }
  return { ...sent, reports, duplicates }
}

type Verdict = Pick<DocumentReport, 'kind' | 'name' | 'outcome' | 'because'>

function reportOn({ root, problem }: TreeDocument, name: string): Verdict {
  if (problem !== undefined) return { outcome: 'refused', because: problem.says }
  if (root === undefined) return { outcome: 'skipped', because: 'it holds nothing' }
  if (!isMap(root))
    return { outcome: 'refused', because: 'a Compose file is a map with `services`; this is something else' }
  if (isComposeMap(root) || (isNamedCompose(name) && !isForeign(root) && !isVersionOne(root)))
    return { kind: 'Compose', outcome: 'analysed' }
  if (isForeign(root)) return { outcome: 'skipped', because: `no Compose file: it has apiVersion; send it on its own` }
  if (isVersionOne(root)) return { kind: 'Compose', outcome: 'refused', because: VERSION_ONE }
  return { outcome: 'skipped', because: 'no Compose file: it has neither `services` nor `include`' }
}

const VERSION_ONE =
  'the first version of the Compose file format, with services at the top level, is read by no current Compose; put everything under `services:` (indented by two spaces) and replace `links` by names'

export const isComposeMap = (root: Node): boolean =>
  !isForeign(root) && (isMap(childOf(root, 'services')) || childOf(root, 'include') !== undefined)

const isForeign = (root: Node): boolean => textOf(childOf(root, 'apiVersion')) !== undefined

/** Services at the top level: each is a map, and at least one says what it runs. */
export function isVersionOne(root: Node): boolean {
  const entries = [...entriesOf(root)].filter(([key]) => key !== 'version' && !key.startsWith('x-'))
  return (
    !entriesOf(root).has('services') &&
    entries.length > 0 &&
    entries.every(([, node]) => isMap(node)) &&
    entries.some(([, node]) => textOf(childOf(node, 'image')) !== undefined || childOf(node, 'build') !== undefined)
  )
}

export const baseOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1)
export const folderOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')))

/** `./a/../b.yaml` → `b.yaml`; what would climb out of what was sent stays at its top. */
export function normal(path: string): string {
  const steps: string[] = []
  for (const step of path.replaceAll('\\', '/').split('/').slice(0, 100)) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}

/** As written, from the folder of whoever names it; failing that, the only file of that name. */
export function findFile<Value>(files: ReadonlyMap<string, Value>, folder: string, path: string): Value | undefined {
  const exact = files.get(normal(path.startsWith('/') ? path : `${folder}/${path}`))
  if (exact !== undefined) return exact
  const alike = [...files].filter(([name]) => baseOf(name) === baseOf(normal(path)))
  return alike.length === 1 ? alike[0]?.[1] : undefined
}
