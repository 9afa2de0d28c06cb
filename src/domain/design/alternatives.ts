// Why not the others: for each type that lost, the first sentence whose situation holds. A reader sees what was weighed.
import type { Alternative, Rejected } from './design.ts'
import type { WayFacts, WorkloadFacts } from './facts.ts'

type Row<Facts> = { type: Alternative; when: (facts: Facts) => boolean; because: (facts: Facts) => string }

const always = () => true

const TO_WORKLOAD: readonly Row<WorkloadFacts>[] = [
  {
    type: 'ClusterIP',
    when: ({ workload }) => Object.keys(workload.ports).length > 0,
    because: () => 'One virtual address hides which replica answers, and pins each long connection to one of them.',
  },
  { type: 'ClusterIP', when: always, because: () => 'A Service that is not headless must have a port.' },
  {
    type: 'Headless',
    when: ({ workload }) => Object.keys(workload.ports).length > 0,
    because: () =>
      'Callers would have to choose among pod addresses themselves and live with stale DNS answers; nobody asked for that.',
  },
  { type: 'Headless', when: always, because: () => 'There is no port to find behind the addresses.' },
  {
    type: 'NodePort',
    when: always,
    because: () => 'It would open a port on every node for something nobody outside was offered.',
  },
  {
    type: 'LoadBalancer',
    when: always,
    because: () => 'It would pay for an address outside that nobody asked for, and open the workload to it.',
  },
  { type: 'Entrance', when: always, because: () => 'No exposure asks for a way in from outside.' },
]

const TO_WAY: readonly Row<WayFacts>[] = [
  {
    type: 'ClusterIP',
    when: always,
    because: () => 'Alone it is reached only from inside the cluster; this was offered to clients outside.',
  },
  {
    type: 'LoadBalancer',
    when: ({ canLoadBalance }) => !canLoadBalance,
    because: () => 'Nothing here answers it: EXTERNAL-IP would stay <pending> for ever.',
  },
  {
    type: 'LoadBalancer',
    when: ({ existing }) => existing !== undefined,
    because: () =>
      'It would add a load balancer of its own with its hour and its addresses, where a route costs nothing fixed.',
  },
  {
    type: 'LoadBalancer',
    when: ({ way }) => way.exposure.until !== undefined && way.exposure.hosts.length === 0,
    because: () => 'A billable public address for one team, for a while; its source ranges would be its only door.',
  },
  { type: 'LoadBalancer', when: always, because: () => 'At layer 4 it ends no TLS, reads no path and no cookie.' },
  {
    type: 'Entrance',
    when: ({ layer7 }) => layer7.length > 0,
    because: ({ layer7 }) => `Not possible: ${layer7.map((blocker) => blocker.because).join('; ')}.`,
  },
  {
    type: 'Entrance',
    when: ({ entranceClass }) => entranceClass === undefined,
    because: () => 'No entrance exists here and none can be made without a load balancer before it.',
  },
  {
    type: 'Entrance',
    when: ({ way }) => way.exposure.until !== undefined && way.exposure.hosts.length === 0,
    because: () =>
      'The second choice: a route with source ranges would need a host and leave a public way in after the need has passed.',
  },
  {
    type: 'Entrance',
    when: always,
    because: () => 'A layer-7 entrance of its own costs no less and brings nothing that was asked for.',
  },
  {
    type: 'NodePort',
    when: ({ way }) => way.exposure.tls.mode === 'terminate',
    because: () => 'It gives users no name and no TLS, and a port above 30000 on every node.',
  },
  {
    type: 'NodePort',
    when: always,
    because: () => 'It gives users node addresses and a port above 30000, and opens it on every node.',
  },
  { type: 'ExternalName', when: always, because: () => 'It names something outside the cluster; this runs inside.' },
]

const rejected = <Facts>(rows: readonly Row<Facts>[], chosen: Alternative, facts: Facts): Rejected[] => {
  const told = new Set<Alternative>([chosen])
  return rows.flatMap((row) => {
    if (told.has(row.type) || !row.when(facts)) return []
    told.add(row.type)
    return [{ type: row.type, because: row.because(facts) }]
  })
}

export const rejectedForWorkload = (chosen: Alternative, facts: WorkloadFacts): Rejected[] =>
  rejected(TO_WORKLOAD, chosen, facts)

/** `chosen` is the type of the Service; for a route on an entrance the entrance itself is no alternative. */
export const rejectedForWay = (chosen: Alternative, facts: WayFacts): Rejected[] => rejected(TO_WAY, chosen, facts)

/** The Service behind an entrance is a ClusterIP: neither is an alternative to itself. */
export const rejectedBehindEntrance = (facts: WayFacts): Rejected[] =>
  rejected(TO_WAY, 'ClusterIP', facts).filter((alternative) => alternative.type !== 'Entrance')

/** A pin is the owner's own decision: the others were not weighed, and that is said. */
export const rejectedForPinned = (chosen: Alternative): Rejected[] =>
  (['ClusterIP', 'Headless', 'NodePort', 'LoadBalancer'] as const)
    .filter((type) => type !== chosen)
    .map((type) => ({ type, because: `Not weighed: the owner pinned ${chosen}.` }))

export const rejectedForExternal = (chosen: 'ExternalName' | 'ClusterIP'): Rejected[] =>
  chosen === 'ExternalName'
    ? [
        {
          type: 'ClusterIP',
          because: 'Without addresses there is nothing to put in an EndpointSlice; addresses behind a name change.',
        },
        { type: 'None', because: 'Callers would carry the outside name in their own configuration, each for itself.' },
      ]
    : [
        {
          type: 'ExternalName',
          because: 'It takes a DNS name; an IP address in it is read as a name and never resolves.',
        },
        {
          type: 'Headless',
          because: 'It would hand out the addresses without a stable one of its own and could not map the port.',
        },
      ]
