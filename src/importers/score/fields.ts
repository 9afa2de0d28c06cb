// What one Score file says of its own workload: kind, image, ports, resources and probe, each with the place it comes from.
import { Path } from '../../domain/topology/names.ts'
import { inferProtocol, PROTOCOLS } from '../../domain/topology/protocols.ts'
import { exceeds } from '../../domain/topology/quantity.ts'
import { Quantity } from '../../domain/topology/values.ts'
import { WorkloadKind } from '../../domain/topology/vocabulary.ts'
import type { Draft } from '../draft/draft.ts'
import { isImageReference } from '../draft/images.ts'
import { childOf, countOf, entriesOf, isList, itemsOf, type Node, textOf } from '../tree/node.ts'
import type { ScorePort, ScoreWorkload } from './workload.ts'

/** Fields of `ports` that HTTP is spoken on, by their names. */
export function putFields(workload: ScoreWorkload, spoken: ReadonlyMap<string, Node>, draft: Draft): void {
  putKind(workload, draft)
  for (const port of workload.ports) putPort(workload, port, spoken.get(port.name), draft)
  const [first, second] = workload.containers
  if (first !== undefined && second === undefined) {
    putImage(workload, first[1], draft)
    putResources(workload, first[1], draft)
  } else if (second !== undefined) {
    draft.note({
      code: 'SEVERAL_CONTAINERS',
      severity: 'info',
      path: ['workloads', workload.name],
      message: `${workload.name} has ${workload.containers.length} containers in its pod; a topology names one image, so none is taken over, and network objects only are written.`,
      from: second[1],
    })
  }
  putProbe(workload, draft)
}

const KIND_ANNOTATION = 'k8s.score.dev/kind'

function putKind({ name, root, containers }: ScoreWorkload, draft: Draft): void {
  const path = ['workloads', name, 'kind']
  const annotation = childOf(root, 'metadata', 'annotations', KIND_ANNOTATION)
  const stated = WorkloadKind.safeParse(textOf(annotation))
  const volume = containers.flatMap(([, container]) => writableVolumes(container))[0]
  if (annotation !== undefined && stated.success)
    draft.put(path, stated.data, { from: annotation, rule: 'kind-annotation', confidence: 1 })
  else if (volume !== undefined) {
    const text = `Does ${name} keep data of its own in its volume? Score does not say; a Deployment is assumed, as its implementations do.`
    const ask = { text, choices: ['Deployment', 'StatefulSet'] }
    draft.put(path, 'Deployment', { from: volume, rule: 'volume', confidence: 0.45, ask })
  } else draft.put(path, 'Deployment', { from: root, rule: 'no-state-seen', confidence: 0.8 })
}

/** By target in a map, or in the older list. */
function writableVolumes(container: Node): Node[] {
  const volumes = childOf(container, 'volumes')
  const each = isList(volumes) ? itemsOf(volumes) : [...entriesOf(volumes).values()]
  return each.filter((volume) => !['readOnly', 'read_only'].some((field) => textOf(childOf(volume, field)) === 'true'))
}

function putPort({ name }: ScoreWorkload, port: ScorePort, spoken: Node | undefined, draft: Draft): void {
  const path = ['workloads', name, 'ports', port.name]
  const ground = { from: port.from, rule: 'service-ports', confidence: 1 }
  draft.put([...path, 'port'], port.number, ground)
  const target = countOf(port.target)
  if (target !== undefined && target >= 1 && target <= 65_535) draft.put([...path, 'targetPort'], target, ground)
  // Said only where the name or the number would let one think of another: Score means TCP when it says nothing.
  const { protocol } = inferProtocol(port.name, [port.number, target ?? port.number], undefined)
  const meant = spoken === undefined ? PROTOCOLS[protocol].transport : 'TCP'
  if (port.transport === 'UDP' || port.transport !== meant) draft.put([...path, 'transport'], port.transport, ground)
  else if (spoken !== undefined)
    draft.put([...path, 'protocol'], 'http', { from: spoken, rule: 'routed', confidence: 0.8 })
  if (port.name === port.written) return
  draft.note({
    code: 'NAME_CHANGED',
    severity: 'warning',
    path,
    message: `The port "${port.written.slice(0, 63)}" of ${name} is called ${port.name} here: Kubernetes takes no other name.`,
    from: port.from,
  })
}

function putImage({ name }: ScoreWorkload, container: Node, draft: Draft): void {
  const from = childOf(container, 'image')
  const image = textOf(from)
  if (from === undefined || image === undefined) return
  if (image !== '.' && isImageReference(image)) {
    draft.put(['workloads', name, 'image'], image, { from, rule: 'image', confidence: 1 })
    return
  }
  draft.note({
    code: image === '.' ? 'IMAGE_FROM_BUILD' : 'IMAGE_NOT_READ',
    severity: 'info',
    path: ['workloads', name],
    message:
      image === '.'
        ? `The image of ${name} is "." - whatever the deployment builds; network objects only are written.`
        : `The image of ${name} is no reference that a registry takes; it is left out.`,
    fix: 'Write the image into the topology to have the manifest of the workload written too.',
    from,
  })
}

function putResources({ name }: ScoreWorkload, container: Node, draft: Draft): void {
  for (const resource of ['cpu', 'memory']) {
    const limit = textOf(childOf(container, 'resources', 'limits', resource))
    for (const side of ['limits', 'requests']) {
      const from = childOf(container, 'resources', side, resource)
      const quantity = textOf(from)
      if (from === undefined || quantity === undefined) continue
      const isGood = Quantity.safeParse(quantity).success
      const isAbove =
        isGood && side === 'requests' && Quantity.safeParse(limit).success && exceeds(quantity, limit ?? '')
      if (isGood && !isAbove)
        draft.put(['workloads', name, 'resources', side, resource], quantity, {
          from,
          rule: 'resources',
          confidence: 1,
        })
      else
        draft.note({
          code: 'RESOURCE_NOT_READ',
          severity: 'warning',
          path: ['workloads', name],
          message: `${side}/${resource} "${quantity.slice(0, 30)}" of ${name} is left out: ${isAbove ? `it is more than the limit, ${limit}` : 'it is no amount that Kubernetes knows'}.`,
          fix: 'Write amounts such as 250m and 64Mi, with requests within the limits.',
          from,
        })
    }
  }
}

/** Readiness says when traffic may come; liveness stands in for it. */
function putProbe({ name, containers, ports }: ScoreWorkload, draft: Draft): void {
  const probes = ['readinessProbe', 'livenessProbe'].flatMap((field) =>
    containers.flatMap(([, container]) => childOf(container, field) ?? []),
  )
  for (const probe of probes) {
    const http = childOf(probe, 'httpGet')
    const path = textOf(childOf(http, 'path'))
    const number = countOf(childOf(http, 'port'))
    const port =
      ports.find(({ target, number: own }) => (countOf(target) ?? own) === number) ??
      ports.find((one) => one.number === number)
    if (http === undefined || port === undefined || !Path.safeParse(path).success) continue
    draft.put(
      ['workloads', name, 'probe'],
      { protocol: 'http', path, port: port.name },
      { from: http, rule: 'probe', confidence: 1 },
    )
    return
  }
  const [first] = probes
  if (first === undefined) return
  draft.note({
    code: 'PROBE_NOT_READ',
    severity: 'info',
    path: ['workloads', name],
    message: `No probe of ${name} asks over HTTP on a port of its service; none is taken over.`,
    fix: 'Write a `probe` into the topology, or keep the exec probe in the manifest.',
    from: first,
  })
}
