// Compose files (docker compose, version 2 of the specification) → a topology. What a developer's machine and a cluster have in
// common is taken over; what only the machine has is told; who may come in from outside is asked.
import { compareText } from '../../domain/finding.ts'
import { Draft, NAMED_BY_CALLER } from '../draft/draft.ts'
import { nameFrom, validNames } from '../draft/names.ts'
import type { DocumentReport, Imported, Importer, ImportTarget, InputFile } from '../imported.ts'
import { childOf, type Node, type Place, textOf, textsOf } from '../tree/node.ts'
import { readTrees } from '../tree/read.ts'
import { pause, putProject } from './application.ts'
import { folderOf, isComposeMap, isVersionOne, normal, readFiles } from './files.ts'
import { loadProject, type Project } from './project.ts'
import { readService } from './service.ts'

export const composeImporter = {
  format: 'compose',
  detects: (files) => files.some((file) => /\.ya?ml$|\.json$|^input$|^[^.]*$/i.test(file.name) && holdsCompose(file)),
  import: importCompose,
} satisfies Importer

/** A glance at the text first: parsing what is plainly something else would cost as much as importing it. */
const holdsCompose = (file: InputFile): boolean =>
  /(?:^|[\n{,"])\s*"?(?:services|include|image|build)"?\s*:/.test(file.text) &&
  readTrees(file).some(({ root }) => root !== undefined && (isComposeMap(root) || isVersionOne(root)))

async function importCompose(files: readonly InputFile[], { target, name }: ImportTarget): Promise<Imported> {
  const draft = new Draft()
  const sent = readFiles(files)
  await pause()
  for (const { file, key, line, at } of sent.duplicates) {
    draft.note({
      code: 'DUPLICATE_KEY',
      severity: 'warning',
      message: `The key "${key.slice(0, 60)}" is given twice in one map, which Compose refuses; the last one is taken.`,
      fix: 'Remove one of them.',
      from: { file, line, at },
    })
  }
  const project = loadProject(sent, draft)
  const [named = 'input'] = files.map((file) => file.name).sort(compareText)
  const first: Place = { file: named, line: 1, at: '' }
  putName(project, name, first, draft)
  if (project !== undefined) {
    await pause()
    const active = activeServices(project, draft)
    const names = namesFor([...active.keys()], draft, active)
    const services = [...active]
      .sort(([a], [b]) => compareText(a, b))
      .map(([written, node]) => readService(written, names.get(written) ?? written, node, sent, project.lookup))
    await putProject(services, project, draft)
  }
  return draft.finish(target, reportsOf(sent.reports, project))
}

/** A file that was well-formed, and that nobody needed in the end. */
const reportsOf = (reports: readonly DocumentReport[], project: Project | undefined): DocumentReport[] =>
  reports.map((report) => {
    const isUsed = report.kind !== 'Compose' || report.outcome !== 'analysed' || project?.used.has(normal(report.file))
    return isUsed ? report : { ...report, outcome: 'skipped', because: 'COMPOSE_FILE does not name it' }
  })

/** The caller's word, the file's own name, that of `.env`, the folder's; else one that has to be asked for. */
function putName(project: Project | undefined, given: string | undefined, first: Place, draft: Draft): void {
  const own = textOf(project?.name)
  const folder = folderOf(first.file).split('/').at(-1)
  const variable = project?.lookup('COMPOSE_PROJECT_NAME')
  const put = (name: string, from: Place, rule: string, confidence: number) =>
    draft.put(['name'], rule === 'name-given' ? name : nameFrom(name, 'app'), { from, rule, confidence })
  if (given !== undefined) put(given, NAMED_BY_CALLER, 'name-given', 1)
  else if (own && project?.name) put(own, project.name, 'project-name', 1)
  else if (variable) put(variable, first, 'project-name-variable', 0.9)
  else if (folder) put(folder, first, 'folder-name', 0.6)
  else {
    const text = 'What is the application called? The files do not say.'
    draft.put(['name'], 'application', { from: first, rule: 'no-name', confidence: 0.2, ask: { text } })
  }
}

const SERVICES_AT_MOST = 10_000

/** Services without a profile, and those of the profiles that `COMPOSE_PROFILES` names. */
function activeServices({ services, lookup }: Project, draft: Draft): Map<string, Node> {
  const wished = new Set((lookup('COMPOSE_PROFILES') ?? '').split(',').map((profile) => profile.trim()))
  const isActive = (node: Node) => {
    const profiles = textsOf(childOf(node, 'profiles')).map(({ text }) => text)
    return profiles.length === 0 || wished.has('*') || profiles.some((profile) => wished.has(profile))
  }
  const resting = [...services].filter(([, node]) => !isActive(node))
  for (const [name, node] of resting) {
    draft.note({
      code: 'PROFILE_NOT_ACTIVE',
      severity: 'info',
      message: `The service "${name.slice(0, 63)}" is only started with a profile (${profilesOf(node)}); it is left out.`,
      fix: 'Send a .env file with COMPOSE_PROFILES to have it.',
      from: node,
    })
  }
  const active = [...services].filter(([, node]) => isActive(node))
  if (active.length > SERVICES_AT_MOST) {
    draft.note({
      code: 'TOO_MANY_SERVICES',
      severity: 'error',
      message: `The project has ${active.length} services; only the first ${SERVICES_AT_MOST} are taken over.`,
      fix: 'Import it in parts.',
    })
  }
  return new Map(active.slice(0, SERVICES_AT_MOST))
}

const profilesOf = (node: Node): string =>
  textsOf(childOf(node, 'profiles'))
    .map(({ text }) => text.slice(0, 30))
    .slice(0, 5)
    .join(', ')

function namesFor(written: readonly string[], draft: Draft, services: ReadonlyMap<string, Node>): Map<string, string> {
  const names = validNames(written, 'service')
  for (const [old, name] of names) {
    if (old === name) continue
    draft.note({
      code: 'NAME_CHANGED',
      severity: 'warning',
      path: ['workloads', name],
      message: `The service "${old.slice(0, 100)}" is called ${name} here: Kubernetes takes no other name. Whoever calls it under the old name must be told.`,
      fix: `Replace "${old.slice(0, 100)}" by ${name} in the variables and files of its callers.`,
      ...(services.get(old) === undefined ? {} : { from: services.get(old) as Node }),
    })
  }
  return names
}
