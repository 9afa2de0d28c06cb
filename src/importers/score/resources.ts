// `resources` → what a workload calls, and under which hosts it is found. A server that is provisioned later has no address yet: it
// gets one that never resolves (RFC 6761 `.invalid`), and its owner is asked.
import { compareText } from '../../domain/finding.ts'
import type { Draft, Ground } from '../draft/draft.ts'
import { validNames } from '../draft/names.ts'
import { childOf, entriesOf, type Node, textOf } from '../tree/node.ts'
import { type ResourceRole, roleOf } from './types.ts'
import { portNamed, type ScoreWorkload } from './workload.ts'

export type Resource = {
  workload: ScoreWorkload
  name: string
  type: string
  role: ResourceRole | undefined
  from: Node
}

export function resourcesOf(workload: ScoreWorkload): Resource[] {
  return [...entriesOf(childOf(workload.root, 'resources'))].map(([name, from]) => {
    const type = textOf(childOf(from, 'type')) ?? ''
    const outputs = workload.uses.filter(({ resource }) => resource === name).map(({ output }) => output)
    return { workload, name, type, role: roleOf(type, outputs), from }
  })
}

/** Servers with the same type, class and id are one; without an id each is its workload's own. `names` are tried in turn. */
function serverKey({ workload, name, type, from }: Resource): { key: string; names: [string, string, string] } {
  const id = textOf(childOf(from, 'id'))
  const grade = textOf(childOf(from, 'class')) ?? 'default'
  const own = id ?? `${workload.name}-${name}`
  const key = `${type} ${grade} ${id === undefined ? `${workload.written}.${name}` : `#${id}`}`
  return { key, names: [own, `${type}-${own}`, `${type}-${grade}-${own}`] }
}

/** Puts every server once, and says by which call each workload reaches its own. */
export function putServers(
  resources: readonly Resource[],
  reserved: readonly string[],
  draft: Draft,
): (workload: string) => Map<string, Ground> {
  const servers = resources.filter(({ role }) => role?.is === 'server')
  const keyed = servers.map((resource) => ({ ...serverKey(resource), resource }))
  const wishes = wishedNames(keyed)
  const names = validNames([...wishes.values()], 'resource', reserved)
  const nameOf = (key: string) => names.get(wishes.get(key) ?? '') ?? ''
  const put = new Set<string>()
  for (const { key, resource } of keyed.toSorted((a, b) => compareText(a.key, b.key))) {
    if (put.has(key) || resource.role?.is !== 'server') continue
    put.add(key)
    putServer(nameOf(key), resource, resource.role, draft)
  }
  return (workload) =>
    new Map(
      keyed
        .filter(({ resource }) => resource.workload.written === workload)
        .map(({ key, resource }) => [`external:${nameOf(key)}`, callGround(resource)]),
    )
}

/** Servers of different types, or classes, may have one id: then the type, or both, tell them apart. */
function wishedNames(keyed: readonly { key: string; names: [string, string, string] }[]): Map<string, string> {
  const users = new Map<string, Set<string>>()
  for (const { key, names } of keyed) for (const name of names) users.set(name, (users.get(name) ?? new Set()).add(key))
  const isAlone = (name: string) => users.get(name)?.size === 1
  return new Map(keyed.map(({ key, names }) => [key, names.find(isAlone) ?? names[2]]))
}

/** Declared is wanted; used in a variable is called. */
const callGround = ({ workload, name, from }: Resource): Ground => {
  const isUsed = workload.uses.some(({ resource }) => resource === name)
  return { from, rule: isUsed ? 'resource-used' : 'resource-declared', confidence: isUsed ? 0.9 : 0.7 }
}

function putServer(name: string, { type, from }: Resource, role: ResourceRole & { is: 'server' }, draft: Draft): void {
  const path = ['externals', name]
  const ask = {
    text: `Where is the ${type.slice(0, 40)} "${name}"? Score leaves that to the platform; this host never resolves.`,
  }
  draft.put([...path, 'host'], `${name}.invalid`, { from, rule: 'resource-address-unknown', confidence: 0.1, ask })
  draft.put([...path, 'port'], role.port, { from, rule: 'resource-usual-port', confidence: 0.6 })
  draft.put([...path, 'tls'], role.tls === true, { from, rule: 'resource-usual-port', confidence: 0.6 })
}

/** `service` and `service-port`: another workload, and perhaps one port of it. */
export function callsToWorkloads(
  resources: readonly Resource[],
  all: ReadonlyMap<string, ScoreWorkload>,
  draft: Draft,
): Map<string, Ground> {
  const calls = new Map<string, Ground>()
  for (const { workload, name, role, from } of resources) {
    if (role?.is !== 'workload') continue
    const wanted =
      textOf(childOf(from, 'params', 'workload')) ??
      textOf(childOf(from, 'params', 'name')) ??
      textOf(childOf(from, 'id')) ??
      name
    const callee = all.get(wanted)
    const wantedPort = textOf(childOf(from, 'params', 'port'))
    const port = callee === undefined ? undefined : portNamed(callee.ports, wantedPort)
    const problem =
      callee === undefined
        ? `the workload "${wanted.slice(0, 63)}", which is in none of the files`
        : callee.ports.length === 0
          ? `${callee.name}, which has no port`
          : port === undefined && wantedPort !== undefined
            ? `the port "${wantedPort.slice(0, 63)}" of ${callee.name}, which has none of that name`
            : undefined
    if (callee !== undefined && problem === undefined) {
      const call = port === undefined || callee.ports.length === 1 ? callee.name : `${callee.name}/${port.name}`
      calls.set(call, { from, rule: 'service-port', confidence: 1 })
      continue
    }
    draft.note({
      code: 'UNKNOWN_WORKLOAD',
      severity: 'warning',
      path: ['workloads', workload.name],
      message: `The resource "${name.slice(0, 63)}" of ${workload.name} names ${problem}; no call is taken over.`,
      fix: 'Send the Score files of all workloads together.',
      from,
    })
  }
  return calls
}

/** Types that say nothing here, and those nobody knows: each once. */
export function tellOtherResources(resources: readonly Resource[], draft: Draft): void {
  const told = new Map<string, { because: string; from: Node; names: string[] }>()
  for (const { workload, name, type, role, from } of resources) {
    if (role !== undefined && role.is !== 'nothing') continue
    const because = role?.because ?? 'nothing says that it is reached over the network'
    const known = told.get(type) ?? { because, from, names: [] }
    known.names.push(`${workload.name}.${name.slice(0, 40)}`)
    told.set(type, known)
  }
  for (const [type, { because, from, names }] of told) {
    const more = names.length > 6 ? ' and more' : ''
    draft.note({
      code: 'RESOURCE_IGNORED',
      severity: 'info',
      message: `Resources of type "${type.slice(0, 40)}" (${names.slice(0, 6).join(', ')}${more}) are not taken over: ${because}.`,
      from,
    })
  }
}
