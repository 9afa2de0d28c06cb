// The rows about a port of a Service: what it is said to speak, which Gateways, meshes and balancers of clouds go by.
import { PROTOCOLS, type Protocol } from '../topology/index.ts'
import { type FieldRule, LEFT_OUT, type PortFacts } from './fields-rule.ts'

const KEP = 'KEP-3726 (standard application protocols)'
const IANA = 'IANA Service Name and Transport Protocol Port Number Registry; KEP-3726'

const speaks =
  (...protocols: Protocol[]) =>
  ({ port }: PortFacts) =>
    protocols.includes(port.protocol)

/** The pods end TLS themselves: what arrives there is encrypted, whatever is spoken inside. */
const isEncrypted = ({ workload, port }: PortFacts): boolean =>
  workload?.expose.some(
    (exposure) =>
      exposure.tls.mode === 'passthrough' &&
      workload.ports[exposure.port]?.targetPort === port.targetPort &&
      workload.ports[exposure.port]?.transport === port.transport,
  ) === true

const appProtocol = 'appProtocol' as const

export const fieldsOfPorts: readonly FieldRule<PortFacts>[] = [
  {
    id: 'app-protocol-of-secure-websockets',
    field: appProtocol,
    situation: 'WebSockets, and the pod ends TLS itself',
    gives: 'kubernetes.io/wss',
    when: (facts) => speaks('websocket')(facts) && isEncrypted(facts),
    value: 'kubernetes.io/wss',
    because: 'WebSockets over TLS that ends in the pod.',
    source: KEP,
  },
  {
    id: 'app-protocol-of-websockets',
    field: appProtocol,
    situation: 'WebSockets in clear text',
    gives: 'kubernetes.io/ws',
    when: speaks('websocket'),
    value: 'kubernetes.io/ws',
    because: 'WebSockets in clear text: what stands between must keep the connection and not take it for one request.',
    source: KEP,
  },
  {
    id: 'no-app-protocol-of-encrypted-http-2',
    field: appProtocol,
    situation: 'HTTP/2 or gRPC, and the pod ends TLS itself',
    ...LEFT_OUT,
    when: (facts) => speaks('grpc', 'http2')(facts) && isEncrypted(facts),
    because: 'kubernetes.io/h2c means clear text, and here TLS ends in the pod, where the protocol is agreed on.',
    source: KEP,
  },
  {
    id: 'app-protocol-of-http-2',
    field: appProtocol,
    situation: 'HTTP/2 or gRPC in clear text',
    gives: 'kubernetes.io/h2c',
    when: speaks('grpc', 'http2'),
    value: 'kubernetes.io/h2c',
    because: 'HTTP/2 in clear text: without it a Gateway would speak HTTP/1.1 to the pods.',
    source: KEP,
  },
  {
    id: 'app-protocol-of-https',
    field: appProtocol,
    situation: 'HTTP, and the pod ends TLS itself',
    gives: 'https',
    when: (facts) => speaks('https')(facts) || (speaks('http')(facts) && isEncrypted(facts)),
    value: 'https',
    because: 'HTTP over TLS that ends in the pod: what asks it in clear text is turned away.',
    source: IANA,
  },
  {
    id: 'app-protocol-by-its-name',
    field: appProtocol,
    situation: 'A protocol that has a name at IANA',
    gives: 'that name',
    when: ({ port }) => PROTOCOLS[port.protocol].appProtocol !== undefined,
    value: ({ port }) => PROTOCOLS[port.protocol].appProtocol ?? null,
    because:
      'Its name at IANA: Gateways, meshes and some balancers go by it, where else they would guess from the name of the port.',
    source: IANA,
  },
  {
    id: 'no-app-protocol-to-name',
    field: appProtocol,
    situation: 'Any other protocol',
    ...LEFT_OUT,
    when: () => true,
    because: ({ port }) => `${port.protocol} has no name here that Gateways or meshes go by: it is carried as it is.`,
    source: IANA,
  },
]
