// The rows about what stands before a Service: the controller that answers it, its addresses, the networks it lets in, node ports.

import { compareText } from '../finding.ts'
import type { Service } from './design.ts'
import { balances, byTheCloud, type FieldFacts, type FieldRule, faces, LEFT_OUT } from './fields-rule.ts'
import { SERVICE_DOCS } from './rule.ts'

const TYPES = 'kubernetes/api core/v1 types.go'
const MIXED = 'KEP-1435 (mixed protocols in Services of type LoadBalancer)'

const transportsOf = ({ service }: FieldFacts) => new Set(service.ports.map((port) => port.transport))
const rangesOf = ({ service }: FieldFacts): readonly string[] => service.facing?.sourceRanges ?? []
const portNames = ({ service }: FieldFacts) => service.ports.map((port) => port.name).sort(compareText)

const sameNumber = (one: Service, other: Service | undefined): boolean =>
  one.ports.some((port) => other?.ports.some((twin) => twin.port === port.port))

const ports: FieldRule[] = [
  {
    id: 'both-transports-on-one-service',
    field: 'ports',
    situation: 'A load balancer for ports of several transports, and the cloud mixes them',
    gives: 'all of them',
    when: (facts) => balances(facts) && transportsOf(facts).size > 1,
    value: portNames,
    because: (facts) =>
      `${[...transportsOf(facts)].sort(compareText).join(' and ')} on one Service, so on one address: this cloud takes them together.`,
    source: MIXED,
  },
  {
    id: 'one-transport-for-each-balancer',
    field: 'ports',
    situation: 'A load balancer for ports of several transports, and the cloud does not mix them, or not at one number',
    gives: 'those of one transport',
    when: (facts) => balances(facts) && facts.twin !== undefined && !facts.mixesTransports,
    value: portNames,
    because: ({ service, twin }) =>
      `Kubernetes takes several transports on one Service, this cloud does not${sameNumber(service, twin) ? ' at one number' : ''}: ${twin?.ports[0]?.transport} is on ${twin?.name}, ${service.ports[0]?.transport} here.`,
    source: MIXED,
  },
]

const controller: FieldRule[] = [
  byTheCloud('loadBalancerClass', {
    id: 'class-as-the-cloud-names-it',
    situation: 'A load balancer, and the cloud’s controller has a class for it',
    gives: 'the class, or left out where the cloud needs none',
  }),
  {
    id: 'no-class-to-name',
    field: 'loadBalancerClass',
    situation: 'A load balancer, and the controller here takes what names no class',
    ...LEFT_OUT,
    when: balances,
    because:
      'The controller here answers Services without a class, and would leave alone one whose class is not its own.',
    source: `${TYPES} (LoadBalancerClass)`,
  },
  byTheCloud('allocateLoadBalancerNodePorts', {
    id: 'node-ports-as-the-cloud-needs-them',
    situation: 'A load balancer, and the cloud says whether it needs node ports',
    gives: 'false where it does without',
  }),
  {
    id: 'node-ports-in-use',
    field: 'allocateLoadBalancerNodePorts',
    situation: 'A load balancer that sends to node ports',
    ...LEFT_OUT,
    when: (facts) => balances(facts) && facts.arrivesAt === 'node-ports',
    because: 'Left at true: the balancer sends to the node ports, and without them nothing would arrive.',
    source: `${TYPES} (AllocateLoadBalancerNodePorts)`,
  },
  {
    id: 'node-ports-unless-known',
    field: 'allocateLoadBalancerNodePorts',
    situation: 'A load balancer, and nothing says that its controller does without node ports',
    ...LEFT_OUT,
    when: balances,
    because: 'Left at true: that the controller here does without node ports is not known.',
    source: `${TYPES} (AllocateLoadBalancerNodePorts)`,
  },
  {
    id: 'node-port-of-the-api-server',
    field: 'nodePort',
    situation: 'A NodePort: which number it is on every node',
    ...LEFT_OUT,
    when: ({ service }) => service.type === 'NodePort',
    because:
      'The API server picks one that is free. Where something before the nodes must know it beforehand, pin one of 30000 to 30085, which are given out last.',
    source: 'KEP-3668 (reserve Service node port ranges)',
  },
  {
    id: 'no-node-port-behind-an-entrance',
    field: 'nodePort',
    situation: 'Behind an entrance at layer 7',
    ...LEFT_OUT,
    when: ({ routed, service }) => routed.length > 0 && service.type === 'ClusterIP',
    because:
      'The entrance sends to pod addresses, so no port need be open on the nodes. One that targets nodes (instances, or GKE without container-native load balancing) would need type NodePort.',
    source:
      'kubernetes-sigs/aws-load-balancer-controller docs/guide/ingress/annotations.md (target-type); cloud.google.com/kubernetes-engine/docs/concepts/container-native-load-balancing',
  },
]

const addresses: FieldRule[] = [
  byTheCloud('loadBalancerSourceRanges', {
    id: 'networks-as-the-cloud-holds-them',
    situation: 'A load balancer for some networks only, and the cloud says who holds them',
    gives: 'the networks, or left out where they are held otherwise',
  }),
  {
    id: 'networks-not-on-node-ports',
    field: 'loadBalancerSourceRanges',
    situation: 'A NodePort for some networks only',
    ...LEFT_OUT,
    when: (facts) => facts.service.type === 'NodePort' && rangesOf(facts).length > 0,
    because: 'The API server takes it on type LoadBalancer only: a firewall before the nodes must hold the networks.',
    source: 'kubernetes/kubernetes pkg/apis/core/validation (loadBalancerSourceRanges)',
  },
  {
    id: 'networks-not-held-by-the-cloud',
    field: 'loadBalancerSourceRanges',
    situation: 'A load balancer for some networks only, and the cloud does not heed the field',
    ...LEFT_OUT,
    when: (facts) => balances(facts) && rangesOf(facts).length > 0,
    because: 'This cloud would ignore it without a word: the findings say who must hold the networks.',
    source: `${SERVICE_DOCS}/#loadbalancer`,
  },
  {
    id: 'any-network',
    field: 'loadBalancerSourceRanges',
    situation: 'A load balancer for clients without networks',
    ...LEFT_OUT,
    when: balances,
    because: ({ service }) =>
      service.facing?.scheme === 'public'
        ? 'No networks are given for those it is offered to: any address on the internet may connect.'
        : 'No networks are given for those it is offered to: any address in the network may connect.',
    source: `${SERVICE_DOCS}/#loadbalancer`,
  },
  {
    id: 'fixed-address-by-annotation',
    field: 'loadBalancerIP',
    situation: 'A load balancer with a fixed address',
    ...LEFT_OUT,
    when: (facts) => balances(facts) && (facts.service.facing?.staticIP ?? false) !== false,
    because:
      'Deprecated since 1.24, and each cloud read it otherwise: a fixed address is asked for as the controller here reads it.',
    source: `${TYPES} (LoadBalancerIP)`,
  },
  {
    id: 'no-addresses-of-others',
    field: 'externalIPs',
    situation: 'A NodePort, where an address of a node may be thought of',
    ...LEFT_OUT,
    when: ({ service }) => service.type === 'NodePort',
    because:
      'Never written: deprecated in 1.36 and on its way out of kube-proxy, and whoever may write it can take over the addresses of others.',
    source: 'KEP-5707 (deprecate Service.spec.externalIPs)',
  },
  {
    id: 'families-of-the-cluster',
    field: 'ipFamilyPolicy',
    situation: 'A Service that faces outside',
    ...LEFT_OUT,
    when: faces,
    because:
      'Left to the cluster, which gives one family (SingleStack): whether it has a second is not in a topology, and RequireDualStack is refused where it has not.',
    source: 'kubernetes.io/docs/concepts/services-networking/dual-stack',
  },
]

export const fieldsOfBalancers: readonly FieldRule[] = [...ports, ...controller, ...addresses]
