// What an API server would refuse of the objects that decide how workloads are reached, what their cloud's controllers ignore, and what is
// outdated: the same checks that validate manifests. Containers are left out, so that nothing of a variable can come back in an answer.

import type { Mistake } from '../../../domain/failure.ts'
import { checkAnnotations } from '../../../domain/manifests/validation/annotations.ts'
import { validateObjects } from '../../../domain/manifests/validation/index.ts'
import { BASELINE_VERSION } from '../../../domain/topology/index.ts'
import type { ImportTarget } from '../../imported.ts'
import { POD_KINDS } from '../facts/pods.ts'
import { fieldsOf, valueAt } from '../read/fields.ts'
import type { KubernetesObject } from '../read/objects.ts'
import type { Building } from '../topology/building.ts'
import { placeOf } from '../topology/draft.ts'

// Told better by checks that know the whole cluster, or no fault of what the API server itself wrote.
const TOLD_ELSEWHERE = new Set([
  ...[
    'DUPLICATE_ROUTE',
    'DUPLICATE_OBJECT',
    'ENDPOINTS_DEPRECATED',
    'SLICE_OF_NO_SERVICE',
    'INNER_PORT_ON_LOAD_BALANCER',
  ],
  ...['NODE_PORT_IN_DYNAMIC_BAND', 'PATH_IS_NO_PATTERN'],
])
const NOT_VALIDATED = new Set(['ConfigMap', 'Namespace'])
const AT_MOST = 10
const OUTDATED = /(?:^|_)DEPRECATED(?:_|$)/

export function checkWritten(building: Building, { target, provider }: ImportTarget): void {
  const { cluster } = building
  const objects = cluster.objects.filter((object) => !NOT_VALIDATED.has(object.kind) && !isOfApiServer(object))
  const reports = validateObjects(objects.map(checkable), {
    kubernetesVersion: target.kubernetesVersion ?? BASELINE_VERSION,
    kinds: provider.kinds,
    ...(provider.entranceOf === undefined ? {} : { entranceOf: provider.entranceOf }),
  })
  const outdatedRules = new Set(provider.annotations.rules.filter(({ outdated }) => outdated).map(({ code }) => code))
  reports.forEach((report, index) => {
    const object = objects[index]
    if (object === undefined) return
    const inPods = POD_KINDS.includes(object.kind)
    const annotations = inPods ? [] : checkAnnotations(object.value, provider.annotations)
    const warnings = report.warnings.filter(({ code }) => !TOLD_ELSEWHERE.has(code))
    const refused = inPods
      ? []
      : report.mistakes.filter((mistake) => !TOLD_ELSEWHERE.has(mistake.code) && !isDefault(mistake))
    say(object, refused, 'refused', building)
    say(
      object,
      warnings.filter(({ code }) => OUTDATED.test(code)),
      'outdated',
      building,
    )
    say(
      object,
      warnings.filter(({ code }) => !OUTDATED.test(code)),
      'doubtful',
      building,
    )
    say(
      object,
      annotations.filter(({ code }) => OUTDATED.test(code) || outdatedRules.has(code)),
      'outdated',
      building,
    )
    say(
      object,
      annotations.filter(({ code }) => !OUTDATED.test(code) && !outdatedRules.has(code)),
      'doubtful',
      building,
    )
  })
}

/** The Service every cluster makes for its own API server, which keeps its endpoints itself. */
const isOfApiServer = ({ kind, namespace, name }: KubernetesObject): boolean =>
  kind === 'Service' && namespace === 'default' && name === 'kubernetes'

// A targetPort of 0 is what the API server takes for none, and fills in.
const isDefault = ({ code, pointer }: Mistake): boolean => code === 'TOO_SMALL' && pointer.endsWith('/targetPort')

/** Of what runs pods, the part that others refer to. */
function checkable({ kind, value }: KubernetesObject): unknown {
  if (!POD_KINDS.includes(kind)) return value
  const way =
    kind === 'Pod' ? [] : kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template']
  if (kind === 'CronJob' || kind === 'ReplicationController')
    return value.metadata === undefined ? {} : { apiVersion: value.apiVersion, kind, metadata: {} }
  const containers = valueAt(value, ...way, 'spec', 'containers')
  const template = {
    metadata: { labels: valueAt(value, ...way, 'metadata', 'labels') },
    spec: {
      containers: (Array.isArray(containers) ? containers : []).map((one) => {
        const { name, image, ports } = fieldsOf(one)
        return { name, image, ports }
      }),
    },
  }
  const { name, namespace } = fieldsOf(value.metadata)
  const metadata = { name, namespace }
  if (kind === 'Pod')
    return { apiVersion: value.apiVersion, kind, metadata: { ...metadata, ...template.metadata }, spec: template.spec }
  const { selector, serviceName } = fieldsOf(value.spec)
  const spec = { selector, template, ...(kind === 'StatefulSet' ? { serviceName } : {}) }
  return { apiVersion: value.apiVersion, kind, metadata, spec }
}

type About = 'refused' | 'outdated' | 'doubtful'

function say(
  object: KubernetesObject,
  mistakes: readonly Mistake[],
  about: About,
  { notes, drafts, cluster }: Building,
): void {
  const service = object.kind === 'Service' ? cluster.service(object.namespace, object.name) : undefined
  const path = (service === undefined ? undefined : drafts.ofService(service))?.path ?? ''
  for (const { pointer, code, detail } of mistakes.slice(0, AT_MOST)) {
    const where = pointer === '' ? '' : ` ${pointer.slice(0, 120)}`
    const refused = about === 'refused' ? 'An API server with strict validation refuses ' : ''
    notes.find(placeOf(object, pointer), {
      code,
      severity: about === 'doubtful' ? 'warning' : about === 'outdated' ? 'info' : 'warning',
      path,
      message: `${refused}${object.kind} ${object.namespace}/${object.name}${where}: ${detail}.`,
    })
  }
}
