// Score files (score.dev/v1b1), one or many workloads → a topology. Ports, routes and probes are taken as they stand; what the
// platform will provision is called, and asked for.
import { compareText } from '../../domain/finding.ts'
import { Draft, NAMED_BY_CALLER } from '../draft/draft.ts'
import { putExternals } from '../draft/externals.ts'
import { siteOf } from '../draft/host.ts'
import { nameFrom, validNames } from '../draft/names.ts'
import type { DocumentReport, Imported, Importer, ImportTarget, InputFile } from '../imported.ts'
import { childOf, isList, isMap, type Node, textOf } from '../tree/node.ts'
import { readTrees, type TreeDocument } from '../tree/read.ts'
import { putFields } from './fields.ts'
import { callsToWorkloads, putServers, resourcesOf, tellOtherResources } from './resources.ts'
import { putRoutes, routesOf } from './routes.ts'
import { spokenOf } from './variables.ts'
import { readWorkload, type ScoreWorkload } from './workload.ts'

export const scoreImporter = {
  format: 'score',
  detects: (files) =>
    files.some((file) => /score\.dev\//.test(file.text) && readTrees(file).some(({ root }) => isScore(root))),
  import: importScore,
} satisfies Importer

const versionOf = (root: Node | undefined): string => textOf(childOf(root, 'apiVersion')) ?? ''
const isScore = (root: Node | undefined): boolean => versionOf(root).startsWith('score.dev/')

function importScore(files: readonly InputFile[], { target, name }: ImportTarget): Imported {
  const draft = new Draft()
  const sorted = [...files].sort((a, b) => compareText(a.name, b.name))
  const { roots, reports } = readScoreFiles(sorted, draft)
  const names = validNames([...roots.keys()], 'workload')
  const all = new Map(
    [...roots]
      .sort(([a], [b]) => compareText(a, b))
      .map(([written, root]) => [written, readWorkload(written, names.get(written) ?? written, root, draft)]),
  )
  for (const workload of all.values()) tellRenamed(workload, draft)
  putName([...all.values()], name, sorted[0], draft)
  putWorkloads(all, draft)
  return draft.finish(target, reports)
}

type ScoreFiles = { roots: Map<string, Node>; reports: DocumentReport[] }

/** Every document is taken, passed over or refused on its own; the first of a name is the one. */
function readScoreFiles(files: readonly InputFile[], draft: Draft): ScoreFiles {
  const roots = new Map<string, Node>()
  const reports: DocumentReport[] = []
  for (const file of files) {
    for (const document of readTrees(file)) {
      const report = reportOn(document, roots)
      const line = document.problem?.line ?? document.line
      reports.push({ file: file.name, document: document.document, line, ...report })
      if (report.outcome === 'analysed' && document.root !== undefined && report.name !== undefined)
        roots.set(textOf(childOf(document.root, 'metadata', 'name')) ?? report.name, document.root)
      for (const { key, line: at, at: pointer } of document.duplicates) {
        draft.note({
          code: 'DUPLICATE_KEY',
          severity: 'warning',
          message: `The key "${key.slice(0, 60)}" is given twice in one map; the last one is taken.`,
          fix: 'Remove one of them.',
          from: { file: file.name, line: at, at: pointer },
        })
      }
    }
  }
  return { roots, reports }
}

type Verdict = Pick<DocumentReport, 'kind' | 'name' | 'outcome' | 'because'>

function reportOn({ root, problem }: TreeDocument, taken: ReadonlyMap<string, Node>): Verdict {
  if (problem !== undefined) return { outcome: 'refused', because: problem.says }
  if (root === undefined) return { outcome: 'skipped', because: 'it holds nothing' }
  if (!isScore(root)) return { outcome: 'skipped', because: 'no Score file: its apiVersion is not score.dev/v1b1' }
  const name = textOf(childOf(root, 'metadata', 'name'))
  const shown = name === undefined ? {} : { name: name.slice(0, 63) }
  const refused = (because: string): Verdict => ({ kind: 'Workload', ...shown, outcome: 'refused', because })
  if (versionOf(root) !== 'score.dev/v1b1')
    return refused(`only score.dev/v1b1 is read, this is ${versionOf(root).slice(0, 40)}`)
  if (name === undefined) return refused('`metadata.name` is missing; a workload needs a name')
  if (!isMap(childOf(root, 'containers')))
    return refused('`containers` is missing; it must be a map by the names of the containers')
  if (taken.has(name))
    return refused('a workload of this name stands before it; give one of them another metadata.name')
  return { kind: 'Workload', ...shown, outcome: 'analysed' }
}

/** The caller's word; that of the only workload; else it is asked for. */
function putName(
  all: readonly ScoreWorkload[],
  given: string | undefined,
  file: InputFile | undefined,
  draft: Draft,
): void {
  const [only, second] = all
  const place = { file: file?.name ?? 'input', line: 1, at: '' }
  const from = only === undefined ? place : (childOf(only.root, 'metadata', 'name') ?? only.root)
  if (given !== undefined) draft.put(['name'], given, { from: NAMED_BY_CALLER, rule: 'name-given', confidence: 1 })
  else if (only !== undefined && second === undefined)
    draft.put(['name'], nameFrom(only.name, 'app'), { from, rule: 'only-workload', confidence: 0.6 })
  else {
    const text = 'What is the application called? Score names its workloads only.'
    draft.put(['name'], 'application', { from, rule: 'no-name', confidence: 0.2, ask: { text } })
  }
}

function putWorkloads(all: ReadonlyMap<string, ScoreWorkload>, draft: Draft): void {
  const workloads = [...all.values()]
  const resources = new Map(workloads.map((workload) => [workload.written, resourcesOf(workload)]))
  const everything = [...resources.values()].flat()
  const routes = new Map(workloads.map(({ written }) => [written, routesOf(resources.get(written) ?? [], draft)]))
  const spoken = new Map(workloads.map((workload) => [workload.written, spokenOf(workload, all)]))
  const names = workloads.map(({ name }) => name)
  const hosts = everything.flatMap(({ from }) => siteOf([textOf(childOf(from, 'params', 'host')) ?? ''], []).hosts)
  const outside = putExternals(spoken, names, new Set(hosts), draft)
  const servers = putServers(everything, [...names, ...draft.namesAt('externals')], draft)
  const taken = new Set<string>()
  for (const workload of workloads) {
    const { written, name } = workload
    const own = routes.get(written) ?? []
    putFields(workload, new Map(own.map(({ resource, port }) => [port.name, resource.from])), draft)
    putRoutes(workload, own, taken, draft)
    const stated = callsToWorkloads(resources.get(written) ?? [], all, draft)
    // Who says which port it calls has said it for the vaguer words as well.
    const isVague = (call: string) => [...stated.keys()].some((exact) => exact.startsWith(`${call}/`))
    const calls = new Map([
      ...[...(spoken.get(written)?.calls ?? [])].filter(([call]) => !isVague(call)),
      ...stated,
      ...outside(written),
      ...servers(written),
    ])
    const sorted = [...calls].sort(([a], [b]) => compareText(a, b))
    for (const [index, [call, ground]] of sorted.entries()) draft.put(['workloads', name, 'calls', index], call, ground)
    tellOldForms(workload, draft)
  }
  tellOtherResources(everything, draft)
}

function tellRenamed({ written, name, root }: ScoreWorkload, draft: Draft): void {
  if (written === name) return
  draft.note({
    code: 'NAME_CHANGED',
    severity: 'warning',
    path: ['workloads', name],
    message: `The workload "${written.slice(0, 63)}" is called ${name} here: Kubernetes takes no other name for a Service.`,
    fix: 'Whoever calls it under the old name must be told.',
    from: root,
  })
}

/** Lists of files and volumes have given way to maps by their target. */
function tellOldForms({ name, containers }: ScoreWorkload, draft: Draft): void {
  for (const field of ['files', 'volumes']) {
    const list = containers.map(([, container]) => childOf(container, field)).find(isList)
    if (list === undefined) continue
    draft.note({
      code: 'DEPRECATED_FORM',
      severity: 'info',
      path: ['workloads', name],
      message: `\`${field}\` of ${name} is a list, a form that Score has deprecated; it changes nothing here.`,
      fix: `Write \`${field}\` as a map by target.`,
      from: list,
    })
  }
}
