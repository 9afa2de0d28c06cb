// An example is told once, in `components.examples`, however many operations show it: a whole plan is long.
import { invariant } from '../../domain/failure.ts'
import type { Example } from './answers.ts'

export type SharedExamples = {
  all: () => Record<string, Example>
  /** The same examples as references. */
  refer: (examples: Record<string, Example>) => Record<string, { $ref: string }>
}

export function shareExamples(): SharedExamples {
  const kept = new Map<string, Example>()
  return {
    all: () => Object.fromEntries([...kept].sort(([a], [b]) => (a < b ? -1 : 1))),
    refer: (examples) =>
      Object.fromEntries(
        Object.entries(examples).map(([key, example]) => {
          const name = example.summary.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
          const known = kept.get(name)
          invariant(
            known === undefined || JSON.stringify(known) === JSON.stringify(example),
            `two examples are called "${example.summary}"`,
          )
          kept.set(name, example)
          return [key, { $ref: `#/components/examples/${name}` }]
        }),
      ),
  }
}
