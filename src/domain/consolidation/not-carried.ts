// A Service that goes straight to its pods today, and an entrance it could share → what the cloud's own check would call an error about it
// there: a protocol that class does not carry, for one. Asked of the cloud, so that what is known to go wrong is written down once.
import type { Blocker } from '../design/way.ts'
import type { EntranceClass, Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import { designOf } from './share.ts'
import type { Unit } from './units.ts'

export function notCarriedBy(
  unit: Unit,
  made: EntranceClass,
  topology: Topology,
  provider: Provider,
): Blocker | undefined {
  const namespace = unit.service?.namespace ?? topology.target.namespace
  const alone = designOf({ name: topology.name, namespace, made, units: [unit] }, topology)
  const wrong = provider.check(alone, topology).find(({ severity }) => severity === 'error')
  if (wrong === undefined) return undefined
  return {
    code: wrong.code,
    because: `a shared entrance could not carry it: ${wrong.message}`,
    source: wrong.source ?? 'the provider',
  }
}
