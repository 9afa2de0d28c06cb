// What holds for every object: metadata, unknown kinds, reports in order, and hostile input.
import { performance } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import { validateObjects } from '../../../../src/domain/manifests/validation/index.ts'
import { deployment, ingress, of, type Row, reports, service } from './objects.ts'

const annotated = (annotations: object) => service({}, { annotations })
const METADATA: Row[] = [
  ['a label key with a prefix', service({}, { labels: { 'a.com/b': 'c' } }), []],
  ['a label key of two parts', service({}, { labels: { 'a/b/c': 'd' } }), ['INVALID_NAME /metadata/labels/a~1b~1c']],
  [
    'a label name of 64 characters',
    service({}, { labels: { [`a.com/${'b'.repeat(64)}`]: 'c' } }),
    [`INVALID_NAME /metadata/labels/a.com~1${'b'.repeat(64)}`],
  ],
  ['a label value of 64 characters', service({}, { labels: { a: 'b'.repeat(64) } }), ['TOO_BIG /metadata/labels/a']],
  ['a label value with a space', service({}, { labels: { a: 'b c' } }), ['INVALID_FORMAT /metadata/labels/a']],
  ['an empty label value', service({}, { labels: { a: '' } }), []],
  ['an annotation with any text', annotated({ a: 'b c\n{}' }), []],
  ['an annotation that is a boolean', annotated({ a: true }), ['WRONG_TYPE /metadata/annotations/a']],
  ['an annotation that is a number', annotated({ a: 80 }), ['WRONG_TYPE /metadata/annotations/a']],
  ['256 KiB of annotations', annotated({ a: 'b'.repeat(256 * 1024 - 1) }), []],
  ['more', annotated({ a: 'b'.repeat(256 * 1024) }), ['ANNOTATIONS_TOO_LARGE /metadata/annotations']],
  ['a namespace with a dot', service({}, { namespace: 'a.b' }), ['INVALID_FORMAT /metadata/namespace']],
  ['an unknown field', service({}, { label: {} }), ['UNKNOWN_FIELD /metadata/label']],
  ['no metadata', { apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80 }] } }, ['REQUIRED /metadata']],
  ['a time that is null', service({}, { creationTimestamp: null }), []],
  ['an unknown field at the top', { ...service(), extra: 1 }, ['UNKNOWN_FIELD /extra']],
  [
    '1.5 MiB',
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { a: 'b'.repeat(1.5 * 1024 * 1024) } },
    ['OBJECT_TOO_LARGE '],
  ],
]

describe('metadata and size', () => {
  it.each(METADATA)('%s', (_, object, expected) => {
    expect(of(object)).toEqual(expected)
  })
})

describe('what is no object of a known kind', () => {
  it.each([
    ['null', null, ['WRONG_TYPE ']],
    ['text', 'a', ['WRONG_TYPE ']],
    ['a list', [], ['WRONG_TYPE ']],
    ['nothing in it', {}, ['REQUIRED /apiVersion', 'REQUIRED /kind']],
    ['no kind', { apiVersion: 'v1' }, ['REQUIRED /kind']],
  ])('%s', (_, object, expected) => {
    expect(of(object)).toEqual(expected)
  })

  it.each([
    [
      'a custom resource',
      { apiVersion: 'a.com/v1', kind: 'Thing', metadata: { name: 5 }, anything: true },
      'UNKNOWN_KIND',
    ],
    [
      'a kind of another group',
      { apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: {} },
      'UNKNOWN_KIND',
    ],
    [
      'an experimental kind',
      { apiVersion: 'gateway.networking.x-k8s.io/v1alpha1', kind: 'XMesh' },
      'EXPERIMENTAL_KIND',
    ],
    [
      'an experimental version',
      { apiVersion: 'gateway.networking.k8s.io/v1alpha2', kind: 'TCPRoute' },
      'EXPERIMENTAL_KIND',
    ],
    [
      'a Service of several clusters',
      { apiVersion: 'multicluster.x-k8s.io/v1alpha1', kind: 'ServiceImport', metadata: { name: 'web' } },
      'MULTI_CLUSTER_KIND',
    ],
    ['the same on GKE', { apiVersion: 'net.gke.io/v1', kind: 'ServiceExport' }, 'MULTI_CLUSTER_KIND'],
  ])('%s is never wrong', (_, object, code) => {
    const [report] = reports([object])
    expect(report).toMatchObject({ known: false, mistakes: [], warnings: [], notes: [{ code }] })
  })
})

describe('reports', () => {
  it('come one an object, in order, with what the object calls itself', () => {
    const found = reports([service({}, { namespace: 'shop' }), {}, ingress()])
    expect(
      found.map(({ index, apiVersion, kind, namespace, name }) => ({ index, apiVersion, kind, namespace, name })),
    ).toEqual([
      { index: 0, apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web' },
      { index: 1, apiVersion: '', kind: '', namespace: undefined, name: undefined },
      { index: 2, apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace: undefined, name: 'web' },
    ])
  })

  it('say what was probably meant', () => {
    const [report] = reports([service({ selecter: {} })])
    expect(report?.mistakes[0]?.detail).toBe('unknown field "selecter"; did you mean `selector`?')
  })

  it('check the rest where a part cannot be read, with pointers into what was sent', () => {
    const [report] = reports([service({ ports: [{ prot: 1 }, { name: 'a', port: 80 }, { name: 'a', port: 81 }] })])
    expect(report?.mistakes.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'REQUIRED /spec/ports/0/port',
      'UNKNOWN_FIELD /spec/ports/0/prot',
      'DUPLICATE_PORT_NAME /spec/ports/2/name',
    ])
  })

  it('never repeat the value of a Secret', () => {
    const [report] = reports([
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: { password: 12345 }, stringData: 'hunter2' },
    ])
    expect(JSON.stringify(report)).not.toMatch(/12345|hunter2/)
  })

  it('leave what was given as it was', () => {
    const object = service({ selector: null, ports: [{ port: 80, name: null }] })
    const before = structuredClone(object)
    reports([object])
    expect(object).toEqual(before)
  })

  it('refuse a version that is none', () => {
    expect(() => validateObjects([], { kubernetesVersion: 'latest' })).toThrow('kubernetesVersion')
  })
})

describe('hostile input', () => {
  it('is nested deeply', () => {
    const deep = Array.from({ length: 10_000 }).reduce<object>((inner) => ({ inner }), {})
    expect(of({ ...service(), spec: deep })).toEqual(['NESTED_TOO_DEEPLY '])
  })

  it('has many mistakes', () => {
    const fields = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`field${index}`, 1]))
    expect(of(service(fields))).toHaveLength(100)
  })

  it('takes time in proportion to the number of objects', () => {
    const time = (count: number) => {
      const objects = Array.from({ length: count }, (_, index) => [
        service({ ports: [{ port: 80, targetPort: 'http' }] }, { name: `s${index}` }),
        deployment({}, { name: `d${index}` }),
        ingress({}, { name: `i${index}` }),
      ]).flat()
      const start = performance.now()
      reports(objects)
      return performance.now() - start
    }
    time(500)
    const [small, large] = [time(500), time(4000)]
    expect(large / small).toBeLessThan(8 * 4)
  })
})
