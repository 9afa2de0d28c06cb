// What Vultr's cloud controller manager reads. Source: vultr/vultr-cloud-controller-manager docs/load-balancers.md, vultr/loadbalancers.go.
import type { Entrance, Facing, Service } from '../../domain/design/design.ts'
import { secretFor } from '../../domain/design/entrances.ts'
import type { EntranceSettings, ServiceFields, ServiceSettings } from '../../domain/provider.ts'
import type { Scheme } from '../../domain/topology/index.ts'

export const VULTR = 'service.beta.kubernetes.io/vultr-loadbalancer-'
const DOCS = 'vultr/vultr-cloud-controller-manager docs/load-balancers.md'
const CODE = 'vultr/vultr-cloud-controller-manager vultr/loadbalancers.go'

export function service(planned: Service): ServiceSettings {
  const { facing, ports } = planned
  if (facing === undefined) return { annotations: {}, fields: {} }
  const datagrams = carriesDatagrams(planned)
  return {
    ...(facing.sourceRanges.length === 0 ? {} : { holdsSourceRanges: true }),
    fields: fieldsOf(facing),
    annotations: {
      // One protocol for every port of the Service; left alone, the way to the nodes would be TCP.
      ...(datagrams ? { [`${VULTR}protocol`]: 'udp', [`${VULTR}backend-protocol`]: 'udp' } : {}),
      ...(isTlsEnded(planned) ? tlsEnded(planned, facing) : {}),
      ...(facing.preserveClientIP && !datagrams ? { [`${VULTR}proxy-protocol`]: 'true' } : {}),
      ...ofBalancer(
        facing,
        ports.map((port) => port.port),
      ),
    },
  }
}

export const carriesDatagrams = ({ ports }: Service): boolean => ports.some((port) => port.transport === 'UDP')

const fieldsOf = (facing: Facing): ServiceFields => ({
  ...(facing.sourceRanges.length === 0
    ? {}
    : {
        loadBalancerSourceRanges: {
          because: 'the controller does not read it; firewall rules of the load balancer say the same',
          source: CODE,
        },
      }),
  ...(facing.preserveClientIP
    ? {
        externalTrafficPolicy: {
          because:
            "the balancer opens a connection of its own, so Local would keep the balancer's address; PROXY protocol brings the caller's",
          source: DOCS,
        },
      }
    : {}),
  ...(facing.sticky?.by === 'clientIP'
    ? {
        sessionAffinity: {
          because: 'every caller comes from the address of the balancer, so all of them would keep to one pod',
          source: CODE,
        },
      }
    : {}),
})

const PLAIN_HTTP = ['http', 'websocket']

/**
 * An `https` listener is a proxy for HTTP/1.1: it ends TLS for that and nothing else, and speaks HTTP or HTTPS to every port behind it.
 */
export const isTlsEnded = ({ facing, ports }: Service): boolean =>
  facing?.tls.mode === 'terminate' &&
  (ports.every((port) => PLAIN_HTTP.includes(port.protocol)) || ports.every((port) => port.protocol === 'https'))

const tlsEnded = ({ ports }: Service, { tls, hosts }: Facing): Record<string, string> => ({
  [`${VULTR}https-ports`]: ports.map((port) => port.port).join(','),
  // Its default behind an https listener is https.
  [`${VULTR}backend-protocol`]: ports.every((port) => port.protocol === 'https') ? 'https' : 'http',
  [`${VULTR}ssl`]: tls.secret ?? secretFor(hosts[0]),
})

type Asked = { scheme: Scheme; sourceRanges: readonly string[]; idleTimeoutSeconds?: number | undefined }

// RFC 1918, for want of an address inside: nobody on the internet has one of these.
const PRIVATE_NETWORKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']

/** What is asked of the balancer itself, whatever stands behind it. */
function ofBalancer({ scheme, sourceRanges, idleTimeoutSeconds }: Asked, ports: readonly number[]) {
  const internal = scheme === 'internal'
  const allowed = internal && sourceRanges.length === 0 ? PRIVATE_NETWORKS : sourceRanges
  return {
    // `vpc` is the way to the nodes only: the balancer keeps its public address, and the rules shut the internet out.
    ...(internal ? { [`${VULTR}vpc`]: 'true' } : {}),
    ...(allowed.length === 0
      ? {}
      : { [`${VULTR}firewall-rules`]: ports.flatMap((port) => allowed.map((cidr) => `${cidr},${port}`)).join(';') }),
    ...(idleTimeoutSeconds === undefined ? {} : { [`${VULTR}timeout`]: String(idleTimeoutSeconds) }),
  }
}

/** A Gateway's implementation makes a LoadBalancer Service; what that must carry goes through spec.infrastructure. */
export function entrance(planned: Entrance): EntranceSettings {
  const infrastructure = ofBalancer(
    planned,
    planned.listeners.map((listener) => listener.port),
  )
  return {
    annotations: {},
    ...(Object.keys(infrastructure).length === 0 ? {} : { infrastructureAnnotations: infrastructure }),
  }
}

export const backend = () => ({ annotations: {} })
