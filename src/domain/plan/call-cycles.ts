// Workloads that call one another in a circle, each circle told once: Tarjan's strongly connected components, without recursion,
// so that a long chain of calls cannot exhaust the stack.
import { compareText, type Finding } from '../finding.ts'
import type { Topology } from '../topology/index.ts'

export function checkCycles(topology: Topology): Finding[] {
  const calls = new Map(
    Object.entries(topology.workloads).map(([name, workload]) => [
      name,
      [...new Set(workload.calls.map((call) => call.split('/')[0] ?? ''))].filter(
        (callee) => callee !== name && topology.workloads[callee] !== undefined,
      ),
    ]),
  )
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const open: string[] = []
  const isOpen = new Set<string>()
  const circles: string[][] = []
  const enter = (name: string) => {
    index.set(name, index.size)
    low.set(name, index.get(name) ?? 0)
    open.push(name)
    isOpen.add(name)
    return { name, next: 0 }
  }
  for (const root of calls.keys()) {
    if (index.has(root)) continue
    const path = [enter(root)]
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const callee = calls.get(step.name)?.[step.next]
      step.next += 1
      if (callee === undefined) {
        path.pop()
        const above = path.at(-1)
        if (above !== undefined) low.set(above.name, Math.min(low.get(above.name) ?? 0, low.get(step.name) ?? 0))
        if (low.get(step.name) === index.get(step.name)) {
          const circle = open.splice(open.lastIndexOf(step.name))
          for (const member of circle) isOpen.delete(member)
          if (circle.length > 1) circles.push(circle.sort(compareText))
        }
      } else if (!index.has(callee)) path.push(enter(callee))
      else if (isOpen.has(callee)) low.set(step.name, Math.min(low.get(step.name) ?? 0, index.get(callee) ?? 0))
    }
  }
  return circles.map((circle) => ({
    code: 'CALL_CYCLE',
    severity: 'info',
    path: `/workloads/${circle[0]}/calls`,
    message: `${circle.slice(0, 6).join(', ')}${circle.length > 6 ? ` and ${circle.length - 6} more` : ''} call one another in a circle: none can start or be replaced alone.`,
  }))
}
