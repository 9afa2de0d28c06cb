// The one code block of a ticket's text: whatever stands around it, what is in it comes back with the place where it begins.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Failure } from '../../src/domain/failure.ts'
import { codeBlockIn } from '../../src/http/documents/code-block.ts'

const CONTENT = 'name: shop\nowner: team-shop\n'
const FENCES = [
  { open: '```yaml\n', close: '```' },
  { open: '   ````\r\n', close: '  ``````  ' },
  { open: '~~~ yaml `of ours`\n', close: '~~~' },
  { open: '{code}', close: '{code}' },
  { open: '{code:yaml|title=a.yaml}\r\n', close: '{code}' },
  { open: '{noformat}\n', close: '{noformat}' },
]
// Braces stand alone: a macro after the block is another block.
const prose = fc
  .array(
    fc.string({ unit: fc.constantFrom('a', ' ', '`', '~', '{ ', '}', 'code', ':', '-', 'é', '\t'), maxLength: 12 }),
  )
  .map((lines) => lines.filter((line) => !/^ {0,3}(?:`{3}|~{3})/.test(line)))

describe('a block', () => {
  it('is found in any prose, with its place', () => {
    fc.assert(
      fc.property(prose, prose, fc.constantFrom(...FENCES), (before, after, { open, close }) => {
        const text = [...before, `${open}${CONTENT}${close}`, ...after].join('\n')
        const { text: found, from, fenced } = codeBlockIn(text)
        expect(fenced).toBe(true)
        expect(found.trim()).toBe(CONTENT.trim())
        expect(text.slice(from, from + found.length)).toBe(found)
      }),
    )
  })

  it('is the whole text where nothing is fenced', () => {
    fc.assert(
      fc.property(prose, (lines) => {
        const text = lines.join('\n')
        expect(codeBlockIn(text)).toEqual({ text, from: 0, fenced: false })
      }),
    )
  })

  it('is none of two, whichever they are', () => {
    fc.assert(
      fc.property(prose, fc.constantFrom(...FENCES), fc.constantFrom(...FENCES), (between, one, other) => {
        const blocks = [one, other].map(({ open, close }) => `${open}${CONTENT}${close}`)
        const text = [blocks[0], ...between, blocks[1]].join('\n')
        expect(() => codeBlockIn(text)).toThrow(Failure)
      }),
    )
  })

  it('is refused where the topology quotes the macro around it: nothing of it is lost in silence', () => {
    expect(() => codeBlockIn('{code}name: shop\nowner: "the {code} team"\nlabels: {}{code}')).toThrow(
      /several code blocks/,
    )
    expect(codeBlockIn('{code}name: shop # {noformat}\n{code}').text).toBe('name: shop # {noformat}\n')
  })

  it('may have shorter fences, and the other kind, within', () => {
    const inside = 'name: shop\n```\n~~~~\n'
    expect(codeBlockIn(`\`\`\`\`\n${inside}\`\`\`\`\n`).text).toBe(inside)
  })
})
