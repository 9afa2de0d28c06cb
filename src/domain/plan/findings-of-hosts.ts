// What is worth knowing about the hosts of a design: that a DNS record can lead to all that answers to one.
import { type Design, referenceTo } from '../design/design.ts'
import type { Finding } from '../finding.ts'

type Place = { reference: string; workload: string }

/** Of one side: that a name inside the network leads elsewhere than outside is usual. */
export function checkHosts({ services, entrances }: Design): Finding[] {
  const places = new Map<string, Place[]>()
  const add = (scheme: string, host: string, place: Place) => {
    const key = `${scheme} ${host}`
    const there = places.get(key)
    if (there === undefined) places.set(key, [place])
    else if (there.every(({ reference }) => reference !== place.reference)) there.push(place)
  }
  for (const entrance of entrances) {
    for (const { host, workload } of entrance.routes) {
      if (host !== undefined) add(entrance.scheme, host, { reference: referenceTo.entrance(entrance), workload })
    }
  }
  for (const service of services) {
    if (service.type !== 'LoadBalancer' || service.facing === undefined) continue
    const place = { reference: referenceTo.service(service), workload: service.workload ?? '' }
    for (const host of service.facing.hosts) add(service.facing.scheme, host, place)
  }
  return [...places].flatMap(([key, [first, ...more]]): Finding[] => {
    const [other] = more
    if (first === undefined || other === undefined) return []
    const host = key.slice(key.indexOf(' ') + 1)
    return [
      {
        code: 'HOST_ON_TWO_ADDRESSES',
        severity: 'warning',
        path: `/workloads/${other.workload}`,
        message: `${host} is answered by ${first.reference} and ${other.reference}, each at an address of its own: a DNS record leads to one of them.`,
        fix: 'Take the consolidated design where it shares them, name an entrance that exists, or give each a host of its own.',
      },
    ]
  })
}
