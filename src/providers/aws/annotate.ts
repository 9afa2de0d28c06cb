// What the AWS controllers read on a Service of type LoadBalancer. Source: kubernetes-sigs/aws-load-balancer-controller v3.5.0
// docs/guide/service/annotations.md; EKS user guide (Auto Mode); kubernetes/cloud-provider-aws docs/service_controller.md.
import type { Facing, Service } from '../../domain/design/design.ts'
import type { ServiceFields, ServiceSettings } from '../../domain/provider.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { keptByKubernetes } from '../fields.ts'

const SERVICES = 'kubernetes-sigs/aws-load-balancer-controller docs/guide/service/annotations.md'
const LEGACY = 'kubernetes/cloud-provider-aws docs/service_controller.md'
const AUTO_MODE = 'docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html'

const NLB = 'service.beta.kubernetes.io/aws-load-balancer-'
// The controllers' default policy dates from 2016 and allows TLS 1.0.
export const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-2021-06'

export function service(planned: Service, topology: Topology): ServiceSettings {
  const { facing } = planned
  if (facing === undefined) return { annotations: {}, fields: {} }
  if (topology.target.controller === 'aws-cloud-provider') return legacyService(facing)
  const internal = facing.scheme === 'internal'
  const attributes = targetGroupAttributes(planned)
  const names = facing.staticIP === false ? [] : facing.staticIP
  const ended = isTlsEnded(planned, topology)
  const bothTransports = planned.ports.some((port) =>
    planned.ports.some((other) => other.port === port.port && other.transport !== port.transport),
  )
  const asked = healthCheckPorts(planned, topology)
  return {
    ...(asked.length === 0 ? {} : { healthCheckPorts: asked }),
    fields: fieldsOf(facing, topology),
    annotations: {
      // The controller's own default is internal: always said, never left to it.
      [`${NLB}scheme`]: internal ? 'internal' : 'internet-facing',
      [`${NLB}nlb-target-type`]: 'ip',
      ...(attributes.length === 0 ? {} : { [`${NLB}target-group-attributes`]: attributes.join(',') }),
      ...(names.length === 0
        ? {}
        : { [internal ? `${NLB}private-ipv4-addresses` : `${NLB}eip-allocations`]: names.join(',') }),
      ...(ended
        ? {
            [`${NLB}ssl-cert`]: facing.tls.certificateArn ?? '',
            [`${NLB}ssl-ports`]: planned.ports
              .filter((port) => port.transport === 'TCP')
              .map((port) => port.port)
              .join(','),
            [`${NLB}ssl-negotiation-policy`]: TLS_POLICY,
          }
        : {}),
      ...(bothTransports ? { [`${NLB}enable-tcp-udp-listener`]: 'true' } : {}),
      // EKS Auto Mode reads no listener attributes, and TLS listeners have a fixed one.
      ...(ended || topology.target.controller === 'eks-auto-mode' ? {} : idleTimeouts(planned)),
      ...healthChecks(planned, topology),
    },
  }
}

const fieldsOf = (facing: Facing, { target }: Topology): ServiceFields => ({
  loadBalancerClass:
    target.controller === 'eks-auto-mode'
      ? {
          value: 'eks.amazonaws.com/nlb',
          because:
            'the class hands the Service to EKS Auto Mode; without it the controller built into the cluster may take it',
          source: AUTO_MODE,
        }
      : {
          value: 'service.k8s.aws/nlb',
          because:
            'the class hands the Service to the AWS Load Balancer Controller; the legacy controller leaves it alone',
          source: SERVICES,
        },
  allocateLoadBalancerNodePorts: {
    value: false,
    because: 'pod addresses are the targets, so no node port is ever used and none need be open',
    source: SERVICES,
  },
  ...(facing.sourceRanges.length === 0
    ? {}
    : {
        loadBalancerSourceRanges: {
          value: facing.sourceRanges,
          because: 'the controller writes them into the security group; they bite because the caller’s address is kept',
          source: SERVICES,
        },
      }),
  ...(facing.sticky?.by === 'clientIP'
    ? {
        sessionAffinity: {
          because:
            'it has no effect behind a Network Load Balancer on pod addresses; stickiness of the target group is written instead',
          source: SERVICES,
        },
      }
    : {}),
  ...(facing.preserveClientIP
    ? {
        externalTrafficPolicy: {
          because:
            'traffic goes to pod addresses and past the nodes: preserve_client_ip of the target group keeps the caller’s address',
          source: SERVICES,
        },
      }
    : {}),
})

/** A Network Load Balancer ends TLS with a certificate named by its ARN; the legacy controller is told none. */
export const isTlsEnded = ({ facing }: Service, { target }: Pick<Topology, 'target'>): boolean =>
  facing?.tls.mode === 'terminate' &&
  facing.tls.certificateArn !== undefined &&
  target.controller !== 'aws-cloud-provider'

// Source ranges and stickiness by address both need the caller's address, which IP targets lose on TCP unless told to keep it.
function targetGroupAttributes({ facing, ports }: Service): string[] {
  if (facing === undefined) return []
  const keepsAddress = facing.preserveClientIP || facing.sourceRanges.length > 0
  const tcp = ports.some((port) => port.transport === 'TCP')
  return [
    ...(keepsAddress && tcp ? ['preserve_client_ip.enabled=true'] : []),
    ...(facing.sticky?.by === 'clientIP' ? ['stickiness.enabled=true', 'stickiness.type=source_ip'] : []),
  ]
}

/** 60 to 6000 seconds, TCP listeners only (docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html). */
export const nlbIdleTimeout = (seconds: number): number => Math.min(6000, Math.max(60, seconds))

/** The numbers that TCP alone is listened for on: a listener for TCP and UDP together has no timeout to set. */
export const plainTcpPorts = ({ ports }: Pick<Service, 'ports'>): number[] =>
  ports
    .filter(
      ({ port, transport }) =>
        transport === 'TCP' && ports.every((one) => one.port !== port || one.transport === 'TCP'),
    )
    .map(({ port }) => port)

function idleTimeouts(planned: Service): Record<string, string> {
  const wanted = planned.facing?.idleTimeoutSeconds
  if (wanted === undefined) return {}
  return Object.fromEntries(
    plainTcpPorts(planned).map((port) => [
      `${NLB}listener-attributes.TCP-${port}`,
      `tcp.idle_timeout.seconds=${nlbIdleTimeout(wanted)}`,
    ]),
  )
}

/**
 * The controller checks health over TCP on the port of the traffic; a path is heeded only with the protocol beside it. Targets are
 * pods, so the port is the container's own.
 */
function healthChecks(planned: Service, topology: Topology): Record<string, string> {
  const workload = topology.workloads[planned.workload ?? '']
  const probe = workload?.probe
  const port = probe === undefined ? undefined : workload?.ports[probe.port]
  if (probe === undefined || port === undefined || port.transport !== 'TCP') return {}
  const elsewhere = planned.ports.some((one) => one.targetPort !== port.targetPort || one.transport !== 'TCP')
  const http = probe.protocol === 'http' && probe.path !== undefined
  return {
    ...(http ? { [`${NLB}healthcheck-protocol`]: port.protocol === 'https' ? 'https' : 'http' } : {}),
    ...(http ? { [`${NLB}healthcheck-path`]: probe.path ?? '/' } : {}),
    ...(elsewhere ? { [`${NLB}healthcheck-port`]: String(port.targetPort) } : {}),
  }
}

/** Where pods are asked over TCP beside the ports of the traffic: at the probe, else at the same number, also where that is UDP. */
function healthCheckPorts(planned: Service, topology: Topology): number[] {
  const workload = topology.workloads[planned.workload ?? '']
  const ports = Object.values(workload?.ports ?? {}).filter((port) => port.transport === 'TCP')
  const probe = workload?.probe === undefined ? undefined : workload.ports[workload.probe.port]
  const asked = probe?.transport === 'TCP' ? [probe.targetPort] : planned.ports.map((port) => port.targetPort)
  return [...new Set(asked)].filter(
    (number) =>
      ports.some((port) => port.targetPort === number) &&
      !planned.ports.some((port) => port.targetPort === number && port.transport === 'TCP'),
  )
}

/** The controller in cloud-provider-aws: an NLB on node ports; affinity fields make it refuse the Service. */
function legacyService(facing: Facing): ServiceSettings {
  return {
    annotations: { [`${NLB}type`]: 'nlb', ...(facing.scheme === 'internal' ? { [`${NLB}internal`]: 'true' } : {}) },
    fields: {
      ...keptByKubernetes(facing, {
        ranges: 'The controller writes them into the security groups of the nodes.',
        source: LEGACY,
      }),
      ...(facing.sticky?.by === 'clientIP'
        ? { sessionAffinity: { because: 'the legacy controller refuses a Service that has it', source: LEGACY } }
        : {}),
    },
  }
}
