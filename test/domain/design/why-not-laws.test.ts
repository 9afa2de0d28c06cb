// Laws of why-not, on random topologies: every type answers on every Service, agrees with what the plan says already, and costs what
// the two estimates say.
import { expect, it } from 'vitest'
import type { Alternative, Design, Service } from '../../../src/domain/design/design.ts'
import { RULES } from '../../../src/domain/design/rules.ts'
import { AskedType, type WhyNot, WhyNot as WhyNotSchema, whyNot } from '../../../src/domain/design/why-not.ts'
import { estimate } from '../../../src/domain/estimate/estimate.ts'
import { decimal } from '../../../src/domain/money.ts'
import type { Draft, PlannedDesign } from '../../../src/domain/plan/plan.ts'
import { bothDesigns, everyDraft, providerOf, TARIFF } from './drafting.ts'

const alternativeOf = (type: AskedType): Alternative => (type === 'Ingress' || type === 'Gateway' ? 'Entrance' : type)

type Answered = { answer: WhyNot; service: Service; design: PlannedDesign }

// The same topologies are drawn for each law: they are asked about once.
const asked = new WeakMap<Draft, Answered[]>()

function answersAbout(drawn: Draft): Answered[] {
  const known = asked.get(drawn)
  if (known !== undefined) return known
  const { topology } = drawn
  const provider = providerOf(topology.target.provider)
  const answers = bothDesigns(drawn).flatMap((design) => {
    const cost = (one: Design) =>
      one === design ? design.estimate : estimate(one, topology, provider, TARIFF).estimate
    return design.services.flatMap((service) =>
      AskedType.options.map((type) => {
        return { answer: whyNot({ topology, design, provider, cost }, service, type), service, design }
      }),
    )
  })
  asked.set(drawn, answers)
  return answers
}

const everyAnswer = (law: (answered: Answered) => void): void =>
  everyDraft((drawn) => {
    answersAbout(drawn).forEach(law)
  })

const rules = new Set(RULES.map((rule) => rule.id))

it('every type is answered on every Service, with a rule of the table, a sentence and a source', () => {
  everyAnswer(({ answer, service, design }) => {
    const about = `${service.name} ${service.type} → ${answer.type}`
    expect(WhyNotSchema.parse(answer), about).toEqual(answer)
    expect(rules.has(answer.rule), `${about}: ${answer.rule}`).toBe(true)
    expect(answer.because, about).toMatch(/^[A-Z].{15,}$/s)
    expect(answer.source, about).not.toBe('')
    expect(answer.monthly === null, about).toBe(!answer.possible)
    const chosen = answer.because.startsWith('It is what was chosen, because ')
    if (answer.type === service.type) expect(chosen, about).toBe(true)
    if (!chosen) expect(Object.keys(answer.facts).length, about).toBeGreaterThan(0)
    expect(design.services).toContain(service)
  })
}, 120_000)

it('what is rejected in the plan is told in the same words', () => {
  everyAnswer(({ answer, service }) => {
    const told = service.rejected.find(({ type }) => type === alternativeOf(answer.type))
    if (told === undefined) return
    // Which of Ingress and Gateway an entrance of its own would be is a question of its own.
    const otherApi = / is (a Gateway|an Ingress) of class .* here, not /.test(answer.because)
    if (!otherApi) expect(answer.because, `${service.name} ${answer.type}`).toBe(told.because)
  })
})

it('the difference is instead less chosen, to the cent, and nothing for what was chosen', () => {
  everyAnswer(({ answer: { monthly, because }, service, design }) => {
    if (monthly === null) return
    const { chosen, instead, difference } = monthly
    expect(difference).toBe(decimal(instead).minus(decimal(chosen)).toFixed(2))
    expect(chosen).toBe(design.estimate.monthly.expected)
    if (because.startsWith('It is what was chosen')) expect(difference, service.name).toBe('0.00')
  })
})
