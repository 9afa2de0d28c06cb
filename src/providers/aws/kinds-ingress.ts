// What goes with Ingresses: IngressClassParams of the AWS Load Balancer Controller and of EKS Auto Mode, and TargetGroupBinding.
// Sources: kubernetes-sigs/aws-load-balancer-controller config/crd/bases; docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html.
import { STATUS, topLevel } from '../../domain/manifests/validation/metadata.ts'
import type { Say } from '../../domain/manifests/validation/report.ts'
import {
  fields,
  flag,
  int32,
  intOrText,
  list,
  listOf,
  loose,
  mapOf,
  oneOf,
  shaped,
  text,
  texts,
} from '../../domain/manifests/validation/values.ts'
import { attribute, capacity, ipAddressType, scheme, selector, targetType } from './kinds-gateway.ts'

// The CRD's pattern is not anchored.
const subnetIds = list(
  shaped(/subnet-[0-9a-f]+/, 1024, 'must be an id such as "subnet-0123abcd"'),
  1,
  Number.POSITIVE_INFINITY,
)
const group = fields({ name: text }, 'name')

export const ingressClassParams = topLevel({
  spec: fields({
    PrefixListsIDs: texts,
    certificateArn: texts,
    group,
    inboundCIDRs: texts,
    ipAddressType,
    ipamConfiguration: fields({ ipv4IPAMPoolId: text }),
    listeners: listOf(fields({ listenerAttributes: listOf(attribute), port: int32, protocol: text })),
    loadBalancerAttributes: listOf(attribute),
    loadBalancerName: text,
    minimumLoadBalancerCapacity: capacity,
    namespaceSelector: selector,
    prefixListsIDs: texts,
    scheme,
    sslPolicy: text,
    sslRedirectPort: text,
    subnets: fields({ ids: subnetIds, tags: mapOf(texts) }),
    tags: listOf(attribute),
    targetType,
    wafv2AclArn: text,
    wafv2AclName: text,
  }),
})

type Params = { spec?: { PrefixListsIDs?: unknown; prefixListsIDs?: unknown } | undefined }

/** CEL: the list has two spellings, and one of them may be used. */
export function checkIngressClassParams({ spec }: Params, say: Say): void {
  if (spec?.PrefixListsIDs === undefined || spec.prefixListsIDs === undefined) return
  say.mistake('/spec/PrefixListsIDs', 'ONE_SPELLING', 'must not be set beside `prefixListsIDs`')
}

// AWS prints no CRD for Auto Mode: what its user guide names is checked, and the rest let pass.
export const autoModeIngressClassParams = topLevel({
  spec: loose.extend({
    certificateARNs: texts.optional(),
    group: group.optional(),
    ipAddressType: ipAddressType.optional(),
    loadBalancerAttributes: listOf(attribute).optional(),
    namespaceSelector: selector.optional(),
    scheme: scheme.optional(),
    subnets: loose.extend({ ids: subnetIds.optional() }).optional(),
    tags: listOf(attribute).optional(),
  }),
})

const peer = fields({
  ipBlock: fields({ cidr: text }, 'cidr'),
  securityGroup: fields({ groupID: text }, 'groupID'),
})

export const targetGroupBinding = topLevel({
  ...STATUS,
  spec: fields(
    {
      assumeRoleExternalId: text,
      iamRoleArnToAssume: text,
      ipAddressType: oneOf('ipv4', 'ipv6'),
      multiClusterTargetGroup: flag,
      networking: fields({
        ingress: listOf(
          fields(
            { from: listOf(peer), ports: listOf(fields({ port: intOrText, protocol: oneOf('TCP', 'UDP') })) },
            'from',
            'ports',
          ),
        ),
      }),
      nodeSelector: selector,
      serviceRef: fields({ name: text, port: intOrText }, 'name', 'port'),
      targetGroupARN: text,
      targetGroupName: text,
      targetGroupProtocol: oneOf('HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'),
      targetType,
      vpcID: text,
    },
    'serviceRef',
  ),
})
