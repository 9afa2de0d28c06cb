// Compose files → one project: every value interpolated, `extends` followed, overrides merged in their order, included files added.
import { compareText } from '../../domain/finding.ts'
import type { Draft } from '../draft/draft.ts'
import { childOf, entriesOf, itemsOf, type Node, textOf, textsOf, withEntries } from '../tree/node.ts'
import { readEnvironmentFile } from './environment-file.ts'
import { followExtends } from './extends.ts'
import { baseOf, type ComposeFile, findFile, folderOf, type SentFiles } from './files.ts'
import type { Lookup } from './interpolate.ts'
import { Interpolation } from './interpolation.ts'
import { merge } from './merge.ts'

export type Project = {
  name?: Node
  services: ReadonlyMap<string, Node>
  volumes: ReadonlyMap<string, Node>
  networks: ReadonlyMap<string, Node>
  /** Every top-level field, for what is not taken over. */
  root: Node
  lookup: Lookup
  /** Names of the Compose files that were read for it. */
  used: ReadonlySet<string>
}
export type Loading = {
  sent: SentFiles
  draft: Draft
  interpolation: Interpolation
  included: Set<string>
  used: Set<string>
}

const DEEPEST_INCLUDE = 10

export function loadProject(sent: SentFiles, draft: Draft): Project | undefined {
  const loading: Loading = {
    sent,
    draft,
    interpolation: new Interpolation(draft),
    included: new Set(),
    used: new Set(),
  }
  const [first] = mainFiles(sent)
  if (first === undefined) return undefined
  const lookup = variablesBeside(folderOf(first.name), sent, () => undefined)
  const main = wishedFiles(sent, lookup) ?? mainFiles(sent)
  if (main.length > 1) tellMerged(main, draft)
  const root = loadTogether(main, lookup, loading, [])
  loading.interpolation.report()
  if (root === undefined) return undefined
  const name = childOf(root, 'name')
  return {
    ...(name === undefined ? {} : { name }),
    services: entriesOf(childOf(root, 'services')),
    volumes: entriesOf(childOf(root, 'volumes')),
    networks: entriesOf(childOf(root, 'networks')),
    root,
    lookup,
    used: loading.used,
  }
}

/** Files that no other names, as they were sent; an override file that Compose finds by its name comes after what it overrides. */
function mainFiles(sent: SentFiles): ComposeFile[] {
  const named = new Set([...sent.compose.values()].flatMap((file) => filesNamedBy(file, sent)))
  const free = [...sent.compose.values()].filter((file) => !named.has(file.name))
  // Files that name one another in a circle: the first of them by name must be read for the circle to be told.
  const byName = [...sent.compose.values()].sort((a, b) => compareText(a.name, b.name))
  const main = free.length > 0 ? free : byName.slice(0, 1)
  const isOverride = (file: ComposeFile) => /\.override\./.test(baseOf(file.name))
  return [...main.filter((file) => !isOverride(file)), ...main.filter(isOverride)]
}

/** `COMPOSE_FILE` names the files and their order; those it leaves out are not read. */
function wishedFiles(sent: SentFiles, lookup: Lookup): ComposeFile[] | undefined {
  const paths = (lookup('COMPOSE_FILE') ?? '').split(lookup('COMPOSE_PATH_SEPARATOR') ?? /[:;]/)
  const files = paths.flatMap((path) => findFile(sent.compose, '', path.trim()) ?? [])
  return files.length === 0 ? undefined : files
}

function tellMerged(files: readonly ComposeFile[], draft: Draft): void {
  const names = files.map(({ name }) => name.slice(-60))
  const more = names.length > 8 ? ` and ${names.length - 8} more` : ''
  draft.note({
    code: 'FILES_MERGED',
    severity: 'info',
    message: `${names.length} Compose files are merged as one project, later ones over earlier ones: ${names.slice(0, 8).join(', ')}${more}.`,
    fix: 'Send only the files that are started together, in their order.',
    from: { file: files[0]?.name ?? 'input', line: 1, at: '' },
  })
}

function filesNamedBy(file: ComposeFile, { compose }: SentFiles): string[] {
  const paths = file.documents.flatMap((root) => [
    ...includesOf(root).flatMap(({ paths }) => paths.map(({ text }) => text)),
    ...[...entriesOf(childOf(root, 'services')).values()].flatMap(
      (service) => textOf(childOf(service, 'extends', 'file')) ?? [],
    ),
  ])
  return paths.flatMap((path) => {
    const found = findFile(compose, folderOf(file.name), path)
    return found === undefined || found === file ? [] : [found.name]
  })
}

type Include = { paths: { text: string; node: Node }[]; environment: string[]; node: Node }

const includesOf = (root: Node): Include[] =>
  itemsOf(childOf(root, 'include')).map((item) => ({
    paths: textsOf(childOf(item, 'path') ?? item),
    environment: textsOf(childOf(item, 'env_file')).map(({ text }) => text),
    node: item,
  }))

/** `.env` beside a file; what is known outside wins. */
function variablesBeside(
  folder: string,
  { environment }: SentFiles,
  outer: Lookup,
  named: readonly string[] = [],
): Lookup {
  const files = (named.length > 0 ? named : ['.env']).flatMap((path) => findFile(environment, folder, path) ?? [])
  const values = files.map((file) => readEnvironmentFile(file.text, outer))
  return (name) => outer(name) ?? values.findLast((entries) => entries.has(name))?.get(name)?.value
}

/** Files that override one another, and then what they include: what is included never overrides. */
function loadTogether(
  files: readonly ComposeFile[],
  lookup: Lookup,
  loading: Loading,
  including: readonly string[],
): Node | undefined {
  let merged: Node | undefined
  for (const file of files) {
    loading.used.add(file.name)
    for (const document of file.documents) {
      const read = followExtends(loading.interpolation.tree(document, lookup), merged, file.name, lookup, loading)
      merged = merge(merged, read)
    }
  }
  if (merged === undefined) return undefined
  const chain = [...including, ...files.map((file) => file.name)]
  const folder = folderOf(files[0]?.name ?? '')
  return includesOf(merged).reduce(
    (root, include) => addIncluded(root, include, { folder, lookup, loading, chain }),
    merged,
  )
}

type Including = { folder: string; lookup: Lookup; loading: Loading; chain: readonly string[] }

function addIncluded(root: Node, include: Include, { folder, lookup, loading, chain }: Including): Node {
  const { sent, draft } = loading
  const files = include.paths.flatMap(({ text, node }) => {
    const found = findFile(sent.compose, folder, text)
    const why =
      found === undefined
        ? 'it was not sent along'
        : chain.includes(found.name)
          ? 'it includes itself, perhaps through others'
          : chain.length > DEEPEST_INCLUDE
            ? `files include one another more than ${DEEPEST_INCLUDE} deep`
            : undefined
    if (found !== undefined && why === undefined) return take(found, loading)
    draft.note({
      code: 'INCLUDE_NOT_READ',
      severity: 'warning',
      message: `The included file "${text.slice(0, 100)}" is not read: ${why}. Its services are missing.`,
      fix: 'Send every file that the project includes, each under its path.',
      from: node,
    })
    return []
  })
  const [first] = files
  if (first === undefined) return root
  const variables = variablesBeside(folderOf(first.name), sent, lookup, include.environment)
  const included = loadTogether(files, variables, loading, chain)
  return included === undefined ? root : withIncluded(root, included, draft)
}

/** A file that several include is there once: including it in every one of them could double the work with each level. */
function take(file: ComposeFile, { included }: Loading): ComposeFile[] {
  if (included.has(file.name)) return []
  included.add(file.name)
  return [file]
}

function withIncluded(root: Node, included: Node, draft: Draft): Node {
  const entries = new Map(entriesOf(root))
  for (const section of ['services', 'volumes', 'networks', 'secrets', 'configs']) {
    const own = entriesOf(entries.get(section))
    const theirs = childOf(included, section)
    if (theirs === undefined) continue
    const both = new Map(own)
    for (const [name, node] of entriesOf(theirs)) {
      if (!both.has(name)) both.set(name, node)
      else if (section === 'services') {
        draft.note({
          code: 'INCLUDED_SERVICE_HIDDEN',
          severity: 'warning',
          message: `The service "${name.slice(0, 63)}" of ${node.file.slice(-80)} is also in the file that includes it; Compose refuses that. Only the including file's is taken.`,
          from: node,
        })
      }
    }
    entries.set(section, withEntries(entries.get(section) ?? theirs, both))
  }
  return withEntries(root, entries)
}
