// A workload of the topology while it is written: its ports, its ways in and its calls, each field with where it comes from.

import type { ExposureInput, PortInput, WorkloadInput } from '../../../domain/topology/input.ts'
import { NAMES_AT_MOST } from '../../../domain/topology/topology.ts'
import { type Ground, type Notes, type Place, step } from '../../notes.ts'
import type { ServiceFacts } from '../facts/services.ts'
import type { KubernetesObject } from '../read/objects.ts'
import type { Group } from './groups.ts'
import type { Ports } from './ports.ts'

export type Draft = {
  group: Group
  path: string
  ports: Ports
  /** Which way in the hosts of another may join. */
  together: Map<string, number>
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
  const key = keyButForHosts(exposure, place, unsure)
  const index = draft.together.get(key)
  const there = index === undefined ? undefined : draft.input.expose[index]
  if (exposure.hosts !== undefined && there?.hosts !== undefined && there.hosts.length < NAMES_AT_MOST) {
    notes.from(`${draft.path}/expose/${index}/hosts/${there.hosts.length}`, place, ground)
    there.hosts = [...there.hosts, ...exposure.hosts]
    return
  }
  const path = `${draft.path}/expose/${draft.input.expose.length}`
  draft.together.set(key, draft.input.expose.length)
  draft.input.expose.push(exposure)
  notes.from(path, place, ground)
  for (const [field, about] of Object.entries(unsure)) notes.from(`${path}/${step(field)}`, place, about)
}

/** Ways in that differ in their hosts alone are one, within an object, and beyond it where nothing of them is to be asked. */
function keyButForHosts(
  exposure: ExposureInput,
  { file, line }: Place,
  unsure: Readonly<Record<string, Ground>>,
): string {
  const sure = Object.values(unsure).every(({ confidence }) => confidence >= 0.5)
  return JSON.stringify([{ ...exposure, hosts: [] }, ...(sure ? [] : [file, line])])
}

export type Drafts = {
  all: readonly Draft[]
  ofService: (service: ServiceFacts) => Draft | undefined
}

export function draftsBy(all: readonly Draft[]): Drafts {
  const byService = new Map(all.flatMap((draft) => draft.group.services.map((service) => [service, draft] as const)))
  return { all, ofService: (service) => byService.get(service) }
}
