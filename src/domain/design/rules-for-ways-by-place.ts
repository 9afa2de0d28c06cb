// Rows about ways in that are told apart by where they are (a cluster to try things out in, the network alone) or by how long their
// connections live. They stand among those of `rules-for-ways.ts`, each before the one for any place.
import { type Rule, SERVICE_DOCS } from './rule.ts'
import { needsLayer7 } from './way.ts'

/** Before `no-load-balancer-here`. */
export const whereOneTries: Rule<'way'>[] = [
  {
    id: 'node-port-to-try-with',
    about: 'way',
    situation: 'Development or test, and nothing makes a LoadBalancer Service come true',
    gives: 'NodePort',
    when: ({ canLoadBalance, target }) =>
      !canLoadBalance && (target.environment === 'development' || target.environment === 'test'),
    because: ({ way, target }) =>
      `Nothing makes a load balancer here, and this is ${target.environment}: a NodePort gives ${way.workload} a number on every node that stays, for nothing. Who has kubectl can do without, by a port-forward.`,
    inputs: ({ target }) => ({
      provider: target.provider,
      loadBalancers: target.loadBalancers,
      environment: target.environment,
    }),
    source: `${SERVICE_DOCS}/#type-nodeport`,
  },
]

/** Before `entrance-of-its-own`. */
export const longLived: Rule<'way'>[] = [
  {
    id: 'long-lived-connections',
    about: 'way',
    situation: 'WebSockets, or connections that may be silent for long, that need layer 7, and no entrance exists',
    gives: 'Entrance',
    when: ({ way, layer7, entranceClass }) =>
      layer7.length === 0 &&
      needsLayer7(way) &&
      entranceClass !== undefined &&
      (way.port.protocol === 'websocket' || way.exposure.idleTimeoutSeconds !== undefined),
    because: ({ way }) =>
      `${way.workload} keeps connections open and needs layer 7: an entrance of its own, with a ClusterIP Service behind it, ${
        way.exposure.idleTimeoutSeconds === undefined
          ? 'which may cut what is silent longer than its idle timeout: idleTimeoutSeconds says how long that may be.'
          : `and silence of ${way.exposure.idleTimeoutSeconds} s allowed as far as its class lets it be said.`
      }`,
    inputs: ({ way }) => ({
      protocol: way.port.protocol,
      idleTimeoutSeconds: way.exposure.idleTimeoutSeconds,
      tls: way.exposure.tls.mode,
      scheme: way.scheme,
    }),
    source: 'kubernetes.io/docs/concepts/services-networking/ingress; gateway-api.sigs.k8s.io',
  },
]

/** Before the rows that give layer 4 a LoadBalancer Service. */
export const whereGatewaysAreAskedFor: Rule<'way'>[] = [
  {
    id: 'layer-4-through-gateway',
    about: 'way',
    situation: 'Layer 4 from outside, the owner asks for the Gateway API, and a class here holds all that is asked',
    gives: 'Entrance',
    when: ({ layer4 }) => layer4 !== undefined && layer4.blockers.length === 0,
    because: ({ way: { workload }, layer4 }) =>
      `${workload} stays at layer 4, and routing: gateway is asked for: a Gateway of class ${layer4?.made.class} of its own hands on what comes by its port alone, with a ClusterIP Service behind it.`,
    inputs: ({ way: { port, exposure, scheme }, target, layer4 }) => ({
      routing: target.routing,
      class: layer4?.made.class,
      protocol: port.protocol,
      tls: exposure.tls.mode,
      scheme,
    }),
    source: 'Gateway API v1.6 TCPRoute, UDPRoute',
  },
]

/** Before `layer-4-datagrams`. */
export const insideTheNetwork: Rule<'way'>[] = [
  {
    id: 'datagrams-inside-the-network',
    about: 'way',
    situation: 'UDP or SCTP, for clients inside the network only',
    gives: 'LoadBalancer',
    when: ({ way }) => way.scheme === 'internal' && way.port.transport !== 'TCP',
    because: ({ way }) =>
      `${way.workload} speaks ${way.port.transport}, which no HTTP entrance carries, to clients inside the network: an internal LoadBalancer Service of its own.`,
    inputs: ({ way }) => ({ transport: way.port.transport, scheme: way.scheme, networks: way.networks }),
    source: `${SERVICE_DOCS}/#internal-load-balancer`,
  },
  {
    id: 'inside-the-network',
    about: 'way',
    situation: 'TCP for clients inside the network only that asks nothing of layer 7',
    gives: 'LoadBalancer',
    when: ({ way, layer7 }) => way.scheme === 'internal' && layer7.every((blocker) => blocker.code === 'NOT_HTTP'),
    because: ({ way }) =>
      `${way.workload} is offered inside the network only: an internal LoadBalancer Service, and it says that it is internal, since clouds differ in what they make of one that does not.`,
    inputs: ({ way }) => ({ protocol: way.port.protocol, scheme: way.scheme, networks: way.networks }),
    source: `${SERVICE_DOCS}/#internal-load-balancer`,
  },
]
