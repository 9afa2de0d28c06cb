// What GKE's controllers read. Source: cloud.google.com/kubernetes-engine/docs (service-parameters, internal-load-balancing,
// ingress-configuration); kubernetes/ingress-gce pkg/utils/utils.go (IsGCEIngress).
import type { Entrance, Service } from '../../domain/design/design.ts'
import type { BackendSettings, EntranceSettings, Explained, ServiceSettings } from '../../domain/provider.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { keptByKubernetes } from '../fields.ts'
import { backendOf, routedBy } from './backends.ts'
import { backendConfigs, gatewayPolicies, isConfig, isPolicy } from './policies.ts'
import { isManaged } from './provision.ts'

const PARAMETERS = 'cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer-parameters'

export function service({ facing }: Service, topology: Topology): ServiceSettings {
  if (facing === undefined) return { annotations: {}, fields: {} }
  const internal = facing.scheme === 'internal'
  const names = facing.staticIP === false ? [] : facing.staticIP
  // The classes are there from 1.33.1-gke.1779000; before, annotations say the same.
  const classes = Number(topology.target.kubernetesVersion.split('.')[1]) >= 33
  const before: Record<string, string> = internal
    ? { 'networking.gke.io/load-balancer-type': 'Internal' }
    : { 'cloud.google.com/l4-rbs': 'enabled' }
  return {
    fields: {
      ...(classes ? { loadBalancerClass: classOf(internal) } : {}),
      ...keptByKubernetes(facing, {
        ranges: 'GKE turns them into a firewall rule before the nodes.',
        affinity: 'GKE gives the backend service the session affinity CLIENT_IP.',
        source: PARAMETERS,
      }),
    },
    annotations: {
      ...(classes ? {} : before),
      ...(names.length === 0 ? {} : { 'networking.gke.io/load-balancer-ip-addresses': names.join(',') }),
    },
  }
}

const classOf = (internal: boolean): Explained<string> => ({
  value: `networking.gke.io/l4-regional-${internal ? 'internal' : 'external'}`,
  because: `the class says the side, ${internal ? 'inside the VPC' : 'public'}, where it cannot be lost, and asks for the kind of balancer that is a backend service`,
  source: PARAMETERS,
})

export function entrance(planned: Entrance): EntranceSettings {
  const names = planned.staticIP === false ? [] : planned.staticIP
  if (planned.api === 'gateway') {
    return {
      annotations: {},
      ...(names.length === 0 ? {} : { addresses: names.map((value) => ({ type: 'NamedAddress', value })) }),
    }
  }
  if (!isManaged(planned)) return { annotations: {} }
  const [name] = names
  return {
    // The controller leaves an Ingress alone whose spec.ingressClassName is set: the annotation is the only way.
    writeIngressClassName: false,
    annotations: {
      'kubernetes.io/ingress.class': planned.class,
      ...(planned.listeners.some((listener) => !listener.tls) ? {} : { 'kubernetes.io/ingress.allow-http': 'false' }),
      ...(name === undefined
        ? {}
        : {
            [planned.class === 'gce'
              ? 'kubernetes.io/ingress.global-static-ip-name'
              : 'kubernetes.io/ingress.regional-static-ip-name']: name,
          }),
    },
  }
}

/**
 * What stands beside a Service behind Google's entrances. Ingress back ends say protocol and settings by annotation, and HTTP/2 needs
 * TLS in the pod there; Gateway back ends take the protocol from appProtocol and the settings from policies that find the Service.
 */
export function backend(planned: Service, entrances: readonly Entrance[], topology: Topology): BackendSettings {
  const byGateway = routedBy('gateway', planned, entrances)
  const byIngress = routedBy('ingress', planned, entrances)
  const behind = byGateway.length === 0 ? undefined : backendOf(planned, byGateway, topology)
  const below = byIngress.length === 0 ? undefined : backendOf(planned, byIngress, topology)
  const policies = behind === undefined ? [] : gatewayPolicies(planned, behind, topology)
  const configs = below === undefined ? [] : backendConfigs(planned, below, topology)
  const ports = [
    ...(behind?.healthCheck !== undefined && isPolicy(behind.healthCheck) ? [behind.healthCheck.port] : []),
    ...(below?.healthCheck !== undefined && isConfig(below.healthCheck) ? [below.healthCheck.port] : []),
  ].flatMap((port) => port ?? [])
  return {
    annotations: {
      ...(below === undefined ? {} : protocolsOf(planned)),
      ...(configs.length === 0 ? {} : { 'cloud.google.com/backend-config': JSON.stringify({ default: planned.name }) }),
    },
    // Asked from Google's own addresses, on a port that need not be the one of the requests.
    ...(ports.length === 0 ? {} : { healthCheckPorts: [...new Set(ports)] }),
    ...(policies.length + configs.length === 0 ? {} : { objects: [...policies, ...configs] }),
  }
}

function protocolsOf({ ports }: Service): Record<string, string> {
  const spoken = ports.flatMap(({ name, protocol }) => {
    const told = protocol === 'https' ? 'HTTPS' : protocol === 'grpc' || protocol === 'http2' ? 'HTTP2' : undefined
    return told === undefined ? [] : [[name, told]]
  })
  return spoken.length === 0 ? {} : { 'cloud.google.com/app-protocols': JSON.stringify(Object.fromEntries(spoken)) }
}
