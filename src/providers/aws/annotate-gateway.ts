// What the AWS Load Balancer Controller reads for a Gateway: no annotations, but a LoadBalancerConfiguration for the balancer and a
// TargetGroupConfiguration for each Service behind it. Source: kubernetes-sigs/aws-load-balancer-controller v3.5.0
// docs/guide/gateway/{gateway,l7gateway,loadbalancerconfig,targetgroupconfig}.md, pkg/gateway/model/model_build_listener.go.
import type { Entrance, Service } from '../../domain/design/design.ts'
import type { Manifest } from '../../domain/manifests/manifest.ts'
import { metadata } from '../../domain/manifests/metadata.ts'
import type { EntranceSettings } from '../../domain/provider.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { TLS_POLICY } from './annotate.ts'
import { albIdleTimeout, certificatesOf } from './annotate-ingress.ts'
import { GATEWAY_GROUP, GATEWAY_VERSION } from './kinds.ts'
import { attributesOf, type TargetGroup } from './target-group.ts'

export const gatewaySettings = (planned: Entrance, topology: Topology): EntranceSettings =>
  configurationOf(planned, topology, balancerOf(planned))

/** A Gateway is pointed at the configuration of its balancer, whichever kind that is. */
export function configurationOf(
  planned: Entrance,
  topology: Topology,
  spec: Record<string, unknown>,
): EntranceSettings {
  const kind = 'LoadBalancerConfiguration'
  return {
    annotations: {},
    // certificateRefs of a listener are not read: certificates are named in the configuration, or found in ACM by host.
    certificatesElsewhere: true,
    parametersRef: { group: GATEWAY_GROUP, kind, name: planned.name },
    objects: [
      {
        apiVersion: GATEWAY_VERSION,
        kind,
        metadata: metadata(topology, { name: planned.name, namespace: planned.namespace }),
        spec,
      },
    ],
  }
}

function balancerOf(planned: Entrance): Record<string, unknown> {
  const { scheme, sourceRanges, idleTimeoutSeconds } = planned
  const secure = planned.listeners.filter((listener) => listener.tls)
  return {
    // The controller's own default is internal: always said, never left to it.
    scheme: scheme === 'internal' ? 'internal' : 'internet-facing',
    ...(sourceRanges.length === 0 ? {} : { sourceRanges }),
    ...(idleTimeoutSeconds === undefined
      ? {}
      : {
          loadBalancerAttributes: attributes({
            'idle_timeout.timeout_seconds': String(albIdleTimeout(idleTimeoutSeconds)),
          }),
        }),
    ...(secure.length === 0 ? {} : { listenerConfigurations: secure.map(({ port }) => listenerOf(planned, port)) }),
  }
}

function listenerOf({ routes }: Entrance, port: number): Record<string, unknown> {
  const [first, ...rest] = certificatesOf({ routes: routes.filter((route) => route.listen === port) })
  return {
    protocolPort: `HTTPS:${port}`,
    ...(first === undefined ? {} : { defaultCertificate: first }),
    ...(rest.length === 0 ? {} : { certificates: rest }),
    sslPolicy: TLS_POLICY,
  }
}

export const targetGroupConfiguration = (planned: Service, targetGroup: TargetGroup, topology: Topology): Manifest =>
  targetConfigurationOf(planned, topology, propertiesOf(targetGroup))

/** One for each Service, in its namespace: more than one for a Service is an error there. */
export const targetConfigurationOf = (
  { name, namespace, workload }: Service,
  topology: Topology,
  properties: Record<string, unknown>,
): Manifest => ({
  apiVersion: GATEWAY_VERSION,
  kind: 'TargetGroupConfiguration',
  metadata: metadata(topology, { name, namespace, component: workload }),
  spec: {
    targetReference: { kind: 'Service', name },
    defaultConfiguration: {
      // Its own default is the node, reached by a node port, which a ClusterIP Service has none of.
      targetType: 'ip',
      ...properties,
    },
  },
})

function propertiesOf(targetGroup: TargetGroup): Record<string, unknown> {
  const { protocol, protocolVersion, healthCheck } = targetGroup
  const healthCheckConfig = {
    ...(healthCheck.path === undefined ? {} : { healthCheckPath: healthCheck.path }),
    ...(healthCheck.port === undefined ? {} : { healthCheckPort: String(healthCheck.port) }),
    ...(healthCheck.protocol === undefined ? {} : { healthCheckProtocol: healthCheck.protocol }),
  }
  const targetGroupAttributes = attributes(attributesOf(targetGroup))
  return {
    ...(protocol === undefined ? {} : { protocol }),
    ...(protocolVersion === undefined ? {} : { protocolVersion }),
    ...(Object.keys(healthCheckConfig).length === 0 ? {} : { healthCheckConfig }),
    ...(targetGroupAttributes.length === 0 ? {} : { targetGroupAttributes }),
  }
}

export const attributes = (pairs: Readonly<Record<string, string>>): { key: string; value: string }[] =>
  Object.entries(pairs).map(([key, value]) => ({ key, value }))
