// What the scanner sees of a source, and what it must not take for code.
import { describe, expect, it } from 'vitest'
import { COMPUTED, codeOf, importsOf } from './source-scan.ts'

describe('the scanner', () => {
  const sample = String.raw`
    // import 'in-a-comment'
    /* export * from 'in-a-block' */
    import 'bare'
    import whole, { type One, two as three } from 'static'
    import type { Four } from "type-only"
    import data from './data.json' with { type: 'json' }
    import {
      five,
    } from 'over-lines'
    export { six } from 're-export'
    export * as seven from 'all-again'
    type Eight = import('type-expression').Eight
    const nine = await import(/* why */ 'dynamic')
    const ten = await import(somewhere)
    const eleven = await import('./parts/' + name)
    const twelve = require('required')
    const text = "import 'in-text'" + 'export * from "in-other-text"'
    const template = ${'`'}import 'in-a-template' ${'${'}await import('in-an-insertion')} from 'there'${'`'}
    const pattern = /\/*['"]/.test(text) && import('after-a-pattern')
    const list = Array.from('letters')
    loader.import('a-method')
    const url = import.meta.url // 'import.meta'
  `

  it('sees every form of import and nothing else', () => {
    expect(importsOf(sample).sort()).toEqual(
      [
        ...['bare', 'static', 'type-only', './data.json', 'over-lines', 're-export', 'all-again', 'type-expression'],
        ...['dynamic', COMPUTED, COMPUTED, 'required', 'in-an-insertion', 'after-a-pattern'],
      ].sort(),
    )
  })

  it('leaves code without comments and texts', () => {
    const code = codeOf(
      `const a = 'Date.now()' // Date.now()\n/* Date.now() */ const b = \`Date.now() \${Date.now()}\``,
    )
    expect(code.match(/Date\.now\(\)/g)).toHaveLength(1)
  })
})
