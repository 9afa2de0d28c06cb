// The bill as CSV: rows add up, every reader of RFC 4180 gets the same cells back, and none of them is run as a formula.
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { centsText, decimal, sum } from '../../src/domain/money.ts'
import { DesignName, type Draft } from '../../src/domain/plan/plan.ts'
import { cell, csv } from '../../src/reports/costs/cells.ts'
import { COST_COLUMNS, costsCsv } from '../../src/reports/costs/costs.ts'
import { arbitraryTopology } from '../domain/arbitrary-topology.ts'
import { ANYBODY, createMapStore, createRealPlanner } from '../http/planner.ts'
import { SHOP } from '../http/service.ts'

const planner = createRealPlanner(createMapStore())
const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true })

describe('cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1+1', "'+1+1"],
    ['-cmd', "'-cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\\u{9}=1"],
    ['\r=1', "'\\u{d}=1"],
    ['\n=1', "'\\u{a}=1"],
    ['\u0000=1', "'\\u{0}=1"],
    ['  =1', "'  =1"],
    ['＝1', "'＝1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠x', "'＠x"],
    ['a;=1+1', "a;'=1+1"],
    ['a; @x', "a;' @x"],
    ['1 - 1 = 0; a', '1 - 1 = 0; a'],
    ['\u202egnp', '\\u{202e}gnp'],
    ['-12.5', '-12.5'],
    ['-1-1', "'-1-1"],
    ['0.0225', '0.0225'],
    ['+1', "'+1"],
    ['', ''],
    [null, null],
  ])('%j is %j', (value, safe) => {
    expect(cell(value)).toBe(safe)
  })
})

describe('csv', () => {
  it('is read back cell for cell, whatever is in them', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a,b', '"', '""', 'a"b', '=",', ';;', "'"))
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1 }), (rows) => {
        const text = csv(['one', 'two'], rows)
        expect(text.endsWith('\r\n')).toBe(true)
        expect(parse(text)).toEqual([['one', 'two'], ...rows.map((row) => row.map(cell))])
      }),
    )
  })
})

describe('costsCsv', () => {
  let draft: Draft
  beforeAll(async () => {
    draft = await planner.draft(ANYBODY, SHOP)
  })

  it('has a row for each line of each design', () => {
    const text = costsCsv(draft, DesignName.options)
    expect(text.split('\r\n')[0]).toBe(
      'design,loadBalancer,item,quantity,unit,unitPrice,currency,amount,source,asOf,unpricedBecause',
    )
    const rows = rowsOf(text)
    for (const design of DesignName.options) {
      const lines = draft.designs[design].estimate.lines
      expect(rows.filter((row) => row.design === design).map((row) => row.amount)).toEqual(
        lines.map((line) => line.amount),
      )
    }
    expect(rows[0]).toMatchObject({
      design: 'recommended',
      item: 'Network Load Balancer hours',
      quantity: '730',
      unit: 'hour',
      unitPrice: '0.0225',
      currency: 'USD',
      amount: '16.425',
      unpricedBecause: '',
    })
  })

  it('has only its head where nothing is billed', () => {
    const { recommended } = draft.designs
    const designs = {
      ...draft.designs,
      recommended: { ...recommended, estimate: { ...recommended.estimate, lines: [] } },
    }
    expect(costsCsv({ designs }, ['recommended'])).toBe(`${COST_COLUMNS.join(',')}\r\n`)
  })

  it('leaves the amount out of what has no price, and says why', () => {
    const { recommended } = draft.designs
    const [line] = recommended.estimate.lines
    if (line === undefined) throw new Error('this bill has lines')
    const unpriced = { ...line, unitPrice: null, amount: null, asOf: null, source: '=the price book has none' }
    const estimate = { ...recommended.estimate, lines: [unpriced] }
    const designs = { ...draft.designs, recommended: { ...recommended, estimate } }
    expect(rowsOf(costsCsv({ designs }, ['recommended']))[0]).toMatchObject({
      amount: '',
      unitPrice: '',
      source: '',
      asOf: '',
      unpricedBecause: "'=the price book has none",
    })
  })

  it('adds up to the total of each design, for any topology', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTopology(), async (topology) => {
        const any = await planner.draft(ANYBODY, topology)
        const rows = rowsOf(costsCsv(any, DesignName.options))
        for (const design of DesignName.options) {
          const amounts = rows
            .filter((row) => row.design === design && row.amount !== '')
            .map((row) => row.amount ?? '')
          expect(centsText(sum(amounts.map(decimal)))).toBe(any.designs[design].estimate.monthly.expected)
        }
      }),
      { numRuns: 100 },
    )
  })
})
