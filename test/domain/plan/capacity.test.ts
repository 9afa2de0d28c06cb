// How full an entrance is, told before it is too full; and counts in use that mean nothing where they are given.
import { describe, expect, it } from 'vitest'
import { draftOf } from '../design/drafting.ts'

const tls = { mode: 'terminate' as const }
const hosts = (count: number) => Array.from({ length: count }, (_, index) => `h${index}.example.com`)
const codes = (target: object, count: number) =>
  draftOf({
    name: 'mall',
    target,
    workloads: { web: { ports: { http: 80 }, expose: [{ port: 'http', to: 'internet', hosts: hosts(count), tls }] } },
  }).findings.map(({ code }) => code)

const AWS = { provider: 'aws', region: 'us-east-1' }
const GCP = { provider: 'gcp', region: 'us-central1' }
const there = (inUse: object) => ({ ...AWS, entrances: { there: { api: 'ingress', class: 'alb', ...inUse } } })

describe('an entrance', () => {
  it.each<[string, object, number, string[]]>([
    ['below four fifths of its certificates', GCP, 11, []],
    ['at four fifths of its certificates', GCP, 12, ['ENTRANCE_NEARLY_FULL']],
    ['at all of them', GCP, 15, ['ENTRANCE_NEARLY_FULL']],
    ['with one too many', GCP, 16, ['LIMIT_EXCEEDED']],
    ['that exists, with what is on it already', there({ rulesInUse: 75 }), 5, ['ENTRANCE_NEARLY_FULL']],
    ['that exists, with room', there({ rulesInUse: 70 }), 5, []],
  ])('%s', (_, target, count, told) => {
    expect(codes(target, count).filter((code) => code === 'ENTRANCE_NEARLY_FULL' || code === 'LIMIT_EXCEEDED')).toEqual(
      told,
    )
  })
})

describe('what is in use already', () => {
  it.each([
    [{ ...AWS, inUse: { forwardingRulesGlobal: 4 } }, true],
    [{ ...GCP, inUse: { forwardingRulesGlobal: 4 } }, false],
    [{ ...GCP, inUse: { loadBalancerRules: 4 } }, true],
    [{ ...AWS, inUse: {} }, false],
  ])('%j: a count that changes no price is told: %s', (target, told) => {
    expect(codes(target, 1).includes('IN_USE_NOT_COUNTED')).toBe(told)
  })
})
