// Services with nothing behind them are left out of the topology, and asked about: their pods may run where nobody looked.
import type { PortInput } from '../../../domain/topology/input.ts'
import type { Unmatched } from '../facts/unmatched.ts'
import type { Building } from './building.ts'
import { placeOf } from './draft.ts'
import { labelFrom } from './groups.ts'
import { portsOf } from './ports.ts'

export function askAboutDangling(unmatched: readonly Unmatched[], { notes, drafts }: Building): void {
  const taken = new Set(drafts.all.map(({ group }) => group.key))
  for (const { service, why } of unmatched) {
    if (why !== 'dangling') continue
    const key = labelFrom(service.name)
    if (taken.has(key)) continue
    taken.add(key)
    const ports = portsOf([service], []).all.map(
      ({ name, port, targetPort, transport, protocol }): [string, PortInput] => [
        name,
        { port, targetPort, transport, protocol },
      ],
    )
    const workload = { namespace: service.namespace, selector: service.selector, ports: Object.fromEntries(ports) }
    notes.questions.push({
      id: `selector-matches-nothing:/workloads/${key}`,
      path: `/workloads/${key}`,
      text: `Service ${service.namespace}/${service.name} selects no pods of what was sent (${placeOf(service.object).file} line ${service.object.source.line}): do they run all the same?`,
      assumed: null,
      choices: [null, workload],
    })
  }
}
