// What Scaleway's cloud controller manager reads. Source: scaleway/scaleway-cloud-controller-manager docs/loadbalancer-annotations.md,
// scaleway/loadbalancers.go, loadbalancers_annotations.go and acl.go.
import type { Entrance, Facing, Service } from '../../domain/design/design.ts'
import type { EntranceSettings, ServiceFields, ServiceSettings } from '../../domain/provider.ts'
import type { Scheme, Topology } from '../../domain/topology/index.ts'
import { sizeFor } from './size.ts'

export const SCALEWAY = 'service.beta.kubernetes.io/scw-loadbalancer-'
const DOCS = 'scaleway/scaleway-cloud-controller-manager docs/loadbalancer-annotations.md'
const CODE = 'scaleway/scaleway-cloud-controller-manager scaleway/loadbalancers.go'

export function service(planned: Service, topology: Topology): ServiceSettings {
  const { facing, ports, workload } = planned
  if (facing === undefined) return { annotations: {}, fields: {} }
  const sticky = facing.sticky?.by === 'clientIP'
  const all = ports.map((port) => port.port).join(',')
  return {
    fields: fieldsOf(facing),
    annotations: {
      ...ofBalancer(facing, [workload ?? ''], topology),
      // The check of nodes without a pod would otherwise stay a guess at their node port.
      ...(sticky ? { [`${SCALEWAY}sticky-sessions`]: 'table', [`${SCALEWAY}health-check-from-service`]: 'true' } : {}),
      ...(facing.preserveClientIP ? { [`${SCALEWAY}proxy-protocol-v2`]: all } : {}),
      ...(isTlsEnded(planned) ? tlsEnded(planned, all) : {}),
    },
  }
}

const fieldsOf = ({ sourceRanges, sticky, preserveClientIP }: Facing): ServiceFields => ({
  ...(sourceRanges.length === 0
    ? {}
    : {
        loadBalancerSourceRanges: {
          value: sourceRanges,
          because: 'the controller writes them into the ACL of each frontend, and the addresses of the nodes with them',
          source: 'scaleway/scaleway-cloud-controller-manager scaleway/acl.go',
        },
      }),
  ...(sticky?.by === 'clientIP'
    ? {
        sessionAffinity: {
          because:
            'every caller comes from the address of the balancer, so all would keep to one pod; the balancer’s own table is written instead',
          source: CODE,
        },
        externalTrafficPolicy: {
          value: 'Local' as const,
          because:
            'the balancer keeps a caller to a node; Local keeps the node to its own pods, and nodes without one are passed over',
          source: 'kubernetes.io/docs/reference/networking/virtual-ips#external-traffic-policy',
        },
      }
    : preserveClientIP
      ? {
          externalTrafficPolicy: {
            because:
              'the balancer opens a connection of its own, so Local would keep the balancer’s address; PROXY protocol brings the caller’s',
            source: DOCS,
          },
        }
      : {}),
})

// In HTTP mode it speaks HTTP/1.1 to nodes, and in TCP mode clear text: neither is what these want.
const NOT_ENDED = ['grpc', 'http2', 'https']

export const canEndTls = ({ ports }: Service): boolean => ports.every((port) => !NOT_ENDED.includes(port.protocol))

/** A frontend ends TLS with a certificate named by its ID. */
export const isTlsEnded = (planned: Service): boolean =>
  planned.facing?.tls.mode === 'terminate' && planned.facing.tls.certificate !== undefined && canEndTls(planned)

function tlsEnded({ facing, ports }: Service, all: string): Record<string, string> {
  const http = ports.filter((port) => ['http', 'websocket'].includes(port.protocol)).map((port) => port.port)
  return {
    [`${SCALEWAY}certificate-ids`]: `${all}:${facing?.tls.certificate}`,
    ...(http.length === 0 ? {} : { [`${SCALEWAY}protocol-http`]: http.join(',') }),
    // kube-proxy would otherwise lead pods that call the address past the balancer, and past TLS.
    [`${SCALEWAY}ip-mode`]: 'Proxy',
  }
}

type Asked = { scheme: Scheme; staticIP: false | readonly string[]; idleTimeoutSeconds?: number | undefined }

/** A balancer has one public address of each family, and an inner one takes none. */
export const namedAddresses = ({ scheme, staticIP }: Asked): readonly string[] =>
  scheme === 'internal' || staticIP === false ? [] : staticIP.slice(0, 2)

/** What is asked of the balancer itself, whatever stands behind it. */
function ofBalancer(asked: Asked, workloads: Iterable<string>, topology: Topology): Record<string, string> {
  const { scheme, idleTimeoutSeconds } = asked
  const { region } = topology.target
  const addresses = namedAddresses(asked)
  return {
    [`${SCALEWAY}private`]: scheme === 'internal' ? 'true' : 'false',
    // The cluster may have another default, and the bill follows the size.
    [`${SCALEWAY}type`]: sizeFor(workloads, topology).size,
    ...(region !== undefined && /-\d$/.test(region) ? { [`${SCALEWAY}zone`]: region } : {}),
    ...(addresses.length === 0 ? {} : { [`${SCALEWAY}ip-ids`]: addresses.join(',') }),
    ...(idleTimeoutSeconds === undefined
      ? {}
      : Object.fromEntries(
          // Client and server until data has gone both ways, the tunnel from then on.
          ['client', 'server', 'tunnel'].map((side) => [`${SCALEWAY}timeout-${side}`, `${idleTimeoutSeconds}s`]),
        )),
  }
}

/** A Gateway's implementation makes a LoadBalancer Service; what that must carry goes through spec.infrastructure. */
export const entrance = (planned: Entrance, topology: Topology): EntranceSettings => ({
  annotations: {},
  infrastructureAnnotations: ofBalancer(
    planned,
    planned.routes.map((route) => route.workload),
    topology,
  ),
})

export const backend = () => ({ annotations: {} })
