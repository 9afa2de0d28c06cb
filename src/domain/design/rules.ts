// The decision table: rows in order, first match wins, the last of each subject matches all. A row's id is what a caller sees.
// Facts are gathered before (`facts.ts`), so that a row only reads them; what follows from a row is `recommend.ts`.
import { z } from 'zod'
import { invariant } from '../failure.ts'
import { isTemporaryTeamAccess, type Subject, type SubjectFacts } from './facts.ts'
import type { Because } from './design.ts'
import { needsLayer7 } from './way.ts'

/** What a row decides: a Service type, an entrance (with a ClusterIP Service behind it), or that there is none. */
export type Decision = 'ClusterIP' | 'Headless' | 'NodePort' | 'LoadBalancer' | 'ExternalName' | 'Entrance' | 'Pinned' | 'None'

export type Rule<About extends Subject = Subject> = {
  id: string
  about: About
  /** The situation in words, for readers of the table. */
  situation: string
  gives: Decision
  when: (facts: SubjectFacts[About]) => boolean
  because: (facts: SubjectFacts[About]) => string
  /** The facts shown with the decision. */
  inputs: (facts: SubjectFacts[About]) => Record<string, unknown>
  source: string
}

const SERVICE_DOCS = 'kubernetes.io/docs/concepts/services-networking/service'

const external: Rule<'external'>[] = [
  {
    id: 'external-by-address',
    about: 'external',
    situation: 'Something outside the cluster, known by its IP addresses',
    gives: 'ClusterIP',
    when: ({ external: { addresses } }) => addresses !== undefined,
    because: ({ name }) => `${name} is reached by address: a ClusterIP Service without a selector and an EndpointSlice give it a name and a port inside the cluster.`,
    inputs: ({ external: { addresses, port } }) => ({ addresses, port }),
    source: `${SERVICE_DOCS}/#services-without-selectors; KEP-4974 (EndpointSlice instead of Endpoints)`,
  },
  {
    id: 'external-by-name',
    about: 'external',
    situation: 'Something outside the cluster, known by a DNS name',
    gives: 'ExternalName',
    when: () => true,
    because: ({ name, external: { host } }) => `${name} is a name outside the cluster: an ExternalName Service is a CNAME to ${host}, with no proxy and no cost.`,
    inputs: ({ external: { host, tls } }) => ({ host, tls }),
    source: `${SERVICE_DOCS}/#externalname`,
  },
]

const workload: Rule<'workload'>[] = [
  {
    id: 'pinned',
    about: 'workload',
    situation: 'The owner pins the type, with a reason',
    gives: 'Pinned',
    when: ({ workload: { pin, ports } }) => pin !== undefined && Object.keys(ports).length > 0,
    because: ({ workload: { pin } }) => `Pinned to ${pin?.type} by the owner: ${pin?.reason}`,
    inputs: ({ workload: { pin } }) => ({ pin }),
    source: 'the topology',
  },
  {
    id: 'identity-without-ports',
    about: 'workload',
    situation: 'A StatefulSet without ports',
    gives: 'Headless',
    when: ({ workload: { ports, kind } }) => Object.keys(ports).length === 0 && kind === 'StatefulSet',
    because: ({ name }) => `${name} listens on nothing, but a StatefulSet names its pods through a headless Service (serviceName).`,
    inputs: ({ workload: { kind } }) => ({ kind, ports: 0 }),
    source: 'kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  },
  {
    id: 'no-ports',
    about: 'workload',
    situation: 'A workload that listens on nothing',
    gives: 'None',
    when: ({ workload: { ports } }) => Object.keys(ports).length === 0,
    because: ({ name }) => `${name} has no ports: nothing can call it, so it needs no Service.`,
    inputs: ({ workload: { kind } }) => ({ kind, ports: 0 }),
    source: `${SERVICE_DOCS} (a Service that is not headless must have a port)`,
  },
  {
    id: 'peers-by-name',
    about: 'workload',
    situation: 'Callers or peers must reach each replica by its own name',
    gives: 'Headless',
    when: ({ workload: { discovery } }) => discovery === 'per-pod',
    because: ({ name }) => `${name} asks for a name per pod: a headless Service answers with the pods' addresses and gives every replica its own name.`,
    inputs: ({ workload: { discovery, kind, replicas } }) => ({ discovery, kind, replicas }),
    source: `${SERVICE_DOCS}/#headless-services`,
  },
  {
    id: 'client-side-balancing',
    about: 'workload',
    situation: 'Callers balance the load themselves',
    gives: 'Headless',
    when: ({ workload: { discovery } }) => discovery === 'client-side',
    because: ({ name }) => `Callers of ${name} choose the pod themselves: a headless Service gives them all addresses. A virtual IP would pin each long connection to one pod.`,
    inputs: ({ workload: { discovery, replicas } }) => ({ discovery, replicas }),
    source: 'kubernetes.io/blog/2018/11/07/grpc-load-balancing-on-kubernetes-without-tears',
  },
  {
    id: 'agent-on-each-node',
    about: 'workload',
    situation: 'A DaemonSet used by the pods of its own node',
    gives: 'ClusterIP',
    when: ({ workload: { kind, locality } }) => kind === 'DaemonSet' && locality === 'same-node',
    because: ({ name }) => `${name} runs on every node and serves its own: a ClusterIP Service with internalTrafficPolicy: Local never leaves the node.`,
    inputs: ({ workload: { kind, locality } }) => ({ kind, locality }),
    source: 'kubernetes.io/docs/concepts/services-networking/service-traffic-policy',
  },
  {
    id: 'called-inside-only',
    about: 'workload',
    situation: 'Called only by pods in the cluster',
    gives: 'ClusterIP',
    when: () => true,
    because: ({ name, callers }) =>
      callers.length === 0
        ? `${name} is reached inside the cluster only: a ClusterIP Service gives it a stable name and address, for nothing.`
        : `${name} is called by ${listed(callers)} inside the cluster: a ClusterIP Service gives it a stable name and address, for nothing.`,
    inputs: ({ callers }) => ({ callers, exposedPorts: 0 }),
    source: `${SERVICE_DOCS}/#type-clusterip`,
  },
]

const way: Rule<'way'>[] = [
  {
    id: 'route-on-existing-entrance',
    about: 'way',
    situation: 'HTTP with a host, and an entrance that exists can take it',
    gives: 'Entrance',
    when: ({ existing }) => existing !== undefined,
    because: ({ way, existing }) =>
      `${way.workload} speaks HTTP on ${listed(way.exposure.hosts)}: a route on the entrance "${existing?.[0]}" that exists adds no fixed cost; a ClusterIP Service stands behind it.`,
    inputs: ({ way, existing }) => ({ hosts: way.exposure.hosts, tls: way.exposure.tls.mode, entrance: existing?.[0] }),
    source: 'kubernetes.io/docs/concepts/services-networking/ingress; gateway-api.sigs.k8s.io',
  },
  {
    id: 'no-load-balancer-here',
    about: 'way',
    situation: 'Nothing in this cluster makes a LoadBalancer Service come true',
    gives: 'NodePort',
    when: ({ canLoadBalance }) => !canLoadBalance,
    because: ({ way }) =>
      `No load balancer implementation is installed, so a LoadBalancer Service would stay <pending> for ever: a NodePort opens ${way.workload} on every node.`,
    inputs: ({ target }) => ({ provider: target.provider, loadBalancers: target.loadBalancers, environment: target.environment }),
    source: `${SERVICE_DOCS}/#type-nodeport`,
  },
  {
    id: 'temporary-team-access',
    about: 'way',
    situation: 'A few people of the office, for a limited time, without a host',
    gives: 'ClusterIP',
    when: isTemporaryTeamAccess,
    because: ({ way }) =>
      `Only the office needs ${way.workload}, until ${way.exposure.until}: kubectl port-forward to a ClusterIP Service needs no address on the internet and costs nothing.`,
    inputs: ({ way }) => ({ networks: way.networks, until: way.exposure.until, hosts: way.exposure.hosts }),
    source: 'kubernetes.io/docs/tasks/access-application-cluster/port-forward-access-application-cluster',
  },
  {
    id: 'entrance-of-its-own',
    about: 'way',
    situation: 'HTTP that needs layer 7, and no entrance exists for it',
    gives: 'Entrance',
    when: ({ way, layer7, entranceClass }) => layer7.length === 0 && needsLayer7(way) && entranceClass !== undefined,
    because: ({ way }) => `${way.workload} needs ${layer7Needs(way)}: an entrance at layer 7 of its own, with a ClusterIP Service behind it.`,
    inputs: ({ way }) => ({ tls: way.exposure.tls.mode, paths: way.exposure.paths, sticky: way.exposure.sticky?.by, scheme: way.scheme }),
    source: 'kubernetes.io/docs/concepts/services-networking/ingress; gateway-api.sigs.k8s.io',
  },
  {
    id: 'layer-4-datagrams',
    about: 'way',
    situation: 'UDP or SCTP from outside the cluster',
    gives: 'LoadBalancer',
    when: ({ way: { port } }) => port.transport !== 'TCP',
    because: ({ way }) => `${way.workload} speaks ${way.port.transport}, which no HTTP entrance carries: a LoadBalancer Service of its own.`,
    inputs: ({ way }) => ({ transport: way.port.transport, scheme: way.scheme }),
    source: `${SERVICE_DOCS}/#loadbalancer`,
  },
  {
    id: 'layer-4-kept',
    about: 'way',
    situation: 'TLS passed through, the caller’s address kept, or stickiness by it',
    gives: 'LoadBalancer',
    when: ({ way, layer7 }) => layer7.some((blocker) => blocker.code !== 'NOT_HTTP') && way.port.transport === 'TCP',
    because: ({ way, layer7 }) => `${way.workload} must stay at layer 4: ${layer7.map((blocker) => blocker.because).join('; ')}.`,
    inputs: ({ way: { exposure, scheme } }) => ({
      tls: exposure.tls.mode,
      preserveClientIP: exposure.preserveClientIP,
      sticky: exposure.sticky?.by,
      isolation: exposure.isolation,
      scheme,
    }),
    source: `${SERVICE_DOCS}/#loadbalancer`,
  },
  {
    id: 'layer-4-protocol',
    about: 'way',
    situation: 'A TCP protocol other than HTTP from outside the cluster',
    gives: 'LoadBalancer',
    when: ({ layer7 }) => layer7.length > 0,
    because: ({ way }) => `${way.workload} speaks ${way.port.protocol}, which has no host or path to route by: a LoadBalancer Service carries it as it is.`,
    inputs: ({ way }) => ({ protocol: way.port.protocol, scheme: way.scheme }),
    source: `${SERVICE_DOCS}/#loadbalancer`,
  },
  {
    id: 'http-without-layer-7-needs',
    about: 'way',
    situation: 'HTTP from outside that asks nothing of layer 7, and no entrance exists for it',
    gives: 'LoadBalancer',
    when: () => true,
    because: ({ way }) => `${way.workload} asks for no TLS at the edge, no paths and no cookies, and no entrance exists for it: a LoadBalancer Service is the whole of what it needs.`,
    inputs: ({ way }) => ({ hosts: way.exposure.hosts, tls: way.exposure.tls.mode, scheme: way.scheme }),
    source: `${SERVICE_DOCS}/#loadbalancer`,
  },
]

const companion: Rule<'companion'>[] = [
  {
    id: 'any-replica',
    about: 'companion',
    situation: 'Beside a headless Service: callers that do not mind which replica answers',
    gives: 'ClusterIP',
    when: ({ role }) => role === 'any-replica',
    because: ({ name }) => `The headless name of ${name} balances nothing: this ClusterIP Service is for callers that take any replica that is ready.`,
    inputs: ({ workload: { replicas } }) => ({ replicas }),
    source: `${SERVICE_DOCS}/#headless-services`,
  },
  {
    id: 'pod-names',
    about: 'companion',
    situation: 'Beside the Service of a StatefulSet: the names of its pods',
    gives: 'Headless',
    when: ({ role }) => role === 'pod-names',
    because: ({ name }) => `${name} is a StatefulSet: its pods take their stable names from a headless Service (serviceName).`,
    inputs: ({ workload: { kind } }) => ({ kind }),
    source: 'kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  },
  {
    id: 'other-ports-stay-inside',
    about: 'companion',
    situation: 'Beside a Service that faces outside: the ports nobody outside was offered',
    gives: 'ClusterIP',
    when: () => true,
    because: ({ name, ports }) => `Every port of a Service that faces outside is open there: ${listed(ports)} of ${name} stay inside on a ClusterIP Service of their own.`,
    inputs: ({ ports }) => ({ ports }),
    source: `${SERVICE_DOCS}/#multi-port-services`,
  },
]

const group: Rule<'group'>[] = [
  {
    id: 'shared-entrance',
    about: 'group',
    situation: 'HTTP ways in of one owner, on one side, that nothing keeps apart and that cost less together',
    gives: 'Entrance',
    when: () => true,
    because: ({ members, entrance }) => `${listed(members)} share the entrance "${entrance}": the same side, the same owner, HTTP with a host each, and together it costs less than apart.`,
    inputs: ({ members, scheme }) => ({ members, scheme }),
    source: 'gateway-api.sigs.k8s.io; kubernetes-sigs/aws-load-balancer-controller docs/guide/ingress/annotations.md (group.name)',
  },
]

const TABLE: { [About in Subject]: readonly Rule<About>[] } = { external, workload, way, companion, group }

/** The whole table in order, as it runs. */
export const RULES: readonly { [About in Subject]: Rule<About> }[Subject][] = [...external, ...workload, ...way, ...companion, ...group]

/** The first row that matches. */
export function ruleFor<About extends Subject>(about: About, facts: SubjectFacts[About]): Rule<About> {
  const rule = TABLE[about].find((candidate) => candidate.when(facts))
  invariant(rule !== undefined, `the last rule about a ${about} matches all`)
  return rule
}

export const becauseOf = <About extends Subject>(rule: Rule<About>, facts: SubjectFacts[About]): Because => ({
  rule: rule.id,
  text: rule.because(facts),
  inputs: Object.fromEntries(Object.entries(rule.inputs(facts)).filter(([, value]) => value !== undefined)),
  source: rule.source,
})

export const RuleText = z
  .strictObject({
    id: z.string(),
    order: z.int(),
    about: z.enum(['external', 'workload', 'way', 'companion', 'group']),
    situation: z.string(),
    gives: z.string(),
    source: z.string(),
  })
  .meta({ id: 'Rule', description: 'A row of the decision table; within a subject the first that matches wins.' })
export type RuleText = z.infer<typeof RuleText>

/** The table as a reader sees it. */
export const ruleTexts = (): RuleText[] =>
  RULES.map(({ id, about, situation, gives, source }, index) => ({ id, order: index + 1, about, situation, gives, source }))

export const listed = (words: readonly string[]): string =>
  words.length <= 3 ? words.join(', ') : `${words.slice(0, 3).join(', ')} and ${words.length - 3} more`

function layer7Needs({ exposure }: SubjectFacts['way']['way']): string {
  const needs = [
    ...(exposure.tls.mode === 'terminate' ? ['TLS ended at the edge'] : []),
    ...(exposure.paths.some((path) => path !== '/') ? ['routing by path'] : []),
    ...(exposure.sticky?.by === 'cookie' ? ['stickiness by cookie'] : []),
  ]
  return needs.join(' and ')
}
