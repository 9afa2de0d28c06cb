// Checked Kubernetes objects → a list for a terminal: the count, then each object that something is to be said of.
import type { CheckedObject, ManifestValidation } from '../../domain/manifests/validation/checked-object.ts'
import { wrap } from './layout.ts'

const OBJECTS_AT_MOST = 40
const ENTRIES_AT_MOST = 8

/** At most 80 columns; ends in a newline. */
export function validationText({ objects, summary }: ManifestValidation): string {
  const told = objects.filter((object) => entriesOf(object).length > 0).sort(refusedFirst)
  const more = told.length - OBJECTS_AT_MOST
  const sections = [
    [count(summary), ...(told.length === 0 ? ['Nothing found wrong.'] : [])],
    ...told.slice(0, OBJECTS_AT_MOST).map(describe),
    ...(more > 0 ? [[`… and ${more} more objects`]] : []),
  ]
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function count({ objects, accepted, refused, unknown }: ManifestValidation['summary']): string {
  const rest = unknown === 0 ? '' : `, ${unknown} of a kind that is not checked`
  return `${objects} object${objects === 1 ? '' : 's'}: ${accepted} accepted, ${refused} refused${rest}`
}

const refusedFirst = (a: CheckedObject, b: CheckedObject): number =>
  Number(a.accepted) - Number(b.accepted) || a.index - b.index

const LABELS = [
  ['refused', 'REFUSED  '],
  ['ignored', 'ignored  '],
  ['outdated', 'outdated '],
  ['warnings', 'warning  '],
  ['notes', 'note     '],
] as const

const entriesOf = (object: CheckedObject) =>
  LABELS.flatMap(([list, label]) => object[list].map((mistake) => ({ label, ...mistake })))

/** A pointer for people: keys as they are written, slashes and all. */
const readable = (pointer: string): string => pointer.replaceAll('~1', '/').replaceAll('~0', '~')

function describe(object: CheckedObject): string[] {
  const { kind, namespace, name, line } = object
  const title = `${kind || 'object'} ${namespace === undefined ? '' : `${namespace}/`}${name ?? '(no name)'}`
  const entries = entriesOf(object)
  const more = entries.length - ENTRIES_AT_MOST
  return [
    ...wrap(line === undefined ? title : `${title} (line ${line})`),
    ...entries.slice(0, ENTRIES_AT_MOST).flatMap(({ label, pointer, detail, line: at }) => {
      const place = [at === undefined ? '' : `line ${at}`, readable(pointer)].filter((part) => part !== '').join(' ')
      return wrap(place === '' ? detail : `${place}: ${detail}`, `  ${label}`)
    }),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ]
}
