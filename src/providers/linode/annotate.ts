// What Linode's cloud controller manager reads. Sources: linode/linode-cloud-controller-manager docs/configuration/annotations.md,
// docs/configuration/firewall.md, cloud/linode/loadbalancers.go and services/firewalls.go.
import type { Entrance, Facing, Service } from '../../domain/design/design.ts'
import type { EntranceSettings, ServiceFields, ServiceSettings } from '../../domain/provider.ts'
import type { Scheme } from '../../domain/topology/index.ts'
import { LINODE, portAnnotations, setsCookies } from './port-settings.ts'
import { PREMIUM, productOf } from './provision.ts'

const CCM = 'linode/linode-cloud-controller-manager'
const DOCS = `${CCM} docs/configuration/annotations.md`

export function service(planned: Service): ServiceSettings {
  const { facing } = planned
  if (facing === undefined) return { annotations: {}, fields: {} }
  return {
    ...(facing.sourceRanges.length === 0 ? {} : { holdsSourceRanges: true }),
    fields: fieldsOf(planned, facing),
    ...(setsCookies(planned) ? { keepsCookies: true } : {}),
    annotations: {
      ...portAnnotations(planned),
      ...ofBalancer(facing),
      ...(productOf(planned) === PREMIUM ? { [`${LINODE}nodebalancer-type`]: 'premium' } : {}),
    },
  }
}

const fieldsOf = (planned: Service, facing: Facing): ServiceFields => ({
  ...(facing.sourceRanges.length === 0
    ? {}
    : {
        loadBalancerSourceRanges: {
          because:
            'the controller does not read it; a Cloud Firewall made from the annotation firewall-acl says the same',
          source: DOCS,
        },
      }),
  ...(facing.preserveClientIP
    ? {
        externalTrafficPolicy: {
          because:
            'a NodeBalancer opens connections of its own, so Local would keep its address; PROXY protocol brings the caller’s',
          source: `${CCM} docs/configuration/loadbalancer.md`,
        },
      }
    : {}),
  ...(facing.sticky?.by === 'clientIP'
    ? {
        sessionAffinity: {
          because: 'every caller comes from the address of the NodeBalancer, so all of them would keep to one pod',
          source: 'kubernetes.io/docs/reference/networking/virtual-ips#session-affinity',
        },
      }
    : {}),
  // UDP is not asked how it is: a node without a pod would be sent to all the same, and under Local drop it.
  ...((setsCookies(planned) || facing.sticky?.by === 'clientIP') &&
  planned.ports.every((port) => port.transport === 'TCP')
    ? {
        externalTrafficPolicy: {
          value: 'Local' as const,
          because:
            'a NodeBalancer keeps a caller to one node; under Local that node answers with a pod of its own, and one without fails the health check',
          source: 'kubernetes.io/docs/tutorials/services/source-ip',
        },
      }
    : {}),
})

type Asked = { scheme: Scheme; sourceRanges: readonly string[]; staticIP: false | readonly string[] }

// RFC 1918 and RFC 4193, for want of an address inside: nobody on the internet has one of these.
const PRIVATE_NETWORKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fd00::/8']

/** What is asked of the NodeBalancer itself, whatever its ports. */
function ofBalancer({ scheme, sourceRanges, staticIP }: Asked): Record<string, string> {
  const internal = scheme === 'internal'
  const allowed = internal && sourceRanges.length === 0 ? PRIVATE_NETWORKS : sourceRanges
  const [address] = staticIP === false || internal ? [] : staticIP
  return {
    ...(allowed.length === 0 ? {} : { [`${LINODE}firewall-acl`]: firewallOf(allowed) }),
    ...(address === undefined ? {} : { [`${LINODE}reserved-ipv4`]: address }),
  }
}

function firewallOf(allowed: readonly string[]): string {
  const ipv4 = allowed.filter((cidr) => !cidr.includes(':'))
  const ipv6 = allowed.filter((cidr) => cidr.includes(':'))
  return JSON.stringify({
    allowList: { ...(ipv4.length === 0 ? {} : { ipv4 }), ...(ipv6.length === 0 ? {} : { ipv6 }) },
  })
}

/** The longest value spec.infrastructure takes (Gateway API v1.6, AnnotationValue). */
export const fits = (ranges: readonly string[]): boolean => firewallOf(ranges).length <= 4096

/** A Gateway's implementation makes a LoadBalancer Service; what that must carry goes through spec.infrastructure. */
export const entrance = (planned: Entrance): EntranceSettings => ({
  annotations: {},
  infrastructureAnnotations: {
    // HTTP is the proxies' affair, HTTP/2 too; the NodeBalancer passes bytes on.
    [`${LINODE}default-protocol`]: 'tcp',
    // Too many networks to be written: nobody comes in, rather than everybody.
    ...ofBalancer(fits(planned.sourceRanges) ? planned : { ...planned, sourceRanges: PRIVATE_NETWORKS }),
  },
})

export const backend = () => ({ annotations: {} })
