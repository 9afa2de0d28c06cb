// Name, namespace, labels and annotations of every object we write. Absent things are left out, never written empty.
import { sortKeys, type Topology } from '../topology/index.ts'
import type { Manifest } from './manifest.ts'

export type Identity = {
  name: string
  namespace: string
  /** What the object is for; becomes `app.kubernetes.io/name`. */
  component?: string | undefined
  labels?: Record<string, string>
  annotations?: Record<string, string>
}

export function metadata(
  topology: Topology,
  { name, namespace, component, labels, annotations }: Identity,
): Manifest['metadata'] {
  return {
    name,
    namespace,
    labels: sortKeys({
      ...topology.labels,
      ...(component === undefined ? {} : { 'app.kubernetes.io/name': component }),
      'app.kubernetes.io/part-of': topology.name,
      'app.kubernetes.io/managed-by': 'moorage',
      ...labels,
    }),
    ...(annotations === undefined || Object.keys(annotations).length === 0
      ? {}
      : { annotations: sortKeys(annotations) }),
  }
}
