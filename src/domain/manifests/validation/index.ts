// Kubernetes objects → what an API server with strict field validation would refuse of them (Kubernetes 1.31 to 1.37, Gateway
// API v1.6 standard channel), and what it would accept though it is wrong or outdated. One report an object, in their order.
import { invariant } from '../../failure.ts'
import { brokenPlaces } from '../../schema/places.ts'
import { readWith } from '../../schema/read.ts'
import { checkBetween } from './between/index.ts'
import { type Entry, objectSet } from './between/object-set.ts'
import { byClass, type EntranceOf } from './between/route-clashes.ts'
import { type KindCatalogue, type KindRule, kindRule } from './kinds.ts'
import { checkMetadata, checkSize, type Metadata } from './metadata.ts'
import { withoutNulls } from './nulls.ts'
import { type ObjectReport, type Say, speaker } from './report.ts'
import { isExperimental, reachesAcross, removed, unserved } from './versions.ts'

export type { ObjectReport } from './report.ts'
export type ValidationOptions = {
  /** The cluster's minor version, such as "1.36". */
  kubernetesVersion: string
  /** Which entrance an Ingress ends up in; without it, all Ingresses of a class share one. */
  entranceOf?: EntranceOf
  /** Kinds of clouds that are checked beside those of Kubernetes. */
  kinds?: KindCatalogue
}

export function validateObjects(objects: readonly unknown[], options: ValidationOptions): ObjectReport[] {
  const minor = minorOf(options.kubernetesVersion)
  const reports: ObjectReport[] = []
  const entries: Entry[] = []
  objects.forEach((object, index) => {
    const { report, entry } = validateObject(object, index, { minor, kinds: options.kinds })
    reports.push(report)
    if (entry !== undefined) entries.push(entry)
  })
  checkBetween(objectSet(entries), options.entranceOf ?? byClass)
  return reports
}

function minorOf(version: string): number {
  const minor = /^v?1\.(\d{1,3})(?:\D|$)/.exec(version)?.[1]
  invariant(minor !== undefined, 'kubernetesVersion is a version such as "1.36"')
  return Number(minor)
}

type Validated = { report: ObjectReport; entry?: Entry }

type About = { minor: number; kinds: KindCatalogue | undefined }

function validateObject(object: unknown, index: number, { minor, kinds }: About): Validated {
  const report: ObjectReport = { index, apiVersion: '', kind: '', known: false, mistakes: [], warnings: [], notes: [] }
  const say = speaker(report)
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    say.mistake('', 'WRONG_TYPE', 'must be an object with `apiVersion`, `kind` and `metadata`')
    return { report }
  }
  const rule = identify(object as Record<string, unknown>, kinds, report, say)
  if (rule === undefined) return { report }
  report.known = true
  const clean = withoutNulls(object)
  if (clean === undefined) {
    say.mistake('', 'NESTED_TOO_DEEPLY', 'must not be nested deeper than 64 levels')
    return { report }
  }
  checkSize(clean.value, say)
  const entry = inspect(clean.value, rule, report, minor)
  return entry === undefined ? { report } : { report, entry }
}

/** Fills in what the object calls itself and finds the rule for it; says why there is none. */
function identify(
  object: Record<string, unknown>,
  kinds: KindCatalogue | undefined,
  report: ObjectReport,
  say: Say,
): KindRule | undefined {
  const { apiVersion, kind, metadata } = object
  for (const [field, value] of Object.entries({ apiVersion, kind })) {
    if (typeof value !== 'string' || value === '') say.mistake(`/${field}`, 'REQUIRED', `\`${field}\` is required`)
    else Object.assign(report, { [field]: value.slice(0, 253) })
  }
  if (typeof metadata === 'object' && metadata !== null) {
    const { name, namespace } = metadata as Record<string, unknown>
    if (typeof name === 'string') report.name = name.slice(0, 253)
    if (typeof namespace === 'string') report.namespace = namespace.slice(0, 253)
  }
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || report.mistakes.length > 0) return undefined
  const rule = kindRule(apiVersion, kind, kinds)
  if (rule !== undefined) return rule
  const old = removed(apiVersion, kind) ?? unserved(apiVersion, kind)
  if (old !== undefined) say.mistake('/apiVersion', 'API_VERSION_REMOVED', `${kind} in ${apiVersion} ${old}`)
  else report.notes.push(notChecked(apiVersion.slice(0, 100), kind.slice(0, 63)))
  return undefined
}

const notChecked = (apiVersion: string, kind: string) =>
  reachesAcross(apiVersion)
    ? {
        pointer: '/kind',
        code: 'MULTI_CLUSTER_KIND',
        detail: `${kind} in ${apiVersion} reaches across clusters, which is neither checked nor planned here: whether the other clusters are joined, and who answers in them, is not in it`,
      }
    : isExperimental(apiVersion)
      ? {
          pointer: '/apiVersion',
          code: 'EXPERIMENTAL_KIND',
          detail: `${kind} in ${apiVersion} is served by the experimental channel of Gateway API only; it was not checked`,
        }
      : { pointer: '/kind', code: 'UNKNOWN_KIND', detail: `${kind} in ${apiVersion} is not checked here` }

function inspect(value: unknown, rule: KindRule, report: ObjectReport, minor: number): Entry | undefined {
  const read = readWith(rule.schema, value, { asItIs: true })
  const { mistake } = speaker(report)
  for (const { pointer, code, detail } of read.mistakes) {
    const hidden = rule.confidential.some((place) => pointer === place || pointer.startsWith(`${place}/`))
    mistake(pointer, code, hidden ? detail.replace(/, but is .*$/s, '') : detail)
  }
  if (read.value === undefined) return undefined
  const whole = read.mistakes.length === 0
  const broken = brokenPlaces(read.mistakes)
  const unread = (place: string): boolean => !whole && broken(read.original(place))
  const say = speaker(report, read.original)
  checkMetadata(read.value.metadata, { scope: rule.scope, name: rule.name, minor }, say)
  rule.check(read.value as never, say, { minor, unread })
  return {
    report,
    say,
    apiVersion: report.apiVersion,
    kind: rule.kind,
    namespace: rule.scope === 'Cluster' ? '' : (read.value.metadata.namespace ?? 'default'),
    name: (read.value.metadata as Metadata).name ?? '',
    value: read.value,
    whole,
  }
}
