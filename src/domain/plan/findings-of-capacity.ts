// How full the entrances of a design are: what they cannot hold, what is nearly too much, and which existing ones had no room.
import { type Carried, capacityOf, carriedBy } from '../design/capacity.ts'
import { type Entrance, referenceTo } from '../design/design.ts'
import { type Full, fullEntrances } from '../design/existing-entrance.ts'
import { classOf } from '../design/layer4.ts'
import { listed } from '../design/rule.ts'
import type { Finding } from '../finding.ts'
import type { Capacity, Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'

/** What of the topology a finding about an entrance of its own points at. */
export const pathOf = (entrance: Entrance): string => `/workloads/${entrance.routes[0]?.workload}`

/** One for each entrance, told of the first that it is too full for. */
export function checkFull(topology: Topology, provider: Provider): Finding[] {
  const byName = new Map<string, Full[]>()
  for (const full of fullEntrances(topology, provider)) byName.set(full.name, [...(byName.get(full.name) ?? []), full])
  return [...byName].map(([name, [first, ...more]]): Finding => {
    const { item, count, most, class: named } = first as Full
    const workloads = [...new Set([first as Full, ...more].map(({ way }) => way.workload))]
    return {
      code: 'ENTRANCE_FULL',
      severity: 'warning',
      path: `/target/entrances/${name}`,
      message: `The entrance "${name}" is not used for ${listed(workloads)}: it would carry ${count} ${MORE[item]}; class ${named} carries ${most} unless the quota is raised.`,
      fix: 'Make room on it; where its quota was raised, give less as in use by as much.',
      source: SOURCE,
    }
  })
}

const MORE: Record<keyof Capacity, string> = {
  rules: 'rules (a host and a path each)',
  certificates: 'certificates',
  backends: 'target groups (a Service and a port each)',
  listeners: 'listeners',
}

const NEARLY = 0.8
const SOURCE = 'the limits of the provider (GET /v1/providers)'

/** Only for classes whose limits are published. */
export function checkCapacity(entrance: Entrance, topology: Topology, provider: Provider): Finding[] {
  const made = entrance.existing
    ? provider.entranceClass(topology, entrance.scheme)
    : classOf(entrance, topology, provider)
  if (made === undefined || made.class !== entrance.class) return []
  const carried = carriedOn(entrance, topology)
  const capacity = capacityOf(made, provider.gatewayKinds(made, topology))
  const limits = (Object.entries(capacity) as [keyof Capacity, number][])
    // Listeners of an entrance that exists are its owner's.
    .filter(([item]) => !(entrance.existing && item === 'listeners'))
    .map(([item, most]) => ({ item, most, count: carried[item], share: carried[item] / most }))
    .sort((a, b) => b.share - a.share)
  const [tightest] = limits
  if (tightest === undefined || tightest.share < NEARLY) return []
  const { item, most, count } = tightest
  const isExceeded = count > most
  return [
    {
      code: isExceeded ? 'LIMIT_EXCEEDED' : 'ENTRANCE_NEARLY_FULL',
      severity: isExceeded ? 'error' : 'info',
      path: entrance.existing ? '/target/entrances' : pathOf(entrance),
      message: `${referenceTo.entrance(entrance)} would carry ${count} ${MORE[item]}; class ${entrance.class} carries ${most} unless the quota is raised.`,
      fix: isExceeded
        ? 'Raise the quota where it can be raised, or spread the hosts over more entrances.'
        : 'Raise the quota where it can be raised before more comes to it.',
      source: SOURCE,
    },
  ]
}

/** With what its owner says is in use already. */
function carriedOn(entrance: Entrance, { target }: Topology): Carried {
  const ours = carriedBy(entrance.routes)
  const known = entrance.existing
    ? Object.values(target.entrances).find(
        ({ name, namespace }) => name === entrance.name && namespace === entrance.namespace,
      )
    : undefined
  return {
    ...ours,
    rules: ours.rules + (known?.rulesInUse ?? 0),
    certificates: ours.certificates + (known?.certificatesInUse ?? 0),
  }
}
