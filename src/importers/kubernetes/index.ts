// Kubernetes objects → a topology, and what is there today. The one place that knows the order: read, relate, group, write.
import type { TopologyInput } from '../../domain/topology/index.ts'
import type { Imported, Importer, ImportTarget, InputFile } from '../imported.ts'
import { Notes } from '../notes.ts'
import { asIsOf } from './as-is/as-is.ts'
import { checkCluster } from './checks/index.ts'
import { countsOf } from './counts.ts'
import { clusterOf } from './facts/cluster.ts'
import { gatewaysIn, routesIn } from './facts/gateways.ts'
import { ingressesIn } from './facts/ingresses.ts'
import type { ServiceFacts } from './facts/services.ts'
import { unmatchedIn } from './facts/unmatched.ts'
import { readObjects } from './read/objects.ts'
import { Answered } from './topology/answered.ts'
import type { Building } from './topology/building.ts'
import { writeCalls } from './topology/calls.ts'
import { Clients } from './topology/clients.ts'
import { askAboutDangling } from './topology/dangling.ts'
import { draftsBy } from './topology/draft.ts'
import { withEntrances } from './topology/entrances.ts'
import { externalsOf } from './topology/externals.ts'
import { backendsOf, exposeIngresses } from './topology/from-ingresses.ts'
import { backendsOfRoutes, exposeRoutes } from './topology/from-routes.ts'
import { exposeServices } from './topology/from-services.ts'
import { groupsOf } from './topology/groups.ts'
import { nameOf } from './topology/name.ts'
import { draftOf, writePorts } from './topology/workloads.ts'

// A key of an object that can be nothing else; in YAML on the outermost level, or a text inside another file would do.
const IN_JSON = /["']?apiVersion["']?\s*:\s*["']?(?!score\.dev)[a-z0-9]/i
const IN_YAML = /^(?:-[ \t]+)?["']?apiVersion["']?[ \t]*:[ \t]*["']?(?!score\.dev)[a-z0-9{]/im

export const kubernetes: Importer = {
  format: 'kubernetes',
  detects: (files) => files.some(({ text }) => (/^\s*[{[]/.test(text) ? IN_JSON : IN_YAML).test(text)),
  import: importObjects,
}

const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

async function importObjects(files: readonly InputFile[], target: ImportTarget): Promise<Imported> {
  const namespace = target.target.namespace ?? 'default'
  const notes = new Notes()
  const reading = await readObjects(files, namespace, pause)
  const cluster = clusterOf(reading.objects, reading.custom)
  await pause()
  const { provider } = target
  const ingresses = ingressesIn(cluster, provider)
  const gateways = gatewaysIn(cluster, provider)
  const routes = routesIn(cluster, gateways)
  const unmatched = unmatchedIn(cluster)
  const kept = unmatched.filter(({ why }) => why !== 'dangling').map(({ service }) => service)
  const drafts = draftsBy(groupsOf(cluster, kept, namespace).map((group) => draftOf(group, namespace, notes)))
  const said = new Map(cluster.services.map((service) => [service, provider.existing.service(annotated(service))]))
  const building: Building = {
    cluster,
    provider,
    notes,
    drafts,
    clients: new Clients(notes),
    ingresses,
    gateways,
    routes,
    saidBy: (service) => said.get(service) ?? {},
  }
  await pause()
  const answered = new Answered()
  exposeIngresses(building, answered)
  exposeRoutes(building, answered)
  exposeServices(building, new Set([...backendsOf(cluster, ingresses), ...backendsOfRoutes(cluster, routes)]))
  for (const draft of drafts.all) writePorts(draft, notes)
  await pause()
  const externals = externalsOf(cluster, new Set(drafts.all.map(({ group }) => group.key)), notes)
  writeCalls(building, externals)
  askAboutDangling(unmatched, building)
  await pause()
  const asIs = asIsOf(building)
  await pause()
  await checkCluster(building, { unmatched, target, pause })
  return {
    topology: topologyOf(building, target, externals.inputs),
    provenance: notes.provenance,
    questions: notes.questions,
    findings: [...reading.findings, ...notes.findings],
    documents: reading.documents,
    counts: countsOf(building),
    asIs,
  }
}

const annotated = ({ object }: ServiceFacts) => ({
  kind: 'Service',
  annotations: object.annotations,
  spec: object.spec,
})

function topologyOf(
  building: Building,
  { target, name }: ImportTarget,
  externals: NonNullable<TopologyInput['externals']>,
): TopologyInput {
  const { drafts, clients, cluster, notes } = building
  const request = { file: 'request', line: 1, at: '/target' }
  notes.from('/target', request, { rule: 'asked-for', confidence: 1 })
  const workloads = Object.fromEntries(
    drafts.all.map(({ group, input: { ports, calls, expose, ...rest } }) => [
      group.key,
      {
        ...rest,
        ...(Object.keys(ports).length === 0 ? {} : { ports }),
        ...(calls.length === 0 ? {} : { calls }),
        ...(expose.length === 0 ? {} : { expose }),
      },
    ]),
  )
  return {
    name: nameOf(cluster, name, notes),
    target: withEntrances(target, building),
    ...(clients.named.size === 0 ? {} : { clients: Object.fromEntries(clients.named) }),
    ...(Object.keys(externals).length === 0 ? {} : { externals }),
    workloads,
  }
}
