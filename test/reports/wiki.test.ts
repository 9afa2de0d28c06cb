// Jira wiki markup: what somebody wrote is shown as it is and obeyed by nobody.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unlinked } from '../../src/reports/text/unlinked.ts'
import { bold, escaped, monospaced } from '../../src/reports/wiki/escape.ts'
import { readWiki } from './ticket-forms.ts'

describe('escaped', () => {
  it.each([
    ['online-shop', 'online-shop'],
    ['a_b-c', 'a_b-c'],
    ['2026-11-24', '2026-11-24'],
    ['-1.00', '\\-1.00'],
    ['-x-', '\\-x\\-'],
    ['a -- b', 'a \\-\\- b'],
    ['----', '\\-\\-\\-\\-'],
    ['OPS-42', 'OPS\\-42'],
    ['ABC_1-7', 'ABC_1\\-7'],
    ['_x_', '\\_x\\_'],
    ['{code}', '\\{code\\}'],
    ['{{x}}', '\\{\\{x\\}\\}'],
    ['[~user]', '\\[\\~user\\]'],
    ['[here|http://evil.example]', '\\[here&#124;evil.example\\]'],
    ['!x.png!', '\\!x.png\\!'],
    ['*.example.com', '\\*.example.com'],
    ['a|b', 'a&#124;b'],
    ['C:\\x', 'C:&#92;x'],
    ['\\\\', '&#92;&#92;'],
    ['\\{', '&#92;\\{'],
    ['&#123;', '&#38;#123;'],
    ['a & b; c', 'a & b; c'],
    ['h1. x', 'h1&#46; x'],
    [' bq. x', ' bq&#46; x'],
    ['see h1. x', 'see h1. x'],
    ['# x', '\\# x'],
    ['no #1', 'no #1'],
    ['??x??', '\\?\\?x\\?\\?'],
    ['C++', 'C\\+\\+'],
    ['a^b~c', 'a\\^b\\~c'],
    ['(aws, us-east-1)', '(aws, us-east-1)'],
    ['(y) (*) (off)', '\\(y) \\(\\*) \\(off)'],
    [':) ;( :D', ':\\) ;\\( &#58;D'],
    ['a@b.example', 'a\\@b.example'],
    ['https://evil.example', 'evil.example'],
    ['ftp://x', 'ftp: //x'],
    ['hthttp://tp://x', 'hthttp: //tp: //x'],
    ['MAILTO:a@b', 'mailto: a\\@b'],
  ])('%j is %j', (text, markup) => {
    expect(escaped(text)).toBe(markup)
  })

  const PIECES = [
    ...['{', '}', '[', ']', '(', ')', '!', '|', '\\', '-', '_', '*', '+', '^', '~', '?', '@', '#', '&', ';', ':', '.'],
    ...['code', 'h1', 'bq', 'y', 'on', 'OPS', '1', 'D', '//', 'http', 'mailto', '&#123;', ' ', 'ä', '😀'],
  ]
  const text = fc.oneof(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'grapheme' }),
  )

  it('reads as what it was, links apart', () => {
    fc.assert(
      fc.property(text, (words) => {
        expect(readWiki(escaped(words))).toBe(unlinked(words))
      }),
      { numRuns: 2000 },
    )
  })

  it('leaves nothing that begins markup without a backslash before it', () => {
    fc.assert(
      fc.property(text, (words) => {
        const bare = escaped(words).replace(/\\[-#*_+?^~|%{}[\]()!@]/g, 'x')
        expect(bare).not.toMatch(/[\\{}[\]!*+?^~@|]|^\s*(?:#|h[1-6]\.|bq\.)|:\/\/|mailto:\S/)
        expect(escaped(words)).not.toMatch(/&(?!#(?:38|46|58|59|92|124);)#?\w{1,10};/)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('unlinked', () => {
  it.each([
    ['see https://a.example/x and HTTP://b.example', 'see a.example/x and b.example'],
    ['ftp://a', 'ftp: //a'],
    ['a://b://c', 'a: //b: //c'],
    ['hotel: //', 'hotel: //'],
  ])('%j is %j', (text, words) => {
    expect(unlinked(text)).toBe(words)
  })

  it('leads nowhere, whatever is written', () => {
    const pieces = fc.constantFrom(
      'http',
      'https',
      's',
      ':',
      '/',
      '//',
      '://',
      'mailto',
      ':x',
      ' ',
      'a.example',
      'HTTP',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (words) => {
        expect(unlinked(words.join(''))).not.toMatch(/:\/\/|mailto:\S/i)
      }),
    )
  })
})

describe('monospaced and bold', () => {
  it.each([
    ['x', '{{x}}', '*x*'],
    [' a*b ', '{{a\\*b}}', 'a\\*b'],
    ['}}', '{{\\}\\}}}', '\\}\\}'],
    ['', '', ''],
    ['  ', '', ''],
  ])('%j is %j and %j', (text, typed, strong) => {
    expect([monospaced(text), bold(text)]).toEqual([typed, strong])
  })
})
