// For tests: who may reach whom, told from the topology and its design and not from the policies under test, with pods to try it.
import { type Entrance, fieldOf, type Service } from '../../../src/domain/design/design.ts'
import type { PlannedDesign } from '../../../src/domain/plan/plan.ts'
import type { Topology } from '../../../src/domain/topology/index.ts'
import { type Network, type Pod, selects, type Transport } from './network-simulator.ts'
import { listedOf, valuesOf } from './objects.ts'

export type Asked = { port: number; transport: Transport }
export type Tried = Asked & { name: string; replica: 0 | 1 }

/** Two replicas of each workload, on addresses no source range or external of a test covers (RFC 6598). */
export function podsOf(topology: Topology, network: Network): ReadonlyMap<string, [Pod, Pod]> {
  return new Map(
    Object.entries(topology.workloads).map(([name, { namespace, selector }], index) => {
      const labels = network.podsOf(namespace, name)?.labels ?? selector
      const pod = (replica: number): Pod => ({ namespace, labels, address: `100.64.${index}.${replica}` })
      return [name, [pod(1), pod(2)]]
    }),
  )
}

/** Workloads whose pods no other selector finds: what is forbidden can be told of them alone. */
export const isAlone = (name: string, { workloads }: Topology, pods: ReadonlyMap<string, [Pod, Pod]>): boolean =>
  Object.entries(workloads).every(
    ([other, { namespace, selector }]) =>
      other === name ||
      namespace !== workloads[name]?.namespace ||
      !selects({ matchLabels: selector }, pods.get(name)?.[0].labels ?? {}),
  )

export type Model = {
  calls: (caller: string, callee: string, asked: Asked) => boolean
  /** From where besides: any source, these networks, these proxies. */
  open: (name: string, asked: Asked) => { any: boolean; ranges: string[]; proxies: Pod[] }
  /** To an address that is no pod's, or as far as blocks of addresses go to a pod's. */
  leaves: (name: string, address: string, asked: Asked) => boolean
}

export function modelOf(topology: Topology, design: PlannedDesign): Model {
  const { workloads, externals } = topology
  const portOf = (workload: string, port: string) => workloads[workload]?.ports[port]
  const isThat = (workload: string, port: string, asked: Asked) =>
    portOf(workload, port)?.targetPort === asked.port && portOf(workload, port)?.transport === asked.transport
  return {
    calls(caller, callee, asked) {
      const workload = workloads[callee]
      if (workload === undefined) return false
      const called = workloads[caller]?.calls.some(
        (call) => call.split('/')[0] === callee && isThat(callee, call.split('/')[1] ?? '', asked),
      )
      const peers = caller === callee && workload.kind === 'StatefulSet'
      return called === true || (peers && Object.keys(workload.ports).some((port) => isThat(callee, port, asked)))
    },
    open(name, asked) {
      const outer = design.services.filter(
        ({ workload, type, ports }) =>
          workload === name &&
          (type === 'NodePort' || type === 'LoadBalancer') &&
          ports.some((port) => port.targetPort === asked.port && port.transport === asked.transport),
      )
      const routed = design.entrances.filter(({ routes }) =>
        routes.some((route) => route.workload === name && isThat(name, route.port, asked)),
      )
      return {
        any:
          outer.some((service) => rangesOf(service).length === 0) ||
          routed.some((entrance) => proxiesOf(entrance).length === 0) ||
          (asked.transport === 'TCP' && healthChecked(name, topology, design).includes(asked.port)),
        ranges: outer.flatMap(rangesOf),
        proxies: routed.flatMap(proxiesOf),
      }
    },
    leaves(name, address, { port, transport }) {
      const calls = workloads[name]?.calls ?? []
      return calls.some((call) => {
        const external = call.startsWith('external:') ? externals[call.slice('external:'.length)] : undefined
        if (external === undefined) return false
        const here = external.port === undefined || (external.port === port && transport === 'TCP')
        return here && (external.addresses?.includes(address) ?? !/^169\.254\.|^fe80:/.test(address))
      })
    },
  }
}

/** A policy can hold ranges only where nothing on the way changes the caller's address and nothing else holds them. */
export const rangesOf = (service: Service): string[] =>
  service.type === 'NodePort' && fieldOf(service, 'externalTrafficPolicy') === 'Local'
    ? (service.facing?.sourceRanges ?? [])
    : []

/** The proxies of a Gateway that is written, where they are pods whose labels are known; none: they may be anywhere. */
export function proxiesOf({ api, class: name, existing, namespace, name: gateway }: Entrance): Pod[] {
  if (existing || api !== 'gateway') return []
  const pod = (where: string, labels: Pod['labels']): Pod => ({ namespace: where, labels, address: '100.65.0.1' })
  if (['istio', 'approuting-istio', 'nginx', 'kgateway'].includes(name))
    return [pod(namespace, { 'gateway.networking.k8s.io/gateway-name': gateway })]
  if (name !== 'eg') return []
  const owner = 'gateway.envoyproxy.io/owning-gateway'
  const own = { [`${owner}-name`]: gateway, [`${owner}-namespace`]: namespace }
  return [pod('envoy-gateway-system', own), pod(namespace, own), pod('elsewhere', { [`${owner}class`]: 'eg' })]
}

/** Ports at which AWS balancers ask pods, as their annotations say, and Google's, as objects do; over TCP at the number of a UDP port that has no other. */
function healthChecked(name: string, { workloads }: Topology, { manifests, services }: PlannedDesign): number[] {
  const own = services.filter(({ workload }) => workload === name)
  return own.flatMap((service) => {
    const written = listedOf(manifests).find(
      (one) => one.kind === 'Service' && one.name === service.name && one.namespace === service.namespace,
    )
    const annotations = valuesOf(written?.metadata.annotations)
    const said = [
      ...portsInObjects(service, manifests),
      ...[
        annotations['service.beta.kubernetes.io/aws-load-balancer-healthcheck-port'],
        annotations['alb.ingress.kubernetes.io/healthcheck-port'],
      ],
    ].flatMap((port) => (port === undefined ? [] : [Number(port)]))
    const onPods = annotations['service.beta.kubernetes.io/aws-load-balancer-nlb-target-type'] === 'ip'
    if (said.length > 0 || !onPods) return said
    const answering = Object.values(workloads[name]?.ports ?? {}).filter(({ transport }) => transport === 'TCP')
    return service.ports
      .map(({ targetPort }) => targetPort)
      .filter((port) => answering.some(({ targetPort }) => targetPort === port))
  })
}

/** GKE's objects carry the name of the Service they are for. */
function portsInObjects({ name, namespace }: Service, manifests: PlannedDesign['manifests']): unknown[] {
  return listedOf(manifests)
    .filter((one) => one.name === name && one.namespace === namespace)
    .flatMap(({ kind, spec }) => {
      if (kind === 'BackendConfig') return [valuesOf(spec.healthCheck).port]
      if (kind !== 'HealthCheckPolicy') return []
      return Object.values(valuesOf(valuesOf(spec.default).config)).map((check) => valuesOf(check).port)
    })
}
