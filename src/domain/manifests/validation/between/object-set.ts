// The objects that could be read, to be asked for by kind, or by kind, namespace and name.
import type { Objects } from '../kinds.ts'
import type { Metadata } from '../metadata.ts'
import type { ObjectReport, Say } from '../report.ts'

export type Entry<Value = { metadata: Metadata }> = {
  report: ObjectReport
  /** Speaks into the object's own report. */
  say: Say
  apiVersion: string
  kind: string
  /** "default" where none is written, as the API server fills it in; "" for kinds that live outside namespaces. */
  namespace: string
  name: string
  value: Value
  /** True when no part of it had to be left out: what it lacks, it really lacks. */
  whole: boolean
}

export type ObjectSet = {
  of: <Kind extends keyof Objects>(kind: Kind) => readonly Entry<Objects[Kind]>[]
  find: <Kind extends keyof Objects>(kind: Kind, namespace: string, name: string) => Entry<Objects[Kind]> | undefined
  all: readonly Entry[]
}

export function objectSet(entries: readonly Entry[]): ObjectSet {
  const byKind = new Map<string, Entry[]>()
  const byName = new Map<string, Entry>()
  for (const entry of entries) {
    const others = byKind.get(entry.kind)
    if (others === undefined) byKind.set(entry.kind, [entry])
    else others.push(entry)
    const key = `${entry.kind} ${entry.namespace} ${entry.name}`
    if (!byName.has(key)) byName.set(key, entry)
  }
  // The schema of its kind has read each value, so the kind tells the type.
  return {
    of: <Kind extends keyof Objects>(kind: Kind) => (byKind.get(kind) ?? []) as unknown as Entry<Objects[Kind]>[],
    find: <Kind extends keyof Objects>(kind: Kind, namespace: string, name: string) =>
      byName.get(`${kind} ${namespace} ${name}`) as unknown as Entry<Objects[Kind]> | undefined,
    all: entries,
  }
}
