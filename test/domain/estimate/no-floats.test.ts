// Money and quantities are decimals from the text they are read from to the text they are shown as: no code that counts or prices may
// take one for a binary number. Whole numbers of rules, nodes and addresses are numbers.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../../source-scan.ts'

const root = new URL('../../../src/', import.meta.url)
const FILES = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) =>
    /^domain\/estimate\/.*\.ts$|^providers\/(?:[^/]+\/(?:billed|charge)|load|price-reader)\.ts$/.test(file),
  )
  .sort()
const readCode = (file: string) => codeOf(readFileSync(new URL(file, root), 'utf8'))

/** Out of the decimals, or a fraction written as a number. */
const FLOAT =
  /\bNumber\s*\(|\bparseFloat\b|\bparseInt\b|\.toNumber\s*\(|\.toPrecision\s*\(|\.toFixed\s*\(\s*\d|\.valueOf\s*\(|\bMath\.(?!max\b|min\b)|\d\.\d/

describe('what counts and prices', () => {
  it('has no float in it', () => {
    expect(FILES.length).toBeGreaterThan(25)
    expect(FILES.filter((file) => FLOAT.test(readCode(file)))).toEqual([])
  })

  it.each([
    'Number(price)',
    'price.toNumber()',
    'hours.times(0.025)',
    'sum.toFixed(2)',
    'Math.round(total)',
    'parseFloat(text)',
  ])('%s would be found', (code) => expect(FLOAT.test(codeOf(code))).toBe(true))

  it.each(["decimal('2.22')", 'value.toFixed()', 'Math.max(0, rules - 5)', 'hours.times(2500)'])('%s is none', (code) =>
    expect(FLOAT.test(codeOf(code))).toBe(false),
  )
})
