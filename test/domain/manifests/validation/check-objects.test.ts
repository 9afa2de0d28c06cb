// Documents → objects → what is said of them: lists taken apart, the clouds asked about what is theirs, a summary that adds up.
import { describe, expect, it } from 'vitest'
import { carriesKeysOf, ownKeysOf } from '../../../../src/domain/manifests/validation/annotations.ts'
import { checkObjects } from '../../../../src/domain/manifests/validation/check-objects.ts'
import { CheckedObject } from '../../../../src/domain/manifests/validation/checked-object.ts'
import { objectsIn } from '../../../../src/domain/manifests/validation/objects-in.ts'
import { PROVIDERS } from '../../../../src/providers/index.ts'
import { gateway, ingress, loadBalancer, service } from './objects.ts'

const list = (items: unknown, more: object = {}) => ({ apiVersion: 'v1', kind: 'List', items, ...more })
const places = (value: unknown) => objectsIn([{ value, at: '/0' }]).map(({ at }) => at)
const catalogues = [...PROVIDERS.values()].map(({ annotations }) => ownKeysOf(annotations))
const check = (...objects: unknown[]) => checkObjects(objects, { kubernetesVersion: '1.33', catalogues })

describe('objectsIn', () => {
  it.each<[string, unknown, string[]]>([
    ['an object', service(), ['/0']],
    ['an array', [service(), service()], ['/0/0', '/0/1']],
    ['a List', list([service(), service()]), ['/0/items/0', '/0/items/1']],
    [
      'lists in lists',
      [service(), list([list([service()]), service()])],
      ['/0/0', '/0/1/items/0/items/0', '/0/1/items/1'],
    ],
    ['an empty List', list([]), []],
    ['a List of null', list(null), []],
    ['a List that is none', list('text'), ['/0']],
    ['a List of another group', { ...list([service()]), apiVersion: 'example.com/v1' }, ['/0']],
    ['text', 'text', ['/0']],
  ])('%s', (_, value, expected) => {
    expect(places(value)).toEqual(expected)
  })
})

describe('checkObjects', () => {
  it('adds up', () => {
    const { objects, summary } = check(
      service(),
      service({ port: 1 }),
      { apiVersion: 'x/v1', kind: 'Y' },
      list(7),
      {},
      null,
    )
    expect(summary).toEqual({ objects: 6, accepted: 1, refused: 4, unknown: 1 })
    for (const object of objects) CheckedObject.parse(object)
    expect(objects.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5])
    expect(objects[3]?.refused).toEqual([{ pointer: '/items', code: 'WRONG_TYPE', detail: 'must be a list' }])
  })

  it('asks a cloud about an object that carries one of its keys, and then about all of it', () => {
    const NLB = 'service.beta.kubernetes.io/aws-load-balancer-'
    const { objects } = check(loadBalancer({ sessionAffinity: 'ClientIP' }, { [`${NLB}type`]: 'external' }))
    expect(objects[0]?.ignored.map(({ code }) => code)).toEqual(['AWS_SCHEME_NOT_SAID', 'AWS_SESSION_AFFINITY'])
    expect(check(loadBalancer({ sessionAffinity: 'ClientIP' })).objects[0]?.ignored).toEqual([])
  })

  it('tells what has a replacement as outdated, whoever says so', () => {
    const NLB = 'service.beta.kubernetes.io/aws-load-balancer-'
    const both = [{ port: 53 }, { port: 53, protocol: 'UDP' }].map((port, index) => ({ ...port, name: `p${index}` }))
    const codes = (object: unknown) => {
      const [first] = check(object).objects
      return [first?.ignored, first?.outdated].map((said) => said?.map(({ code }) => code))
    }
    expect(codes(loadBalancer({}, { [`${NLB}type`]: 'nlb' }))).toEqual([[], ['AWS_LEGACY_CONTROLLER']])
    expect(codes(loadBalancer({ ports: both }, { [`${NLB}type`]: 'nlb' }))).toEqual([
      ['AWS_LEGACY_PROTOCOLS_MIXED'],
      ['AWS_LEGACY_CONTROLLER'],
    ])
  })

  it('finds the keys that a Gateway hands to the Service it makes', () => {
    const infrastructure = { annotations: { 'service.beta.kubernetes.io/azure-load-balancer-internl': 'true' } }
    const [object] = check(gateway({ infrastructure })).objects
    expect(object?.ignored.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'ANNOTATION_UNKNOWN /spec/infrastructure/annotations/service.beta.kubernetes.io~1azure-load-balancer-internl',
    ])
  })

  it('holds no key against a cloud that shares it with others', () => {
    const { objects } = check(ingress({}, { annotations: { 'kubernetes.io/ingress.class': 'nginx' } }))
    expect(objects[0]?.ignored).toEqual([])
    expect(objects[0]?.outdated.map(({ code }) => code)).toEqual(['DEPRECATED_ANNOTATION'])
  })
})

describe('the catalogues of the clouds', () => {
  it('keep to their own prefixes, and no two have one in common', () => {
    const prefixes = catalogues.flatMap((catalogue) => catalogue.prefixes)
    expect(
      prefixes.filter((one, index) => prefixes.some((other, place) => place !== index && other.startsWith(one))),
    ).toEqual([])
    for (const { annotations, prefixes: own } of catalogues) {
      expect(annotations.filter(({ key }) => !own.some((prefix) => key.startsWith(prefix)))).toEqual([])
    }
  })

  it('see their keys and nobody else’s', () => {
    for (const catalogue of catalogues) {
      const [prefix] = catalogue.prefixes
      expect(carriesKeysOf(service({}, { annotations: { [`${prefix}x`]: '1' } }), catalogue)).toBe(true)
      for (const nothing of [
        null,
        7,
        [],
        {},
        { kind: 'Service' },
        service({}, { annotations: { [`x${prefix}`]: '1' } }),
      ])
        expect(carriesKeysOf(nothing, catalogue)).toBe(false)
    }
  })
})
