// What an importer says beside the topology: where each field comes from, what it asks, what it found. A field it is less sure of than not
// is always asked about.
import type { ImportFinding, Provenance, Question } from './imported.ts'

/** Where something stands in what was sent. */
export type Place = { file: string; line: number; at: string }
/** By which rule, and how sure; `asks` is needed where that is under one half. */
export type Ground = {
  rule: string
  confidence: number
  asks?: { text: string; assumed: unknown; choices?: unknown[] }
}

const SURE = 0.5

export class Notes {
  readonly provenance: Provenance[] = []
  readonly questions: Question[] = []
  readonly findings: ImportFinding[] = []
  readonly #asked = new Map<string, Question>()
  readonly #told = new Set<string>()

  from(path: string, { file, line, at }: Place, { rule, confidence, asks }: Ground): void {
    this.provenance.push({ path, file, line, at, rule, confidence })
    if (asks !== undefined && confidence < SURE) {
      const { text, assumed, choices } = asks
      // The same question about several places is asked once.
      const key = JSON.stringify([text, assumed])
      const there = this.#asked.get(key)
      if (there !== undefined) {
        there.also = [...(there.also ?? []), path]
        return
      }
      const question: Question = {
        id: `${rule}:${path}`,
        path,
        text,
        assumed,
        ...(choices === undefined ? {} : { choices }),
      }
      this.#asked.set(key, question)
      this.questions.push(question)
    }
  }

  /** Once for each file and line, however often it is found there. */
  findOnce(place: Place, finding: Omit<ImportFinding, 'file' | 'line'>): void {
    const key = JSON.stringify([finding.code, place.file, place.line, finding.path])
    if (this.#told.has(key)) return
    this.#told.add(key)
    this.find(place, finding)
  }

  find(place: Place | undefined, finding: Omit<ImportFinding, 'file' | 'line'>): void {
    this.findings.push(place === undefined ? finding : { ...finding, file: place.file, line: place.line })
  }
}

/** One step of a JSON pointer. */
export const step = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')
