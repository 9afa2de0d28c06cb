// Values nobody should send.
import fc from 'fast-check'

export const HOSTILE_TEXT = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      ' ',
      '0',
      '-1',
      '1e999',
      'NaN',
      'null',
      'undefined',
      'true',
      '[]',
      '{}',
      '%00',
      '%',
      '%zz',
      '..',
      '../../etc/passwd',
    ],
    ...['/', '//', '\\', '.', '*', '?', '#', '&', '=', ';', "' or 1=1 --", '"; drop table plans; --', '$(id)', '`id`'],
    ...[
      '<script>alert(1)</script>',
      '{{7*7}}',
      '#{7*7}',
      '=1+1',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
    ],
    ...[
      '\u0000',
      '\r\nSet-Cookie: a=b',
      '\u202e',
      '\ud800',
      'é',
      '世界',
      '🛳️',
      'İ',
      'ﬃ',
      'A'.repeat(253),
      'A'.repeat(254),
    ],
    ...['-'.repeat(3000), 'a-'.repeat(1500), '9'.repeat(400), 'x'.repeat(101), '1.35 ', 'AWS', 'builtin@1@2', '@'],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 300 }),
)

/** In place of anything in a document. */
export const HOSTILE_VALUE: fc.Arbitrary<unknown> = fc.oneof(
  HOSTILE_TEXT,
  fc.constantFrom<unknown>(null, true, false, 0, -0, -1, 1.5, 65_536, 1e308, 2 ** 53, [], {}, [[]], [null], { a: 1 }),
  fc.constantFrom<unknown>({ __proto__: null, x: 1 }, Array(300).fill('web'), { 'x-note': { any: ['thing'] } }),
  fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text) as unknown),
)

/** Headers that mean something to a service, and such that should not. Printable: what is not, no client can send. */
export const HOSTILE_HEADERS = fc.dictionary(
  fc.constantFrom(
    ...['accept', 'if-none-match', 'if-match', 'idempotency-key', 'prefer', 'range', 'traceparent', 'request-id'],
    ...['x-request-id', 'x-forwarded-for', 'x-forwarded-host', 'x-http-method-override', 'content-encoding', 'origin'],
    ...['accept-encoding', 'accept-language', 'cookie', 'host', 'expect', 'if-modified-since'],
  ),
  fc.oneof(
    fc.constantFrom(
      ...[
        '*/*',
        'application/json',
        'text/plain',
        'application/yaml',
        'image/png',
        'text/html;q=0',
        '',
        ';;;',
        ',',
        '"',
      ],
      ...[
        '*',
        'W/"x"',
        '"x", "y"',
        'gzip',
        'identity',
        'return=minimal',
        'bytes=0-1',
        'DELETE',
        'q=1;q',
        '0'.repeat(500),
      ],
    ),
    fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
  ),
  { maxKeys: 3 },
)
