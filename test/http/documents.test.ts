// Bytes → documents: what is refused and where it says the trouble is, for JSON and for YAML alike.
import { describe, expect, it } from 'vitest'
import { Failure, type FailureCode } from '../../src/domain/failure.ts'
import { type Format, readDocument } from '../../src/http/documents.ts'

const read = (text: string | Buffer, format: Format) => readDocument(Buffer.from(text), format)

function refusal(
  text: string | Buffer,
  format: Format,
): { code: FailureCode; kind: string | undefined; at: string; pointer: string | undefined; message: string } {
  try {
    read(text, format)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const [mistake] = error.mistakes
    return {
      code: error.code,
      kind: mistake?.code,
      at: `${mistake?.line}:${mistake?.column}`,
      pointer: mistake?.pointer,
      message: error.message,
    }
  }
  throw new Error('it was read')
}

describe('what can be read', () => {
  it.each([
    ['JSON', '{"a":[1,"b",null,true,{"c":{}}]}'],
    ['YAML', 'a: [1, b, null, true, {c: {}}]'],
    ['YAML', '---\na:\n  - 1\n  - "b"\n  - ~\n  - true\n  - c: {}\n...\n'],
    ['YAML', '{"a":[1,"b",null,true,{"c":{}}]}'],
    ['YAML', '%YAML 1.2\n---\na: [1, !!str b, !!null "", !!bool true, !!map {c: {}}]'],
  ] as const)('%s %j', (format, text) => {
    expect(read(text, format).value).toEqual({ a: [1, 'b', null, true, { c: {} }] })
  })

  it.each(['JSON', 'YAML'] as const)('%s after a byte order mark', (format) => {
    expect(read('\ufeff{"ä": "€😀"}', format).value).toEqual({ ä: '€😀' })
  })

  it('keeps what YAML 1.1 would have changed', () => {
    expect(read('a: yes\nb: no\nc: 1_000\nd: 2027-06-30\ne: 0o17', 'YAML').value).toEqual({
      a: 'yes',
      b: 'no',
      c: '1_000',
      d: '2027-06-30',
      e: 15,
    })
  })
})

describe('what is no JSON', () => {
  it.each([
    ['{"a": 1,\n "b": }', 'SYNTAX', '2:7'],
    ['{"a":1,}', 'SYNTAX', '1:8'],
    ["{'a':1}", 'SYNTAX', '1:2'],
    ['{"a":1} x', 'SYNTAX', '1:9'],
    ['{"a":NaN}', 'SYNTAX', '1:6'],
    ['{"a":01}', 'SYNTAX', '1:7'],
    ['// no\n{}', 'SYNTAX', '1:1'],
    ['{"a":"\t"}', 'SYNTAX', '1:6'],
    ['{"a":"\\x"}', 'SYNTAX', '1:6'],
    ['{"a": "x', 'SYNTAX', '1:7'],
    ['[1,2', 'SYNTAX', '1:5'],
    ['{"a":\u00a01}', 'SYNTAX', '1:6'],
    ['', 'EMPTY', '1:1'],
    [' \r\n\t', 'EMPTY', '1:1'],
    ['{"a":1,\n"b":{"c":1,"c":2}}', 'DUPLICATE_KEY', '2:12'],
    ['{"a":1,"\\u0061":2}', 'DUPLICATE_KEY', '1:8'],
    [`${'['.repeat(33)}${']'.repeat(33)}`, 'TOO_DEEP', '1:33'],
    [`{"a":${'['.repeat(31)}1${']'.repeat(31)}}`, 'TOO_DEEP', '1:37'],
    ['{"a":1e999}', 'FORBIDDEN_VALUE', '1:6'],
    ['{"a":"\\u0000"}', 'FORBIDDEN_VALUE', '1:6'],
    ['{"a":["x","\\ud800"]}', 'FORBIDDEN_VALUE', '1:11'],
    ['{"a":{"__proto__":{"polluted":1}}}', 'FORBIDDEN_KEY', '1:7'],
    ['{"constructor":{"prototype":{}}}', 'FORBIDDEN_KEY', '1:2'],
    ['{"\\udead":1}', 'FORBIDDEN_KEY', '1:2'],
  ])('%j: %s at %s', (text, kind, at) => {
    expect(refusal(text, 'JSON')).toMatchObject({ code: 'MALFORMED_DOCUMENT', kind, at })
  })
})

describe('what is no YAML', () => {
  it.each([
    ['a: 1\n\tb: 2', 'SYNTAX', '2:1'],
    ['a: 1\n b: 2', 'SYNTAX', '2:3'],
    ['a: [1, 2', 'SYNTAX', '1:9'],
    ['[a]: 1', 'SYNTAX', '1:1'],
    ['a: b\u0000c', 'SYNTAX', '1:5'],
    ['# nothing\n', 'EMPTY', '1:1'],
    ['---\n', 'EMPTY', '1:1'],
    ['', 'EMPTY', '1:1'],
    ['a: 1\n---\nb: 2\n', 'SEVERAL_DOCUMENTS', '3:1'],
    ['a: 1\nb: 2\na: 3', 'DUPLICATE_KEY', '3:1'],
    ['1: a\n"1": b', 'DUPLICATE_KEY', '2:2'],
    ['a: !!binary aGk=', 'UNKNOWN_TAG', '1:4'],
    ['a: !!js/function x', 'UNKNOWN_TAG', '1:4'],
    ['a: !mine {}', 'UNKNOWN_TAG', '1:4'],
    ['a: {b: [1, .inf]}', 'FORBIDDEN_VALUE', '1:12'],
    ['a: .nan', 'FORBIDDEN_VALUE', '1:4'],
    ['a: "\\0"', 'FORBIDDEN_VALUE', '1:4'],
    ['a: "\\ud800"', 'FORBIDDEN_VALUE', '1:4'],
    ['a: {__proto__: {polluted: 1}}', 'FORBIDDEN_KEY', '1:5'],
    ['constructor: {prototype: {}}', 'FORBIDDEN_KEY', '1:1'],
    ['['.repeat(20_000), 'TOO_DEEP', '1:32'],
  ])('%.30j: %s at %s', (text, kind, at) => {
    expect(refusal(text, 'YAML')).toMatchObject({ code: 'MALFORMED_DOCUMENT', kind, at })
  })

  it.each([
    ['a: &x 1\nb: *x', '1:4'],
    ['a: &x 1', '1:4'],
    ['<<: {a: 1}', '1:1'],
    ['a:\n  <<: {b: 1}\n  c: 2', '2:3'],
    ['a: &a [x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]', '1:4'],
  ])('%j: an anchor, an alias or a merge key at %s', (text, at) => {
    expect(refusal(text, 'YAML')).toMatchObject({ code: 'YAML_ALIASES_NOT_ALLOWED', at })
  })

  it('reads & * and << where they are only text', () => {
    expect(read('a: "&x *y <<"\nb: x & y\n"<<": 1', 'YAML').value).toEqual({ a: '&x *y <<', b: 'x & y', '<<': 1 })
  })
})

describe('what is no text', () => {
  it.each(['JSON', 'YAML'] as const)('%s with a byte that is no UTF-8', (format) => {
    const bytes = Buffer.concat([Buffer.from('{"a":\n "é'), Buffer.from([0xff]), Buffer.from('"}')])
    expect(refusal(bytes, format)).toMatchObject({ kind: 'NOT_UTF8', at: '2:4' })
  })
})

describe('the places of mistakes', () => {
  const yaml =
    'name: x\nworkloads:\n  web:\n    replics: 3\n    "a/b~c": 1\n    expose:\n      - port: http\n        to: [a, bb]\n'
  const json =
    '{"name": "x",\n "workloads": {\n  "web": {"replics": 3, "a/b~c": 1,\n "expose": [{"port": "http", "to": ["a", "bb"]}]}}}'
  it.each([
    ['the key of an unknown field', '/workloads/web/replics', 'UNKNOWN_FIELD', '4:5', '3:11'],
    ['a value', '/workloads/web/replics', 'WRONG_TYPE', '4:14', '3:22'],
    ['an item of a list', '/workloads/web/expose/0/to/1', 'UNKNOWN_CLIENT', '8:17', '4:42'],
    ['a key with a slash and a tilde', '/workloads/web/a~1b~0c', 'UNKNOWN_FIELD', '5:5', '3:25'],
    ['what is missing: what it is missing from', '/workloads/web/expose/0/host', 'REQUIRED', '7:9', '4:13'],
    ['what is missing at the top', '/target', 'REQUIRED', '1:1', '1:1'],
    ['the document', '', 'WRONG_TYPE', '1:1', '1:1'],
  ])('%s', (_, pointer, code, inYaml, inJson) => {
    const placeIn = (text: string, format: Format) => {
      const [found] = read(text, format).locate([{ pointer, code, detail: '' }])
      return `${found?.line}:${found?.column}`
    }
    expect([placeIn(yaml, 'YAML'), placeIn(json, 'JSON')]).toEqual([inYaml, inJson])
  })

  it('of a value that is left empty is its key’s', () => {
    const [found] = read('a:\n  b:\n', 'YAML').locate([{ pointer: '/a/b', code: 'WRONG_TYPE', detail: '' }])
    expect(found).toMatchObject({ line: 2, column: 3 })
  })

  it('counts any kind of line break', () => {
    for (const lineBreak of ['\n', '\r\n', '\r']) {
      const [found] = read(['a: 1', 'b: 2', 'c: 3'].join(lineBreak), 'YAML').locate([
        { pointer: '/c', code: 'UNKNOWN_FIELD', detail: '' },
      ])
      expect(found).toMatchObject({ line: 3, column: 1 })
    }
  })
})

describe('a refusal', () => {
  it.each([
    ['YAML', `a: !${'x'.repeat(100_000)} 1`],
    ['YAML', `a: *${'x'.repeat(100_000)}`],
    ['YAML', `${'\u001b[31m'.repeat(1000)}: 1`],
    ['JSON', `{"${'k'.repeat(1000)}":1,"${'k'.repeat(1000)}":2}`],
    ['JSON', 'x'.repeat(1000)],
  ] as const)('never echoes much, nor anything invisible (%s %.12j)', (format, text) => {
    const { message } = refusal(text, format)
    expect(message.length).toBeLessThan(300)
    expect(message).not.toContain('\u001b')
    expect(message).not.toContain('x'.repeat(201))
  })
})
