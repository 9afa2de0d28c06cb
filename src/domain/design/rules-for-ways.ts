// The rows about ways in from outside: what each is reached through.
import { isTemporaryTeamAccess, type SubjectFacts } from './facts.ts'
import { listed, type Rule, SERVICE_DOCS } from './rule.ts'
import { insideTheNetwork, longLived, whereGatewaysAreAskedFor, whereOneTries } from './rules-for-ways-by-place.ts'
import { needsLayer7 } from './way.ts'

export const way: Rule<'way'>[] = [
  {
    id: 'route-on-existing-entrance',
    about: 'way',
    situation: 'HTTP with a host, and an entrance that exists can take it',
    gives: 'Entrance',
    when: ({ existing, layer7 }) => existing !== undefined && layer7.length === 0,
    because: ({ way, existing }) =>
      `${way.workload} speaks HTTP on ${listed(way.exposure.hosts)}: a route on the entrance "${existing?.[0]}" that exists adds no fixed cost; a ClusterIP Service stands behind it.`,
    inputs: ({ way, existing }) => ({ hosts: way.exposure.hosts, tls: way.exposure.tls.mode, entrance: existing?.[0] }),
    source: 'kubernetes.io/docs/concepts/services-networking/ingress; gateway-api.sigs.k8s.io',
  },
  ...whereOneTries,
  {
    id: 'tls-route-on-existing-gateway',
    about: 'way',
    situation: 'TLS passed through to a host, and a Gateway that exists can route it by that name',
    gives: 'Entrance',
    when: ({ existing }) => existing !== undefined,
    because: ({ way, existing }) =>
      `${way.workload} ends TLS itself for ${listed(way.exposure.hosts)}: the Gateway "${existing?.[0]}" that exists can hand its connections on by the server name in TLS, unopened, and adds no fixed cost; a ClusterIP Service stands behind it.`,
    inputs: ({ way: { exposure, port }, existing }) => ({
      hosts: exposure.hosts,
      tls: exposure.tls.mode,
      protocol: port.protocol,
      entrance: existing?.[0],
      class: existing?.[1].class,
    }),
    source: 'Gateway API v1.6 TLSRoute; gateway-api.sigs.k8s.io/guides/tls',
  },
  {
    id: 'no-load-balancer-here',
    about: 'way',
    situation: 'Nothing in this cluster makes a LoadBalancer Service come true',
    gives: 'NodePort',
    when: ({ canLoadBalance }) => !canLoadBalance,
    because: ({ way }) =>
      `No load balancer implementation is installed, so a LoadBalancer Service would stay <pending> for ever: a NodePort opens ${way.workload} on every node.`,
    inputs: ({ target }) => ({
      provider: target.provider,
      loadBalancers: target.loadBalancers,
      environment: target.environment,
    }),
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
  ...longLived,
  {
    id: 'entrance-of-its-own',
    about: 'way',
    situation: 'HTTP that needs layer 7, and no entrance exists for it',
    gives: 'Entrance',
    when: ({ way, layer7, entranceClass }) => layer7.length === 0 && needsLayer7(way) && entranceClass !== undefined,
    because: ({ way }) =>
      `${way.workload} needs ${layer7Needs(way)}: an entrance at layer 7 of its own, with a ClusterIP Service behind it.`,
    inputs: ({ way }) => ({
      tls: way.exposure.tls.mode,
      paths: way.exposure.paths,
      sticky: way.exposure.sticky?.by,
      scheme: way.scheme,
    }),
    source: 'kubernetes.io/docs/concepts/services-networking/ingress; gateway-api.sigs.k8s.io',
  },
  ...whereGatewaysAreAskedFor,
  ...insideTheNetwork,
  {
    id: 'layer-4-datagrams',
    about: 'way',
    situation: 'UDP or SCTP from outside the cluster',
    gives: 'LoadBalancer',
    when: ({ way: { port } }) => port.transport !== 'TCP',
    because: ({ way }) =>
      `${way.workload} speaks ${way.port.transport}, which no HTTP entrance carries: a LoadBalancer Service of its own.`,
    inputs: ({ way }) => ({ transport: way.port.transport, scheme: way.scheme }),
    source: `${SERVICE_DOCS}/#loadbalancer`,
  },
  {
    id: 'layer-4-kept',
    about: 'way',
    situation: 'TLS passed through, the caller’s address kept, or stickiness by it',
    gives: 'LoadBalancer',
    when: ({ way, layer7 }) => layer7.some((blocker) => blocker.code !== 'NOT_HTTP') && way.port.transport === 'TCP',
    because: ({ way, layer7 }) =>
      `${way.workload} must stay at layer 4: ${layer7.map((blocker) => blocker.because).join('; ')}.`,
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
    because: ({ way }) =>
      `${way.workload} speaks ${way.port.protocol}, which has no host or path to route by: a LoadBalancer Service carries it as it is.`,
    inputs: ({ way }) => ({ protocol: way.port.protocol, scheme: way.scheme }),
    source: `${SERVICE_DOCS}/#loadbalancer`,
  },
  {
    id: 'http-without-layer-7-needs',
    about: 'way',
    situation: 'HTTP from outside that asks nothing of layer 7, and no entrance exists for it',
    gives: 'LoadBalancer',
    when: () => true,
    because: ({ way }) =>
      `${way.workload} asks for no TLS at the edge, no paths and no cookies, and no entrance that exists takes it: a LoadBalancer Service is the whole of what it needs.`,
    inputs: ({ way }) => ({ hosts: way.exposure.hosts, tls: way.exposure.tls.mode, scheme: way.scheme }),
    source: `${SERVICE_DOCS}/#loadbalancer`,
  },
]

function layer7Needs({ exposure }: SubjectFacts['way']['way']): string {
  const needs = [
    ...(exposure.tls.mode === 'terminate' ? ['TLS ended at the edge'] : []),
    ...(exposure.paths.some((path) => path !== '/') ? ['routing by path'] : []),
    ...(exposure.sticky?.by === 'cookie' ? ['stickiness by cookie'] : []),
  ]
  return needs.join(' and ')
}
