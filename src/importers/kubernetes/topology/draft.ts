// A workload of the topology while it is written: its ports, its ways in and its calls, each field with where it comes from.
import type { ExposureInput, PortInput, WorkloadInput } from '../../../domain/topology/input.ts'
import { type Ground, type Notes, type Place, step } from '../../notes.ts'
import type { ServiceFacts } from '../facts/services.ts'
import type { KubernetesObject } from '../read/objects.ts'
import type { Group } from './groups.ts'
import type { Ports } from './ports.ts'

export type Draft = {
  group: Group
  path: string
  ports: Ports
  input: WorkloadInput & { ports: Record<string, PortInput>; calls: string[]; expose: ExposureInput[] }
}

/** Where a part of an object stands. */
export const placeOf = ({ source }: KubernetesObject, at = ''): Place => ({
  file: source.file,
  line: source.line,
  at: `${source.at}${at}`,
})

/** Writes one field of a workload. */
export function write<Field extends keyof WorkloadInput>(
  draft: Draft,
  notes: Notes,
  field: Field,
  value: WorkloadInput[Field],
  place: Place,
  ground: Ground,
): void {
  if (value === undefined) return
  Object.assign(draft.input, { [field]: value })
  notes.from(`${draft.path}/${field}`, place, ground)
}

/** Adds a way in. Fields that are less sure than the rest are told beside it. */
export function expose(
  draft: Draft,
  notes: Notes,
  exposure: ExposureInput,
  place: Place,
  ground: Ground,
  unsure: Readonly<Record<string, Ground>> = {},
): void {
  const path = `${draft.path}/expose/${draft.input.expose.length}`
  draft.input.expose.push(exposure)
  notes.from(path, place, ground)
  for (const [field, about] of Object.entries(unsure)) notes.from(`${path}/${step(field)}`, place, about)
}

export type Drafts = {
  all: readonly Draft[]
  ofService: (service: ServiceFacts) => Draft | undefined
}

export function draftsBy(all: readonly Draft[]): Drafts {
  const byService = new Map(all.flatMap((draft) => draft.group.services.map((service) => [service, draft] as const)))
  return { all, ofService: (service) => byService.get(service) }
}
