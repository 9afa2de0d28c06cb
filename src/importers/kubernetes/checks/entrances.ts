// Entrances as they are: controllers that nobody maintains any more, and Ingresses that no controller is known to take.
import { runningIn } from '../facts/controllers.ts'
import type { KubernetesObject } from '../read/objects.ts'
import type { Building } from '../topology/building.ts'
import { placeOf } from '../topology/draft.ts'

const nameOf = ({ kind, namespace, name }: KubernetesObject): string => `${kind} ${namespace}/${name}`
const SHOWN = 10

export function checkEntrances(building: Building): void {
  checkRetired(building)
  checkClasses(building)
}

type Retired = { says: string; source: string }

/** One finding for each controller, however much of it there is. */
function checkRetired({ cluster, ingresses, provider, notes }: Building): void {
  const used = new Map<string, { retired: Retired; objects: KubernetesObject[] }>()
  const add = (name: string, retired: Retired | undefined, object: KubernetesObject) => {
    if (retired === undefined) return
    const there = used.get(name)
    if (there === undefined) used.set(name, { retired, objects: [object] })
    else there.objects.push(object)
  }
  for (const { known, pods } of runningIn(cluster)) add(known.name, known.retired, pods.object)
  for (const { served, object, class: name = '', controller } of ingresses) {
    add(name, provider.existing.retired?.({ api: 'ingress', class: name, controller }), object)
    if (served.by === 'cluster' && served.known !== undefined) add(served.known.name, served.known.retired, object)
  }
  for (const [name, { retired, objects }] of used) {
    const [first] = objects
    if (first === undefined) continue
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
        : `${nameOf(object)} names no class: ${name} is taken for it, as the only controller that was sent or the usual one on ${provider.title}.`
    notes.find(placeOf(object), {
      code: 'INGRESS_WITHOUT_CLASS',
      severity: classBy === 'unknown' ? 'warning' : 'info',
      path: '',
      message,
      fix: 'Name the class in spec.ingressClassName.',
    })
  }
}
