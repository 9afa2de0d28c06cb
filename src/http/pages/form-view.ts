// What the form holds and what is said at it → what its template shows.
import type { ImportAnswer } from '../../application/imports/imports.ts'
import type { ProviderDescription } from '../../application/provider-description.ts'
import type { Problem } from '../problems.ts'
import { type ImportView, importView } from './import-view.ts'
import { type ProblemView, problemView } from './problem-view.ts'

export type FormState = {
  text: string
  /** `aws/us-east-1` */
  target: string
  /** Names of files that were sent; a browser never shows them again. */
  files?: readonly string[]
  problem?: Problem
  imported?: ImportAnswer | undefined
  /** What a plan of it would say. */
  checked?: string
}

export type FormView = {
  text: string
  clouds: { title: string; places: { value: string; label: string; picked: boolean }[] }[]
  picked: boolean
  files: readonly string[]
  problem: ProblemView | undefined
  /** Some of what was sent was lost; it can be planned without. */
  planRest: boolean
  imported: ImportView | undefined
  checked: string | undefined
}

export const formView = (state: FormState, providers: readonly ProviderDescription[]): FormView => ({
  text: state.text,
  clouds: providers.map(({ id, title, regions }) => ({
    title,
    places: (regions.length === 0 ? [''] : regions).map((region) => ({
      value: `${id}/${region}`,
      label: region === '' ? title : `${id} ${region}`,
      picked: state.target === `${id}/${region}`,
    })),
  })),
  picked: state.target !== '',
  files: state.files ?? [],
  problem: state.problem === undefined ? undefined : atForm(problemView(state.problem)),
  planRest: state.problem?.errors?.some(({ code }) => code === 'DOCUMENT_REFUSED') ?? false,
  imported: state.imported === undefined ? undefined : importView(state.imported),
  checked: state.checked,
})

/** What a caller of the API calls the body is the text for whoever looks at it. */
const atForm = (problem: ProblemView): ProblemView => ({
  ...problem,
  title: 'This cannot be planned yet',
  detail: problem.detail.replace(/^The body\b/, 'The text'),
})
