// What an import found → what a page says of it: what could not be read, what is worth knowing, what the files do not say.
import type { ImportAnswer } from '../../application/imports/imports.ts'
import type { Mistake } from '../../domain/failure.ts'

const NOTES_AT_MOST = 30

/** Documents that were refused, each as a mistake with its line. */
export const refusedNotes = ({ documents }: ImportAnswer): Mistake[] =>
  documents
    .filter(({ outcome }) => outcome === 'refused')
    .map(({ file, line, kind, name, because = 'it cannot be read' }) => ({
      pointer: '',
      code: 'DOCUMENT_REFUSED',
      detail: `${[kind, name].filter((word) => word !== undefined).join(' ') || 'A document'}${inFile(file)}: ${because}`,
      line,
      column: 1,
    }))

export type ImportView = {
  format: string
  counted: string
  asIs: string | undefined
  notes: { severity: string; text: string; place: string }[]
  questions: { text: string; assumed: string; path: string }[]
  more: number
}

export function importView({ format, counts, asIs, findings, questions }: ImportAnswer): ImportView {
  const kinds = [
    ...Object.entries(counts.workloads),
    ...Object.entries(counts.services ?? {}).map(([type, count]) => [`Service (${type})`, count] as const),
  ]
  const heeded = findings.filter(({ severity }) => severity !== 'info')
  return {
    format: FORMATS[format],
    counted: kinds.map(([kind, count]) => `${count} × ${kind}`).join(', ') || 'nothing that runs',
    asIs: asIs === undefined ? undefined : `${asIs.estimate.monthly.expected} ${asIs.estimate.currency} a month`,
    notes: heeded.slice(0, NOTES_AT_MOST).map(({ severity, message, fix, file, line }) => ({
      severity,
      text: fix === undefined ? message : `${message} ${fix}`,
      place: line === undefined ? '' : `line ${line}${inFile(file)}`,
    })),
    questions: questions.slice(0, NOTES_AT_MOST).map(({ text, assumed, path }) => ({
      text,
      assumed: assumed === null ? 'nothing' : typeof assumed === 'string' ? assumed : JSON.stringify(assumed),
      path,
    })),
    more: Math.max(heeded.length - NOTES_AT_MOST, 0) + Math.max(questions.length - NOTES_AT_MOST, 0),
  }
}

const FORMATS: Record<ImportAnswer['format'], string> = {
  kubernetes: 'Kubernetes objects',
  compose: 'a compose file',
  score: 'Score files',
}

/** What was pasted has no name worth telling. */
const inFile = (file: string | undefined): string => (file === undefined || file === 'input' ? '' : ` of ${file}`)
