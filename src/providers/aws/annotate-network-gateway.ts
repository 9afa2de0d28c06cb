// What the AWS Load Balancer Controller reads for a Gateway at layer 4: a LoadBalancerConfiguration for its Network Load Balancer, and
// a TargetGroupConfiguration for the Service behind it. Source: kubernetes-sigs/aws-load-balancer-controller v3.5.0
// docs/guide/gateway/{l4gateway,loadbalancerconfig,targetgroupconfig}.md.
import type { Entrance, Service } from '../../domain/design/design.ts'
import type { BackendSettings, EntranceSettings } from '../../domain/provider.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { nlbIdleTimeout } from './annotate.ts'
import { attributes, configurationOf, targetConfigurationOf } from './annotate-gateway.ts'
import { keepsAddress } from './layer4.ts'
import { routesTo } from './target-group.ts'

export function networkGatewaySettings(planned: Entrance, topology: Topology): EntranceSettings {
  const { scheme, sourceRanges, idleTimeoutSeconds } = planned
  const timed = planned.listeners.filter(({ transport }) => transport === 'TCP')
  return configurationOf(planned, topology, {
    // The controller's own default is internal: always said, never left to it.
    scheme: scheme === 'internal' ? 'internal' : 'internet-facing',
    ...(sourceRanges.length === 0 ? {} : { sourceRanges }),
    ...(idleTimeoutSeconds === undefined
      ? {}
      : {
          listenerConfigurations: timed.map(({ port }) => ({
            protocolPort: `TCP:${port}`,
            listenerAttributes: attributes({ 'tcp.idle_timeout.seconds': String(nlbIdleTimeout(idleTimeoutSeconds)) }),
          })),
        }),
  })
}

/** Health is asked over TCP on the port of the traffic, unless that is not where the probe asks. */
export function networkBackend(planned: Service, entrances: readonly Entrance[], topology: Topology): BackendSettings {
  const routes = routesTo(planned, entrances)
  const workload = topology.workloads[planned.workload ?? '']
  const probe = workload?.probe
  const probed = probe === undefined ? undefined : workload?.ports[probe.port]
  const asked = probed?.transport === 'TCP' ? probed : undefined
  const elsewhere =
    asked !== undefined &&
    routes.some(
      ({ port, layer4 }) => layer4?.transport === 'UDP' || workload?.ports[port]?.targetPort !== asked.targetPort,
    )
  const http = asked !== undefined && probe?.protocol === 'http' && probe.path !== undefined
  const healthCheckConfig = {
    ...(http
      ? { healthCheckPath: probe.path, healthCheckProtocol: asked.protocol === 'https' ? 'HTTPS' : 'HTTP' }
      : {}),
    ...(elsewhere ? { healthCheckPort: String(asked.targetPort) } : {}),
  }
  const targetGroupAttributes = attributes({
    ...(routes.some(({ layer4 }) => layer4?.transport === 'TCP') && entrances.some(keepsAddress)
      ? { 'preserve_client_ip.enabled': 'true' }
      : {}),
    ...(routes.some(({ sticky }) => sticky?.by === 'clientIP')
      ? { 'stickiness.enabled': 'true', 'stickiness.type': 'source_ip' }
      : {}),
  })
  return {
    annotations: {},
    ...(elsewhere ? { healthCheckPorts: [asked.targetPort] } : {}),
    objects: [
      targetConfigurationOf(planned, topology, {
        ...(Object.keys(healthCheckConfig).length === 0 ? {} : { healthCheckConfig }),
        ...(targetGroupAttributes.length === 0 ? {} : { targetGroupAttributes }),
      }),
    ],
  }
}
