// What the Service of an external, or one behind a shared entrance, could have been instead, and why it is not.
import type { Row } from './alternatives.ts'
import type { ExternalFacts, GroupFacts } from './facts.ts'

const always = () => true
const outside = ({ external: { host, addresses, port } }: ExternalFacts) => ({
  ...(host === undefined ? {} : { host }),
  ...(addresses === undefined ? {} : { addresses }),
  ...(port === undefined ? {} : { port }),
})
const byName = ({ external }: ExternalFacts) => external.addresses === undefined

const LEADS_OUT =
  'It stands for something outside the cluster, which has an address of its own there: a way in would only lead out again.'
const ONLY_ASKED = { facts: outside, impossible: true, onlyAsked: true } as const

export const FOR_EXTERNALS: readonly Row<ExternalFacts>[] = [
  {
    type: 'ClusterIP',
    when: always,
    because: () => 'Without addresses there is nothing to put in an EndpointSlice; addresses behind a name change.',
    rule: 'external-by-address',
    facts: outside,
    impossible: true,
  },
  {
    type: 'None',
    when: byName,
    because: () => 'Callers would carry the outside name in their own configuration, each for itself.',
    rule: 'external-by-name',
    facts: outside,
  },
  {
    type: 'ExternalName',
    when: always,
    because: () => 'It takes a DNS name; an IP address in it is read as a name and never resolves.',
    rule: 'external-by-name',
    facts: outside,
    impossible: true,
  },
  {
    type: 'Headless',
    when: byName,
    because: () => 'Without addresses there is nothing to put in an EndpointSlice; an alias leads to the name itself.',
    rule: 'external-by-address',
    ...ONLY_ASKED,
  },
  {
    type: 'Headless',
    when: always,
    because: () => 'It would hand out the addresses without a stable one of its own and could not map the port.',
    rule: 'external-by-address',
    facts: outside,
  },
  ...(['NodePort', 'LoadBalancer', 'Entrance'] as const).flatMap((type) => [
    { type, when: byName, because: () => LEADS_OUT, rule: 'external-by-name', ...ONLY_ASKED },
    { type, when: always, because: () => LEADS_OUT, rule: 'external-by-address', ...ONLY_ASKED },
  ]),
]

const members = ({ members: sharing, scheme, entrance }: GroupFacts) => ({ members: sharing, scheme, entrance })

export const FOR_GROUPS: readonly Row<GroupFacts>[] = [
  {
    type: 'LoadBalancer',
    when: always,
    because: () => 'It would pay for a load balancer of its own beside the shared one.',
    rule: 'shared-entrance',
    facts: members,
  },
  {
    type: 'NodePort',
    when: always,
    because: () => 'The shared entrance reaches the pods without a port on every node.',
    rule: 'shared-entrance',
    facts: members,
  },
  {
    type: 'Headless',
    when: always,
    because: () => 'Callers inside would lose their one address, and the shared entrance needs none of theirs.',
    rule: 'shared-entrance',
    facts: members,
    onlyAsked: true,
  },
  {
    type: 'Entrance',
    when: always,
    because: () => 'An entrance for each workload pays its fixed charge as often as there are workloads.',
    rule: 'shared-entrance',
    facts: members,
    onlyAsked: true,
  },
  {
    type: 'ExternalName',
    when: always,
    because: () => 'It names something outside the cluster; this runs inside, and an alias selects no pods.',
    rule: 'external-by-name',
    facts: members,
    impossible: true,
    onlyAsked: true,
  },
]
