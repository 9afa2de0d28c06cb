// What AKS reads. Source: kubernetes-sigs/cloud-provider-azure docs (loadbalancer.md); MicrosoftDocs/azure-aks-docs
// (internal-lb.md, app-routing-gateway-api.md).
import type { Entrance, Service } from '../../domain/design/design.ts'
import type { Manifest } from '../../domain/manifests/manifest.ts'
import type { BackendSettings, EntranceSettings, ServiceSettings } from '../../domain/provider.ts'
import { PROTOCOLS, type Topology } from '../../domain/topology/index.ts'
import { keptByKubernetes } from '../fields.ts'
import { isFrontend } from './entrance-class.ts'
import { backendPolicies, frontend, routePolicies } from './frontend.ts'

const AZURE = 'service.beta.kubernetes.io/azure-'
const PER_PORT = 'service.beta.kubernetes.io/port_'

export function service(planned: Service, topology: Topology): ServiceSettings {
  const { facing } = planned
  if (facing === undefined) return { annotations: {}, fields: {} }
  const internal = facing.scheme === 'internal'
  const [address] = facing.staticIP === false ? [] : facing.staticIP
  const ranges = facing.sourceRanges
  return {
    fields: keptByKubernetes(facing, {
      ranges: 'AKS turns them into rules of the network security group.',
      affinity: 'AKS gives the rule the distribution SourceIP.',
      source: 'kubernetes-sigs/cloud-provider-azure docs (loadbalancer.md)',
    }),
    annotations: {
      ...(internal ? { [`${AZURE}load-balancer-internal`]: 'true' } : {}),
      // The virtual network may otherwise come in past the ranges.
      ...(internal && ranges.length > 0 ? { [`${AZURE}deny-all-except-load-balancer-source-ranges`]: 'true' } : {}),
      ...(address === undefined ? {} : { [internal ? `${AZURE}load-balancer-ipv4` : `${AZURE}pip-name`]: address }),
      ...(facing.idleTimeoutSeconds === undefined
        ? {}
        : { [`${AZURE}load-balancer-tcp-idle-timeout`]: String(idleMinutes(facing.idleTimeoutSeconds)) }),
      ...probes(planned, topology),
    },
  }
}

/** Whole minutes; the AKS page allows 4 to 30. */
export const idleMinutes = (seconds: number): number => Math.min(30, Math.max(4, Math.ceil(seconds / 60)))

/**
 * appProtocol http or https turns the health probe into a request for "/", and pods that answer it with an error go dark:
 * the probe of each such port is said, by the workload's own path or as plain TCP. Under externalTrafficPolicy: Local all rules share
 * the node's own /healthz, and nothing said here is read (kubernetes-sigs/cloud-provider-azure pkg/provider/azure_loadbalancer_healthprobe.go).
 */
function probes(planned: Service, topology: Topology): Record<string, string> {
  if (planned.facing?.preserveClientIP) return {}
  const workload = topology.workloads[planned.workload ?? '']
  const entries = planned.ports
    .filter(
      (port) => port.transport === 'TCP' && ['http', 'https'].includes(PROTOCOLS[port.protocol].appProtocol ?? ''),
    )
    .flatMap((port): [string, string][] => {
      const key = `${PER_PORT}${port.port}_health-probe_`
      const probe = workload?.probe
      if (probe?.protocol === 'http' && probe.path !== undefined && probe.port === port.name) {
        return [
          [`${key}protocol`, port.protocol === 'https' ? 'https' : 'http'],
          [`${key}request-path`, probe.path],
        ]
      }
      return [[`${key}protocol`, 'tcp']]
    })
  return Object.fromEntries(entries)
}

/** A Gateway's implementation makes a LoadBalancer Service; what that must carry goes through spec.infrastructure. */
export function entrance(planned: Entrance, topology: Topology, part: Entrance): EntranceSettings {
  if (isFrontend(planned)) return frontend(topology, part)
  const [address] = planned.staticIP === false ? [] : planned.staticIP
  const internal = planned.scheme === 'internal'
  const ranges = planned.sourceRanges
  const infrastructure = {
    ...(internal ? { [`${AZURE}load-balancer-internal`]: 'true' } : {}),
    ...(ranges.length === 0 ? {} : { [`${AZURE}allowed-ip-ranges`]: ranges.join(',') }),
    ...(internal && ranges.length > 0 ? { [`${AZURE}deny-all-except-load-balancer-source-ranges`]: 'true' } : {}),
    ...(address === undefined ? {} : { [internal ? `${AZURE}load-balancer-ipv4` : `${AZURE}pip-name`]: address }),
  }
  return {
    annotations: {},
    ...(Object.keys(infrastructure).length === 0 ? {} : { infrastructureAnnotations: infrastructure }),
  }
}

export function backend(planned: Service, entrances: readonly Entrance[], topology: Topology): BackendSettings {
  const objects = backendPolicies(planned, entrances.filter(isFrontend), topology)
  return { annotations: {}, ...(objects.length === 0 ? {} : { objects }) }
}

export const routes = (planned: Entrance, written: readonly Manifest[], topology: Topology): Manifest[] =>
  isFrontend(planned) ? routePolicies(planned, written, topology) : []
