// A group → its workload in the topology: kind, namespace, replicas, selector, ports, how it is found and how near its callers are kept.
// Images are left out on purpose: their manifests exist, and one that knows less would take their place.

import type { WorkloadKind } from '../../../domain/topology/index.ts'
import type { WorkloadInput } from '../../../domain/topology/input.ts'
import type { Notes } from '../../notes.ts'
import { step } from '../../notes.ts'
import type { PodSet } from '../facts/pods.ts'
import { writtenLabels } from '../facts/selection.ts'
import type { ServiceFacts } from '../facts/services.ts'
import { fieldsOf, textOf, textsOf, valueAt } from '../read/fields.ts'
import type { KubernetesObject } from '../read/objects.ts'
import { type Draft, placeOf, write } from './draft.ts'
import type { Group } from './groups.ts'
import { type DraftPort, portsOf } from './ports.ts'

export function draftOf(group: Group, ownNamespace: string, notes: Notes): Draft {
  const { key, pods, services } = group
  const ports = portsOf(services, pods)
  const draft: Draft = {
    group,
    path: `/workloads/${key}`,
    ports,
    together: new Map(),
    input: { ports: {}, calls: [], expose: [] },
  }
  const [first] = pods
  const [primary] = services
  const object = first?.object ?? primary?.object
  if (object === undefined) return draft
  writeKind(draft, object, notes)
  if (group.namespace !== ownNamespace || valueAt(object.value, 'metadata', 'namespace') !== undefined)
    write(draft, notes, 'namespace', group.namespace, placeOf(object, '/metadata/namespace'), SAID('namespace'))
  writeReplicas(draft, notes)
  writeSelector(draft, object, notes)
  if (pods.length === 1 && first !== undefined && ports.all.length === 0) askForPorts(draft, first, notes)
  writeDiscovery(draft, notes)
  writeLocality(draft, notes)
  return draft
}

/** Once every way in is known: an entrance before a port may say what it speaks. */
export function writePorts(draft: Draft, notes: Notes): void {
  for (const port of draft.ports.all) writePort(draft, port, notes)
  writeProbe(draft, notes)
}

const SAID = (rule: string) => ({ rule, confidence: 1 })

/** Of several controllers behind one Service, the kind that asks most of it. */
const KINDS: readonly WorkloadKind[] = ['StatefulSet', 'Deployment', 'DaemonSet', 'Job', 'CronJob']

function writeKind(draft: Draft, object: KubernetesObject, notes: Notes): void {
  const { pods } = draft.group
  const kind = KINDS.find((one) => pods.some((set) => set.kind === one))
  if (kind === undefined) {
    const text = `No object that was sent runs pods with the labels that Service ${object.namespace}/${object.name} selects: what runs them?`
    write(draft, notes, 'kind', 'Deployment', placeOf(object, '/spec/selector'), {
      rule: 'pods-not-sent',
      confidence: 0.4,
      asks: { text, assumed: 'Deployment', choices: ['Deployment', 'StatefulSet', 'DaemonSet'] },
    })
    return
  }
  const said = pods.find((set) => set.kind === kind)
  if (said === undefined) return
  const same = said.object.kind === kind
  write(draft, notes, 'kind', kind, placeOf(said.object, '/kind'), {
    rule: same ? 'kind' : 'kind-stands-for-another',
    confidence: same ? 1 : 0.7,
  })
}

function writeReplicas(draft: Draft, notes: Notes): void {
  const { kind } = draft.input
  const { pods } = draft.group
  const counted = pods.flatMap(({ replicas }) => replicas ?? [])
  const [first] = pods
  if (first === undefined || (kind !== 'Deployment' && kind !== 'StatefulSet') || counted.length === 0) return
  const total = counted.reduce((sum, replicas) => sum + replicas, 0)
  write(draft, notes, 'replicas', Math.min(total, 100_000), placeOf(first.object, '/spec/replicas'), {
    rule: pods.length > 1 ? 'replicas-added-up' : 'replicas',
    confidence: pods.length > 1 ? 0.9 : 1,
  })
}

function writeSelector(draft: Draft, object: KubernetesObject, notes: Notes): void {
  const { pods, services } = draft.group
  const [primary] = services
  const [only] = pods
  const selected = primary === undefined ? {} : Object.fromEntries(writtenLabels(primary.selector))
  if (primary !== undefined && Object.keys(selected).length > 0) {
    write(draft, notes, 'selector', selected, placeOf(primary.object, '/spec/selector'), SAID('service-selector'))
    return
  }
  const matched = textsOf(valueAt(only?.object.value, 'spec', 'selector', 'matchLabels'))
  const plain = textsOf(only?.object.spec.selector)
  const labels = [matched, only?.object.kind === 'ReplicationController' ? plain : {}, only?.labels ?? {}].find(
    (one) => Object.keys(one).length > 0,
  )
  write(draft, notes, 'selector', labels, placeOf(object, '/spec/selector'), {
    rule: 'pod-labels',
    confidence: 0.9,
  })
}

function writePort(draft: Draft, port: DraftPort, notes: Notes): void {
  const { name, port: number, targetPort, transport, protocol, spoken, target, from } = port
  draft.input.ports[name] = { port: number, targetPort, transport, protocol }
  const path = `${draft.path}/ports/${step(name)}`
  const place = placeOf(from.service.object, from.facts.at)
  const of = `port ${from.facts.port} of Service ${from.service.namespace}/${from.service.name}`
  notes.from(path, place, SAID('service-port'))
  notes.from(`${path}/targetPort`, place, {
    ...target,
    asks: {
      text: `Which container port does ${of} lead to? No container has a port of the name it asks for.`,
      assumed: targetPort,
    },
  })
  const facesOutside = from.service.form === 'LoadBalancer' || from.service.form === 'NodePort'
  const unsure = spoken.rule === 'nothing-said' && facesOutside && transport === 'TCP'
  notes.from(`${path}/protocol`, place, {
    rule: spoken.rule,
    confidence: unsure ? 0.4 : spoken.confidence,
    asks: {
      text: `What does ${of} speak? Neither its name nor its number says.`,
      assumed: protocol,
      choices: ['http', 'https', 'grpc', 'tls', protocol],
    },
  })
}

/** A port that no Service leads to is nobody's business but the pod's, until somebody says otherwise. */
function askForPorts(draft: Draft, set: PodSet, notes: Notes): void {
  const open = set.ports.filter(({ hostPort }) => !hostPort)
  if (open.length === 0 || set.kind === 'Job' || set.kind === 'CronJob') return
  const numbers = open.map(({ port }) => port).join(', ')
  const ports = Object.fromEntries(
    open.map(({ name, port, transport }) => [name ?? `${transport.toLowerCase()}-${port}`, { port, transport }]),
  )
  notes.from(`${draft.path}/ports`, placeOf(set.object, `${set.templateAt}/spec/containers/0/ports`), {
    rule: 'container-ports-without-service',
    confidence: 0.4,
    asks: {
      text: `${set.key} declares the container port${open.length > 1 ? 's' : ''} ${numbers} and no Service leads there: does anything call it?`,
      assumed: {},
      choices: [{}, ports],
    },
  })
}

function writeDiscovery(draft: Draft, notes: Notes): void {
  const { services, pods } = draft.group
  const headless = services.find(({ form }) => form === 'Headless')
  if (headless === undefined) return
  const place = placeOf(headless.object, '/spec/clusterIP')
  const stateful = draft.input.kind === 'StatefulSet'
  const governed = pods.some(({ serviceName }) => serviceName === headless.name)
  if (stateful) {
    write(draft, notes, 'discovery', 'per-pod', place, {
      rule: 'headless-of-statefulset',
      confidence: governed ? 1 : 0.8,
    })
    return
  }
  const alone = services.every(({ form }) => form === 'Headless' || form === 'LoadBalancer' || form === 'NodePort')
  if (alone)
    write(draft, notes, 'discovery', 'client-side', place, { rule: 'headless-without-identity', confidence: 0.8 })
}

const DISTRIBUTIONS: Readonly<Record<string, WorkloadInput['locality']>> = {
  PreferClose: 'same-zone',
  PreferSameZone: 'same-zone',
  PreferSameNode: 'same-node',
}

function writeLocality(draft: Draft, notes: Notes): void {
  const near = (service: ServiceFacts): WorkloadInput['locality'] =>
    service.object.spec.internalTrafficPolicy === 'Local'
      ? 'same-node'
      : DISTRIBUTIONS[textOf(service.object.spec.trafficDistribution) ?? '']
  const service = draft.group.services.find((one) => near(one) !== undefined)
  if (service === undefined) return
  write(draft, notes, 'locality', near(service), placeOf(service.object, '/spec'), SAID('traffic-distribution'))
}

/** The first readiness probe over HTTP of a port that the workload has. */
function writeProbe(draft: Draft, notes: Notes): void {
  for (const set of draft.group.pods) {
    for (const { value, at } of set.containers) {
      const { path, port } = fieldsOf(valueAt(value, 'readinessProbe', 'httpGet'))
      const number = typeof port === 'string' ? set.ports.find(({ name }) => name === port)?.port : port
      const found = draft.ports.all.find((one) => one.targetPort === number && one.transport === 'TCP')
      if (found === undefined || !['http', 'https'].includes(found.protocol)) continue
      write(
        draft,
        notes,
        'probe',
        { protocol: 'http', path: textOf(path)?.split('?')[0] ?? '/', port: found.name },
        placeOf(set.object, `${at}/readinessProbe`),
        SAID('readiness-probe'),
      )
      return
    }
  }
}
