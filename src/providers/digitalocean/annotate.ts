// What DigitalOcean's cloud controller manager reads. Type, side and size are always written: which type it takes without a word has
// changed, and may be another in each cluster. Sources: digitalocean/digitalocean-cloud-controller-manager
// docs/controllers/services/annotations.md, docs/controllers/services/examples, cloud-controller-manager/do/loadbalancers.go.
import type { Entrance, Facing, Service } from '../../domain/design/design.ts'
import type { EntranceSettings, ServiceFields, ServiceSettings } from '../../domain/provider.ts'
import type { Scheme, Topology } from '../../domain/topology/index.ts'
import { keptByKubernetes } from '../fields.ts'
import { type BalancerType, isTlsEnded, nodesNeededBy, nodesOf, setsCookies, speaksHttp, typeOf } from './balancer.ts'

export const DO = 'service.beta.kubernetes.io/do-loadbalancer-'
const CCM = 'digitalocean/digitalocean-cloud-controller-manager'
const DOCS = `${CCM} docs/controllers/services/annotations.md`
const CONFIGURE = 'docs.digitalocean.com/products/kubernetes/how-to/configure-load-balancers'

export function service(planned: Service, topology: Topology): ServiceSettings {
  const { facing } = planned
  if (facing === undefined) return { annotations: {}, fields: {} }
  const type = typeOf(planned)
  return {
    fields: fieldsOf(planned, facing, type),
    ...(setsCookies(planned) ? { keepsCookies: true } : {}),
    annotations: {
      ...balancer(type, facing, nodesOf(nodesNeededBy.service(planned, topology)).toFixed()),
      ...(speaksHttp(planned) ? inHttp(planned, facing) : {}),
      // No override of the health check: the controller asks kube-proxy, or the health check node port under Local, which know more.
      ...(type === 'REGIONAL' && facing.preserveClientIP ? { [`${DO}enable-proxy-protocol`]: 'true' } : {}),
    },
  }
}

type Asked = { scheme: Scheme; staticIP: false | readonly string[] }

const balancer = (type: BalancerType, { scheme, staticIP }: Asked, nodes: string): Record<string, string> => {
  const [address] = staticIP === false || scheme === 'internal' ? [] : staticIP
  return {
    [`${DO}type`]: type,
    [`${DO}network`]: scheme === 'internal' ? 'INTERNAL' : 'EXTERNAL',
    [`${DO}size-unit`]: nodes,
    ...(address === undefined ? {} : { [`${DO}ip`]: address }),
  }
}

function inHttp(planned: Service, { tls, sticky, idleTimeoutSeconds }: Facing): Record<string, string> {
  const { certificate } = tls
  return {
    [`${DO}protocol`]: 'http',
    ...(isTlsEnded(planned) && certificate !== undefined
      ? {
          [`${DO}tls-ports`]: planned.ports.map((port) => port.port).join(','),
          [`${DO}certificate-${UUID.test(certificate) ? 'id' : 'name'}`]: certificate,
        }
      : {}),
    ...(setsCookies(planned) && sticky !== undefined
      ? {
          [`${DO}sticky-sessions-type`]: 'cookies',
          [`${DO}sticky-sessions-cookie-name`]: COOKIE,
          [`${DO}sticky-sessions-cookie-ttl`]: String(sticky.ttlSeconds),
        }
      : {}),
    ...(idleTimeoutSeconds === undefined ? {} : { [`${DO}http-idle-timeout-seconds`]: String(idleTimeoutSeconds) }),
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
// The controller asks for a name and has none of its own; DigitalOcean's API reference names it so in its example.
const COOKIE = 'DO-LB'

function fieldsOf(planned: Service, facing: Facing, type: BalancerType): ServiceFields {
  const kept = keptByKubernetes(facing, {
    ranges: 'DigitalOcean makes them the allow rules of the load balancer’s own firewall.',
    source: DOCS,
  })
  return {
    ...kept,
    ...(facing.sticky?.by === 'clientIP'
      ? {
          sessionAffinity: {
            because:
              'each node would remember for itself, and the balancer spreads one caller’s connections over all of them',
            source: DOCS,
          },
        }
      : {}),
    ...(type === 'REGIONAL' && facing.preserveClientIP
      ? {
          externalTrafficPolicy: {
            because:
              'a regional balancer opens connections of its own, so Local would keep its address; PROXY protocol brings the caller’s',
            source: `${CONFIGURE}#preserving-client-source-ip-address`,
          },
        }
      : {}),
    ...(setsCookies(planned)
      ? {
          externalTrafficPolicy: {
            value: 'Local' as const,
            because: 'a cookie leads to a node; under Local that node answers with a pod of its own',
            source: `${CONFIGURE}#sticky-sessions`,
          },
        }
      : {}),
  }
}

// A Gateway's listeners seldom have the numbers of its proxies' container ports, so its balancer is a regional one that passes TCP on.
const BEFORE_GATEWAYS: BalancerType = 'REGIONAL'

/** A Gateway's implementation makes a LoadBalancer Service; what that must carry goes through spec.infrastructure. */
export function entrance(planned: Entrance, topology: Topology): EntranceSettings {
  const ranges = planned.sourceRanges
  return {
    annotations: {},
    infrastructureAnnotations: {
      ...balancer(BEFORE_GATEWAYS, planned, nodesOf(nodesNeededBy.entrance(planned, topology)).toFixed()),
      ...(ranges.length === 0 || !fits(ranges) ? {} : { [`${DO}allow-rules`]: allowRules(ranges) }),
    },
  }
}

const allowRules = (ranges: readonly string[]): string => ranges.map((cidr) => `cidr:${cidr}`).join(',')

/** The longest value spec.infrastructure takes (Gateway API v1.6, AnnotationValue). */
export const fits = (ranges: readonly string[]): boolean => allowRules(ranges).length <= 4096

export const backend = () => ({ annotations: {} })
