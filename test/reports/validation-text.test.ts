// Checked objects as a terminal shows them: short, at most 80 columns, what is refused before all else.
import { describe, expect, it } from 'vitest'
import type { CheckedObject, ManifestValidation } from '../../src/domain/manifests/validation/checked-object.ts'
import { validationText } from '../../src/reports/text/validation.ts'

const mistake = (pointer: string, detail: string, more: object = {}) => ({ pointer, code: 'ANY', detail, ...more })
const object = (index: number, more: Partial<CheckedObject> = {}): CheckedObject => ({
  index,
  apiVersion: 'v1',
  kind: 'Service',
  name: `web-${index}`,
  accepted: (more.refused ?? []).length === 0,
  refused: [],
  ignored: [],
  outdated: [],
  warnings: [],
  notes: [],
  ...more,
})
const textOf = (objects: CheckedObject[], unknown = 0): string => {
  const refused = objects.filter(({ accepted }) => !accepted).length
  const summary: ManifestValidation['summary'] = {
    objects: objects.length,
    accepted: objects.length - refused - unknown,
    refused,
    unknown,
  }
  return validationText({ objects, summary })
}

describe('validationText', () => {
  it('says that nothing was found wrong', () => {
    expect(textOf([object(0)])).toBe('1 object: 1 accepted, 0 refused\nNothing found wrong.\n')
    expect(textOf([])).toBe('0 objects: 0 accepted, 0 refused\nNothing found wrong.\n')
  })

  it('tells every kind of entry under its name, and objects without one', () => {
    const all = object(0, {
      kind: '',
      name: undefined as never,
      ignored: [mistake('/a', 'ignored')],
      outdated: [mistake('/b/example.com~1c', 'outdated', { line: 3, column: 1 })],
      warnings: [mistake('/c', 'warned')],
      notes: [mistake('', 'noted')],
    })
    expect(textOf([all, object(1, { namespace: 'shop', line: 7, refused: [mistake('/d', 'refused')] })], 1)).toBe(
      [
        '2 objects: 0 accepted, 1 refused, 1 of a kind that is not checked',
        '',
        'Service shop/web-1 (line 7)',
        '  REFUSED  /d: refused',
        '',
        'object (no name)',
        '  ignored  /a: ignored',
        '  outdated line 3 /b/example.com/c: outdated',
        '  warning  /c: warned',
        '  note     noted',
        '',
      ].join('\n'),
    )
  })

  it('leaves out what is too much for a screen, and says so', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      object(index, { warnings: Array.from({ length: 12 }, (_, place) => mistake(`/${place}`, 'warned')) }),
    )
    const text = textOf(many)
    expect(text.match(/^Service /gm)).toHaveLength(40)
    expect(text.match(/^ {2}… and 4 more$/gm)).toHaveLength(40)
    expect(text).toMatch(/\n\n… and 20 more objects\n$/)
  })

  it('keeps to 80 columns, and shows what is invisible', () => {
    const odd = object(0, {
      name: `\u202e${'n'.repeat(200)}`,
      refused: [mistake(`/${'p'.repeat(190)}`, `\u001b[31m${'words '.repeat(60)}`)],
    })
    const text = textOf([odd])
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(text).toContain('\\u{202e}nnn')
  })
})
