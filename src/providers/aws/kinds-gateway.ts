// What the AWS Load Balancer Controller takes the settings of a Gateway from: LoadBalancerConfiguration for its balancer,
// TargetGroupConfiguration for a Service behind it. Source: kubernetes-sigs/aws-load-balancer-controller v3.5.0 apis/gateway/v1.
import { STATUS, topLevel } from '../../domain/manifests/validation/metadata.ts'
import type { Circumstances, Say } from '../../domain/manifests/validation/report.ts'
import {
  fields,
  flag,
  int32,
  listOf,
  mapOf,
  oneOf,
  shaped,
  text,
  textMap,
  texts,
} from '../../domain/manifests/validation/values.ts'

/** An attribute of a balancer, a listener or a target group, and a tag: a key and a value, both text. */
export const attribute = fields({ key: text, value: text }, 'key', 'value')
/** A label selector as a CRD has it: its words are not looked at. */
export const selector = fields({
  matchExpressions: listOf(fields({ key: text, operator: text, values: texts }, 'key', 'operator')),
  matchLabels: textMap,
})
export const ipAddressType = oneOf('ipv4', 'dualstack', 'dualstack-without-public-ipv4')
export const scheme = oneOf('internal', 'internet-facing')
export const targetType = oneOf('instance', 'ip')
export const capacity = fields({ capacityUnits: int32 }, 'capacityUnits')

const listenerConfiguration = fields(
  {
    alpnPolicy: oneOf('HTTP1Only', 'HTTP2Only', 'HTTP2Optional', 'HTTP2Preferred', 'None'),
    certificates: texts,
    defaultCertificate: text,
    listenerAttributes: listOf(attribute),
    mutualAuthentication: fields(
      {
        advertiseTrustStoreCaNames: oneOf('on', 'off'),
        ignoreClientCertificateExpiry: flag,
        mode: oneOf('off', 'passthrough', 'verify'),
        trustStore: text,
      },
      'mode',
    ),
    protocolPort: shaped(
      /^(HTTP|HTTPS|TLS|TCP|UDP|TCP_UDP)?:(6553[0-5]|655[0-2]\d|65[0-4]\d{2}|6[0-4]\d{3}|[1-5]\d{4}|[1-9]\d{0,3})?$/,
      32,
      'must be a protocol and a port, such as "HTTPS:443"',
    ),
    quicEnabled: flag,
    sslPolicy: text,
    targetGroupStickiness: flag,
  },
  'protocolPort',
)

export const loadBalancerConfiguration = topLevel({
  ...STATUS,
  spec: fields({
    customerOwnedIpv4Pool: text,
    defaultTargetGroupConfiguration: fields({ name: text }, 'name'),
    disableSecurityGroup: flag,
    enableICMP: flag,
    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: text,
    ipAddressType,
    ipv4IPAMPoolId: text,
    listenerConfigurations: listOf(listenerConfiguration),
    loadBalancerAttributes: listOf(attribute),
    loadBalancerName: shaped(/^[\s\S]+$/, 32, 'must not be empty'),
    loadBalancerSubnets: listOf(
      fields({
        eipAllocation: text,
        identifier: text,
        ipv6Allocation: text,
        privateIPv4Allocation: text,
        sourceNatIPv6Prefix: text,
      }),
    ),
    loadBalancerSubnetsSelector: mapOf(texts),
    manageBackendSecurityGroupRules: flag,
    mergingMode: oneOf('prefer-gateway', 'prefer-gateway-class'),
    minimumLoadBalancerCapacity: capacity,
    scheme,
    securityGroupPrefixes: texts,
    securityGroups: texts,
    shieldConfiguration: fields({ enabled: flag }),
    sourceRanges: texts,
    tags: textMap,
    wafV2: fields({ webACL: text }, 'webACL'),
  }),
})

type Listeners = {
  spec?:
    | { listenerConfigurations?: { mutualAuthentication?: Record<string, unknown> | undefined }[] | undefined }
    | undefined
}

/** CEL: a trust store and what is read with it go with mode verify, which needs one. */
export function checkLoadBalancerConfiguration({ spec }: Listeners, say: Say, { unread }: Circumstances): void {
  spec?.listenerConfigurations?.forEach(({ mutualAuthentication }, index) => {
    if (mutualAuthentication === undefined) return
    const at = `/spec/listenerConfigurations/${index}/mutualAuthentication`
    const { mode } = mutualAuthentication
    if (mode === 'verify' && mutualAuthentication.trustStore === undefined && !unread(`${at}/trustStore`)) {
      say.mistake(`${at}/trustStore`, 'REQUIRED', '`trustStore` is required with mode verify')
    }
    if (mode !== 'off' && mode !== 'passthrough') return
    for (const field of ['trustStore', 'ignoreClientCertificateExpiry', 'advertiseTrustStoreCaNames']) {
      if (mutualAuthentication[field] === undefined) continue
      say.mistake(`${at}/${field}`, 'NOT_FOR_MODE', `must not be set with mode ${mode}; it goes with verify`)
    }
  })
}

const targetGroup = fields({
  enableMultiCluster: flag,
  healthCheckConfig: fields({
    healthCheckInterval: int32,
    healthCheckPath: text,
    healthCheckPort: text,
    healthCheckProtocol: oneOf('HTTP', 'HTTPS', 'TCP'),
    healthCheckTimeout: int32,
    healthyThresholdCount: int32,
    matcher: fields({ grpcCode: text, httpCode: text }),
    unhealthyThresholdCount: int32,
  }),
  ipAddressType: oneOf('ipv4', 'ipv6'),
  nodeSelector: selector,
  protocol: oneOf('HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP'),
  protocolVersion: oneOf('HTTP1', 'HTTP2', 'GRPC'),
  tags: textMap,
  targetControlPort: int32,
  targetGroupAttributes: listOf(attribute),
  targetGroupName: text,
  targetType,
})

export const targetGroupConfiguration = topLevel({
  ...STATUS,
  spec: fields({
    defaultConfiguration: targetGroup,
    routeConfigurations: listOf(
      fields(
        { routeIdentifier: fields({ kind: text, name: text, namespace: text }), targetGroupProps: targetGroup },
        'routeIdentifier',
        'targetGroupProps',
      ),
    ),
    targetReference: fields({ group: text, kind: text, name: text }, 'name'),
  }),
})
