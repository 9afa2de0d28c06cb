// Resources of type `route` → exposures. The host is often that of a `dns` resource, which nobody knows before it is provisioned.
import type { Draft } from '../draft/draft.ts'
import { isPrivate, siteOf } from '../draft/host.ts'
import { childOf, type Node, textOf } from '../tree/node.ts'
import { substitute } from './placeholders.ts'
import type { Resource } from './resources.ts'
import { portNamed, type ScorePort, type ScoreWorkload } from './workload.ts'

export type Route = { resource: Resource; port: ScorePort }

/** The routes of a workload whose port is one of its own; another port is told. */
export function routesOf(resources: readonly Resource[], draft: Draft): Route[] {
  return resources.flatMap((resource) => {
    if (resource.role?.is !== 'route') return []
    const { workload, name, from } = resource
    const wanted = textOf(childOf(from, 'params', 'port'))
    const port = portNamed(workload.ports, wanted)
    if (port !== undefined && port.transport === 'TCP') return [{ resource, port }]
    draft.note({
      code: 'ROUTE_WITHOUT_PORT',
      severity: 'warning',
      path: ['workloads', workload.name],
      message: `The route "${name.slice(0, 63)}" of ${workload.name} names no TCP port of its service; it is left out.`,
      fix: 'Declare the port under service.ports, and name it in params.port.',
      from,
    })
    return []
  })
}

export function putRoutes(workload: ScoreWorkload, routes: readonly Route[], taken: Set<string>, draft: Draft): void {
  const path = ['workloads', workload.name, 'expose']
  let index = 0
  for (const { resource, port } of routes) {
    const { from, name } = resource
    const host = textOf(childOf(from, 'params', 'host'))
    const read = host === undefined ? undefined : substitute(host, workload.root)
    const pathParam = childOf(from, 'params', 'path')
    const plain = plainPath(textOf(pathParam) ?? '/')
    const { hosts, paths, refused } = siteOf(read?.text === undefined ? [] : [read.text], [plain.path])
    const [site = ''] = hosts
    if (site !== '' && taken.has(`${site} ${paths[0] ?? '/'}`)) {
      tellTaken(resource, draft)
      continue
    }
    if (site !== '') taken.add(`${site} ${paths[0] ?? '/'}`)
    if (refused.length > 0 || plain.isPattern) tellPartly(resource, plain.isPattern ? pathParam : from, draft)
    const exposure = {
      port: port.name,
      to: isInside(from) || hosts.some(isPrivate) ? 'vpc' : 'internet',
      ...(hosts.length === 0 ? {} : { hosts }),
      ...(paths.length === 0 ? {} : { paths }),
    }
    draft.put([...path, index], exposure, { from, rule: 'route', confidence: 0.7 })
    if (hosts.length === 0) {
      const text = `Under which host is the route "${name.slice(0, 63)}" of ${workload.name} found? ${host === undefined ? 'It names none' : 'Score leaves that to the platform'}; any host is assumed.`
      draft.put([...path, index, 'hosts'], [], { from, rule: 'route-host-unknown', confidence: 0.2, ask: { text } })
    }
    index += 1
  }
}

const isInside = (resource: Node): boolean => /^(?:internal|private)$/.test(textOf(childOf(resource, 'class')) ?? '')

/** Up to its first wildcard or pattern: `/my/[^/]+/path` is at least under `/my`. */
function plainPath(path: string): { path: string; isPattern: boolean } {
  const [plain = ''] = /^[^[\](){}*+?^$|\\]*/.exec(path) ?? []
  if (plain === path) return { path, isPattern: false }
  const whole = path.slice(plain.length)
  // A wildcard that stands for the rest says no more than the prefix.
  const isRest = /^(?:\*|\(\.\*\)|\.\*)$/.test(whole)
  return { path: plain.slice(0, plain.lastIndexOf('/') + 1) || '/', isPattern: !isRest }
}

function tellPartly({ workload, name }: Resource, from: Node | undefined, draft: Draft): void {
  draft.note({
    code: 'ROUTE_PARTLY_READ',
    severity: 'warning',
    path: ['workloads', workload.name, 'expose'],
    message: `The route "${name.slice(0, 63)}" of ${workload.name} has a host or a path that is a pattern or is not valid; what comes before it is taken.`,
    fix: 'Write the real host, and a prefix of the path, into the topology.',
    ...(from === undefined ? {} : { from }),
  })
}

function tellTaken({ workload, name, from }: Resource, draft: Draft): void {
  draft.note({
    code: 'ROUTE_TAKEN',
    severity: 'warning',
    path: ['workloads', workload.name, 'expose'],
    message: `The host and path of the route "${name.slice(0, 63)}" of ${workload.name} lead to another place already; it is left out.`,
    fix: 'Give one of them another host or path.',
    from,
  })
}
