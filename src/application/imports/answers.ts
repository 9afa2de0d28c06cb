// Answers to the questions of an earlier import of the same files → the topology with them in the place of what was assumed.
import type { Mistake } from '../../domain/failure.ts'
import type { Imported } from '../../domain/imported.ts'
import { isWithin, removeAt, setAt } from './edit.ts'

export type Answers = Readonly<Record<string, unknown>>

/** `mistakes` name answers to questions nobody asks. Null takes away what is there. */
export function answer(imported: Imported, answers: Answers): { imported: Imported; mistakes: Mistake[] } {
  const asked = new Map(imported.questions.map((question) => [question.id, question]))
  const mistakes = Object.keys(answers)
    .filter((id) => !asked.has(id))
    .map((id) => ({
      pointer: `/answers/${id.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`,
      code: 'UNKNOWN_QUESTION',
      detail: 'there is no question of this id about these files; `questions` of an import names them',
    }))
  const given = [...asked.values()]
    .filter(({ id }) => Object.hasOwn(answers, id))
    .flatMap((question) =>
      [question.path, ...(question.also ?? [])].map((path) => ({ path, id: question.id, value: answers[question.id] })),
    )
  let left: Imported = { ...imported, topology: structuredClone(imported.topology) }
  for (const { path, id, value } of given.filter((one) => one.value !== null)) {
    setAt(left, path, structuredClone(value))
    left = {
      ...left,
      provenance: [
        ...left.provenance.filter((one) => !isWithin(one.path, path)),
        {
          path,
          file: 'request',
          line: 1,
          at: `/answers/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`,
          rule: 'answered',
          confidence: 1,
        },
      ],
    }
  }
  // From the end of each list, so that the places of those that go stay true.
  const gone = given.filter((one) => one.value === null).map(({ path }) => path)
  for (const path of gone.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))) left = removeAt(left, path)
  return {
    imported: { ...left, questions: left.questions.filter(({ id }) => !Object.hasOwn(answers, id)) },
    mistakes,
  }
}
