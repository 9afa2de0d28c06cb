// The metadata every object has, and what the API server checks of it whatever the kind: name, labels, annotations, size.
import { z } from 'zod'
import { annotations, dnsLabel, labels, qualifiedName } from './names.ts'
import type { Say } from './report.ts'
import { fields, flag, int64, loose, looseList, text } from './values.ts'

const ownerReference = fields(
  { apiVersion: text, kind: text, name: text, uid: text, controller: flag, blockOwnerDeletion: flag },
  'apiVersion',
  'kind',
  'name',
  'uid',
)

export const metadata = fields({
  name: text,
  generateName: text,
  namespace: dnsLabel,
  labels,
  annotations,
  finalizers: z.array(qualifiedName),
  ownerReferences: z.array(ownerReference),
  creationTimestamp: text,
  deletionGracePeriodSeconds: int64,
  deletionTimestamp: text,
  generation: int64,
  managedFields: looseList,
  resourceVersion: text,
  selfLink: text,
  uid: text,
})
export type Metadata = z.infer<typeof metadata>

const BASE = { apiVersion: text, kind: text, metadata }
/** The status of the kinds that have one: nobody writes it by hand, so what stands in it is not checked. */
export const STATUS = { status: loose }

/** A closed top-level object: metadata and the fields given. */
export const topLevel = <Shape extends z.core.$ZodLooseShape, Required extends keyof Shape & string = never>(
  shape: Shape,
  ...required: Required[]
) =>
  fields<typeof BASE & Shape, 'metadata' | Required>(
    { ...BASE, ...shape },
    ...(['metadata', ...required] as ('metadata' | Required)[]),
  )

// kubernetes/apimachinery pkg/api/validation/objectmeta.go TotalAnnotationSizeLimitB.
const ANNOTATIONS_AT_MOST = 256 * 1024
// etcd's default request limit (etcd-io/website docs/v3.6/dev-guide/limit.md).
const OBJECT_AT_MOST = 1.5 * 1024 * 1024

const bytes = (written: string): number => new TextEncoder().encode(written).length

export type Scope = 'Namespaced' | 'Cluster'
export type NameRule = (name: string, minor: number) => string | undefined

export function checkMetadata(meta: Metadata, rule: { scope: Scope; name: NameRule; minor: number }, say: Say): void {
  if (meta.name === undefined && meta.generateName === undefined) {
    say.mistake('/metadata/name', 'NAME_REQUIRED', '`name` is required: nothing can be applied without it')
  }
  const wrong = meta.name === undefined ? undefined : rule.name(meta.name, rule.minor)
  if (wrong !== undefined) say.mistake('/metadata/name', 'INVALID_NAME', wrong)
  if (meta.namespace !== undefined && rule.scope === 'Cluster') {
    say.warning(
      '/metadata/namespace',
      'NAMESPACE_IGNORED',
      'has no effect: this kind lives outside namespaces; remove it',
    )
  }
  if (meta.annotations !== undefined && sizeOf(meta.annotations) > ANNOTATIONS_AT_MOST) {
    say.mistake('/metadata/annotations', 'ANNOTATIONS_TOO_LARGE', 'must have at most 256 KiB together, keys and values')
  }
}

function sizeOf(map: Readonly<Record<string, string>>): number {
  let size = 0
  for (const key in map) size += key.length + (map[key]?.length ?? 0)
  // A character is at most three bytes of UTF-8: only what comes near the limit is counted exactly.
  if (size * 3 <= ANNOTATIONS_AT_MOST) return size
  return Object.entries(map).reduce((sum, [key, value]) => sum + bytes(key) + bytes(value), 0)
}

export function checkSize(object: unknown, say: Say): void {
  const written = JSON.stringify(object)
  if (written.length * 3 <= OBJECT_AT_MOST || bytes(written) <= OBJECT_AT_MOST) return
  say.mistake('', 'OBJECT_TOO_LARGE', 'must have at most 1.5 MiB: the API server cannot store more; split it')
}
