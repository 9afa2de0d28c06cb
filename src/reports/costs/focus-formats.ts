// How FOCUS 1.2 writes a unit and a month: `Hours`, `LCU-Hours`, `GB`; `2026-12-01T00:00:00Z`.

const TIMES = new Set(['year', 'month', 'day', 'hour', 'minute', 'second'])

/** `hour` → `Hours`, `node-month` → `Node-Months`; abbreviations such as `GB` and `Mbps` stay as they are. */
export function unitOf(unit: string): string {
  const parts = unit.split(/[- ]/)
  const plural = TIMES.has(parts.at(-1) ?? '') ? 's' : ''
  return `${parts.map((part) => `${part.slice(0, 1).toUpperCase()}${part.slice(1)}`).join('-')}${plural}`
}

/** The first whole month after a time; its end is the next month's beginning. */
export function periodAfter(time: string): { start: string; end: string } {
  const at = new Date(time)
  const month = (after: number) =>
    new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + after, 1)).toISOString().replace('.000Z', 'Z')
  return { start: month(1), end: month(2) }
}
