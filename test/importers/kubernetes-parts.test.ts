// The small readers of the Kubernetes importer, as tables: where documents begin, what a path begins with, which names a text holds.
import { describe, expect, it } from 'vitest'
import { documentsIn } from '../../src/importers/documents.ts'
import { pathFrom } from '../../src/importers/kubernetes/topology/answered.ts'
import { mentionsIn } from '../../src/importers/kubernetes/topology/mentions.ts'

describe('documents', () => {
  it.each<[string, string, [form: string, document: number, line: number][]]>([
    ['one', 'a: 1\n', [['YAML', 1, 1]]],
    ['a marker first', '---\na: 1\n', [['YAML', 1, 2]]],
    [
      'two',
      'a: 1\n---\nb: 2',
      [
        ['YAML', 1, 1],
        ['YAML', 2, 3],
      ],
    ],
    [
      'a marker with content',
      '--- {a: 1}\n--- # why\nb: 2\n',
      [
        ['YAML', 1, 1],
        ['YAML', 2, 3],
      ],
    ],
    [
      'an end',
      'a: 1\n...\nb: 2\n',
      [
        ['YAML', 1, 1],
        ['YAML', 2, 3],
      ],
    ],
    ['a directive', '%YAML 1.2\n---\na: 1\n', [['YAML', 1, 3]]],
    [
      'comments only',
      '# a\n---\n\n---\n# b\na: 1\n',
      [
        ['comments', 1, 1],
        ['YAML', 2, 6],
      ],
    ],
    ['dashes inside a text', 'a: |\n  ---\n  b\nc: "--- d"\n----: 1\n', [['YAML', 1, 1]]],
    [
      'line breaks of Windows',
      'a: 1\r\n---\r\nb: 2\r\n',
      [
        ['YAML', 1, 1],
        ['YAML', 2, 3],
      ],
    ],
    ['JSON', '\n{"a": 1}\n', [['JSON', 1, 2]]],
    [
      'several of JSON',
      '{"a": "}"}\n{"b": 1}',
      [
        ['JSON', 1, 1],
        ['JSON', 2, 2],
      ],
    ],
    [
      'what begins like JSON',
      '{{ if }}\na: 1\n---\nb: 2\n',
      [
        ['YAML', 1, 1],
        ['YAML', 2, 4],
      ],
    ],
    ['nothing', '\n\n', []],
  ])('%s', (_, text, expected) => {
    expect(documentsIn({ name: 'a', text }).map(({ form, document, line }) => [form, document, line])).toEqual(expected)
  })
})

describe('a path', () => {
  it.each<[path: string, type: string, prefix: string | undefined, lost: string | undefined]>([
    ['/', 'Prefix', undefined, undefined],
    ['/*', 'ImplementationSpecific', undefined, undefined],
    ['/api', 'Prefix', '/api', undefined],
    ['/api/', 'Prefix', '/api', undefined],
    ['/api/*', 'ImplementationSpecific', '/api', undefined],
    ['/api(/|$)(.*)', 'ImplementationSpecific', '/api', 'pattern'],
    ['/v[12]/users', 'ImplementationSpecific', undefined, 'pattern'],
    ['/shop/v[12]', 'RegularExpression', '/shop', 'pattern'],
    ['^/old', 'RegularExpression', '/old', 'pattern'],
    ['/login', 'Exact', '/login', 'exact'],
    ['/', 'Exact', undefined, undefined],
    ['api', 'ImplementationSpecific', undefined, undefined],
  ])('%s of type %s begins with %s', (path, type, value, lost) => {
    expect(pathFrom(path, type)).toEqual(lost === undefined ? { value } : { value, lost })
  })
})

describe('a text', () => {
  const whole = { port: undefined, scheme: undefined, whole: true }
  it.each<[string, object[]]>([
    ['cache', [{ host: 'cache', ...whole }]],
    ['cache:6379', [{ host: 'cache', port: 6379, scheme: undefined, whole: false }]],
    ['redis://:secret@cache:6379/0', [{ host: 'cache', port: 6379, scheme: 'redis', whole: false }]],
    [
      'jdbc:postgresql://db.shop.svc:5432/a?user=b',
      [
        { host: 'db.shop.svc', port: 5432, scheme: 'postgresql', whole: false },
        { host: 'user', port: undefined, scheme: undefined, whole: false },
        { host: 'b', port: undefined, scheme: undefined, whole: false },
      ],
    ],
    [
      'a:1,b:2',
      [
        { host: 'a', port: 1, scheme: undefined, whole: false },
        { host: 'b', port: 2, scheme: undefined, whole: false },
      ],
    ],
    ['http://API.', [{ host: 'api', port: undefined, scheme: 'http', whole: false }]],
    ['10.0.0.1:80', []],
    ['$(REDIS_MASTER_SERVICE_HOST)', [{ host: 'redis-master', port: undefined, scheme: '', whole: false }]],
    ['_x_ -- /', []],
  ])('%s', (text, expected) => {
    expect(mentionsIn(text)).toEqual(expected)
  })
})
