// Changes of an imported topology after it was written: a value set or removed at a pointer, with everything that is said of its place. What
// stands after a removed item of a list moves up, and so does what is said of it.
import type { Imported } from '../../domain/imported.ts'

type Parent = Record<string, unknown> | unknown[]

const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

function parentOf(document: unknown, steps: readonly string[], make: boolean): Parent | undefined {
  let here: unknown = document
  for (const step of steps.slice(0, -1)) {
    if (typeof here !== 'object' || here === null) return undefined
    if (!Object.hasOwn(here, step)) {
      if (!make || Array.isArray(here)) return undefined
      Object.defineProperty(here, step, { value: {}, enumerable: true, configurable: true, writable: true })
    }
    here = (here as Record<string, unknown>)[step]
  }
  return typeof here === 'object' && here !== null ? (here as Parent) : undefined
}

export function valueAt(document: unknown, pointer: string): unknown {
  const steps = stepsOf(pointer)
  const parent = parentOf(document, steps, false)
  const last = steps.at(-1)
  return parent === undefined || last === undefined ? undefined : (parent as Record<string, unknown>)[last]
}

/** Is there a value? */
export function hasAt(document: unknown, pointer: string): boolean {
  const steps = stepsOf(pointer)
  const parent = parentOf(document, steps, false)
  return parent !== undefined && Object.hasOwn(parent, steps.at(-1) ?? '')
}

export function setAt({ topology }: Imported, pointer: string, value: unknown): void {
  const steps = stepsOf(pointer)
  const parent = parentOf(topology, steps, true)
  const last = steps.at(-1)
  if (parent === undefined || last === undefined) return
  Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true })
}

/** What is left of an import without the value; the same where there is none. */
export function removeAt(imported: Imported, pointer: string): Imported {
  const steps = stepsOf(pointer)
  const parent = parentOf(imported.topology, steps, false)
  const last = steps.at(-1)
  if (parent === undefined || last === undefined || !Object.hasOwn(parent, last)) return imported
  if (!Array.isArray(parent)) {
    delete parent[last]
    return said(imported, (path) => (isWithin(path, pointer) ? undefined : path))
  }
  parent.splice(Number(last), 1)
  const list = pointer.slice(0, pointer.lastIndexOf('/'))
  // A list of nothing is left out, as whoever wrote it would.
  if (parent.length === 0) return removeAt(imported, list)
  return said(imported, (path) => {
    if (isWithin(path, pointer)) return undefined
    if (!path.startsWith(`${list}/`)) return path
    const [index = '', ...rest] = path.slice(list.length + 1).split('/')
    const moved = Number(index) > Number(last) ? String(Number(index) - 1) : index
    return [list, moved, ...rest].join('/')
  })
}

export const isWithin = (path: string, pointer: string): boolean => path === pointer || path.startsWith(`${pointer}/`)

/** Moves every path; what has none any more is not said. A finding stays, about the whole. */
function said(imported: Imported, move: (path: string) => string | undefined): Imported {
  return {
    ...imported,
    provenance: imported.provenance.flatMap((one) => {
      const path = move(one.path)
      return path === undefined ? [] : [{ ...one, path }]
    }),
    questions: imported.questions.flatMap((one) => {
      const [path, ...also] = [one.path, ...(one.also ?? [])].flatMap((each) => move(each) ?? [])
      if (path === undefined) return []
      const { also: _also, ...rest } = one
      return [{ ...rest, path, ...(also.length === 0 ? {} : { also }) }]
    }),
    findings: imported.findings.map((one) => ({ ...one, path: one.path === '' ? '' : (move(one.path) ?? '') })),
  }
}
