// All services of a project at once: what each says of itself and of the others is brought together before a field is written.
import type { Draft } from '../draft/draft.ts'
import { putExternals } from '../draft/externals.ts'
import { siteOf } from '../draft/host.ts'
import { childOf, textOf } from '../tree/node.ts'
import { type Calling, callsOf, learnFromCallers } from './calls.ts'
import { tellIgnored } from './ignored.ts'
import { type KindOf, kindOf, neighboursOf } from './kinds.ts'
import { type Mentions, mentionsOf } from './mentions.ts'
import { nameThePorts, ownPorts } from './port-facts.ts'
import type { Project } from './project.ts'
import { routeHints } from './routes.ts'
import { type ComposeService, namesOf } from './service.ts'
import { putWaysIn } from './ways-in.ts'
import { learnFromHealthcheck, learnFromRoute, learnFromVariables, putWorkload } from './workloads.ts'

/** Lets others be answered in between. */
export const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
/** As many as take some milliseconds. */
const AT_A_TIME = 100

/** Each in turn, with a pause now and then. */
async function each<Item>(items: readonly Item[], work: (item: Item) => void): Promise<void> {
  for (const [index, item] of items.entries()) {
    if (index % AT_A_TIME === 0) await pause()
    work(item)
  }
}

export async function putProject(all: readonly ComposeService[], project: Project, draft: Draft): Promise<void> {
  const services = new Map(all.map((service) => [service.written, service]))
  const resolve = resolver(all)
  const hints = new Map(all.map((service) => [service.written, routeHints(service)]))
  await pause()
  const facts = new Map(all.map((service) => [service.written, ownPorts(service, draft)]))
  await pause()
  const mentions = new Map(all.map((service) => [service.written, mentionsOf(service, resolve)]))
  const calling: Calling = { services, facts, mentions, draft }
  await each(all, (service) => {
    const known = facts.get(service.written)
    if (known === undefined) return
    learnFromHealthcheck(service, known)
    learnFromVariables(service, known)
    for (const { number, from, rule } of hints.get(service.written) ?? [])
      learnFromRoute(known, number, { from, rule, confidence: 0.8 })
  })
  learnFromCallers(calling)
  await pause()
  const named = new Map([...facts].map(([written, known]) => [written, nameThePorts(known)]))
  const neighbours = neighboursOf(all)
  const allHints = [...hints.values()].flat()
  const ownHosts = new Set(allHints.flatMap((hint) => siteOf(hint.hosts, []).hosts))
  const outsideCalls = putExternals(
    mentions,
    [...services.values()].map(({ name }) => name),
    ownHosts,
    draft,
  )
  const taken = new Map<string, ComposeService>()
  const readsLabels = allHints.some(({ rule }) => rule !== 'kompose-expose')
  await each(all, (service) => {
    const kind: KindOf = kindOf(service, neighbours)
    const ports = named.get(service.written) ?? []
    const calls = new Map([...callsOf(service, calling, named), ...outsideCalls(service.written)])
    putWorkload(service, ports, calls, kind, draft)
    const isBehindProxy = service.known?.role === 'proxy' && readsLabels
    const isJob = kind.kind === 'Job' || kind.kind === 'CronJob'
    putWaysIn({ service, ports, hints: hints.get(service.written) ?? [], isBehindProxy, isJob, taken }, draft)
    tellOfService(service, mentions.get(service.written), project, draft)
  })
  tellIgnored(project.root, all, draft)
}

/** The first service, by its own name, that answers to a name; its own name before any other's alias. */
function resolver(all: readonly ComposeService[]): (name: string) => string | undefined {
  const names = new Map<string, string>()
  for (const service of all) {
    for (const name of namesOf(service))
      if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), service.written)
  }
  for (const { written } of all) names.set(written.toLowerCase(), written)
  return (name) => names.get(name.toLowerCase())
}

const namesShown = (names: readonly string[]): string =>
  `${[...new Set(names)]
    .slice(0, 8)
    .map((name) => name.slice(0, 40))
    .join(', ')}${new Set(names).size > 8 ? ' and more' : ''}`

function tellOfService(service: ComposeService, mentions: Mentions | undefined, project: Project, draft: Draft): void {
  const path = ['workloads', service.name]
  for (const { path: file, from } of service.missingFiles) {
    const message = `The file of variables "${file.slice(0, 100)}" of ${service.name} was not sent along; what it calls is not seen.`
    draft.note({ code: 'ENV_FILE_NOT_SENT', severity: 'info', path, message, from })
  }
  for (const { name, from } of mentions?.missing ?? []) {
    const isResting = project.services.has(name)
    draft.note({
      code: 'UNKNOWN_SERVICE',
      severity: 'warning',
      path,
      message: `${service.name} names the service "${name.slice(0, 63)}", ${isResting ? 'whose profile is not active' : 'which is in none of the files'}; no call is taken over.`,
      fix: isResting ? 'Activate its profile, or remove the dependency.' : 'Send the file that defines it along.',
      from,
    })
  }
  const [local] = mentions?.local ?? []
  if (local !== undefined) {
    draft.note({
      code: 'CALLS_OWN_MACHINE',
      severity: 'info',
      path,
      message: `Variables of ${service.name} name the machine they run on (${namesShown(mentions?.local.map(({ name }) => name) ?? [])}), which in a cluster is the pod itself; no call is taken over.`,
      from: local.from,
    })
  }
  const [unknown] = mentions?.unknown ?? []
  if (unknown !== undefined) {
    draft.note({
      code: 'UNKNOWN_HOST',
      severity: 'info',
      path,
      message: `Variables of ${service.name} hold a URL whose host no service of the files is called (${namesShown(mentions?.unknown.map(({ name }) => name) ?? [])}); no call is taken over.`,
      fix: 'Add it to the topology as a workload or as an external, and call it.',
      from: unknown.from,
    })
  }
  tellNetworkMode(service, draft)
}

function tellNetworkMode({ node, name }: ComposeService, draft: Draft): void {
  const from = childOf(node, 'network_mode')
  const mode = textOf(from)
  if (from === undefined || mode === undefined || mode === 'bridge') return
  const isPod = /^(?:service|container):/.test(mode)
  draft.note({
    code: 'NETWORK_MODE_IGNORED',
    severity: 'warning',
    path: ['workloads', name],
    message: isPod
      ? `${name} shares the network of another container: in Kubernetes it is a second container of that pod, here it is a workload of its own.`
      : `${name} has the network mode "${mode.slice(0, 40)}"; here it is a workload in the network of the cluster like any other.`,
    fix: isPod
      ? 'Remove it from the workloads and add its container to the other pod.'
      : 'Check whether it needs the network of its node.',
    from,
  })
}
