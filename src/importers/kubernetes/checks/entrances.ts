// Entrances as they are: controllers that nobody maintains any more, and Ingresses that no controller is known to take.
import { type InClusterController, runningIn } from '../facts/controllers.ts'
import type { KubernetesObject } from '../read/objects.ts'
import type { Building } from '../topology/building.ts'
import { placeOf } from '../topology/draft.ts'

const nameOf = ({ kind, namespace, name }: KubernetesObject): string => `${kind} ${namespace}/${name}`
const SHOWN = 10

export function checkEntrances(building: Building): void {
  checkRetired(building)
  checkClasses(building)
}

/** One finding for each controller, however much of it there is. */
function checkRetired({ cluster, ingresses, notes }: Building): void {
  const used = new Map<InClusterController, KubernetesObject[]>()
  const add = (known: InClusterController | undefined, object: KubernetesObject) => {
    if (known?.retired !== undefined) used.set(known, [...(used.get(known) ?? []), object])
  }
  for (const { known, pods } of runningIn(cluster)) add(known, pods.object)
  for (const { served, object } of ingresses) if (served.by === 'cluster') add(served.known, object)
  for (const [{ name, retired }, objects] of used) {
    const [first] = objects
    if (first === undefined || retired === undefined) continue
    const more = objects.length > SHOWN ? ` and ${objects.length - SHOWN} more` : ''
    notes.find(placeOf(first), {
      code: 'CONTROLLER_RETIRED',
      severity: 'warning',
      path: '',
      message: `${retired.says}; ${objects.slice(0, SHOWN).map(nameOf).join(', ')}${more} ${objects.length > 1 ? 'are' : 'is'} of ${name}. What runs keeps running.`,
      fix: 'Move to a Gateway, or to a controller that is maintained; ingress2gateway converts most Ingresses.',
      source: retired.source,
    })
  }
}

function checkClasses({ ingresses, provider, notes }: Building): void {
  for (const { object, classBy, class: name } of ingresses) {
    if (classBy === 'said' || classBy === 'default-class') continue
    const message =
      classBy === 'unknown'
        ? `${nameOf(object)} names no class, and no IngressClass that was sent is the default: a controller takes it only if it takes any.`
        : `${nameOf(object)} names no class: ${name}, the usual one on ${provider.title}, is taken for it.`
    notes.find(placeOf(object), {
      code: 'INGRESS_WITHOUT_CLASS',
      severity: classBy === 'unknown' ? 'warning' : 'info',
      path: '',
      message,
      fix: 'Name the class in spec.ingressClassName.',
    })
  }
}
