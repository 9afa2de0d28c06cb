// The rows about what is inside: externals, workloads, their companion Services, and groups that share an entrance.
import type { Port } from '../topology/index.ts'
import { listed, type Rule, SERVICE_DOCS } from './rule.ts'

export const external: Rule<'external'>[] = [
  {
    id: 'external-by-address',
    about: 'external',
    situation: 'Something outside the cluster, known by its IP addresses',
    gives: 'ClusterIP',
    when: ({ external: { addresses } }) => addresses !== undefined,
    because: ({ name }) =>
      `${name} is reached by address: a ClusterIP Service without a selector and an EndpointSlice give it a name and a port inside the cluster.`,
    inputs: ({ external: { addresses, port } }) => ({ addresses, port }),
    source: `${SERVICE_DOCS}/#services-without-selectors; KEP-4974 (EndpointSlice instead of Endpoints)`,
  },
  {
    id: 'external-by-name',
    about: 'external',
    situation: 'Something outside the cluster, known by a DNS name',
    gives: 'ExternalName',
    when: () => true,
    because: ({ name, external: { host } }) =>
      `${name} is a name outside the cluster: an ExternalName Service is a CNAME to ${host}, with no proxy and no cost.`,
    inputs: ({ external: { host, tls } }) => ({ host, tls }),
    source: `${SERVICE_DOCS}/#externalname`,
  },
]

export const workload: Rule<'workload'>[] = [
  {
    id: 'pinned-node-port',
    about: 'workload',
    situation: 'The owner pins a NodePort: a balancer or firewall of their own stands before the nodes',
    gives: 'Pinned',
    when: ({ workload: { pin, ports } }) => pin?.type === 'NodePort' && Object.keys(ports).length > 0,
    because: ({ workload: { pin } }) =>
      `Pinned to NodePort by the owner: ${pin?.reason} What stands before the nodes must be told the node port and try it itself: nobody tells it which nodes have a pod.`,
    inputs: ({ workload: { pin } }) => ({ pin }),
    source: `${SERVICE_DOCS}/#type-nodeport`,
  },
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
    because: ({ name }) =>
      `${name} listens on nothing, but a StatefulSet names its pods through a headless Service (serviceName).`,
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
    id: 'name-of-the-one-pod',
    about: 'workload',
    situation: 'One pod must be reached by a name of its own, without a StatefulSet',
    gives: 'Headless',
    when: ({ workload: { discovery, kind } }) => discovery === 'per-pod' && kind === 'Deployment',
    because: ({ name }) =>
      `${name} asks for a name of its pod and is no StatefulSet: DNS names a pod whose hostname and subdomain are set, the subdomain being that of a headless Service.`,
    inputs: ({ workload: { discovery, kind, replicas } }) => ({ discovery, kind, replicas }),
    source: 'kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-hostname-and-subdomain-field',
  },
  {
    id: 'peers-by-name',
    about: 'workload',
    situation: 'Callers or peers must reach each replica by its own name',
    gives: 'Headless',
    when: ({ workload: { discovery } }) => discovery === 'per-pod',
    because: ({ name }) =>
      `${name} asks for a name per pod: a headless Service answers with the pods' addresses and gives every replica its own name.`,
    inputs: ({ workload: { discovery, kind, replicas } }) => ({ discovery, kind, replicas }),
    source: `${SERVICE_DOCS}/#headless-services`,
  },
  {
    id: 'client-side-balancing',
    about: 'workload',
    situation: 'Callers balance the load themselves',
    gives: 'Headless',
    when: ({ workload: { discovery } }) => discovery === 'client-side',
    because: ({ name }) =>
      `Callers of ${name} choose the pod themselves: a headless Service gives them all addresses. A virtual IP would pin each long connection to one pod.`,
    inputs: ({ workload: { discovery, replicas } }) => ({ discovery, replicas }),
    source: 'kubernetes.io/blog/2018/11/07/grpc-load-balancing-on-kubernetes-without-tears',
  },
  {
    id: 'agent-on-each-node',
    about: 'workload',
    situation: 'A DaemonSet used by the pods of its own node',
    gives: 'ClusterIP',
    when: ({ workload: { kind, locality } }) => kind === 'DaemonSet' && locality === 'same-node',
    because: ({ name }) =>
      `${name} runs on every node and serves its own: a ClusterIP Service with internalTrafficPolicy: Local never leaves the node.`,
    inputs: ({ workload: { kind, locality } }) => ({ kind, locality }),
    source: 'kubernetes.io/docs/concepts/services-networking/service-traffic-policy',
  },
  {
    id: 'grpc-called-inside',
    about: 'workload',
    situation: 'HTTP/2 or gRPC called by pods in the cluster, several replicas, and no caller balances by itself',
    gives: 'ClusterIP',
    when: ({ workload: { ports, replicas }, callers }) =>
      (replicas ?? 1) > 1 && callers.length > 0 && Object.values(ports).some(isMultiplexed),
    because: ({ name, callers }) =>
      `${name} is called by ${listed(callers)} inside the cluster: a ClusterIP Service gives it one name and address. It balances connections, and one connection carries many calls: each caller stays with one replica unless it says discovery: client-side or a mesh stands between.`,
    inputs: ({ callers, workload: { ports, replicas } }) => ({
      callers,
      replicas,
      protocols: [...new Set(Object.values(ports).map((port) => port.protocol))],
    }),
    source: 'kubernetes.io/blog/2018/11/07/grpc-load-balancing-on-kubernetes-without-tears',
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

function isMultiplexed({ protocol }: Port): boolean {
  return protocol === 'grpc' || protocol === 'http2'
}

export const companion: Rule<'companion'>[] = [
  {
    id: 'any-replica',
    about: 'companion',
    situation: 'Beside a headless Service: callers that do not mind which replica answers',
    gives: 'ClusterIP',
    when: ({ role }) => role === 'any-replica',
    because: ({ name }) =>
      `The headless name of ${name} balances nothing: this ClusterIP Service is for callers that take any replica that is ready.`,
    inputs: ({ workload: { replicas } }) => ({ replicas }),
    source: `${SERVICE_DOCS}/#headless-services`,
  },
  {
    id: 'pod-names',
    about: 'companion',
    situation: 'Beside the Service of a StatefulSet: the names of its pods',
    gives: 'Headless',
    when: ({ role }) => role === 'pod-names',
    because: ({ name }) =>
      `${name} is a StatefulSet: its pods take their stable names from a headless Service (serviceName).`,
    inputs: ({ workload: { kind } }) => ({ kind }),
    source: 'kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  },
  {
    id: 'other-ports-stay-inside',
    about: 'companion',
    situation: 'Beside a Service that faces outside: the ports nobody outside was offered',
    gives: 'ClusterIP',
    when: () => true,
    because: ({ name, ports }) =>
      `Every port of a Service that faces outside is open there: ${listed(ports)} of ${name} stay inside on a ClusterIP Service of their own.`,
    inputs: ({ ports }) => ({ ports }),
    source: `${SERVICE_DOCS}/#multi-port-services`,
  },
]

export const group: Rule<'group'>[] = [
  {
    id: 'shared-entrance',
    about: 'group',
    situation: 'HTTP ways in of one owner, on one side, that nothing keeps apart and that cost less together',
    gives: 'Entrance',
    when: () => true,
    because: ({ members, entrance }) =>
      `${listed(members)} share the entrance "${entrance}": the same side, the same owner, HTTP with a host each, and together it costs less than apart.`,
    inputs: ({ members, scheme }) => ({ members, scheme }),
    source:
      'gateway-api.sigs.k8s.io; kubernetes-sigs/aws-load-balancer-controller docs/guide/ingress/annotations.md (group.name)',
  },
]
