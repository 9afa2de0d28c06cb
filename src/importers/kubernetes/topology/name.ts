// What the topology is called: as asked for, else as its objects call what they are a part of.
import type { Notes } from '../../notes.ts'
import type { Cluster } from '../facts/cluster.ts'
import { placeOf } from './draft.ts'
import { labelFrom } from './groups.ts'

const PART_OF = 'app.kubernetes.io/part-of'

export function nameOf(cluster: Cluster, asked: string | undefined, notes: Notes): string {
  const request = { file: 'request', line: 1, at: '/name' }
  if (asked !== undefined) {
    notes.from('/name', request, { rule: 'asked-for', confidence: 1 })
    return asked
  }
  const objects = [...cluster.pods.map(({ object }) => object), ...cluster.services.map(({ object }) => object)]
  const wholes = new Set(objects.map(({ labels }) => labels[PART_OF]))
  const namespaces = new Set(objects.map(({ namespace }) => namespace))
  const [first] = objects
  const [whole] = wholes
  const [namespace] = namespaces
  if (first !== undefined && wholes.size === 1 && whole !== undefined) {
    notes.from('/name', placeOf(first, '/metadata/labels'), { rule: 'part-of-label', confidence: 0.8 })
    return labelFrom(whole)
  }
  if (first !== undefined && namespaces.size === 1 && namespace !== undefined && namespace !== 'default') {
    notes.from('/name', placeOf(first, '/metadata/namespace'), { rule: 'only-namespace', confidence: 0.7 })
    return labelFrom(namespace)
  }
  notes.from('/name', request, { rule: 'no-name-said', confidence: 0.5 })
  return 'imported'
}
