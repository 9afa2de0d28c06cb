// What is worth knowing about a plan on any cloud: what was assumed and matters, what a type cannot do, what nobody asked for.
import type { Design } from '../design/design.ts'
import { callersOf } from '../design/facts.ts'
import { type Way, waysOf } from '../design/way.ts'
import { USAGE_FIELDS } from '../estimate/charge.ts'
import type { Finding } from '../finding.ts'
import type { Provider } from '../provider.ts'
import { PROTOCOLS, type Topology } from '../topology/index.ts'
import { checkCycles } from './call-cycles.ts'
import { checkEntrances } from './findings-of-entrances.ts'
import { checkFields } from './findings-of-fields.ts'
import { checkHosts } from './findings-of-hosts.ts'
import { checkInUse } from './findings-of-in-use.ts'
import { checkLayer4 } from './findings-of-layer4.ts'
import { checkPods } from './findings-of-pods.ts'
import { checkNetworkPolicies } from './findings-of-policies.ts'
import { checkService } from './findings-of-services.ts'

export function checkDesign(topology: Topology, design: Design, provider: Provider): Finding[] {
  const ways = waysOf(topology)
  return [
    ...ways.flatMap((way) => checkWay(way, topology)),
    ...checkLayer4(ways, topology, provider),
    ...checkTraffic(topology, design, provider),
    ...checkWorkloads(topology),
    ...checkCycles(topology),
    ...design.services.flatMap((service) => checkService(service, topology, provider)),
    ...checkFields(design.services, ways, topology),
    ...checkEntrances(topology, design, provider),
    ...checkHosts(design),
    ...checkInUse(topology, provider),
    ...checkNetworkPolicies(topology, design, provider),
    ...checkPods(topology),
  ]
}

function checkWay(
  { workload, path, exposure, port, scheme, sourceRanges, networks }: Way,
  topology: Topology,
): Finding[] {
  const findings: Finding[] = []
  if (scheme === 'public' && !networks.includes('internet') && sourceRanges.length === 0) {
    findings.push({
      code: 'CLIENTS_WITHOUT_NETWORKS',
      severity: 'warning',
      path: `${path}/to`,
      message: `${workload} is offered to ${networks.join(' and ')} only, but no networks are given: anyone on the internet may connect.`,
      fix: 'Give the client its cidrs.',
    })
  }
  if (
    scheme === 'public' &&
    port.protocol === 'http' &&
    exposure.tls.mode === 'none' &&
    exposure.hosts.length > 0 &&
    topology.target.environment === 'production'
  ) {
    findings.push({
      code: 'PUBLIC_HTTP_WITHOUT_TLS',
      severity: 'warning',
      path: `${path}/tls`,
      message: `${workload} answers ${exposure.hosts.slice(0, 3).join(', ')} in clear text.`,
      fix: 'End TLS at the edge: tls: { mode: terminate }.',
    })
  }
  return [...findings, ...checkOneAddress({ workload, path, port }, topology)]
}

/** Clients of these are told, or must know, which of several pods to go to; those that need no certain one do not ask for per-pod. */
function checkOneAddress(
  { workload, path, port }: Pick<Way, 'workload' | 'path' | 'port'>,
  topology: Topology,
): Finding[] {
  const { discovery, replicas = 1 } = topology.workloads[workload] ?? {}
  if (discovery !== 'per-pod' || replicas < 2 || !PROTOCOLS[port.protocol].database) return []
  return [
    {
      code: 'ONE_ADDRESS_FOR_ALL_PODS',
      severity: 'warning',
      path,
      message: `${workload} is offered at one address, which leads to any of its ${replicas} pods: clients of ${port.protocol} must reach a certain one of them, such as the primary or the leader of a partition.`,
      fix: 'Give each pod a Service of its own, with the label statefulset.kubernetes.io/pod-name in its selector, and let it tell clients that address (Kafka: advertised.listeners).',
      source:
        'kubernetes.io/docs/concepts/workloads/controllers/statefulset (pod name label); kafka.apache.org/documentation (advertised.listeners)',
    },
  ]
}

const BY_USE: ReadonlySet<string> = new Set(USAGE_FIELDS)

/** Only for what somebody is billed for by use: a NodePort and a port-forward are not, nor is anything where every price is flat. */
function checkTraffic(topology: Topology, design: Design, provider: Provider): Finding[] {
  if (!provider.billed.some(({ counts }) => counts.some((field) => BY_USE.has(field)))) return []
  const billed = new Set([
    ...design.services.filter((service) => service.type === 'LoadBalancer').map((service) => service.workload ?? ''),
    ...design.entrances.flatMap((entrance) => entrance.routes.map((route) => route.workload)),
  ])
  return [...billed]
    .filter((name) => topology.workloads[name]?.traffic.source === 'assumed')
    .map((name) => ({
      code: 'TRAFFIC_NOT_GIVEN',
      severity: 'warning',
      path: `/workloads/${name}/traffic`,
      message: `No traffic is given for ${name}: what is charged by use is counted for no load at all, so the bill may be higher.`,
      fix: 'Give traffic: new connections a second, GB in and out a month.',
    }))
}

function checkWorkloads(topology: Topology): Finding[] {
  const callers = callersOf(topology)
  const findings: Finding[] = []
  for (const [name, workload] of Object.entries(topology.workloads)) {
    const path = `/workloads/${name}`
    const alone = (callers.get(name) ?? []).every((caller) => caller === name)
    if (alone && workload.expose.length === 0 && Object.keys(workload.ports).length > 0) {
      findings.push({
        code: 'NOBODY_CALLS',
        severity: 'info',
        path,
        message: `Nobody calls ${name} and nobody outside is offered it.`,
        fix: 'Name its callers in `calls`, or leave its ports out.',
      })
    }
    if (workload.pin?.type === 'ClusterIP' || workload.pin?.type === 'Headless') {
      if (workload.expose.length > 0) {
        findings.push({
          code: 'PIN_HIDES_EXPOSURE',
          severity: 'error',
          path: `${path}/pin`,
          message: `${name} is pinned to ${workload.pin.type}, so nobody outside reaches what it exposes.`,
          fix: 'Remove the pin or the exposure.',
        })
      }
    } else if (workload.pin?.type === 'LoadBalancer' && workload.expose.length === 0) {
      findings.push({
        code: 'PIN_WITHOUT_CLIENTS',
        severity: 'warning',
        path: `${path}/pin`,
        message: `${name} is pinned to LoadBalancer but offered to nobody: an internal one is written.`,
        fix: 'Say in `expose` who may reach it.',
      })
    }
    const grpc = Object.entries(workload.ports).find(([, port]) => port.protocol === 'grpc')
    if (grpc !== undefined && (workload.replicas ?? 1) > 1 && workload.discovery === 'virtual-ip' && !alone) {
      findings.push({
        code: 'GRPC_PINNED_TO_ONE_POD',
        severity: 'info',
        path: `${path}/ports/${grpc[0]}`,
        message: `gRPC keeps one connection for many calls, and a ClusterIP balances connections: each caller of ${name} stays on one of ${workload.replicas} pods.`,
        fix: 'Set discovery: client-side, or put a mesh or proxy between.',
        source: 'kubernetes.io/blog/2018/11/07/grpc-load-balancing-on-kubernetes-without-tears',
      })
    }
    if ((workload.kind === 'Job' || workload.kind === 'CronJob') && workload.image !== undefined) {
      findings.push({
        code: 'WORKLOAD_NOT_WRITTEN',
        severity: 'info',
        path: `${path}/image`,
        message: `No manifest is written for ${name}: a topology does not say when and how long a ${workload.kind} runs.`,
      })
    }
  }
  for (const name of Object.keys(topology.externals)) {
    if (!callers.has(`external:${name}`)) {
      findings.push({
        code: 'NOBODY_CALLS',
        severity: 'info',
        path: `/externals/${name}`,
        message: `Nobody calls the external ${name}.`,
      })
    }
  }
  return findings
}
