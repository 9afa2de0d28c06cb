// What is worth knowing about the fields of Services on any cloud: what a written one brings with it, and wishes that none can hold.
import { fieldOf, referenceTo, type Service } from '../design/design.ts'
import type { Way } from '../design/way.ts'
import type { Finding } from '../finding.ts'
import type { Topology, Workload } from '../topology/index.ts'

export function checkFields(services: readonly Service[], ways: readonly Way[], topology: Topology): Finding[] {
  return [
    ...ways.flatMap((way) => [...checkInnerPort(way), ...checkFamily(way)]),
    ...services.flatMap((service) => {
      const workload = topology.workloads[service.workload ?? '']
      if (workload === undefined) return []
      return [
        ...checkExternalLocal(service, workload, topology),
        ...checkInternalLocal(service),
        ...checkLocality(service, workload),
        ...checkPodName(service, workload),
      ]
    }),
  ]
}

const NODES_PER_POD = 'kubernetes.io/docs/tutorials/services/source-ip'

/** A DaemonSet has a pod on each node, and no replicas. */
function checkExternalLocal(service: Service, { replicas }: Workload, { target }: Topology): Finding[] {
  if (fieldOf(service, 'externalTrafficPolicy') !== 'Local' || replicas === undefined || replicas >= target.nodes)
    return []
  const nodes = `${count(replicas, 'replica')} on ${count(target.nodes, 'node')}`
  const zones = replicas < target.zones ? `, and of ${count(target.zones, 'zone')} not every one has a pod` : ''
  const open = service.type === 'NodePort'
  return [
    {
      code: 'LOCAL_TRAFFIC_UNEVEN',
      severity: open ? 'warning' : 'info',
      path: `/workloads/${service.workload}`,
      message: `${referenceTo.service(service)}: externalTrafficPolicy: Local keeps the caller's address but sends traffic only to nodes with a pod: ${nodes}${zones}.${open ? ' At the others nothing answers.' : ''}`,
      fix: open
        ? 'Have as many replicas as nodes, spread over them, or let what stands before the nodes try the node port.'
        : 'Spread the replicas evenly over nodes and zones (topologySpreadConstraints).',
      source: NODES_PER_POD,
    },
  ]
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`

function checkInternalLocal(service: Service): Finding[] {
  if (fieldOf(service, 'internalTrafficPolicy') !== 'Local') return []
  return [
    {
      code: 'LOCAL_TRAFFIC_DROPPED',
      severity: 'info',
      path: `/workloads/${service.workload}`,
      message: `${referenceTo.service(service)}: internalTrafficPolicy: Local drops what is sent from a node without a ready pod: one that it does not run on (taints, a node selector), or where it is being replaced.`,
      fix: 'Let the DaemonSet tolerate the taints of every node its callers run on, and replace its pods with maxSurge.',
      source: 'kubernetes.io/docs/concepts/services-networking/service-traffic-policy',
    },
  ]
}

function checkLocality(service: Service, { locality, discovery }: Workload): Finding[] {
  if (service.type !== 'Headless' || locality === 'any' || discovery !== 'client-side') return []
  return [
    {
      code: 'LOCALITY_NOT_WRITTEN',
      severity: 'info',
      path: `/workloads/${service.workload}/locality`,
      message: `${referenceTo.service(service)} is headless: locality ${locality} is not written, since no proxy chooses a pod. Callers get the addresses of all.`,
      fix: 'Let callers prefer near pods themselves, or leave out discovery: client-side.',
      source: 'kubernetes.io/docs/reference/networking/virtual-ips/#traffic-distribution',
    },
  ]
}

/** Its manifest is somebody else's, and only it can give the pod its name. */
function checkPodName(service: Service, { kind, discovery, image }: Workload): Finding[] {
  const named = service.type === 'Headless' && kind === 'Deployment' && discovery === 'per-pod'
  if (!named || image !== undefined) return []
  return [
    {
      code: 'POD_NAME_NOT_WRITTEN',
      severity: 'warning',
      path: `/workloads/${service.workload}/discovery`,
      message: `${referenceTo.service(service)} names its pod only if the pod says so itself, and no image is given, so its Deployment is not written here.`,
      fix: `Set hostname: ${service.workload} and subdomain: ${service.name} in the pod template of the Deployment.`,
      source: 'kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-hostname-and-subdomain-field',
    },
  ]
}

const FOR_STAFF = /(?:^|-)(?:metrics|admin|debug|health)(?:$|-)/

function checkInnerPort({ workload, exposure, path, scheme, sourceRanges }: Way): Finding[] {
  if (scheme !== 'public' || sourceRanges.length > 0 || !FOR_STAFF.test(exposure.port)) return []
  return [
    {
      code: 'INNER_PORT_EXPOSED',
      severity: 'warning',
      path: `${path}/port`,
      message: `${workload} offers its port "${exposure.port}" to anyone on the internet; ports of that name are usually for those who run it.`,
      fix: 'Leave the exposure out (callers inside reach it by ClusterIP), or offer it to a client with its own networks.',
    },
  ]
}

/** No ipFamilyPolicy is written, so a Service has one family, and what is made for it has no other. */
function checkFamily({ workload, path, sourceRanges }: Way): Finding[] {
  const sixes = sourceRanges.filter((range) => range.includes(':'))
  if (sixes.length === 0) return []
  const all = sixes.length === sourceRanges.length
  return [
    {
      code: 'RANGES_OF_OTHER_FAMILY',
      severity: 'warning',
      path: `${path}/to`,
      message: `${workload} is offered to IPv6 networks (${sixes.slice(0, 3).join(', ')}), and balancers get IPv4 addresses unless the cluster's first family is IPv6: ${all ? 'nobody' : 'nobody from there'} could connect.`,
      fix: 'Give the IPv4 networks these clients come from.',
      source: 'kubernetes.io/docs/concepts/services-networking/dual-stack',
    },
  ]
}
