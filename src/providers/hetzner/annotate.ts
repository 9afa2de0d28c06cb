// What hcloud-cloud-controller-manager reads. Source: hetznercloud/hcloud-cloud-controller-manager v1.35
// docs/reference/load_balancer_annotations.md and internal/hcops/load_balancer.go.
import type { Entrance, Facing, Service } from '../../domain/design/design.ts'
import type { EntranceSettings, ServiceFields, ServiceSettings } from '../../domain/provider.ts'
import type { Scheme, Topology } from '../../domain/topology/index.ts'
import { typeFor, type Wanted, wantedOf } from './provision.ts'

const HCLOUD = 'load-balancer.hetzner.cloud/'
const CODE = 'hetznercloud/hcloud-cloud-controller-manager internal/hcops/load_balancer.go'
const SOURCE_RANGES = 'github.com/hetznercloud/hcloud-cloud-controller-manager/issues/218'
type Annotations = Record<string, string>

export function service(planned: Service, topology: Topology): ServiceSettings {
  const { facing } = planned
  const named = facing?.staticIP === undefined || facing.staticIP === false ? [] : facing.staticIP
  return {
    fields: facing === undefined ? {} : fields(planned, facing),
    annotations: {
      ...everywhere(facing?.scheme ?? 'internal', named, wantedOf.service(planned, topology), topology),
      [`${HCLOUD}protocol`]: protocolOf(planned),
      ...(facing?.preserveClientIP ? { [`${HCLOUD}uses-proxyprotocol`]: 'true' } : {}),
      ...http(planned),
      ...healthCheck(planned, topology),
    },
    ...(keepsCookies(planned) ? { keepsCookies: true } : {}),
  }
}

/** Place and type are asked for always: the controller makes nothing without a place, and a later version nothing without a type. */
function everywhere(scheme: Scheme, named: readonly string[], wanted: Wanted, { target }: Topology): Annotations {
  const [address] = named
  const internal = scheme === 'internal'
  const { region = '' } = target
  return {
    [`${HCLOUD}${isNetworkZone(region) ? 'network-zone' : 'location'}`]: region,
    [`${HCLOUD}type`]: typeFor(wanted),
    [`${HCLOUD}disable-public-network`]: String(internal),
    ...(internal ? { [`${HCLOUD}use-private-ip`]: 'true' } : {}),
    ...(internal && address !== undefined ? { [`${HCLOUD}private-ipv4`]: address } : {}),
  }
}

/** "eu-central" is a zone of several locations, "fsn1" one of them. */
const isNetworkZone = (region: string): boolean => /^(?:eu|us|ap)-/.test(region)

/** Hetzner's HTTP speaks HTTP/1.1 to nodes, so gRPC and HTTP/2 are left to TCP. */
export const speaksHttpOnly = ({ ports }: Pick<Service, 'ports'>): boolean => {
  const carried = ports.filter((port) => port.transport === 'TCP')
  return carried.length > 0 && carried.every(({ protocol }) => protocol === 'http' || protocol === 'websocket')
}

/**
 * One protocol for all ports of a Service.
 *
 * | TLS | all ports HTTP | asks for | protocol |
 * |---|---|---|---|
 * | ended here, certificate named | yes | | https |
 * | none | yes | a cookie or an idle timeout | http |
 * | anything else | | | tcp |
 */
export function protocolOf(planned: Pick<Service, 'ports' | 'facing'>): 'tcp' | 'http' | 'https' {
  const { facing } = planned
  if (facing === undefined || !speaksHttpOnly(planned)) return 'tcp'
  if (facing.tls.mode === 'terminate') return facing.tls.certificate === undefined ? 'tcp' : 'https'
  const asks = facing.sticky?.by === 'cookie' || facing.idleTimeoutSeconds !== undefined
  return facing.tls.mode === 'none' && asks ? 'http' : 'tcp'
}

/** Does a cookie bring a caller back? It names a node, and kube-proxy must then stay on that node. */
export const keepsCookies = (planned: Pick<Service, 'ports' | 'facing'>): boolean =>
  planned.facing?.sticky?.by === 'cookie' && protocolOf(planned) !== 'tcp'

/** Seconds of `http-timeout-idle`; the API takes 30 to 300. */
export const idleTimeout = (seconds: number): number => Math.min(300, Math.max(30, seconds))

function http(planned: Service): Annotations {
  const { facing } = planned
  const protocol = protocolOf(planned)
  if (facing === undefined || protocol === 'tcp') return {}
  return {
    ...(protocol === 'https' && facing.tls.certificate !== undefined
      ? { [`${HCLOUD}http-certificates`]: facing.tls.certificate }
      : {}),
    ...(facing.sticky?.by === 'cookie'
      ? {
          [`${HCLOUD}http-sticky-sessions`]: 'true',
          [`${HCLOUD}http-cookie-lifetime`]: `${facing.sticky.ttlSeconds}s`,
        }
      : {}),
    ...(facing.idleTimeoutSeconds === undefined
      ? {}
      : { [`${HCLOUD}http-timeout-idle`]: `${idleTimeout(facing.idleTimeoutSeconds)}s` }),
  }
}

/**
 * The balancer asks node ports, and one annotation holds for all of them: a path is named where the only port is the one the workload's
 * probe asks, and no PROXY protocol stands before it. Otherwise the controller has it open a TCP connection.
 */
function healthCheck({ ports, workload, facing }: Service, { workloads }: Topology): Annotations {
  const [only, ...others] = ports.filter((port) => port.transport === 'TCP')
  const probe = workloads[workload ?? '']?.probe
  if (only === undefined || others.length > 0 || facing?.preserveClientIP) return {}
  const asked = workloads[workload ?? '']?.ports[probe?.port ?? '']
  if (probe?.protocol !== 'http' || probe.path === undefined || asked?.targetPort !== only.targetPort) return {}
  return {
    [`${HCLOUD}health-check-protocol`]: only.protocol === 'https' ? 'https' : 'http',
    [`${HCLOUD}health-check-http-path`]: probe.path,
  }
}

function fields(planned: Service, { sourceRanges, preserveClientIP, sticky }: Facing): ServiceFields {
  return {
    ...(sourceRanges.length === 0
      ? {}
      : {
          loadBalancerSourceRanges: {
            because: 'Hetzner has no firewall for load balancers, and its controller does not read the field.',
            source: SOURCE_RANGES,
          },
        }),
    ...(sticky?.by === 'clientIP'
      ? {
          sessionAffinity: {
            because:
              'Every caller comes from the balancer’s own address: affinity by address would send all of them to one pod of a node.',
            source: CODE,
          },
        }
      : {}),
    ...policy(planned, preserveClientIP),
  }
}

function policy(planned: Service, preserveClientIP: boolean): ServiceFields {
  if (keepsCookies(planned)) {
    return {
      externalTrafficPolicy: {
        value: 'Local',
        because: 'the cookie names a node, and Local keeps to that node’s own pods; nodes without a pod fail the check',
        source: CODE,
      },
    }
  }
  if (!preserveClientIP) return {}
  return {
    externalTrafficPolicy: {
      because:
        'The balancer has put its own address in place of the caller’s before a node sees it; the PROXY protocol carries the caller’s.',
      source: CODE,
    },
  }
}

/** A Gateway's implementation makes a LoadBalancer Service; what that must carry goes through spec.infrastructure. */
export function entrance(planned: Entrance, topology: Topology): EntranceSettings {
  const named = planned.staticIP === false ? [] : planned.staticIP
  return {
    annotations: {},
    infrastructureAnnotations: everywhere(planned.scheme, named, wantedOf.entrance(planned, topology), topology),
  }
}

export const backend = () => ({ annotations: {} })
