// Laws of lessons, on random topologies.
import { expect, it } from 'vitest'
import { lessonOf } from '../../../src/domain/lesson/lesson.ts'
import { bothDesigns, everyDraft } from '../design/drafting.ts'
import { readAsShell } from '../design/shell-check.ts'
import { made, unordered } from './kubectl-imitated.ts'
import { saidOf } from './said.ts'

it('a command makes the object of the manifest, or there is a sentence that says why there is none', () => {
  const kinds = new Map<string, number>()
  everyDraft((drawn) => {
    for (const { command, because, manifest, object } of saidOf(drawn)) {
      if (command === null) expect(because, object).toMatch(/^\S.{20,}[.]$/)
      else expect(unordered(made(command)), command).toEqual(unordered(manifest))
      const kind = `${manifest.kind} ${command === null ? 'none' : 'some'}`
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }
  })
  for (const kind of ['Service some', 'Service none', 'Ingress some']) expect(kinds.get(kind), kind).toBeGreaterThan(5)
})

it('paths are told in whole sentences, from a name to the container or to what is outside, and a line of shell', () => {
  const commands = new Set<string>()
  everyDraft((drawn) => {
    for (const design of bothDesigns(drawn)) {
      for (const service of design.services) {
        const lesson = lessonOf({ service, design, topology: drawn.topology })
        expect(lesson.paths.length).toBeGreaterThan(0)
        for (const { caller, steps } of lesson.paths) {
          expect(caller).toMatch(/^(?:clients?|callers?) /)
          expect(steps.map(({ number }) => number)).toEqual(steps.map((_, index) => index + 1))
          expect(steps[0]?.at).toMatch(/^(?:.*DNS.*|address|kubeconfig|pods of .*)$/)
          expect(steps.at(-1)?.at).toMatch(/^(?:container, port \d+|outside .*|pods of .*)$/)
          for (const { text } of steps) expect(text).toMatch(/^\S(?:(?! {2}|undefined).)*[.]$/)
        }
        expect(lesson.try.expect, lesson.try.command).not.toBe('')
        commands.add(lesson.try.command)
      }
    }
  })
  expect(commands.size).toBeGreaterThan(50)
  readAsShell([...commands])
})
