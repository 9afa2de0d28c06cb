// The objects that make up a Service and its way in → for each the kubectl command that makes the very same object, or why there is none.
// Never a command that makes something like it: what differs is found out later, in production.
import { z } from 'zod'
import type { Service } from '../design/design.ts'
import type { Manifest } from '../manifests/manifest.ts'
import type { PlannedDesign } from '../plan/plan.ts'
import type { Topology } from '../topology/index.ts'
import { createIngress } from './kubectl-ingress.ts'
import { type Base, exposeService } from './kubectl-service.ts'

export const KubectlCommand = z
  .strictObject({
    object: z.string().meta({ description: 'Kind, namespace and name.', example: 'Service default/web' }),
    command: z.string().nullable().meta({ description: 'One line of shell; null where no command makes this object.' }),
    because: z.string().meta({ description: 'What the command does, or why there is none.' }),
  })
  .meta({ id: 'KubectlCommand', description: 'How the object of a manifest is made without a manifest.' })
export type KubectlCommand = z.infer<typeof KubectlCommand>

/** What it says of an object whose kind and name stand elsewhere. */
export type Told = Omit<KubectlCommand, 'object'>

export function commandsFor(service: Service, design: PlannedDesign, topology: Topology): KubectlCommand[] {
  return design.manifests
    .filter((manifest) => isOf(service, manifest))
    .map((manifest) => ({ object: nameOf(manifest), ...toldOf(manifest, service, design, topology) }))
}

const nameOf = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`

function isOf({ name, namespace }: Service, manifest: Manifest): boolean {
  const { kind, metadata } = manifest
  if (kind === 'Service') return metadata.name === name && metadata.namespace === namespace
  if (kind === 'Ingress') return metadata.namespace === namespace && leadsTo(manifest, name)
  return kind.endsWith('Route') && metadata.namespace === namespace && leadsTo(manifest, name)
}

/** A backend of an Ingress, or of a route of the Gateway API: both live beside their Services. */
function leadsTo({ spec }: Manifest, name: string): boolean {
  const search = (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null) return false
    const { service, backendRefs } = value as { service?: { name?: unknown }; backendRefs?: { name?: unknown }[] }
    if (service?.name === name || backendRefs?.some((backend) => backend.name === name) === true) return true
    return Object.values(value).some(search)
  }
  return search(spec)
}

const NO_GATEWAY_COMMAND =
  'kubectl has no command that generates objects of the Gateway API: they are written, and made with kubectl apply.'

function toldOf(manifest: Manifest, service: Service, design: PlannedDesign, topology: Topology): Told {
  if (manifest.kind === 'Service') return exposeService(manifest, baseOf(service, design, topology))
  return manifest.kind === 'Ingress' ? createIngress(manifest) : { command: null, because: NO_GATEWAY_COMMAND }
}

/** What `kubectl expose` can start from: the Deployment, else another Service of the same workload. */
function baseOf({ name, workload }: Service, { services }: PlannedDesign, { workloads }: Topology): Base {
  const kind = workloads[workload ?? '']?.kind
  if (workload === undefined || kind === undefined) return { kind: 'nothing', of: 'something outside the cluster' }
  if (kind === 'Deployment') return { kind: 'deployment', name: workload }
  const first = services.find((other) => other.workload === workload)
  return first === undefined || first.name === name
    ? { kind: 'nothing', of: kind }
    : { kind: 'service', name: first.name }
}
