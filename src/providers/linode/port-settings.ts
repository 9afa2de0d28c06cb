// One port of a Service → how its NodeBalancer is told to treat it: as defaults where all ports are alike, else as JSON for each port.
// Source: linode/linode-cloud-controller-manager docs/configuration/annotations.md, cloud/linode/loadbalancers_helpers.go.
import type { Service, ServicePort } from '../../domain/design/design.ts'
import { secretFor } from '../../domain/design/entrances.ts'

export const LINODE = 'service.beta.kubernetes.io/linode-loadbalancer-'

/** Named as in the JSON of `port-<n>`. */
type PortSettings = {
  protocol: 'tcp' | 'udp' | 'http' | 'https'
  'proxy-protocol'?: 'v2'
  algorithm?: 'source'
  stickiness?: 'source_ip' | 'http_cookie'
  'tls-secret-name'?: string
}

// NodeBalancers speak HTTP/1.1 and no later one: gRPC and HTTP/2 pass as TCP.
const PLAIN_HTTP = ['http', 'websocket']
const isPlainHttp = ({ ports }: Service): boolean => ports.every((port) => PLAIN_HTTP.includes(port.protocol))

/** TLS is ended for HTTP/1.1 alone, with a Secret in the namespace of the Service. */
export const isTlsEnded = (service: Service): boolean =>
  isPlainHttp(service) && service.facing?.tls.mode === 'terminate'

export const setsCookies = (service: Service): boolean =>
  isPlainHttp(service) && service.facing?.sticky?.by === 'cookie' && service.facing.tls.mode !== 'passthrough'

/** The PROXY header goes before bytes that are passed on; before requests there is X-Forwarded-For, before UDP nothing. */
export const tellsCaller = (service: Service, { transport }: Pick<ServicePort, 'transport'>): boolean =>
  service.facing?.preserveClientIP === true && transport === 'TCP' && !isTlsEnded(service) && !setsCookies(service)

function settingsOf(service: Service, port: ServicePort): PortSettings {
  const { facing } = service
  const byCaller = facing?.sticky?.by === 'clientIP'
  if (port.transport === 'UDP') return { protocol: 'udp', ...(byCaller ? { stickiness: 'source_ip' } : {}) }
  const cookie: Partial<PortSettings> = setsCookies(service) ? { stickiness: 'http_cookie' } : {}
  if (isTlsEnded(service)) {
    const secret = facing?.tls.secret ?? secretFor(facing?.hosts[0])
    return { protocol: 'https', 'tls-secret-name': secret, ...cookie }
  }
  if (setsCookies(service)) return { protocol: 'http', ...cookie }
  return {
    protocol: 'tcp',
    ...(tellsCaller(service, port) ? { 'proxy-protocol': 'v2' } : {}),
    // TCP has no stickiness of its own; the same caller is led to the same node.
    ...(byCaller ? { algorithm: 'source' } : {}),
  }
}

const DEFAULTS = ['protocol', 'proxy-protocol', 'algorithm', 'stickiness'] as const

/** The protocol is always written; the rest once for all ports where it is the same, else for each that differs from plain. */
export function portAnnotations(service: Service): Record<string, string> {
  const all = service.ports.map((port) => [port.port, settingsOf(service, port)] as const)
  const [[, first]] = all as [(typeof all)[number]]
  const alike = all.every(([, settings]) => JSON.stringify(settings) === JSON.stringify(first))
  if (alike && first['tls-secret-name'] === undefined) {
    const written = DEFAULTS.flatMap((name) => {
      const value = first[name]
      return value === undefined ? [] : [[`${LINODE}default-${name}`, value]]
    })
    return Object.fromEntries(written)
  }
  const plain = alike ? first.protocol : 'tcp'
  const own = all.filter(([, settings]) => JSON.stringify(settings) !== JSON.stringify({ protocol: plain }))
  return {
    [`${LINODE}default-protocol`]: plain,
    ...Object.fromEntries(own.map(([port, settings]) => [`${LINODE}port-${port}`, JSON.stringify(settings)])),
  }
}
