// `extends`: a service that is another one with changes, in the same file or in one beside it (compose-spec 05-services.md). Circles
// and missing services are told, and the service stays as it is written.
import { childOf, entriesOf, type Node, textOf, withEntries } from '../tree/node.ts'
import { findFile, folderOf } from './files.ts'
import type { Lookup } from './interpolate.ts'
import { merge } from './merge.ts'
import type { Loading } from './project.ts'

const DEEPEST = 20

type Surroundings = { file: string; services: ReadonlyMap<string, Node>; lookup: Lookup; loading: Loading }

/** `root` with every service of it written out. `before` is what earlier files say: a service may extend one of theirs. */
export function followExtends(
  root: Node,
  before: Node | undefined,
  file: string,
  lookup: Lookup,
  loading: Loading,
): Node {
  const written = childOf(root, 'services')
  const own = entriesOf(written)
  if (written === undefined || ![...own.values()].some((service) => childOf(service, 'extends') !== undefined))
    return root
  const services = new Map([...entriesOf(childOf(before, 'services')), ...own])
  const around: Surroundings = { file, services, lookup, loading }
  const full = new Map([...own].map(([name, service]) => [name, extended(name, service, around, [])]))
  return withEntries(root, new Map(entriesOf(root)).set('services', { ...written, value: full }))
}

function extended(name: string, service: Node, around: Surroundings, chain: readonly string[]): Node {
  const wish = childOf(service, 'extends')
  if (wish === undefined) return service
  const own = new Map(entriesOf(service))
  own.delete('extends')
  const plain: Node = { ...service, value: own }
  const found = baseOfService(wish, around)
  const here = `${around.file}#${name}`
  const problem =
    found.problem ??
    (chain.includes(here)
      ? 'services extend one another in a circle'
      : chain.length >= DEEPEST
        ? `services extend one another more than ${DEEPEST} deep`
        : undefined)
  if (problem !== undefined || found.base === undefined) {
    around.loading.draft.note({
      code: 'EXTENDS_NOT_READ',
      severity: 'warning',
      message: `What the service "${name.slice(0, 63)}" extends is not read: ${problem}. It is taken as it stands.`,
      fix: 'Send the file that `extends` names under its path, with the service in it.',
      from: wish,
    })
    return plain
  }
  const base = extended(found.base.name, found.base.service, found.base.around, [...chain, here])
  return merge(base, plain) ?? plain
}

type Found = { base?: { name: string; service: Node; around: Surroundings }; problem?: string }

function baseOfService(wish: Node, around: Surroundings): Found {
  const name = textOf(wish) ?? textOf(childOf(wish, 'service'))
  const path = textOf(childOf(wish, 'file'))
  if (name === undefined) return { problem: 'it names no service' }
  const there = path === undefined ? around : beside(path, around)
  if (there === undefined) return { problem: `the file "${path?.slice(0, 100)}" was not sent along` }
  const service = there.services.get(name)
  if (service === undefined)
    return { problem: `there is no service "${name.slice(0, 63)}" in ${there.file.slice(-80)}` }
  return { base: { name, service, around: there } }
}

function beside(path: string, around: Surroundings): Surroundings | undefined {
  const { loading, lookup } = around
  const file = findFile(loading.sent.compose, folderOf(around.file), path)
  if (file === undefined) return undefined
  loading.used.add(file.name)
  const services = file.documents.flatMap((root) => [
    ...entriesOf(childOf(loading.interpolation.tree(root, lookup), 'services')),
  ])
  return { ...around, file: file.name, services: new Map(services) }
}
