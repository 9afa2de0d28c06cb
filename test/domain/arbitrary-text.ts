// Random words for arbitrary-topology.ts that are valid and yet seldom seen: names as long as they may be, labels that look like
// numbers or truth values, and free text with whatever breaks a line, a quote or a document.
import fc from 'fast-check'

/** As long as a name may be; the two differ in their last letter only, which is the first that shortening takes. */
export const LONGEST_NAMES = ['a', 'b'].map((last) => `long-${'x-'.repeat(28)}x${last}`)

export const NAMESPACES = ['default', 'shop', 'payments', '9-lives', `namespace-${'y-'.repeat(26)}y`]
/** 253 characters, in labels of at most 63. */
export const LONGEST_HOST = `${'h'.repeat(61)}.${`${'o'.repeat(63)}.`.repeat(2)}${'s'.repeat(51)}.example.com`

/** Strings that some YAML reader takes for something else, all of them valid label values. */
const ODD_LABELS = [
  '',
  'yes',
  'No',
  'on',
  'y',
  'null',
  'true',
  '1_000',
  '0x1F',
  '0o17',
  '1e3',
  '017',
  '1.0',
  '2001-01-01',
]
export const labelValue = fc.constantFrom('web', 'shop', 'v1.2', ...ODD_LABELS, `${'A_.-'.repeat(15)}Aa9`)
export const labelKey = fc.constantFrom(
  ...['app', 'tier', 'environment', 'example.com/part-of', 'n', '8', 'X_y.Z', 'constructor'],
  `${['a'.repeat(63), 'b'.repeat(63), 'c'.repeat(63), 'd'.repeat(61)].join('.')}/${'k'.repeat(63)}`,
)

const ODD_TEXTS = [
  ...[
    'yes',
    '~',
    '12:30:45',
    '- a',
    'a: b',
    '#x',
    'x #y',
    '!tag',
    '&a',
    '*a',
    '%',
    '@',
    '`rm`',
    '{',
    '[',
    '|',
    '>',
    '"',
    "'",
  ],
  ...['two\nlines', 'x\r\ny', 'tab\there', ' before', 'after ', '---', '...\n', '\u2028', '\u0085', '\u0000', '\ufeff'],
  ...['\ud800', '😀'.repeat(100), '<b>&amp;</b>', '$(id)', '$HOME', '{{ .Values }}', '\\', '| a | b |', '__proto__'],
]
/** Text that owners write for people, at most 253 characters of it. */
export const text = (usual: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_TEXTS, 'x'.repeat(253)) },
  )
