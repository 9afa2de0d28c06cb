// A problem document → what a page says of it: what happened, where, and how to mend it.
import type { Problem } from '../problems.ts'

export type ProblemView = {
  status: number
  title: string
  detail: string
  requestId: string
  mistakes: { place: string; line: number | undefined; column: number | undefined; pointer: string; detail: string }[]
}

export const problemView = ({ status, title, detail, requestId, errors = [] }: Problem): ProblemView => ({
  status,
  title,
  detail,
  requestId,
  mistakes: errors.map(({ pointer, detail: says, line, column }) => ({
    place: line === undefined ? '' : column === undefined ? `line ${line}` : `line ${line}, column ${column}`,
    line,
    column,
    // For people, who write keys with slashes as they are.
    pointer: pointer.replaceAll('~1', '/').replaceAll('~0', '~'),
    detail: says,
  })),
})
