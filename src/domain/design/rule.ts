// What a row of the decision table is: a situation, what it gives, the sentence a caller sees and the source it rests on.
import type { Subject, SubjectFacts } from './facts.ts'

/** What a row decides: a Service type, an entrance (with a ClusterIP Service behind it), or that there is none. */
export type Decision =
  | 'ClusterIP'
  | 'Headless'
  | 'NodePort'
  | 'LoadBalancer'
  | 'ExternalName'
  | 'Entrance'
  | 'Pinned'
  | 'None'

export type Rule<About extends Subject = Subject> = {
  id: string
  about: About
  /** The situation in words, for readers of the table. */
  situation: string
  gives: Decision
  when: (facts: SubjectFacts[About]) => boolean
  because: (facts: SubjectFacts[About]) => string
  /** The facts shown with the decision. */
  inputs: (facts: SubjectFacts[About]) => Record<string, unknown>
  source: string
}

export const SERVICE_DOCS = 'kubernetes.io/docs/concepts/services-networking/service'

export const listed = (words: readonly string[]): string =>
  words.length <= 3 ? words.join(', ') : `${words.slice(0, 3).join(', ')} and ${words.length - 3} more`
