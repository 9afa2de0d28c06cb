// A service of a project, with what every later step asks about it: its image, variables, labels, networks and other names.
import { type ImagePort, isImageReference, type WellKnownImage, wellKnownImage } from '../draft/images.ts'
import { childOf, entriesOf, isMap, itemsOf, type Node, type Place, textOf, textsOf } from '../tree/node.ts'
import { readEnvironmentFile } from './environment-file.ts'
import { findFile, folderOf, type SentFiles } from './files.ts'
import type { Lookup } from './interpolate.ts'
import { asMapping } from './merge.ts'

export type Variable = { name: string; value: string; from: Place }
export type ComposeService = {
  /** As its author wrote it, and as Kubernetes takes it. */
  written: string
  name: string
  node: Node
  image?: { text: string; from: Node }
  known?: WellKnownImage
  variables: readonly Variable[]
  labels: ReadonlyMap<string, Node>
  /** Names of networks; undefined when it has its machine's or another service's. */
  networks: readonly string[] | undefined
  /** Files of variables that were not sent along. */
  missingFiles: { path: string; from: Node }[]
}

export function readService(
  written: string,
  name: string,
  node: Node,
  sent: SentFiles,
  lookup: Lookup,
): ComposeService {
  const image = childOf(node, 'image')
  const text = textOf(image)
  const known = wellKnownImage(text)
  const { variables, missing } = variablesOf(node, sent, lookup)
  return {
    written,
    name,
    node,
    ...(image !== undefined && text !== undefined && isImageReference(text) ? { image: { text, from: image } } : {}),
    ...(known === undefined ? {} : { known }),
    variables,
    missingFiles: missing,
    // In a swarm the labels of a service stand under `deploy`.
    labels: new Map([
      ...mappingOf(childOf(node, 'deploy', 'labels'), 'labels'),
      ...mappingOf(childOf(node, 'labels'), 'labels'),
    ]),
    networks: networksOf(node),
  }
}

/** A map, whether written as one or as a list of `key=value`. */
const mappingOf = (node: Node | undefined, key: string): ReadonlyMap<string, Node> =>
  node === undefined ? new Map() : entriesOf(asMapping(node, key))

function variablesOf(node: Node, sent: SentFiles, lookup: Lookup) {
  const variables = new Map<string, Variable>()
  const missing: ComposeService['missingFiles'] = []
  const files = childOf(node, 'env_file')
  for (const item of files === undefined
    ? []
    : isMap(files) || textOf(files) !== undefined
      ? [files]
      : itemsOf(files)) {
    const path = textOf(item) ?? textOf(childOf(item, 'path'))
    if (path === undefined) continue
    const file = findFile(sent.environment, folderOf(item.file), path)
    if (file === undefined) missing.push({ path, from: item })
    for (const [name, { value, line }] of file === undefined ? [] : readEnvironmentFile(file.text, lookup))
      variables.set(name, { name, value, from: { file: file?.name ?? item.file, line, at: '' } })
  }
  for (const [name, entry] of mappingOf(childOf(node, 'environment'), 'environment')) {
    // A variable without a value is handed on from where Compose runs.
    const value = textOf(entry) ?? (entry.value === null ? lookup(name) : undefined)
    if (value !== undefined) variables.set(name, { name, value, from: entry })
    else variables.delete(name)
  }
  return { variables: [...variables.values()], missing }
}

function networksOf(node: Node): readonly string[] | undefined {
  if (childOf(node, 'network_mode') !== undefined) return undefined
  const networks = [...mappingOf(childOf(node, 'networks'), 'networks').keys()]
  return networks.length === 0 ? ['default'] : networks
}

/** Can one reach the other by name? Two services with no network in common cannot. */
export const shareNetwork = (one: ComposeService, other: ComposeService): boolean =>
  one.networks === undefined ||
  other.networks === undefined ||
  one.networks.some((name) => other.networks?.includes(name))

/** Every name other services find it by. */
export function namesOf({ written, node }: ComposeService): string[] {
  const own = ['container_name', 'hostname'].flatMap((field) => textOf(childOf(node, field)) ?? [])
  const aliases = [...entriesOf(childOf(node, 'networks')).values()].flatMap((network) =>
    textsOf(childOf(network, 'aliases')).map(({ text }) => text),
  )
  return [written, ...own, ...aliases]
}

export const label = (service: ComposeService, name: string): { text: string; from: Node } | undefined => {
  const from = service.labels.get(name)
  const text = textOf(from)
  return from === undefined || text === undefined ? undefined : { text, from }
}

/** What its image is known to listen on at this number. */
export const knownPort = ({ known }: ComposeService, number: number): ImagePort | undefined =>
  known?.ports.find(({ port }) => port === number)
