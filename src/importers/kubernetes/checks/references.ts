// References that lead nowhere: selectors, backends of Ingresses and routes, governing Services; and balancers that nobody answers behind.
// What may well be in the cluster and was not sent is not called missing.
import { isIdle } from '../as-is/services.ts'
import type { ServiceFacts } from '../facts/services.ts'
import type { Unmatched } from '../facts/unmatched.ts'
import type { KubernetesObject } from '../read/objects.ts'
import type { Building } from '../topology/building.ts'
import { placeOf } from '../topology/draft.ts'

export function checkReferences(building: Building, unmatched: readonly Unmatched[]): void {
  for (const one of unmatched) if (one.why === 'dangling') saySelector(one, building)
  checkIdle(building)
  checkBackends(building)
  checkGoverning(building)
}

const nameOf = ({ kind, namespace, name }: KubernetesObject): string => `${kind} ${namespace}/${name}`

function saySelector(
  { service, nearest, elsewhere }: Extract<Unmatched, { why: 'dangling' }>,
  { notes }: Building,
): void {
  const wanted = Object.entries(service.selector)
    .slice(0, 5)
    .map(([key, value]) => `${key.slice(0, 80)}=${value.slice(0, 63)}`)
    .join(', ')
  const near =
    elsewhere !== undefined
      ? `${nameOf(elsewhere.object)} has these labels, in another namespace: a Service selects pods of its own namespace only`
      : nearest === undefined
        ? 'none has any of these labels'
        : `${nameOf(nearest.object)} comes nearest, with ${labelsOf(nearest.labels)}`
  notes.find(placeOf(service.object, '/spec/selector'), {
    code: elsewhere === undefined ? 'SELECTOR_MATCHES_NOTHING' : 'SELECTOR_IN_OTHER_NAMESPACE',
    severity: 'warning',
    path: '',
    message: `${nameOf(service.object)} selects ${wanted}, and no pod that was sent has it: ${near}.`,
    fix: 'Correct the selector or the labels, or remove the Service; if its pods were only not sent, answer the question about it.',
  })
}

const labelsOf = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .slice(0, 5)
    .map(([key, value]) => `${key.slice(0, 80)}=${value.slice(0, 63)}`)
    .join(', ')

function checkIdle(building: Building): void {
  const { cluster, notes, drafts } = building
  for (const service of cluster.services) {
    if (service.form !== 'LoadBalancer' || !isIdle(service, building)) continue
    const none =
      cluster.backing(service) !== undefined
        ? 'its endpoints are none'
        : service.pods.length > 0
          ? 'its pods are scaled to none'
          : 'its selector finds no pods'
    notes.find(placeOf(service.object), {
      code: 'LOAD_BALANCER_IDLE',
      severity: 'warning',
      path: drafts.ofService(service)?.path ?? '',
      message: `${nameOf(service.object)} pays for a load balancer that serves nobody: ${none}.`,
      fix: 'Remove the Service, or make it a ClusterIP, until somebody answers behind it.',
    })
  }
}

type Backend = { from: KubernetesObject; namespace: string; service: string; at: string }

function checkBackends({ cluster, ingresses, routes, notes }: Building): void {
  const known = new Set(cluster.services.map(({ namespace }) => namespace))
  const backends: Backend[] = [
    ...ingresses.flatMap(({ object, routes: all }) =>
      all.flatMap(({ backend }): Backend[] =>
        backend === undefined || backend.port === 'use-annotation'
          ? []
          : [{ from: object, namespace: object.namespace, service: backend.service, at: backend.at }],
      ),
    ),
    ...routes.flatMap(({ object, rules }) =>
      rules.flatMap(({ backends: all }) =>
        all.map(({ namespace, service, at }): Backend => ({ from: object, namespace, service, at })),
      ),
    ),
  ]
  const told = new Set<string>()
  for (const { from, namespace, service, at } of backends) {
    const key = `${nameOf(from)} ${namespace}/${service}`
    if (cluster.service(namespace, service) !== undefined || told.has(key)) continue
    told.add(key)
    const among = known.has(namespace)
    notes.find(placeOf(from, at), {
      code: among ? 'BACKEND_NOT_FOUND' : 'BACKEND_NOT_SENT',
      severity: among ? 'warning' : 'info',
      path: '',
      message: among
        ? `${nameOf(from)} leads at ${at} to Service ${namespace}/${service}, which is not among the Services of that namespace that were sent: if it is nowhere, callers get an error.`
        : `${nameOf(from)} leads at ${at} to Service ${namespace}/${service}, which was not sent: its way in is not in the topology.`,
      fix: among
        ? 'Correct the name, or send the Service with the rest.'
        : 'Send the Services of that namespace with the rest.',
    })
  }
}

function checkGoverning({ cluster, notes, drafts }: Building): void {
  const known = new Set(cluster.services.map(({ namespace }) => namespace))
  for (const { object, kind, serviceName } of cluster.pods) {
    if (kind !== 'StatefulSet' || serviceName === undefined || !known.has(object.namespace)) continue
    const governing = cluster.service(object.namespace, serviceName)
    const others = cluster.services.find((one) => one.name === serviceName)
    if (governing !== undefined) continue
    const draft = drafts.all.find(({ group }) => group.pods.some((set) => set.object === object))
    notes.find(placeOf(object, '/spec/serviceName'), {
      code: 'GOVERNING_SERVICE_NOT_FOUND',
      severity: 'warning',
      path: draft?.path ?? '',
      message: `${nameOf(object)} names Service ${serviceName} as the one that gives its pods their names, and ${whereIs(others)}: the pods have no names of their own.`,
      fix: `Add a headless Service ${serviceName} (clusterIP: None) in namespace ${object.namespace}.`,
    })
  }
}

const whereIs = (other: ServiceFacts | undefined): string =>
  other === undefined
    ? 'it is not among the Services of its namespace that were sent'
    : `there is one in namespace ${other.namespace} only`
