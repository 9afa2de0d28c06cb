// What stands in the fields of Services, row by row: for each, a smallest topology that it decides, and what comes of it. That the
// manifest says what the design says, and nothing else, is a law.
import { describe, expect, it } from 'vitest'
import type { FieldName } from '../../../src/domain/design/design.ts'
import { FIELD_RULES } from '../../../src/domain/design/fields.ts'
import { draft } from '../../../src/domain/plan/draft.ts'
import type { Draft } from '../../../src/domain/plan/plan.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { fingerprint } from '../../../src/fingerprint.ts'
import { read } from '../reading.ts'
import { bothDesigns, draftOf, everyDraft, providerOf, serviceNamed, TARIFF } from './drafting.ts'
import { AWS, AZURE, GCP, on, open, ROWS, sticky, type Workload } from './field-rows.ts'

/** Azure, if it said nothing about the fields it is asked about. */
const SILENT: [rule: string, field: FieldName, web: Workload][] = [
  ['caller-address-by-other-means', 'externalTrafficPolicy', open({ preserveClientIP: true })],
  ['affinity-the-cloud-does-not-know', 'sessionAffinity', open(sticky)],
  ['node-ports-unless-known', 'allocateLoadBalancerNodePorts', open()],
  ['networks-not-held-by-the-cloud', 'loadBalancerSourceRanges', open({ to: 'partner' })],
]

function silentCloud(document: TopologyInput): Draft {
  const azure = providerOf('azure')
  const annotate = { ...azure.annotate, service: () => ({ annotations: {}, fields: {} }) }
  return draft(read(document), { ...azure, annotate }, TARIFF, fingerprint)
}

describe('the rows about fields', () => {
  it.each(ROWS)('%s: %s is %j', (rule, field, value, document, name = 'web') => {
    const found = serviceNamed(draftOf(document), name).fields.find((one) => one.field === field)
    expect(found).toMatchObject({ field, value, rule })
    expect(found?.because).toMatch(/^[a-zA-Z].*\.$/)
    expect(found?.source).toMatch(/\S/)
  })

  it.each(SILENT)('%s: %s is left out where the cloud does not say', (rule, field, web) => {
    const { fields } = serviceNamed(silentCloud(on(AZURE, web)), 'web')
    expect(fields.find((one) => one.field === field)).toMatchObject({ rule, value: null })
  })

  it('have a smallest topology here, each of them', () => {
    const shown = new Set([...ROWS, ...SILENT].map(([rule]) => rule))
    expect(shown).toEqual(new Set(FIELD_RULES.map(({ id }) => id)))
  })

  it('speak with the source of the cloud where the cloud decides', () => {
    const found = serviceNamed(draftOf(on(GCP, open())), 'web').fields.find((one) => one.field === 'loadBalancerClass')
    expect(found?.source).toContain('cloud.google.com')
  })

  it('say nothing of what an ordinary Service does not raise', () => {
    const { fields } = serviceNamed(draftOf(on(AWS, { ports: { http: 80, metrics: 9090 } })), 'web')
    expect(fields.map(({ field, port }) => [field, port])).toEqual([
      ['appProtocol', 'http'],
      ['appProtocol', 'metrics'],
    ])
  })
})

/** What a Service always has, and what no rule about fields decides. */
const PLAIN = ['type', 'clusterIP', 'selector', 'ports', 'externalName']

describe('every design', () => {
  it('decides each field once, and the manifest says what was decided and nothing else', () => {
    everyDraft((drawn) => {
      for (const { services, manifests } of bothDesigns(drawn)) {
        for (const service of services) {
          const { spec = {} } = manifests.find(
            ({ kind, metadata }) =>
              kind === 'Service' && metadata.name === service.name && metadata.namespace === service.namespace,
          ) as { spec?: Record<string, unknown> }
          const keys = service.fields.map(({ field, port = '' }) => `${field} ${port}`)
          expect(new Set(keys).size, keys.join()).toBe(keys.length)
          const written = service.fields.filter(
            ({ field, port, value }) => port === undefined && value !== null && !PLAIN.includes(field),
          )
          const said = Object.keys(spec).filter((key) => !PLAIN.includes(key))
          expect([...new Set(written.map(({ field }) => field.split('.')[0]))].sort()).toEqual(said.sort())
          for (const { field, value } of written) expect(valueAt(spec, field), field).toEqual(value)
          for (const port of (spec.ports ?? []) as { name: string; appProtocol?: string }[]) {
            const decided = service.fields.find((one) => one.field === 'appProtocol' && one.port === port.name)
            expect(decided?.value).toBe(port.appProtocol ?? null)
          }
        }
      }
    })
  }, 60_000)
})

const valueAt = (spec: unknown, path: string): unknown =>
  path.split('.').reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], spec)
