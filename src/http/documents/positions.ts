// Offsets in a text → lines and columns, and pointers → offsets. Asked only when there is something to complain about.
import type { Mistake } from '../../domain/failure.ts'

/** 1-based, counted in UTF-16 code units, as editors do. */
export type Position = { line: number; column: number }

/** What a reader meets on its way through a document, in the order of the text; `offset` counts code units from 0. */
export type Visitor = {
  key: (name: string, offset: number) => void
  scalar: (offset: number | undefined) => void
  open: (kind: 'list' | 'map', offset: number) => void
  close: () => void
}

export function positionAt(text: string, offset: number): Position {
  const starts = lineStarts(text, offset)
  return { line: starts.length, column: offset - (starts.at(-1) ?? 0) + 1 }
}

// A loop, not a pattern: a megabyte of line breaks would be a million match objects.
function lineStarts(text: string, end: number): number[] {
  const starts = [0]
  for (let index = 0; index < end; index += 1) {
    const code = text.charCodeAt(index)
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) starts.push(index + 1)
  }
  return starts
}

// Where a key stands says more about these than where its value stands.
const ABOUT_THE_KEY = new Set(['UNKNOWN_FIELD', 'INVALID_NAME', 'FORBIDDEN_KEY', 'DUPLICATE_PORT'])
// The domain cuts the steps of its pointers at this length.
const STEP_LENGTH = 100

/** Gives each mistake the place of what its pointer names, or of the nearest thing around it (a required field that is missing). */
export function locateMistakes(
  mistakes: readonly Mistake[],
  text: string,
  visit: (visitor: Visitor) => void,
): Mistake[] {
  const wanted = new Wanted(mistakes.map((mistake) => mistake.pointer))
  visit(wanted)
  const positions = positionsOf(text, wanted.offsets())
  return mistakes.map((mistake) => {
    const offset = wanted.offsetOf(mistake.pointer, ABOUT_THE_KEY.has(mistake.code))
    const position = positions.get(offset)
    return position === undefined || mistake.line !== undefined ? mistake : { ...mistake, ...position }
  })
}

// All at once, in one pass over the text: a hundred mistakes in a long document must not cost a hundred passes.
function positionsOf(text: string, offsets: readonly number[]): Map<number, Position> {
  const starts = lineStarts(text, text.length)
  const positions = new Map<number, Position>()
  let line = 0
  for (const offset of [...new Set(offsets)].sort((a, b) => a - b)) {
    while ((starts[line + 1] ?? Number.POSITIVE_INFINITY) <= offset) line += 1
    positions.set(offset, { line: line + 1, column: offset - (starts[line] ?? 0) + 1 })
  }
  return positions
}

type Place = { steps: Map<string, Place>; key?: number; value?: number }
type Frame = { place: Place | undefined; list: boolean; next: number }

/** The pointers somebody asks for, as a tree, filled with offsets while the document goes by. */
class Wanted implements Visitor {
  readonly #root: Place = { steps: new Map() }
  readonly #frames: Frame[] = []
  #current: Place | undefined = this.#root

  constructor(pointers: readonly string[]) {
    for (const pointer of pointers) {
      let place = this.#root
      for (const step of stepsOf(pointer)) {
        const next: Place = place.steps.get(step) ?? { steps: new Map() }
        place.steps.set(step, next)
        place = next
      }
    }
  }

  key(name: string, offset: number): void {
    this.#current = this.#frames.at(-1)?.place?.steps.get(name.slice(0, STEP_LENGTH))
    if (this.#current !== undefined) this.#current.key ??= offset
  }

  scalar(offset: number | undefined): void {
    const place = this.#arrive()
    if (place !== undefined && offset !== undefined) place.value ??= offset
  }

  open(kind: 'list' | 'map', offset: number): void {
    const place = this.#arrive()
    if (place !== undefined) place.value ??= offset
    this.#frames.push({ place, list: kind === 'list', next: 0 })
  }

  close(): void {
    this.#frames.pop()
  }

  #arrive(): Place | undefined {
    const frame = this.#frames.at(-1)
    if (frame?.list === true) return frame.place?.steps.get(String(frame.next++))
    return this.#current
  }

  offsets(): number[] {
    const all = (place: Place): number[] => [
      place.key ?? 0,
      place.value ?? 0,
      ...[...place.steps.values()].flatMap(all),
    ]
    return all(this.#root)
  }

  offsetOf(pointer: string, atKey: boolean): number {
    let place: Place | undefined = this.#root
    let nearest = 0
    for (const step of stepsOf(pointer)) {
      place = place.steps.get(step)
      if (place === undefined || (place.key === undefined && place.value === undefined)) return nearest
      nearest = place.key ?? place.value ?? nearest
    }
    return (atKey ? place.key : place.value) ?? nearest
  }
}

const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
