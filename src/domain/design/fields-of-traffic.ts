// The rows about where traffic goes: to which nodes, which pods, and to the same pod again.
import { balances, byTheCloud, type FieldFacts, type FieldRule, faces, LEFT_OUT } from './fields-rule.ts'
import { SERVICE_DOCS } from './rule.ts'

const VIRTUAL_IPS = 'kubernetes.io/docs/reference/networking/virtual-ips'
const SOURCE_IP = 'kubernetes.io/docs/tutorials/services/source-ip'
const NEAR = `${VIRTUAL_IPS}/#traffic-distribution; KEP-3015`

const wantsAddress = ({ service: { facing } }: FieldFacts) => facing?.preserveClientIP === true
const isSticky = ({ service: { facing } }: FieldFacts, by: 'clientIP' | 'cookie') => facing?.sticky?.by === by
const isNear = ({ workload }: FieldFacts) => workload !== undefined && workload.locality !== 'any'
const isOnNode = ({ workload }: FieldFacts) => workload?.locality === 'same-node'
const isHeadless = ({ service }: FieldFacts) => service.type === 'Headless'
// PreferSameZone and PreferSameNode are stable in 1.35.
const namesZones = ({ minor }: FieldFacts) => minor >= 35

const external: FieldRule[] = [
  byTheCloud('externalTrafficPolicy', {
    id: 'caller-address-as-the-cloud-keeps-it',
    situation: 'A load balancer, the caller’s address is wanted, and the cloud says how it is kept',
    gives: 'Local, or left out where the cloud keeps the address otherwise',
  }),
  {
    id: 'caller-address-on-node-port',
    field: 'externalTrafficPolicy',
    situation: 'A NodePort, and the caller’s address is wanted',
    gives: 'Local',
    when: (facts) => facts.service.type === 'NodePort' && wantsAddress(facts),
    value: 'Local',
    because:
      'The node that took the packet hands it to a pod of its own and leaves the caller’s address on it. Nodes without a pod answer nothing, and this type has no healthCheckNodePort: whatever stands before the nodes must try the node port itself.',
    source: SOURCE_IP,
  },
  {
    id: 'caller-address-by-other-means',
    field: 'externalTrafficPolicy',
    situation: 'A load balancer, the caller’s address is wanted, and this field does not keep it on this cloud',
    ...LEFT_OUT,
    when: (facts) => balances(facts) && wantsAddress(facts),
    because:
      'On this cloud the field does not keep the caller’s address: the annotations say what does, or a finding that nothing does.',
    source: SOURCE_IP,
  },
  {
    id: 'traffic-past-the-nodes',
    field: 'externalTrafficPolicy',
    situation: 'A load balancer that sends to pod addresses',
    ...LEFT_OUT,
    when: (facts) => balances(facts) && facts.arrivesAt === 'pods',
    because: 'The balancer sends to pod addresses, past the nodes whose choice of a pod this field is about.',
    source: SOURCE_IP,
  },
  {
    id: 'any-node-to-any-pod',
    field: 'externalTrafficPolicy',
    situation: 'Traffic arrives at nodes, and nobody asked for the caller’s address',
    ...LEFT_OUT,
    when: faces,
    because:
      'Left at Cluster: every node passes traffic on to any pod, evenly. It puts its own address in the caller’s place, which nobody asked to keep.',
    source: SOURCE_IP,
  },
  {
    id: 'health-check-port-of-the-api-server',
    field: 'healthCheckNodePort',
    situation: 'A load balancer with externalTrafficPolicy: Local',
    ...LEFT_OUT,
    when: (facts) => balances(facts) && facts.given.get('externalTrafficPolicy') === 'Local',
    because:
      'The API server picks one that is free: once set it cannot be changed, and two Services cannot have the same.',
    source: 'kubernetes/api core/v1 types.go (HealthCheckNodePort)',
  },
]

const internal: FieldRule[] = [
  {
    id: 'agent-of-its-own-node',
    field: 'internalTrafficPolicy',
    situation: 'A DaemonSet for the pods of its own node',
    gives: 'Local',
    when: (facts) => isOnNode(facts) && facts.workload?.kind === 'DaemonSet' && !isHeadless(facts),
    value: 'Local',
    because:
      'Callers reach the pod of their own node and no other. Where it is not ready their traffic is dropped, which only a pod on every node makes bearable.',
    source: 'kubernetes.io/docs/concepts/services-networking/service-traffic-policy',
  },
  {
    id: 'no-drop-where-no-pod-is',
    field: 'internalTrafficPolicy',
    situation: 'The pods of one’s own node are wanted, and not every node has one',
    ...LEFT_OUT,
    when: (facts) => isOnNode(facts) && !isHeadless(facts),
    because:
      'Local drops what is sent from a node without a ready pod, and only a DaemonSet has one on each. trafficDistribution prefers the near ones and falls back to the others.',
    source: 'kubernetes.io/docs/concepts/services-networking/service-traffic-policy',
  },
  {
    id: 'no-proxy-to-prefer',
    field: 'trafficDistribution',
    situation: 'Near pods are wanted of a headless Service',
    ...LEFT_OUT,
    when: (facts) => isNear(facts) && isHeadless(facts),
    because: 'DNS gives out the addresses of all pods, and no proxy chooses among them: the caller must.',
    source: NEAR,
  },
  {
    id: 'local-policy-wins',
    field: 'trafficDistribution',
    situation: 'Beside internalTrafficPolicy: Local',
    ...LEFT_OUT,
    when: ({ given }) => given.get('internalTrafficPolicy') === 'Local',
    because: 'It has no effect beside internalTrafficPolicy: Local, which is stricter and wins.',
    source: NEAR,
  },
  {
    id: 'prefer-close',
    field: 'trafficDistribution',
    situation: 'Near pods are wanted, before Kubernetes 1.35',
    gives: 'PreferClose',
    when: (facts) => isNear(facts) && !namesZones(facts),
    value: 'PreferClose',
    because: (facts) =>
      `Pods of the caller’s own zone first, others where it has none.${isOnNode(facts) ? ' PreferSameNode is stable from 1.35 on.' : ' It is called PreferSameZone from 1.35 on.'}`,
    source: NEAR,
  },
  {
    id: 'prefer-same-node',
    field: 'trafficDistribution',
    situation: 'Pods of one’s own node are wanted, others will do, from Kubernetes 1.35 on',
    gives: 'PreferSameNode',
    when: isOnNode,
    value: 'PreferSameNode',
    because: 'Pods of the caller’s own node first, others where it has none.',
    source: NEAR,
  },
  {
    id: 'prefer-same-zone',
    field: 'trafficDistribution',
    situation: 'Pods of one’s own zone are wanted, from Kubernetes 1.35 on',
    gives: 'PreferSameZone',
    when: isNear,
    value: 'PreferSameZone',
    because:
      'Pods of the caller’s own zone first, others where it has none: less delay, and no bytes billed between zones.',
    source: NEAR,
  },
]

const affinity: FieldRule[] = [
  byTheCloud('sessionAffinity', {
    id: 'affinity-as-the-cloud-keeps-it',
    situation: 'A load balancer, stickiness by the caller’s address, and the cloud says what becomes of it',
    gives: 'ClientIP, or left out where the cloud keeps to a pod otherwise',
  }),
  {
    id: 'affinity-on-node-port',
    field: 'sessionAffinity',
    situation: 'A NodePort with stickiness by the caller’s address',
    gives: 'ClientIP',
    when: (facts) => facts.service.type === 'NodePort' && isSticky(facts, 'clientIP'),
    value: 'ClientIP',
    because:
      'The proxy on the node that took the packet keeps to the pod that answered this address. Behind a balancer that spreads one caller over several nodes, or hides its address, it does not.',
    source: `${VIRTUAL_IPS}/#session-affinity`,
  },
  {
    id: 'affinity-the-cloud-does-not-know',
    field: 'sessionAffinity',
    situation: 'A load balancer, stickiness by the caller’s address, and this cloud does not heed the field',
    ...LEFT_OUT,
    when: (facts) => balances(facts) && isSticky(facts, 'clientIP'),
    because: 'This cloud does not heed it: the annotations say what is written instead, or a finding that nothing is.',
    source: `${VIRTUAL_IPS}/#session-affinity`,
  },
  {
    id: 'no-cookies-at-layer-4',
    field: 'sessionAffinity',
    situation: 'Stickiness by cookie on a Service that faces outside at layer 4',
    ...LEFT_OUT,
    when: (facts) => faces(facts) && isSticky(facts, 'cookie'),
    because: 'It knows addresses only, and stickiness by cookie was asked for: that needs an entrance at layer 7.',
    source: `${VIRTUAL_IPS}/#session-affinity`,
  },
  {
    id: 'cookie-at-the-entrance',
    field: 'sessionAffinity',
    situation: 'Behind an entrance at layer 7 with stickiness by cookie',
    ...LEFT_OUT,
    when: ({ routedByCookie }) => routedByCookie,
    because:
      'The cookie is the entrance’s affair, which chooses the pod itself. By address every caller would be the same one, the proxy, and users behind one address would share a pod.',
    source: `${VIRTUAL_IPS}/#session-affinity`,
  },
  {
    id: 'affinity-as-long-as-asked',
    field: 'sessionAffinityConfig.clientIP.timeoutSeconds',
    situation: 'Beside sessionAffinity: ClientIP',
    gives: 'the seconds that were asked for',
    when: ({ given }) => given.get('sessionAffinity') === 'ClientIP',
    value: ({ service }) => service.facing?.sticky?.ttlSeconds ?? null,
    because: 'As long as was asked for; three hours unless said, and a day at most.',
    source: 'kubernetes/api core/v1 types.go (ClientIPConfig)',
  },
]

const readiness: FieldRule[] = [
  {
    id: 'peers-before-they-are-ready',
    field: 'publishNotReadyAddresses',
    situation: 'A headless Service by which peers find one another',
    gives: 'true',
    when: (facts) => isHeadless(facts) && facts.workload?.discovery === 'per-pod',
    value: true,
    because: 'Peers must find one another before they are ready, or none of them ever will be.',
    source: 'kubernetes/api core/v1 types.go (PublishNotReadyAddresses)',
  },
  {
    id: 'only-those-that-are-ready',
    field: 'publishNotReadyAddresses',
    situation: 'Any other headless Service',
    ...LEFT_OUT,
    when: isHeadless,
    because:
      'Left at false: callers find only pods that are ready. Peers that must meet before say discovery: per-pod.',
    source: `${SERVICE_DOCS}/#headless-services`,
  },
]

export const fieldsOfTraffic: readonly FieldRule[] = [...external, ...internal, ...affinity, ...readiness]
