// Unknown value → topology input, or every mistake in it. The owner's own `x-…` fields are set aside; what is broken is left
// out, and the rest is handed on to be checked as well.
import type { Mistake } from '../failure.ts'
import { pointer } from '../schema/issues.ts'
import { type Extension, readWith } from '../schema/read.ts'
import { knownFields } from '../schema/walk.ts'
import { TopologyInput } from './input.ts'

export { excerpt, MISTAKES_SHOWN, pointer } from '../schema/issues.ts'
export type { Extension }

export type Validated = {
  /** What can be read of the document, broken parts left out; undefined when nothing can. */
  input: TopologyInput | undefined
  mistakes: Mistake[]
  /** The owner's own `x-…` fields, set aside. */
  extensions: Extension[]
  /** A pointer into `input`, as it stands in the document that was sent (list items left out move their neighbours). */
  original: (pointer: string) => string
}

// Never planned with.
const STAND_INS = { name: 'unnamed', target: { provider: 'bare-metal' }, workloads: {} }

export function validateInput(document: unknown): Validated {
  const { value, ...rest } = readWith(TopologyInput, document, {
    standIns: STAND_INS,
    isExtension: (field) => field.startsWith('x-'),
    asItIs: true,
  })
  // What is taken as it is has no such name.
  if (value === document) return { input: value, ...rest }
  return { input: value, ...rest, mistakes: [...rest.mistakes, ...hiddenNames(document)] }
}

/** `__proto__` as a name: Zod passes over it in maps, and no workload may vanish without a word. */
const hiddenNames = (document: unknown): Mistake[] =>
  pathsTo('__proto__', document)
    .filter((path) =>
      path.every((step, index) => {
        const known = knownFields(TopologyInput, path.slice(0, index))
        return known.length === 0 || known.includes(step)
      }),
    )
    .map((path) => ({
      pointer: pointer(path),
      code: 'INVALID_NAME',
      detail: '"__proto__" is no valid name: must hold only letters, digits and "-"',
    }))

function pathsTo(key: string, value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([step, inner]) =>
    step === key ? [[...path, step]] : pathsTo(key, inner, [...path, step]),
  )
}
