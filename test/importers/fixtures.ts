// Input and expected output of an importer as twins: a folder for each trap, `input/` as it is sent, `case.json` with what the case shows
// and what is said beside the files, `expected.json` with what a user notices of the answer.
import { readdirSync, readFileSync } from 'node:fs'
import type { ImportAnswer } from '../../src/application/imports/imports.ts'
import type { ImportFormat, InputFile } from '../../src/domain/imported.ts'
import { ANYBODY, createMapStore, createRealPlanner } from '../http/planner.ts'

export type Case = {
  name: string
  files: InputFile[]
  shows: string
  target: Record<string, unknown>
  answers?: Record<string, unknown>
}

export function casesIn(folder: URL): Case[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return names
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const input = new URL(`${name}/input/`, folder)
      const about = JSON.parse(readFileSync(new URL(`${name}/case.json`, folder), 'utf8'))
      return { name, ...about, files: filesIn(input) }
    })
}

const filesIn = (folder: URL): InputFile[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath.replace(/\/?$/, '/')}${name}`.slice(folder.pathname.length))
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))

export const planner = createRealPlanner(createMapStore())

export const imported = (
  { files, target, answers }: Pick<Case, 'files' | 'target' | 'answers'>,
  more: { format?: ImportFormat; plan?: boolean } = {},
): Promise<ImportAnswer> => planner.import(ANYBODY, { files, target, answers, ...more })

/** What a user looks at: everything but where each field comes from, and the lines of the bill. */
export function noticed({ topology, counts, asIs, findings, questions, documents }: ImportAnswer) {
  return {
    counts,
    topology,
    asIs: asIs?.loadBalancers.map(({ product, scheme, addresses, idle, serves }) => ({
      product,
      scheme,
      addresses,
      ...(idle ? { idle } : {}),
      serves: serves.flatMap(({ objects }) => objects),
      because: serves.map(({ because }) => because).filter((one, index, all) => all.indexOf(one) === index),
    })),
    monthly: asIs?.estimate.monthly.expected,
    findings: findings.map(({ severity, code, path, file, line, message }) =>
      [severity, code, path, file === undefined ? '' : `${file}:${line}`, message]
        .filter((part) => part !== '')
        .join(' | '),
    ),
    questions: questions.map(({ id, text, assumed, choices, also }) => ({ id, text, assumed, choices, also })),
    documents: documents
      .filter(({ outcome, converted }) => outcome !== 'analysed' || converted !== undefined)
      .map(({ file, document, line, kind, outcome, because, converted }) => ({
        at: `${file}:${line} (${document})`,
        ...(kind === undefined ? {} : { kind }),
        outcome,
        because,
        converted,
      })),
  }
}
