// A workload that names its image → its Deployment, StatefulSet or DaemonSet, with probes and resources.
// A Job and a CronJob are left to their owner: how often and how long they run is not in a topology.
import type { Design } from '../design/design.ts'
import { isContainerPortName, type Topology, type Workload } from '../topology/index.ts'
import type { Manifest } from './manifest.ts'
import { metadata } from './metadata.ts'
import { defined } from './service.ts'

export function workloadManifest(name: string, workload: Workload, design: Design, topology: Topology): Manifest[] {
  const { kind, image } = workload
  if (image === undefined || kind === 'Job' || kind === 'CronJob') return []
  const governing = design.services.find((service) => service.workload === name && service.type === 'Headless')
  const spec = defined({
    replicas: kind === 'DaemonSet' ? undefined : workload.replicas,
    serviceName: kind === 'StatefulSet' ? governing?.name : undefined,
    selector: { matchLabels: workload.selector },
    template: {
      metadata: { labels: { ...topology.labels, 'app.kubernetes.io/part-of': topology.name, ...workload.selector } },
      spec: { containers: [container(name, image, workload)] },
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

function container(name: string, image: string, workload: Workload): Record<string, unknown> {
  const ports = Object.entries(workload.ports).map(([portName, { targetPort, transport }]) => ({
    ...(isContainerPortName(portName) ? { name: portName } : {}),
    containerPort: targetPort,
    protocol: transport,
  }))
  const probe = probeOf(workload)
  return defined({
    name,
    image,
    ports: ports.length === 0 ? undefined : ports,
    resources: workload.resources,
    readinessProbe: probe,
    livenessProbe: probe,
  })
}

function probeOf({ probe, ports }: Workload): Record<string, unknown> | undefined {
  if (probe === undefined) return undefined
  const port = ports[probe.port]?.targetPort
  if (port === undefined) return undefined
  const action = {
    http: { httpGet: { path: probe.path ?? '/', port } },
    tcp: { tcpSocket: { port } },
    grpc: { grpc: { port } },
  }[probe.protocol]
  return defined({ ...action, initialDelaySeconds: probe.initialDelaySeconds, periodSeconds: probe.periodSeconds })
}
