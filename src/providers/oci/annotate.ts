// What oci-cloud-controller-manager reads. Sources: oracle/oci-cloud-controller-manager v1.35 docs/load-balancer-annotations.md and
// pkg/cloudprovider/providers/oci/load_balancer_spec.go; docs.oracle.com/en-us/iaas/Content/ContEng/Tasks
// (contengconfiguringloadbalancersnetworkloadbalancers-subtopic.htm).
import type { Entrance, Facing, Service } from '../../domain/design/design.ts'
import type { EntranceSettings, ServiceFields, ServiceSettings } from '../../domain/provider.ts'
import type { Scheme, Topology } from '../../domain/topology/index.ts'
import { keptByKubernetes } from '../fields.ts'
import { limitOf } from '../limit.ts'
import { limits } from './limits.ts'
import { isTlsEnded, LEAST_MBPS, mostMbps, type Product, productOf } from './product.ts'

const OCI = 'oci.oraclecloud.com/'
const LB = 'service.beta.kubernetes.io/oci-load-balancer-'
const NLB = 'oci-network-load-balancer.oraclecloud.com/'
const CODE = 'oracle/oci-cloud-controller-manager pkg/cloudprovider/providers/oci/load_balancer_spec.go'
type Annotations = Record<string, string>

export function service(planned: Service, topology: Topology): ServiceSettings {
  const { facing } = planned
  const product = productOf(planned)
  const scheme = facing?.scheme ?? 'internal'
  return {
    fields: facing === undefined ? {} : fields(facing),
    annotations: {
      [`${OCI}load-balancer-type`]: product === 'network-load-balancer' ? 'nlb' : 'lb',
      ...address(product, scheme, facing?.staticIP ?? false),
      ...(product === 'network-load-balancer' ? network(planned) : flexible(planned, topology)),
    },
  }
}

/** Neither balancer tells pods apart: to come back to a pod, or to be seen by it, a caller must stay on the node it was sent to. */
export const staysOnNode = ({ facing }: Pick<Service, 'facing'>): boolean =>
  facing !== undefined && (facing.preserveClientIP || facing.sticky?.by === 'clientIP')

/** `reserved-ips` stands in for the deprecated spec.loadBalancerIP (docs.oracle.com, OKE release note of 2025-10-29). */
function address(product: Product, scheme: Scheme, staticIP: Facing['staticIP']): Annotations {
  const names = staticIP === false ? [] : staticIP
  const [first] = names
  if (first === undefined) return {}
  if (scheme === 'public') return { [`${OCI}reserved-ips`]: names.join(',') }
  return product === 'network-load-balancer' ? { [`${NLB}assigned-private-ipv4`]: first } : {}
}

function network(planned: Service): Annotations {
  const { facing, ports } = planned
  // Security lists are managed for TCP only: with a UDP port the controller refuses any mode but None (validateProtocols).
  const datagrams = ports.some((port) => port.transport === 'UDP')
  return {
    [`${NLB}internal`]: String((facing?.scheme ?? 'internal') === 'internal'),
    ...(datagrams
      ? { [`${OCI}security-rule-management-mode`]: 'NSG' }
      : { [`${NLB}security-list-management-mode`]: 'All' }),
    ...(staysOnNode(planned) ? { [`${NLB}is-preserve-source`]: 'true' } : {}),
    ...(facing?.sticky?.by === 'clientIP' ? { [`${NLB}backend-policy`]: 'TWO_TUPLE' } : {}),
  }
}

/** Seconds of an idle timeout, as far as it can be set. */
export const idleTimeout = (seconds: number): number =>
  Math.min(limitOf(limits, 'flexible-load-balancer', 'seconds of an idle timeout'), Math.max(1, seconds))

function flexible(planned: Service, topology: Topology): Annotations {
  const { facing, ports } = planned
  if (facing === undefined) return {}
  const { tls, sticky, scheme, idleTimeoutSeconds } = facing
  return {
    [`${LB}internal`]: String(scheme === 'internal'),
    [`${LB}shape`]: 'flexible',
    [`${LB}shape-flex-min`]: String(LEAST_MBPS),
    [`${LB}shape-flex-max`]: String(mostMbps(planned, topology)),
    [`${LB}security-list-management-mode`]: 'All',
    ...(isTlsEnded(planned) && tls.secret !== undefined
      ? {
          [`${LB}ssl-ports`]: ports.map((port) => port.port).join(','),
          [`${LB}tls-secret`]: tls.secret,
        }
      : {}),
    ...(sticky?.by === 'clientIP' ? { [`${OCI}loadbalancer-policy`]: 'IP_HASH' } : {}),
    ...(idleTimeoutSeconds === undefined
      ? {}
      : { [`${LB}connection-idle-timeout`]: String(idleTimeout(idleTimeoutSeconds)) }),
  }
}

function fields(facing: Facing): ServiceFields {
  const kept = keptByKubernetes(facing, {
    ranges:
      'The controller turns them into rules of a security list, or of a network security group where there is UDP.',
    source: CODE,
  })
  if (facing.sticky?.by !== 'clientIP') return kept
  return {
    ...kept,
    sessionAffinity: {
      because:
        'The controller refuses a Service that has it; the balancer’s policy by source address brings a caller back to a node instead.',
      source: CODE,
    },
    externalTrafficPolicy: kept.externalTrafficPolicy ?? {
      value: 'Local',
      because: 'the balancer brings a caller back to a node, and Local keeps to that node’s own pods',
      source: CODE,
    },
  }
}

/** A Gateway's implementation makes a LoadBalancer Service; what that must carry goes through spec.infrastructure. */
export const entrance = ({ scheme, staticIP }: Entrance): EntranceSettings => ({
  annotations: {},
  infrastructureAnnotations: {
    [`${OCI}load-balancer-type`]: 'nlb',
    [`${NLB}internal`]: String(scheme === 'internal'),
    [`${NLB}security-list-management-mode`]: 'All',
    ...address('network-load-balancer', scheme, staticIP),
  },
})

export const backend = () => ({ annotations: {} })
