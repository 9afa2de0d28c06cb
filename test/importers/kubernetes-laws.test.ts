// What holds of every import of Kubernetes objects, whatever was sent: nothing is without a source, nothing unsure without a question, nothing depends on order,
// nothing secret comes back, and what has workloads can be planned as it is.
import { describe, expect, it } from 'vitest'
import type { ImportAnswer } from '../../src/application/imports/imports.ts'
import { type Case, casesIn, imported } from './fixtures.ts'

const cases = casesIn(new URL('kubernetes/', import.meta.url)).map((one): [string, Case] => [one.name, one])

/** Every value that is none of a map or a list, by its pointer. */
function leavesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path]
  const entries = Object.entries(value)
  return entries.length === 0
    ? [path]
    : entries.flatMap(([key, one]) => leavesOf(one, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`))
}

const within = (path: string, place: string) => path === place || path.startsWith(`${place}/`)

describe('every import', () => {
  it('is of some case', () => {
    expect(cases.length).toBeGreaterThan(40)
  })

  it.each(cases)('%s: every field names its source, and what is unsure is asked', async (_, one) => {
    const { topology, provenance, questions } = await imported(one)
    const places = provenance.map(({ path }) => path)
    const without = leavesOf(topology).filter(
      (leaf) => leaf !== '/workloads' && !places.some((place) => within(leaf, place)),
    )
    expect(without).toEqual([])
    const asked = questions.flatMap(({ path, also = [] }) => [path, ...also])
    const unasked = provenance.filter(({ confidence, path }) => confidence < 0.5 && !asked.includes(path))
    expect(unasked).toEqual([])
    expect(provenance.filter(({ line, file }) => line < 1 || file === '')).toEqual([])
  })

  it.each(cases)('%s: is the same twice, and whatever the order of its files', async (_, one) => {
    const texts = await Promise.all([
      imported(one),
      imported(one),
      imported({ ...one, files: [...one.files].reverse() }),
    ])
    const [first, ...others] = texts.map((answer) => JSON.stringify(answer))
    for (const other of others) expect(other).toBe(first)
  })

  it.each(cases)('%s: is planned as it is, and costs no less than nothing today', async (_, one) => {
    const { topology } = await imported(one)
    if (Object.keys(topology.workloads).length === 0) return
    const { plan, difference, asIs } = await imported(one, { plan: true })
    expect(plan?.revision).toBe(1)
    expect(Object.keys(plan?.topology.workloads ?? {})).toEqual(Object.keys(topology.workloads).sort())
    if (asIs === undefined || difference === undefined) return
    expect(Number(difference.saving)).toBeCloseTo(Number(difference.asIs) - Number(difference.planned), 2)
  })

  it.each(cases)('%s: gives nothing back of what is secret', async (_, one) => {
    const sent = one.files.map(({ text }) => text).join('\n')
    const canaries = [...new Set([...sent.matchAll(/canary-\d+|Y2FuYXJ5LTY=|90210777/g)].map(([canary]) => canary))]
    const text = JSON.stringify(await imported(one, { plan: true }).catch(() => imported(one)))
    expect(canaries.filter((canary) => text.includes(canary))).toEqual([])
  })

  it.each(cases)('%s: takes each of its questions’ choices for an answer', async (_, one) => {
    const { questions } = await imported({ ...one, answers: {} })
    for (const { id, choices = [] } of questions) {
      for (const choice of choices) {
        const after: ImportAnswer = await imported({ ...one, answers: { [id]: choice } })
        expect(after.questions.map((question) => question.id)).not.toContain(id)
      }
    }
  })
})
