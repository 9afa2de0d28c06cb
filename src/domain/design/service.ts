// Builds one Service of a design: what every type shares and its DNS names. What follows from the whole design is added once it is
// finished: its fields in `fields.ts`; paths, names for callers and commands in `explain.ts`.
import type { Workload } from '../topology/index.ts'
import type { Because, Dns, Facing, Rejected, Service, ServicePort } from './design.ts'
import type { Way } from './way.ts'

// The name every installer gives the cluster's DNS zone unless told otherwise.
const CLUSTER_DOMAIN = 'cluster.local'

export type ServiceParts = {
  name: string
  workloadName: string
  workload: Workload
  type: Service['type']
  ports: ServicePort[]
  because: Because
  rejected: Rejected[]
  facing?: Facing
}

export function buildService(parts: ServiceParts): Service {
  const { workload, type, ports, facing } = parts
  return {
    name: parts.name,
    namespace: workload.namespace,
    workload: parts.workloadName,
    type,
    selector: workload.selector,
    ports,
    ...(facing === undefined ? {} : { facing }),
    fields: [],
    dns: dnsOf(parts.name, workload.namespace, ports),
    path: [],
    because: parts.because,
    rejected: parts.rejected,
    verify: [],
  }
}

export function dnsOf(name: string, namespace: string, ports: readonly ServicePort[]): Dns {
  const full = `${name}.${namespace}.svc.${CLUSTER_DOMAIN}`
  const urls = ports.map((port) => [port.name, urlOf(full, port)])
  return { short: name, full, urls: Object.fromEntries(urls), forCallers: [] }
}

const URL_SCHEMES: Partial<Record<ServicePort['protocol'], string>> = {
  http: 'http',
  https: 'https',
  http2: 'http',
  websocket: 'ws',
}

export const urlOf = (full: string, { protocol, port }: ServicePort): string => {
  const scheme = URL_SCHEMES[protocol]
  return scheme === undefined ? `${full}:${port}` : `${scheme}://${full}:${port}`
}

/** The ports of a workload as its pods have them; a headless name leads to the pod, so there the port is the pod's own. */
export function servicePorts(
  workload: Workload,
  names: readonly string[],
  options: { headless?: boolean } = {},
): ServicePort[] {
  const ports: ServicePort[] = []
  for (const name of names) {
    const port = workload.ports[name]
    if (port === undefined) continue
    const number = options.headless ? port.targetPort : port.port
    // Two ports before one container port are one where nothing maps them: the API server takes each number once.
    if (ports.some((other) => other.port === number && other.transport === port.transport)) continue
    ports.push({ name, ...portFields(port), port: number })
  }
  return ports
}

const portFields = ({ port, targetPort, transport, protocol }: Workload['ports'][string]) => ({
  port,
  targetPort,
  transport,
  protocol,
})

export const facingPort = (way: Way): ServicePort => ({
  name: way.exposure.port,
  ...portFields(way.port),
  port: way.exposure.listen,
})

export function facingOf(ways: readonly Way[], first: Way): Facing {
  const { exposure, scheme, sourceRanges } = first
  const untils = ways.flatMap((way) => (way.exposure.until === undefined ? [] : [way.exposure.until])).sort()
  return {
    scheme,
    sourceRanges,
    hosts: [...new Set(ways.flatMap((way) => way.exposure.hosts))].sort(),
    tls: exposure.tls,
    ...(exposure.sticky === undefined ? {} : { sticky: exposure.sticky }),
    preserveClientIP: exposure.preserveClientIP,
    staticIP: exposure.staticIP,
    isolation: exposure.isolation,
    ...(exposure.idleTimeoutSeconds === undefined ? {} : { idleTimeoutSeconds: exposure.idleTimeoutSeconds }),
    ...(untils[0] === undefined ? {} : { until: untils[0] }),
  }
}
