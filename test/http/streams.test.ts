// Bytes → streams of documents, for the one route that reads them: what kubectl would read, and no topology route ever sees.
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { Failure } from '../../src/domain/failure.ts'
import { type Format, readDocument, readStream, SentDocument, SentStream } from '../../src/http/documents.ts'
import { startService } from './service.ts'

const stream = (text: string, format: Format = 'YAML') => readStream(Buffer.from(text), format)
const values = (text: string) => stream(text).documents.map(({ value }) => value)

function refusal(text: string, format: Format = 'YAML'): string {
  try {
    stream(text, format)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const [mistake] = error.mistakes
    return `${error.code} ${mistake?.code} ${mistake?.pointer} ${mistake?.line}:${mistake?.column}`
  }
  throw new Error('it was read')
}

describe('the documents of a stream', () => {
  it.each([
    ['one', 'a: 1\n', [{ a: 1 }]],
    ['two', 'a: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['ended and begun', '---\na: 1\n...\n---\nb: 2\n...\n', [{ a: 1 }, { b: 2 }]],
    ['comments between', '# c\n---\n# c\n---\na: 1 # c\n---\n\n---\n# c\n', [{ a: 1 }]],
    ['nulls between', 'a: 1\n---\n~\n---\nnull\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['of any kind', '[1]\n---\n"text"\n---\nfalse\n', [[1], 'text', false]],
    ['with a directive', '%YAML 1.2\n---\na: 1\n', [{ a: 1 }]],
  ])('%s', (_, text, expected) => {
    expect(values(text)).toEqual(expected)
  })

  it('are known by their number among those that hold something; JSON is one without a number', () => {
    expect(stream('# c\n---\na: 1\n---\nb: 2\n').documents.map(({ at }) => at)).toEqual(['/0', '/1'])
    expect(stream('[1, 2]', 'JSON').documents).toEqual([{ value: [1, 2], at: '' }])
  })

  it('know where their parts stand', () => {
    const text = '# c\n---\na:\n  b: 1\n---\n# c\n---\n~\n---\nc:\n  - d: 1\n    e: 2\n'
    const places = ['/0', '/0/a/b', '/1', '/1/c/0/e', '/1/c/7', '/2'].map((pointer) => ({
      pointer,
      code: 'X',
      detail: '',
    }))
    expect(
      stream(text)
        .locate(places)
        .map(({ line, column }) => `${line}:${column}`),
    ).toEqual(['3:1', '4:6', '10:1', '12:8', '10:1', '1:1'])
  })
})

describe('what is no stream', () => {
  it.each([
    ['', 'MALFORMED_DOCUMENT EMPTY  1:1'],
    ['# c\n---\n---\n', 'MALFORMED_DOCUMENT EMPTY  1:1'],
    ['~\n', 'MALFORMED_DOCUMENT EMPTY  1:1'],
    ['a: 1\n---\nb: [1\n', 'MALFORMED_DOCUMENT SYNTAX  4:1'],
    ['a: 1\n---\nb: 1\nb: 2\n', 'MALFORMED_DOCUMENT DUPLICATE_KEY  4:1'],
    ['a: 1\n---\nb: &x 1\n', 'YAML_ALIASES_NOT_ALLOWED YAML_ALIASES_NOT_ALLOWED  3:4'],
    ['a: 1\n---\n<<: {b: 1}\n', 'YAML_ALIASES_NOT_ALLOWED YAML_ALIASES_NOT_ALLOWED  3:1'],
    ['a: 1\n---\nb: {__proto__: 1}\n', 'MALFORMED_DOCUMENT FORBIDDEN_KEY /1/b/__proto__ 3:5'],
    ['a: 1\n---\nb: !!binary aGk=\n', 'MALFORMED_DOCUMENT UNKNOWN_TAG  3:4'],
    ['a: .inf\n', 'MALFORMED_DOCUMENT FORBIDDEN_VALUE /0/a 1:4'],
    [`a: 1\n---\n${'['.repeat(33)}`, 'MALFORMED_DOCUMENT TOO_DEEP  3:32'],
  ])('%j: %s', (text, expected) => {
    expect(refusal(text)).toBe(expected)
  })

  it.each([
    ['{"a":1,"a":2}', 'MALFORMED_DOCUMENT DUPLICATE_KEY  1:8'],
    ['{"a":1}\n{"b":2}', 'MALFORMED_DOCUMENT SYNTAX  2:1'],
    ['{"a":{"__proto__":1}}', 'MALFORMED_DOCUMENT FORBIDDEN_KEY /a/__proto__ 1:7'],
  ])('%s: %s', (text, expected) => {
    expect(refusal(text, 'JSON')).toBe(expected)
  })
})

// What kubectl 1.32 makes of a plain scalar (`kubectl label --local`); read otherwise, a manifest is judged for what it does not say.
const SCALARS: readonly (readonly [written: string, read: unknown])[] = [
  ...['y', 'Y', 'yes', 'Yes', 'on', 'ON', 'true', 'TRUE'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'off', 'OFF', 'False'].map((word) => [word, false] as const),
  ...['~', 'null', 'Null'].map((word) => [word, null] as const),
  ...[
    'yEs',
    '=',
    '1:30',
    '190:20:30',
    '2027-06-30',
    '2027-06-30T00:00:00Z',
    '1,000',
    '1.5.2',
    '0b',
    '0x',
    '0o8',
    '0b12',
  ].map((text) => [text, text] as const),
  ...['_1', '._5', '1e', '+', '.', 'NaN', 'inf', '0x1p-2', '"yes"', "'0644'"].map(
    (text) => [text, text.replace(/^["'](.*)["']$/, '$1')] as const,
  ),
  ...([
    ['0', 0],
    ['00', 0],
    ['-0', 0],
    ['0644', 420],
    ['0777', 511],
    ['017', 15],
    ['-017', -15],
    ['007', 7],
    ['0_7', 7],
  ] as const),
  ...([
    ['080', 80],
    ['0089', 89],
    ['0_8', 8],
    ['08.5', 8.5],
    ['+1', 1],
    ['1_000', 1000],
    ['1__0', 10],
    ['1_', 1],
  ] as const),
  ...([
    ['0b11', 3],
    ['0B11', 3],
    ['-0b1_1', -3],
    ['0o17', 15],
    ['0O17', 15],
    ['0x1F', 31],
    ['0X1f', 31],
    ['-0x1F', -31],
  ] as const),
  ...([
    ['1.', 1],
    ['.5', 0.5],
    ['+.5', 0.5],
    ['-.5', -0.5],
    ['1.10', 1.1],
    ['1_0.5', 10.5],
    ['1_000.0', 1000],
  ] as const),
  ...([
    ['1e3', 1000],
    ['1E5', 100_000],
    ['1e+3', 1000],
    ['.5e2', 50],
    ['1.e3', 1000],
    ['1_e3', 1000],
    ['12e03', 12_000],
  ] as const),
  ...([
    ['!!str 1', '1'],
    ['!!int "1"', 1],
    ['!!float 1', 1],
    ['!!bool yes', true],
    ['[yes, 010]', [true, 8]],
  ] as const),
  ['{yes: no}', { true: false }],
]

describe('a plain scalar', () => {
  it.each(SCALARS)('%s is read as kubectl reads it: %j', (written, expected) => {
    // A negative zero is one in JSON.
    expect(JSON.parse(JSON.stringify(values(`a: ${written}\n`)))).toEqual([{ a: expected }])
  })

  const kubectl = (document: string) =>
    execFileSync('kubectl', ['label', '--local', '-f', '-', 'a=b', '-o', 'json'], {
      input: document,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    })
  const isThere = (() => {
    try {
      return kubectl('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n') !== ''
    } catch {
      return false
    }
  })()

  it.skipIf(!isThere)('means that to the kubectl that is here', () => {
    const written = SCALARS.map(([text], index) => `  k${index}: ${text}\n`).join('')
    const read = JSON.parse(kubectl(`apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nspec:\n${written}`))
    const expected = Object.fromEntries(SCALARS.map(([, value], index) => [`k${index}`, value]))
    expect(read.spec).toEqual(expected)
  })
})

describe('a topology', () => {
  it('is still one document, read as YAML 1.2', async () => {
    const topology =
      'name: shop\ntarget: { provider: aws, region: us-east-1 }\nworkloads: { web: { ports: { http: 80 } } }\n'
    const { http } = await startService()
    for (const path of ['/v1/plans', '/v1/manifests', '/v1/recommendations', '/v1/estimates', '/v1/consolidations']) {
      const { body } = await http.post(path).type('application/yaml').send(`${topology}---\n${topology}`).expect(400)
      expect(body.errors).toMatchObject([{ code: 'SEVERAL_DOCUMENTS' }])
    }
    const { value } = readDocument(Buffer.from('a: yes\nb: 0644\nc: 1_000\n'), 'YAML')
    expect(value).toEqual({ a: 'yes', b: 644, c: '1_000' })
  })

  it('is never a stream, nor a stream a document', () => {
    expect(readStream(Buffer.from('a: 1'), 'YAML')).not.toBeInstanceOf(SentDocument)
    expect(readDocument(Buffer.from('a: 1'), 'YAML')).not.toBeInstanceOf(SentStream)
  })
})
