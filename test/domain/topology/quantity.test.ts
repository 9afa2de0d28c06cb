// Quantities are compared as the numbers they are: another way of writing one changes nothing, and no digit is lost.
import { describe, expect, it } from 'vitest'
import { exceeds } from '../../../src/domain/topology/quantity.ts'
import { mistakesIn, read } from '../reading.ts'
import { shop } from './documents.ts'

const EQUAL: [string, string][] = [
  ['1', '1000m'],
  ['0.1', '100m'],
  ['0.3', '300m'],
  ['1.5', '1500m'],
  ['0', '0m'],
  ['0', '0Ti'],
  ['1k', '1000'],
  ['1Ki', '1024'],
  ['0.5Mi', '512Ki'],
  ['1.5Gi', '1536Mi'],
  ['1024Gi', '1Ti'],
  ['1000G', '1T'],
  ['007', '7'],
  ['1.50', '1.5'],
  ['100000000000000000m', '100T'],
]

const MORE: [string, string][] = [
  ['1', '999m'],
  ['1Ki', '1k'],
  ['1Mi', '1M'],
  ['1Gi', '1G'],
  ['1Ti', '1T'],
  ['1M', '976Ki'],
  ['1m', '0'],
  ['0.001', '0.9m'],
  ['0.30000000000000001', '0.3'],
  ['9007199254740993', '9007199254740992'],
  ['9007199254740993Ti', '9007199254740992Ti'],
  ['2', '1999.999999999999m'],
]

describe('exceeds', () => {
  it.each(EQUAL)('%s is %s', (one, other) => {
    expect([exceeds(one, other), exceeds(other, one)]).toEqual([false, false])
  })

  it.each(MORE)('%s is more than %s', (one, other) => {
    expect([exceeds(one, other), exceeds(other, one)]).toEqual([true, false])
  })
})

const asking = (resources: object) => shop({ workloads: { web: { resources } } })

describe('what a pod asks for', () => {
  it.each([
    { requests: { cpu: '1' } },
    { limits: { cpu: '1' } },
    { requests: { cpu: '1000m', memory: '1Gi' }, limits: { cpu: '1', memory: '1024Mi' } },
    { requests: { memory: '4Gi' }, limits: { cpu: '1' } },
  ])('may be %j', (resources) => {
    expect(() => read(asking(resources))).not.toThrow()
  })

  it('is told once for each resource that is above its limit, and not where a quantity is none', () => {
    const above = { requests: { cpu: '2', memory: '2Gi' }, limits: { cpu: '1', memory: '1Gi' } }
    expect(mistakesIn(asking(above))).toEqual([
      'REQUEST_ABOVE_LIMIT /workloads/web/resources/requests/cpu',
      'REQUEST_ABOVE_LIMIT /workloads/web/resources/requests/memory',
    ])
    const broken = { requests: { cpu: '2' }, limits: { cpu: 'one' } }
    expect(mistakesIn(asking(broken))).toEqual(['INVALID_FORMAT /workloads/web/resources/limits/cpu'])
  })
})
