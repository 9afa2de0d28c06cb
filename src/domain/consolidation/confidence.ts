// How sure the saving, or the verdict to keep, is: the lowest row of the rubric that applies, and everything that would raise it.
import { listed } from '../design/rule.ts'
import type { EstimateLine } from '../estimate/price-lines.ts'
import { linesNotIn } from './bill-difference.ts'
import { type ConfidenceInput, type Facts, isSame, type Row, RUBRIC } from './confidence-rubric.ts'
import type { Confidence } from './consolidation.ts'
import { workloadsOf } from './units.ts'

type Level = Confidence['level']

export function confidenceOf(input: ConfidenceInput): Confidence {
  const { accepted, refused, saving } = input
  const members = accepted.length > 0 ? workloadsOf(accepted.flatMap(({ units }) => units)) : [...refused]
  const facts = { ...input, members, weighed: weighedLines(input) }
  // Where no figure was looked at, none can be in doubt.
  const rows = members.length === 0 ? [] : RUBRIC.flatMap((row) => told(row, facts))
  const level = (['low', 'medium'] as const).find((one) => rows.some((row) => row.level === one)) ?? 'high'
  const decided = rows.filter((row) => row.level === level)
  return {
    level,
    saving,
    text: `${whatOf(input)} Confidence is ${level}${LEVELS[level]}`,
    because: decided.length === 0 ? [soundOf(facts)] : decided.map(({ words }) => words),
    raisedBy: rows.map(({ raisedBy }) => raisedBy),
  }
}

const LEVELS: Record<Level, string> = {
  high: ': act on it.',
  medium: ': look at what would raise it before the one-way step.',
  low: ': raise it before you act.',
}

const told = (row: Row, facts: Facts): (Row & { words: string })[] => {
  const words = row.says(facts)
  return words === undefined ? [] : [{ ...row, words }]
}

function whatOf({ accepted, refused, saving }: ConfidenceInput): string {
  if (accepted.length === 0)
    return refused.length === 0
      ? 'To keep what is recommended follows from what the workloads ask for, not from a figure.'
      : `To keep what is recommended follows from what sharing among ${listed(refused)} would cost.`
  return isSame(saving)
    ? `The saving is ${saving.low} a month with less load as with more.`
    : `The saving is between ${saving.low} and ${saving.high} a month, as far as the source of each traffic allows.`
}

const soundOf = ({ members, saving }: Facts): string =>
  members.length === 0
    ? 'no figure decided'
    : isSame(saving)
      ? 'the traffic is stated and moves nothing, and every price is first hand and recent'
      : 'the traffic is measured, and every price is first hand and recent'

/** Without a group that was taken both bills are one, and all of it was looked at. */
const weighedLines = ({ accepted, bills: { before, after } }: ConfidenceInput): EstimateLine[] =>
  accepted.length === 0
    ? [...before.lines]
    : [...linesNotIn(before.lines, after.lines), ...linesNotIn(after.lines, before.lines)]
