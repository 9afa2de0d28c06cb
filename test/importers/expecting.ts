// What must hold of an import that is made in a test: every field has a source, every guess a question, and it can be planned.
import { expect } from 'vitest'
import type { Imported } from '../../src/importers/imported.ts'
import { createMapStore, createRealPlanner } from '../http/planner.ts'

/** Pointers of every leaf of the topology, but for the target, which is the caller's. */
function leavesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Object.entries(value).filter(([key]) => path !== '' || key !== 'target')
  if (inner.length === 0) return path === '/workloads' ? [] : [path]
  return inner.flatMap(([key, item]) => leavesOf(item, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`))
}

const covers = (whole: string, part: string): boolean => part === whole || part.startsWith(`${whole}/`)

/** Every field has a source, and every guess a question. */
export function expectSources(
  { topology, provenance, questions }: Imported,
  files: readonly { name: string; text: string }[],
) {
  const paths = provenance.map(({ path }) => path)
  expect(leavesOf(topology).filter((leaf) => !paths.some((path) => covers(path, leaf)))).toEqual([])
  const unsure = provenance.filter(({ confidence }) => confidence < 0.5)
  expect(unsure.filter(({ path }) => !questions.some((question) => covers(question.path, path)))).toEqual([])
  for (const { file, line } of provenance.filter((one) => one.file !== 'request')) {
    const text = files.find(({ name }) => name === file)?.text
    expect({ file, isThere: text !== undefined }).toEqual({ file, isThere: true })
    expect(line).toBeLessThanOrEqual(text?.split('\n').length ?? 0)
  }
  expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length)
}

/** It plans with no edit; returns what was planned. */
const planner = createRealPlanner(createMapStore())
export const planned = (imported: Imported) => planner.draft({ tenant: 'default' }, imported.topology)
