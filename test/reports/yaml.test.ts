// Manifests → YAML that every reader reads back as what was meant: YAML 1.2, YAML 1.1, and ours.
import { CORE_SCHEMA, loadAll, YAML11_SCHEMA } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { manifestsYaml } from '../../src/reports/yaml/manifests.ts'

const manifest = (more: object = {}) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', ...more } })

// What some reader takes for a number, a truth value, a date, a comment, a tag, or the end of the document.
const TRICKY = [
  ...['yes', 'no', 'on', 'off', 'y', 'n', 'Y', 'N', 'Yes', 'NO', 'On', 'true', 'False', '~', 'null', 'Null', ''],
  ...[
    '1',
    '1.0',
    '1.',
    '.5',
    '+1',
    '-0',
    '1e3',
    '0x1F',
    '0o17',
    '017',
    '0b11',
    '1_000',
    '1:30',
    '190:20:30',
    '.inf',
    '-.INF',
    '.nan',
    '1,000',
  ],
  ...[
    '2027-06-30',
    '2027-06-30T00:00:00Z',
    '=',
    '<<',
    '---',
    '...',
    '--- x',
    '- x',
    '? x',
    ': x',
    'x: y',
    'x:',
    'x #y',
    '#x',
    '%x',
    '@x',
    '`x`',
  ],
  ...[
    '&x',
    '*x',
    '!x',
    '!!str x',
    '|',
    '>',
    '[x]',
    '{x}',
    ',',
    '"x"',
    "'x'",
    'it\'s "so"',
    '\\',
    '\\n',
    ' x',
    'x ',
    '\tx',
    'x\ty',
  ],
  ...[
    'x\ny',
    'x\n',
    '\nx',
    'x\n\ny\n\n',
    'x\r\ny',
    'x\u0085y',
    'x\u2028y',
    '\u2029',
    '\u00a0',
    '\ufeffx',
    'ä',
    '😀',
    '\u0001',
    '\u007f',
    '\u009f',
    '{{ x }}',
    'x'.repeat(300),
  ],
]

describe('manifestsYaml', () => {
  it('is a stream of documents, each begun with ---, keys as they are given', () => {
    expect(manifestsYaml([manifest(), manifest({ namespace: 'shop' })])).toBe(
      '---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\n',
    )
  })

  it('is nothing for nothing', () => {
    expect(manifestsYaml([])).toBe('')
  })

  it('writes the same thing twice rather than an alias', () => {
    const labels = { app: 'web' }
    const text = manifestsYaml([manifest({ labels, annotations: labels })])
    expect(text).not.toMatch(/[&*]/)
  })

  it.each(TRICKY)('keeps %j as it is, as a value and as a key, in YAML 1.2 and 1.1', (text) => {
    const given = manifest({ annotations: { value: text, [`k${text}`]: text } })
    const written = manifestsYaml([given])
    expect(loadAll(written, { schema: CORE_SCHEMA })).toEqual([given])
    expect(loadAll(written, { schema: YAML11_SCHEMA })).toEqual([given])
  })
})
