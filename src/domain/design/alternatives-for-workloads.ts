// What a Service for callers inside the cluster could have been instead, and why it is not.
import type { EntranceClass, Provider } from '../provider.ts'
import { speaksHttp, type Target, type Topology, type Workload } from '../topology/index.ts'
import type { Row } from './alternatives.ts'
import type { WorkloadFacts } from './facts.ts'

export type WorkloadAround = WorkloadFacts & {
  /** Those the Service has. */
  ports: Workload['ports']
  target: Target
  canLoadBalance: boolean
  /** Of an entrance on the inner side, which opens nothing to the world. */
  entranceClass: EntranceClass | undefined
}

/** `ports` by name. */
export const aroundWorkload = (
  facts: WorkloadFacts,
  ports: readonly string[],
  topology: Topology,
  provider: Provider,
): WorkloadAround => ({
  ...facts,
  ports: Object.fromEntries(Object.entries(facts.workload.ports).filter(([name]) => ports.includes(name))),
  target: topology.target,
  canLoadBalance: provider.canMake('LoadBalancer', topology),
  entranceClass: provider.entranceClass(topology, 'internal'),
})

const always = () => true
const listensOnNothing = ({ ports }: WorkloadAround) => Object.keys(ports).length === 0
const isOffered = ({ workload }: WorkloadAround) => workload.expose.length > 0

const listening = ({ workload, ports }: WorkloadAround) => ({ kind: workload.kind, ports: Object.keys(ports) })
const finding = ({ workload: { discovery, kind, replicas } }: WorkloadAround) => ({ discovery, kind, replicas })
const offered = ({ workload, callers }: WorkloadAround) => ({
  exposedPorts: [...new Set(workload.expose.map((exposure) => exposure.port))],
  callers,
})
const implementation = ({ target: { provider, loadBalancers } }: WorkloadAround) => ({ provider, loadBalancers })
const speaking = ({ ports }: WorkloadAround) => ({
  protocols: [...new Set(Object.values(ports).map((port) => port.protocol))],
})

const NO_PORT = 'There is no port to open: it listens on nothing.'
const BESIDE = 'What of it is offered outside has a way in of its own; this Service is for callers inside.'

export const FOR_WORKLOADS: readonly Row<WorkloadAround>[] = [
  {
    type: 'ClusterIP',
    when: listensOnNothing,
    because: () => 'A Service that is not headless must have a port.',
    rule: 'no-ports',
    facts: listening,
    impossible: true,
  },
  {
    type: 'ClusterIP',
    when: always,
    because: () => 'One virtual address hides which replica answers, and pins each long connection to one of them.',
    rule: 'called-inside-only',
    facts: finding,
  },
  {
    type: 'Headless',
    when: listensOnNothing,
    because: () => 'There is no port to find behind the addresses.',
    rule: 'no-ports',
    facts: listening,
  },
  {
    type: 'Headless',
    when: ({ workload }) => workload.discovery !== 'virtual-ip',
    because: () =>
      'The headless Service beside it gives out pod addresses already; this one is for callers that take any replica.',
    rule: 'any-replica',
    facts: finding,
  },
  {
    type: 'Headless',
    when: ({ ports, workload, callers }) =>
      callers.length > 0 &&
      (workload.replicas ?? 1) > 1 &&
      Object.values(ports).some(({ protocol }) => protocol === 'grpc' || protocol === 'http2'),
    because: () =>
      'It would spread calls over the replicas, but only with callers that resolve it anew and balance by themselves; discovery: client-side says that they do.',
    rule: 'client-side-balancing',
    facts: finding,
  },
  {
    type: 'Headless',
    when: always,
    because: () =>
      'Callers would have to choose among pod addresses themselves and live with stale DNS answers; nobody asked for that.',
    rule: 'client-side-balancing',
    facts: finding,
  },
  {
    type: 'NodePort',
    when: listensOnNothing,
    because: () => NO_PORT,
    rule: 'no-ports',
    facts: listening,
    impossible: true,
  },
  { type: 'NodePort', when: isOffered, because: () => BESIDE, rule: 'no-load-balancer-here', facts: offered },
  {
    type: 'NodePort',
    when: always,
    because: () => 'It would open a port on every node for something nobody outside was offered.',
    rule: 'no-load-balancer-here',
    facts: offered,
  },
  {
    type: 'LoadBalancer',
    when: listensOnNothing,
    because: () => NO_PORT,
    rule: 'no-ports',
    facts: listening,
    impossible: true,
  },
  {
    type: 'LoadBalancer',
    when: ({ canLoadBalance }) => !canLoadBalance,
    because: () => 'Nothing here answers it: EXTERNAL-IP would stay <pending> for ever.',
    rule: 'no-load-balancer-here',
    facts: implementation,
    impossible: true,
  },
  { type: 'LoadBalancer', when: isOffered, because: () => BESIDE, rule: 'http-without-layer-7-needs', facts: offered },
  {
    type: 'LoadBalancer',
    when: always,
    because: () => 'It would pay for an address outside that nobody asked for, and open the workload to it.',
    rule: 'http-without-layer-7-needs',
    facts: offered,
  },
  {
    type: 'Entrance',
    when: listensOnNothing,
    because: () => NO_PORT,
    rule: 'no-ports',
    facts: listening,
    impossible: true,
  },
  {
    type: 'Entrance',
    when: ({ entranceClass, canLoadBalance }) => entranceClass === undefined || !canLoadBalance,
    because: () => 'No entrance can be made here without a load balancer before it.',
    rule: 'entrance-of-its-own',
    facts: implementation,
    impossible: true,
  },
  {
    type: 'Entrance',
    when: ({ ports }) => !Object.values(ports).some((port) => speaksHttp(port.protocol)),
    because: () => 'Nothing it speaks has a host or a path to route by.',
    rule: 'entrance-of-its-own',
    facts: speaking,
    impossible: true,
  },
  { type: 'Entrance', when: isOffered, because: () => BESIDE, rule: 'entrance-of-its-own', facts: offered },
  {
    type: 'Entrance',
    when: always,
    because: () => 'No exposure asks for a way in from outside.',
    rule: 'entrance-of-its-own',
    facts: offered,
  },
  {
    type: 'ExternalName',
    when: always,
    because: () => 'It names something outside the cluster; this runs inside, and an alias selects no pods.',
    rule: 'external-by-name',
    facts: listening,
    impossible: true,
    onlyAsked: true,
  },
]
