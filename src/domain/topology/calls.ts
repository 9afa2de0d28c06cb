// Calls in full: `api` means its only port, or all of them. A reference that leads nowhere is left as it is, for `check.ts` to name.
import { asSet } from './order.ts'
import { CALLS_AT_MOST } from './topology.ts'
import type { Assume } from './traffic.ts'

/** The names of a workload's ports, by its own name. */
export type PortsByWorkload = ReadonlyMap<string, readonly string[]>

/** Do these calls, written out, fit into a list? A few words may mean very many ports, so this is asked before. */
export const fitInFull = (calls: readonly string[], ports: PortsByWorkload): boolean =>
  [...new Set(calls)].reduce((count, call) => count + Math.max(1, ports.get(call)?.length ?? 1), 0) <= CALLS_AT_MOST

/** In order, each once. What is also called in full is not assumed. `path` is that of the list. */
export function expandCalls(calls: readonly string[], ports: PortsByWorkload, path: string, assume: Assume): string[] {
  if (!fitInFull(calls, ports)) return [...calls]
  const written = new Set<string>()
  const grounds = new Map<string, string>()
  for (const call of calls) {
    const called = ports.get(call) ?? []
    if (called.length === 0) written.add(call)
    const because = called.length === 1 ? `the only port of ${call}` : `all ports of ${call}`
    for (const port of called) grounds.set(`${call}/${port}`, because)
  }
  return asSet([...written, ...grounds.keys()]).map((call, index) => {
    const because = written.has(call) ? undefined : grounds.get(call)
    return because === undefined ? call : assume(`${path}/${index}`, call, because)
  })
}

export const portsByWorkload = (workloads: Readonly<Record<string, { ports?: object | undefined }>>): PortsByWorkload =>
  new Map(Object.entries(workloads).map(([name, { ports }]) => [name, Object.keys(ports ?? {})]))
