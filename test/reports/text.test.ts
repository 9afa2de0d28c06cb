// One screen for a terminal: what it says, and that nothing anybody writes can break its frame.
import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { planIn } from '../../src/application/kept-plan.ts'
import type { Draft } from '../../src/domain/plan/plan.ts'
import { wrap } from '../../src/reports/text/layout.ts'
import { planText } from '../../src/reports/text/plan.ts'
import { shown } from '../../src/reports/text/shown.ts'
import { ANYBODY, createMapStore, createRealPlanner } from '../http/planner.ts'

const planner = createRealPlanner(createMapStore())
const example = (name: string) => load(readFileSync(`openapi/examples/${name}.yaml`, 'utf8'))

const expectScreen = (text: string) => {
  expect(text.endsWith('\n')).toBe(true)
  expect(text.endsWith('\n\n')).toBe(false)
  for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
  expect(text).not.toMatch(/[ \t]+\n/)
}

describe('planText', () => {
  it.each(['article', 'online-shop'])('prints the example %s', async (name) => {
    const draft = await planner.draft(ANYBODY, example(name))
    const text = planText(draft)
    expectScreen(text)
    expect(text.split('\n')[0]).toBe(
      `${draft.name} (${draft.topology.target.provider}, ${draft.topology.target.region}, production)`,
    )
    for (const service of draft.designs[draft.chosen].services)
      expect(text).toMatch(new RegExp(`^${service.name} .*${service.type}`, 'm'))
    expect(text).toContain(draft.designs.recommended.estimate.monthly.expected)
    expect(text).toContain('Not kept. POST it to /v1/plans without dryRun to keep it.')
  })

  it('tells a way in at layer 4 by its port', async () => {
    const text = planText(
      await planner.draft(ANYBODY, {
        name: 'meters',
        target: { provider: 'aws', region: 'us-east-1', routing: 'gateway' },
        workloads: { broker: { ports: { mqtt: 1883 }, expose: [{ port: 'mqtt', to: 'internet' }] } },
      }),
    )
    expectScreen(text)
    expect(text).toMatch(/^broker .*ClusterIP.*\*:1883/m)
  })

  it('tells a kept plan where its manifests are', async () => {
    const plan = planIn(await planner.create(ANYBODY, example('article')))
    expect(planText(plan)).toContain(`kubectl apply -f \\\n  $MOORAGE/v1/plans/${plan.id}/manifests.yaml\n`)
  })

  it('marks a bill that leaves something out', async () => {
    const draft = await planner.draft(ANYBODY, example('article'))
    const estimate = { ...draft.designs.recommended.estimate, atLeast: true }
    const text = planText({
      ...draft,
      designs: { ...draft.designs, recommended: { ...draft.designs.recommended, estimate } },
    })
    expect(text).toContain(`at least ${estimate.monthly.expected}`)
  })

  it('puts errors first and counts what it leaves out', async () => {
    const draft = await planner.draft(ANYBODY, example('article'))
    const finding = (severity: 'error' | 'warning' | 'info', message: string) => ({
      code: 'X',
      severity,
      path: '',
      message,
      fix: 'mend it',
    })
    const text = planText({
      ...draft,
      findings: [
        finding('error', 'It burns.'),
        ...Array.from({ length: 9 }, () => finding('warning', 'It smokes.')),
        finding('info', 'It is warm.'),
      ],
    })
    expect(text).toContain('ERROR   It burns.\n        fix: mend it\nwarning It smokes.')
    expect(text).toContain('… and 5 more in `findings`')
    expectScreen(text)
  })

  it('stays within a screen for a thousand workloads with the longest names', async () => {
    const workload = (index: number) => [
      `${'w'.repeat(55)}-${index}`,
      {
        ports: { http: 80 },
        expose: [{ port: 'http', to: 'internet', host: `${'h'.repeat(60)}.${index}.example.com` }],
      },
    ]
    const workloads = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => workload(index)))
    const text = planText(
      await planner.draft(ANYBODY, {
        name: 'n'.repeat(63),
        target: { provider: 'aws', region: 'us-east-1' },
        workloads,
      }),
    )
    expectScreen(text)
    expect(text.split('\n').length).toBeLessThan(90)
    expect(text).toMatch(/… and \d+ more/)
  })

  it('writes out what a terminal would obey', async () => {
    const draft: Draft = await planner.draft(ANYBODY, example('article'))
    const message = '\u001b[2J\u202egone\r\nforged line'
    const text = planText({ ...draft, findings: [{ code: 'X', severity: 'error', path: '', message }] })
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
    expect(text).toContain('\\u{1b}[2J\\u{202e}gone forged line')
    expect(text).not.toMatch(/^forged/m)
  })
})

describe('wrap', () => {
  it('breaks between words, and long words anywhere', () => {
    const lines = wrap(`${'word '.repeat(40)}${'x'.repeat(200)}`, '* ')
    for (const [index, line] of lines.entries()) {
      expect(line.length).toBeLessThanOrEqual(80)
      expect(line.startsWith(index === 0 ? '* ' : '  ')).toBe(true)
    }
    expect(lines.join('').replaceAll(/[* ]/g, '')).toBe(`${'word'.repeat(40)}${'x'.repeat(200)}`)
  })
})

describe('shown', () => {
  it.each([
    ['plain ä € 😀', 'plain ä € 😀'],
    ['a\u0000b\u001bc\u007fd\u0085e', 'a\\u{0}b\\u{1b}c\\u{7f}d\\u{85}e'],
    ['\u200b\u202e\u2066\ufeff\u2028', '\\u{200b}\\u{202e}\\u{2066}\\u{feff}\\u{2028}'],
    ['\ud800x', '\\u{d800}x'],
  ])('%j is %s', (text, safe) => {
    expect(shown(text, 1000)).toBe(safe)
  })

  it('is no longer than asked, however it is made visible', () => {
    expect(shown('x'.repeat(500), 10)).toBe(`${'x'.repeat(9)}…`)
    expect(shown('\u202e'.repeat(500), 100).length).toBeLessThanOrEqual(100)
  })
})
