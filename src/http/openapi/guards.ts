// What stands before the operations: who may use each, and the problems that the door answers with, whatever lies behind it.
import type { Scope } from '../../application/scope.ts'
import { scopeFor } from '../access/scopes.ts'
import type { ProblemCode } from '../problems.ts'
import { type Answers, PROBLEM_TYPE, problems } from './answers.ts'

export const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A token: `Authorization: Bearer moor_…`.' },
  basic: {
    type: 'http',
    scheme: 'basic',
    description: 'The same token as the password, with any user name: for kubectl and kustomize, which read no other.',
  },
} as const

type Guard = { security: { [Scheme in keyof typeof SECURITY_SCHEMES]?: [] }[]; 'x-required-scope'?: Scope }

const READS = new Set(['get', 'head'])

/** Either scheme; none for what is open to everybody. The scope stands beside it: linters take none for schemes that are not OAuth's. */
export function guardOf(method: string, path: string): Guard {
  const needed = scopeFor(method.toUpperCase(), path)
  if (needed === undefined) return { security: [] }
  return { security: [{ bearer: [] }, { basic: [] }], 'x-required-scope': needed }
}

/** For people, who see no field that begins with `x-`. */
export function sayingScope(description: string, { 'x-required-scope': scope }: Guard): string {
  return scope === undefined
    ? description
    : `${description}\n\nNeeds the scope \`${scope}\`, where the instance asks for tokens.`
}

/** `own` are the operation's, by status. */
export function guarded(method: string, path: string, own: Answers): Answers {
  const codes: ProblemCode[] = [
    ...(guardOf(method, path).security.length > 0 ? (['UNAUTHENTICATED', 'SCOPE_MISSING'] as const) : []),
    ...(READS.has(method.toLowerCase()) ? [] : (['CROSS_ORIGIN'] as const)),
    ...(path.includes('{') ? (['URI_TOO_LONG'] as const) : []),
    // Probes and scrapers are let through always.
    ...(/^\/(?:health\/|metrics$)/.test(path) ? [] : (['RATE_LIMITED', 'OVERLOADED', 'HANDLER_TIMEOUT'] as const)),
  ]
  const answers = { ...own }
  for (const [status, answer] of Object.entries(problems(...codes))) {
    // Examples of a problem are called by their code.
    const said = Object.keys(own[Number(status)]?.content?.[PROBLEM_TYPE]?.examples ?? {}) as ProblemCode[]
    const more = Object.keys(answer.content?.[PROBLEM_TYPE]?.examples ?? {}) as ProblemCode[]
    Object.assign(answers, problems(...new Set([...said, ...more])))
  }
  return answers
}
