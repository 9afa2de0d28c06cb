// A workload that names its image → its Deployment, StatefulSet or DaemonSet, with probes, resources and as few rights as pods can do with.
// A Job and a CronJob are left to their owner: how often and how long they run is not in a topology.
import type { Design } from '../design/design.ts'
import { isContainerPortName, type Labels, type Topology, type Workload } from '../topology/index.ts'
import type { Manifest } from './manifest.ts'
import { metadata } from './metadata.ts'
import { containerSecurity, podSecurity } from './pod-security.ts'
import { defined } from './service.ts'

/** Is there a manifest of its own for this workload? */
export const isWritten = ({ kind, image }: Workload): boolean =>
  image !== undefined && kind !== 'Job' && kind !== 'CronJob'

export function workloadManifest(name: string, workload: Workload, design: Design, topology: Topology): Manifest[] {
  const { kind, image } = workload
  if (!isWritten(workload) || image === undefined) return []
  const named = kind === 'Deployment' && workload.discovery === 'per-pod'
  const governing = design.services.find((service) => service.workload === name && service.type === 'Headless')
  const spec = defined({
    replicas: kind === 'DaemonSet' ? undefined : workload.replicas,
    serviceName: kind === 'StatefulSet' ? governing?.name : undefined,
    selector: { matchLabels: workload.selector },
    template: {
      metadata: { labels: podLabels(workload, topology) },
      spec: {
        // DNS names the pod by both.
        ...(named && governing !== undefined ? { hostname: name, subdomain: governing.name } : {}),
        // Nothing in a topology says that a workload calls the Kubernetes API, so none gets a token for it.
        automountServiceAccountToken: false,
        securityContext: podSecurity(workload),
        containers: [container(name, image, workload)],
      },
    },
  })
  return [
    {
      apiVersion: 'apps/v1',
      kind,
      metadata: metadata(topology, { name, namespace: workload.namespace, component: name }),
      spec,
    },
  ]
}

/**
 * The labels of the pods we write. Only the selector is the controller's: it cannot be changed once it is there (apps/v1
 * DeploymentSpec), so labels of the topology may come and go beside it, and never win over it.
 */
export const podLabels = ({ selector }: Workload, topology: Topology): Labels => ({
  ...topology.labels,
  'app.kubernetes.io/part-of': topology.name,
  ...selector,
})

function container(name: string, image: string, workload: Workload): Record<string, unknown> {
  const ports = containerPorts(workload)
  const probe = probeOf(workload)
  return defined({
    name,
    image,
    ports: ports.length === 0 ? undefined : ports,
    resources: resourcesOf(workload),
    securityContext: containerSecurity,
    readinessProbe: probe,
    livenessProbe: probe,
  })
}

/** Each port of the container once, however many ports of the topology lead to it; by the first name a container port may have. */
function containerPorts({ ports }: Workload): object[] {
  const distinct = new Map<string, { name?: string; containerPort: number; protocol: string }>()
  for (const [name, { targetPort, transport }] of Object.entries(ports)) {
    const key = `${transport} ${targetPort}`
    const known = distinct.get(key) ?? { containerPort: targetPort, protocol: transport }
    const named = known.name === undefined && isContainerPortName(name)
    distinct.set(key, named ? { name, ...known } : known)
  }
  return [...distinct.values()]
}

/** The owner's own `x-…` fields stay in the topology: an API server knows none of them. */
function resourcesOf({ resources }: Workload): Record<string, unknown> | undefined {
  const quantities = (given: { cpu?: string | undefined; memory?: string | undefined } | undefined) =>
    given === undefined ? undefined : defined({ cpu: given.cpu, memory: given.memory })
  return resources === undefined
    ? undefined
    : defined({ requests: quantities(resources.requests), limits: quantities(resources.limits) })
}

function probeOf({ probe, ports }: Workload): Record<string, unknown> | undefined {
  if (probe === undefined) return undefined
  const asked = ports[probe.port]
  if (asked === undefined) return undefined
  const { targetPort: port, protocol } = asked
  // The kubelet does not look at whose certificate it is.
  const encrypted = protocol === 'https' || protocol === 'tls'
  const action = {
    http: { httpGet: defined({ path: probe.path ?? '/', port, scheme: encrypted ? 'HTTPS' : undefined }) },
    tcp: { tcpSocket: { port } },
    grpc: { grpc: { port } },
  }[probe.protocol]
  return defined({ ...action, initialDelaySeconds: probe.initialDelaySeconds, periodSeconds: probe.periodSeconds })
}
