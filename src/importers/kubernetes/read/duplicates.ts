// What is written twice is read as kubectl applies it: the last one holds, and that is said.
import type { ImportFinding } from '../../imported.ts'
import type { KubernetesObject, Reading } from './objects.ts'

/** The last of those that are one object to a cluster. */
export function withoutEarlier({ objects, documents, findings, custom }: Reading): Reading {
  const last = new Map<string, KubernetesObject>()
  const replaced = new Map<KubernetesObject, KubernetesObject>()
  for (const object of objects) {
    const key = [object.group, object.kind, object.namespace, object.name].join('\n')
    const earlier = last.get(key)
    if (earlier !== undefined) replaced.set(earlier, object)
    last.set(key, object)
  }
  const kept = new Set(last.values())
  return {
    objects: objects.filter((object) => kept.has(object)),
    custom,
    documents,
    findings: [...findings, ...[...replaced].map(([earlier, later]) => duplicateOf(earlier, later))],
  }
}

function duplicateOf(earlier: KubernetesObject, later: KubernetesObject): ImportFinding {
  const same = JSON.stringify(earlier.value) === JSON.stringify(later.value)
  const { file, line } = earlier.source
  return {
    code: 'DUPLICATE_OBJECT',
    severity: same ? 'info' : 'warning',
    path: '',
    file,
    line,
    message: `${earlier.kind} ${earlier.namespace}/${earlier.name} is written again in ${later.source.file} line ${later.source.line}${same ? ', word for word' : ' and says something else there'}: the last one holds, as for kubectl apply.`,
    fix: 'Keep one of them, or import what belongs to different clusters apart.',
  }
}
