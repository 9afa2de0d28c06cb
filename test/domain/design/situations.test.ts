// Every situation an expert tells apart, on every cloud. Two more (Services of several clusters, externalIPs) cannot be asked for in a
// topology: `manifests/validation/vectors.test.ts` has them.
import { describe, expect, it } from 'vitest'
import { ruleTexts } from '../../../src/domain/design/rules.ts'
import type { Draft } from '../../../src/domain/plan/plan.ts'
import type { Provider } from '../../../src/domain/provider.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { PROVIDERS } from '../../../src/providers/index.ts'
import { documentsFor } from '../../providers/documents.ts'
import { draftOf } from './drafting.ts'
import type { Situation, Target } from './situation.ts'
import { INSIDE } from './situations-inside.ts'
import { OUTSIDE } from './situations-outside.ts'

const SITUATIONS = [...INSIDE, ...OUTSIDE].sort((a, b) => a.row - b.row)
const clients: TopologyInput['clients'] = {
  partner: { network: 'partner', cidrs: ['203.0.113.0/24'] },
  office: { network: 'office', cidrs: ['192.0.2.0/24'] },
}

/** The cloud with what makes load balancers there, and nothing else said. */
function targetOf({ id }: Provider): Target {
  const [first] = documentsFor(id)
  const { provider, region, loadBalancers } = first?.[1].target ?? { provider: id }
  return { provider, ...(region === undefined ? {} : { region }), ...(loadBalancers ? { loadBalancers } : {}) }
}

const documentOf = ({ workloads, around = {} }: Situation, provider: Provider): TopologyInput => {
  const { target, ...rest } = around
  return { name: 'situation', target: { ...targetOf(provider), ...target }, clients, ...rest, workloads }
}

function outcomeOf({ designs: { recommended } }: Draft, name: string) {
  const service = recommended.services.find((one) => one.name === name)
  const none = recommended.unserved.find(({ workload }) => workload === name)
  return service ?? (none === undefined ? undefined : { ...none, type: 'None', fields: [] })
}

const CASES = [...PROVIDERS.values()].flatMap((provider) =>
  SITUATIONS.map((situation) => [provider.id, situation.row, situation.is, situation, provider] as const),
)
const RULES = new Map(ruleTexts().map((rule) => [rule.id, rule]))

describe('every situation on every cloud', () => {
  it.each(CASES)('%s: %i, %s', (_id, _row, _is, situation, provider) => {
    const document = documentOf(situation, provider)
    const drawn = draftOf(document)
    const comes = typeof situation.comes === 'function' ? situation.comes(provider, document) : situation.comes
    for (const [name, type, rule, fields = {}] of comes) {
      const outcome = outcomeOf(drawn, name)
      expect([name, outcome?.type, outcome?.because.rule]).toEqual([name, type, rule])
      expect(RULES.get(rule)?.source, rule).toMatch(/\S/)
      const lost = outcome?.rejected.map((one) => one.type) ?? []
      expect(lost.length, `${name}: ${lost.join()}`).toBeGreaterThanOrEqual(type === 'ExternalName' ? 1 : 2)
      expect(lost).not.toContain(type)
      for (const [field, wanted] of Object.entries(fields)) {
        const found = outcome?.fields.find((one) => one.field === field)
        if (wanted !== null && typeof wanted === 'object' && 'by' in wanted) expect(wanted.by).toContain(found?.rule)
        else expect(found, field).toMatchObject({ value: wanted })
        expect(RULES.get(found?.rule ?? ''), found?.rule).toMatchObject({ about: 'field', field })
      }
    }
  })

  it('are numbered without a gap', () => {
    expect([...new Set(SITUATIONS.map(({ row }) => row))]).toEqual(Array.from({ length: 27 }, (_, index) => index + 1))
  })

  it('turn to the inner side only where they say so', () => {
    for (const provider of PROVIDERS.values()) {
      for (const situation of SITUATIONS) {
        const { services } = draftOf(documentOf(situation, provider)).designs.recommended
        const sides = services.flatMap(({ facing }) => facing?.scheme ?? [])
        expect(
          sides.every((side) => (side === 'internal') === (situation.row === 14)),
          situation.is,
        ).toBe(true)
      }
    }
  })
})
