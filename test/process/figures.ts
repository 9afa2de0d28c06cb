// What a run under load came to, as a line for whoever reads the test's output.
import type { Load } from './load.ts'

export function told(what: string, figures: Record<string, number>, loads: readonly Load[]): void {
  const outcomes = new Map<string, number>()
  for (const load of loads)
    for (const [outcome, count] of load.outcomes) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count)
  const listed = [...Object.entries(figures), ...[...outcomes].sort()].map(([name, count]) => `${name} ${count}`)
  process.stdout.write(`${what}: ${listed.join(', ')}\n`)
}
