// The text of a file → its documents, each with the line it begins at. Cut apart before anything is parsed, so that one that cannot be
// read spoils no other. A YAML document ends at "---" or "..." in the first column and nowhere else: neither may stand there inside a
// value (YAML 1.2.2, 9.1.2).
import type { InputFile } from './imported.ts'

export type Document = {
  file: string
  /** Its number in the file, from 1. */
  document: number
  /** Where it begins, from 1: the first line of it that is more than a comment. */
  line: number
  /** The line its text begins at, comments and all. */
  begins: number
  text: string
  form: 'JSON' | 'YAML' | 'comments'
}

export function documentsIn({ name, text }: InputFile): Document[] {
  const whole = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  return /^\s*[[{]/.test(whole) ? jsonOr(whole, name) : yamlDocuments(whole, name)
}

const MARKER = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/

function yamlDocuments(text: string, file: string): Document[] {
  const documents: Document[] = []
  let begin = 0
  let line = 1
  let beginLine = 1
  const close = (end: number) => {
    const document = documentOf(text.slice(begin, end), { file, document: documents.length + 1, line: beginLine })
    if (document !== undefined) documents.push(document)
  }
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('\n', at)
    const end = next === -1 ? text.length : next + 1
    const first = text.charCodeAt(at)
    if ((first === 45 /* - */ || first === 46) /* . */ && MARKER.test(text.slice(at, at + 4)) && at > begin) {
      close(at)
      begin = at
      beginLine = line
    }
    at = end
    line += 1
  }
  close(text.length)
  return documents
}

type Place = Pick<Document, 'file' | 'document' | 'line'>

/** Nothing where there is nothing at all; one of comments is told. */
function documentOf(text: string, place: Place): Document | undefined {
  const lines = text.split('\n')
  const content = lines.findIndex((line) => !/^(?:---|\.\.\.|%.*)?\s*(?:#.*)?$/.test(line))
  if (content >= 0) return { ...place, begins: place.line, line: place.line + content, text, form: 'YAML' }
  const comment = lines.findIndex((line) => line.includes('#'))
  if (comment < 0) return undefined
  return { ...place, begins: place.line, line: place.line + comment, text, form: 'comments' }
}

/** One JSON value, or several one after the other. What begins like JSON and is none may be YAML all the same. */
function jsonOr(text: string, file: string): Document[] {
  const values = jsonValues(text)
  if (values === undefined) return yamlDocuments(text, file)
  return values.map(({ start, end, line }, index) => ({
    file,
    document: index + 1,
    line,
    begins: line,
    text: text.slice(start, end),
    form: 'JSON',
  }))
}

export type Span = { start: number; end: number; line: number }

/** The values of a text on its outermost level; undefined when there is anything but values. */
export const jsonValues = (text: string): Span[] | undefined => spansAt(text, 0)

/** Every value that stands `depth` brackets deep. Strings are passed over; whether the rest is JSON, its parser says. */
export function spansAt(text: string, depth: number): Span[] | undefined {
  const spans: Span[] = []
  let deep = 0
  let line = 1
  let start: Span | undefined
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 10) line += 1
    else if (code === 34 /* " */) {
      if (deep === 0) return undefined
      at = endOfString(text, at)
    } else if (code === 123 /* { */ || code === 91 /* [ */) {
      if (deep === depth) start = { start: at, end: at, line }
      deep += 1
    } else if (code === 125 /* } */ || code === 93 /* ] */) {
      deep -= 1
      if (deep < 0) return undefined
      if (deep === depth && start !== undefined) spans.push({ ...start, end: at + 1 })
    } else if (deep === 0 && code > 32) return undefined
  }
  return deep === 0 ? spans : undefined
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 92 /* \ */) at += 1
    else if (code === 34) return at
  }
  return text.length
}
