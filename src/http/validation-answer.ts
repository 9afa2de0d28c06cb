// Everything that was found in the objects of a body → the answer: bounded whatever was sent, nothing invisible in it, and each
// entry with its place in the text.
import type { Validated } from '../application/validation.ts'
import type { CheckedObject, ManifestValidation, ObjectMistake } from '../domain/manifests/validation/checked-object.ts'
import { shown } from '../reports/text/shown.ts'
import type { SentText } from './documents.ts'

const LISTS = ['refused', 'ignored', 'outdated', 'warnings', 'notes'] as const
type List = (typeof LISTS)[number]
type Head = Omit<CheckedObject, List>
type Entry = { list: List; mistake: ObjectMistake }
type Chosen = { entries: Entry[]; left: number; bytes: number }

const ENTRIES_AT_MOST = 100
const BYTES_AT_MOST = 900_000
// Of all names together: where there are many objects, long names are cut shorter.
const NAMES_AT_MOST = 200_000
// What a line and a column add to an entry, and the empty lists to an object.
const BYTES_AROUND_ENTRY = 40
const BYTES_AROUND_OBJECT = 90

export function validationAnswer({ objects, summary, places }: Validated, sent: SentText): ManifestValidation {
  const longest = Math.min(200, Math.max(63, Math.floor(NAMES_AT_MOST / Math.max(1, objects.length))))
  const heads = objects.map((object) => headOf(object, longest))
  const chosen = choose(
    objects,
    BYTES_AT_MOST - heads.reduce((sum, head) => sum + bytesOf(head) + BYTES_AROUND_OBJECT, 0),
  )
  const found = sent.locate(
    places.flatMap((at, index) => [
      { pointer: at, code: '', detail: '' },
      ...(chosen[index]?.entries ?? []).map(({ mistake: { pointer, code, detail } }) => ({
        pointer: `${at}${pointer}`,
        code,
        detail,
      })),
    ]),
  )
  let next = 0
  const answered = heads.map((head, index): CheckedObject => {
    const { entries, left } = chosen[index] ?? { entries: [], left: 0 }
    const begin = found[next]
    const located = entries.map(({ list, mistake }, place) => ({ list, mistake, at: found[next + 1 + place] }))
    next += 1 + entries.length
    const lists = Object.fromEntries(
      LISTS.map((list) => [list, located.filter((entry) => entry.list === list).map(shownMistake)]),
    ) as Record<List, ObjectMistake[]>
    if (left > 0) lists.notes.push({ pointer: '', code: 'NOT_ALL_SHOWN', detail: `${left} more are not shown` })
    return { ...head, ...(begin?.line === undefined ? {} : { line: begin.line }), ...lists }
  })
  return { objects: answered, summary }
}

/** Each object may take an even share of the room, and what those before it left over. */
function choose(objects: readonly CheckedObject[], room: number): Chosen[] {
  let rest = room
  return objects.map((object, index) => {
    const chosen = fitting(object, rest / (objects.length - index))
    rest -= chosen.bytes
    return chosen
  })
}

function fitting(object: CheckedObject, room: number): Chosen {
  const all = LISTS.flatMap((list) => object[list].map((mistake): Entry => ({ list, mistake })))
  const entries: Entry[] = []
  let bytes = 0
  for (const entry of all.slice(0, ENTRIES_AT_MOST)) {
    const more = bytesOf(shownMistake({ mistake: entry.mistake })) + BYTES_AROUND_ENTRY
    if (bytes + more > room) break
    bytes += more
    entries.push(entry)
  }
  return { entries, left: all.length - entries.length, bytes }
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

type Located = { mistake: ObjectMistake; at?: ObjectMistake | undefined }

function shownMistake({ mistake: { pointer, code, detail }, at }: Located): ObjectMistake {
  const place = at?.line === undefined || at.column === undefined ? {} : { line: at.line, column: at.column }
  return { pointer: shown(pointer, 200), code, detail: shown(detail, 300), ...place }
}

/** What an object calls itself, cut to what a name may be. */
function headOf({ index, apiVersion, kind, namespace, name, accepted }: CheckedObject, longest: number): Head {
  return {
    index,
    apiVersion: shown(apiVersion, longest),
    kind: shown(kind, 63),
    ...(namespace === undefined ? {} : { namespace: shown(namespace, 63) }),
    ...(name === undefined ? {} : { name: shown(name, longest) }),
    accepted,
  }
}
