// The first door for bad news: the plan stands, and something about it is worth knowing.
import { z } from 'zod'

/** How much it matters: `error` means the plan will not work as written until something outside it is mended. */
export const Severity = z.enum(['info', 'warning', 'error'])
export type Severity = z.infer<typeof Severity>

export const Finding = z
  .strictObject({
    code: z.string().meta({ description: 'Stable, UPPER_SNAKE.', example: 'SESSION_AFFINITY_HAS_NO_EFFECT' }),
    severity: Severity,
    path: z.string().meta({ description: 'JSON pointer into `topology`.', example: '/workloads/web/ports/http' }),
    message: z.string(),
    fix: z.string().optional(),
    source: z.string().optional(),
  })
  .meta({ id: 'Finding', description: 'Something worth knowing about a plan that stands.' })
export type Finding = z.infer<typeof Finding>

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

/** Worst first, then by path, code and text; the same finding is told once. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const byKey = new Map(
    findings.map((finding) => [JSON.stringify([finding.code, finding.path, finding.message]), finding]),
  )
  return [...byKey.values()].sort(
    (a, b) =>
      RANK[a.severity] - RANK[b.severity] ||
      compareText(a.path, b.path) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  )
}

/** Code-unit order: the same on every machine, whatever its locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
