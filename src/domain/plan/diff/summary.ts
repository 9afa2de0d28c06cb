// What is not the same, in a few lines of plain text for a ticket: under 4,000 characters however much it is.
import { listed } from '../../design/rule.ts'
import { decimal } from '../../money.ts'
import type { PlanChange } from './diff.ts'
import type { Change } from './parts.ts'

const LONGEST = 3900

export function summariseDiff(change: Omit<PlanChange, 'summaryText' | 'findings'>): string {
  const { from, to, workloads, services, entrances } = change
  const title =
    from.id === to.id
      ? `${to.name}, revision ${from.revision} → ${to.revision}`
      : `${from.name}, revision ${from.revision} → ${to.name}, revision ${to.revision}`
  const named = (what: string, parts: readonly { name: string; change: Change }[]) =>
    (['added', 'removed', 'changed'] as const).flatMap((kind) => {
      const names = parts.filter((part) => part.change === kind).map(({ name }) => name)
      return names.length === 0 ? [] : [`${what} ${kind}: ${listed(names)}`]
    })
  const lines = [
    title,
    costText(change.cost.chosen),
    ...named('Workloads', workloads),
    ...named('Services', services),
    ...named('Entrances', entrances),
  ]
  const books = [from, to].map(({ priceBook }) => `${priceBook.id}@${priceBook.version}`)
  if (books[0] !== books[1]) lines.push(`Prices: ${books.join(' → ')}`)
  if (from.chosen !== to.chosen) lines.push(`Advised: ${from.chosen} → ${to.chosen}`)
  const verdicts = [from, to].flatMap(({ policy }) => policy ?? [])
  if (new Set(verdicts.map(({ verdict }) => verdict)).size > 1)
    lines.push(`Policy: ${verdicts.map(({ id, version, verdict }) => `${verdict} (${id}@${version})`).join(' → ')}`)
  return lines.join('\n').slice(0, LONGEST)
}

function costText({ before, after, difference, parts }: PlanChange['cost']['chosen']): string {
  const bill = ({ monthly, currency, atLeast }: typeof before) => `${atLeast ? 'at least ' : ''}${monthly} ${currency}`
  const moved = `${bill(before)} → ${bill(after)} a month`
  if (difference === null || parts === null) return `${moved}, in two currencies.`
  if (decimal(difference).isZero() && Object.values(parts).every((part) => decimal(part).isZero()))
    return `${moved}: the same.`
  const { design, usage, price } = parts
  return `${moved}: ${signed(difference)} (design ${signed(design)}, usage ${signed(usage)}, price ${signed(price)}).`
}

const signed = (amount: string): string =>
  decimal(amount).isPositive() && !decimal(amount).isZero() ? `+${amount}` : amount
