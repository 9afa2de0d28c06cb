// How a body that cannot be read is refused: one failure with one mistake, its place, and never much of what was sent.
import { Failure } from '../../domain/failure.ts'
import { shown } from '../../reports/text/shown.ts'
import type { Position } from './positions.ts'

export type Format = 'JSON' | 'YAML'

/** `kind` is the mistake's own code, UPPER_SNAKE. */
export function malformed(
  kind: string,
  says: string,
  at: Position & { pointer?: string } = { line: 1, column: 1 },
): Failure {
  const { line, column, pointer = '' } = at
  const detail = shown(says, 200)
  return new Failure('MALFORMED_DOCUMENT', `The body cannot be read: ${detail} (line ${line}, column ${column}).`, {
    mistakes: [{ pointer, code: kind, detail, line, column }],
  })
}
