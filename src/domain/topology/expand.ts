// Input → canonical topology: writes out every short form, fills in every default and records each as assumed with its path.
// Pure and order-keeping: sorting is `order.ts`, refusing is `check.ts`. Pointers therefore fit the document it was given.
import { compareText } from '../finding.ts'
import { expandCalls, type PortsByWorkload, portsByWorkload } from './calls.ts'
import type { ExposureInput, PortInput, TopologyInput, WorkloadInput } from './input.ts'
import { entryOf } from './names.ts'
import { asSet } from './order.ts'
import { inferProtocol, PROTOCOLS, speaksHttp } from './protocols.ts'
import type { Assumption, Exposure, Port, Probe, Target, Tls, Topology, Workload } from './topology.ts'
import { type Assume, fillInTraffic } from './traffic.ts'
import type { Transport } from './vocabulary.ts'

/** What a canonical topology must know of the cloud it is for. */
export type TargetDefaults = { controller?: string }

// The safe baseline of the clouds' supported versions in November 2026 (GKE, EKS and AKS all still offer it).
export const BASELINE_VERSION = '1.33'

export type Expansion = { topology: Topology; assumed: Assumption[] }

export function expand(input: TopologyInput, defaults: TargetDefaults): Expansion {
  const assumed: Assumption[] = []
  const assume: Assume = (path, value, because) => {
    assumed.push({ path, value, because })
    return value
  }
  const target = expandTarget(input.target, defaults, assume)
  const given = picker(input)
  const ports = portsByWorkload(input.workloads)
  const topology: Topology = {
    ...ownFields(input),
    apiVersion: 'moorage/v1',
    kind: 'Topology',
    name: input.name,
    ...given('owner', 'ticket'),
    labels: input.labels ?? {},
    target,
    clients: byName(input.clients, ([name, client]) => ({
      ...client,
      cidrs: client.cidrs ?? assume(`/clients/${name}/cidrs`, [], 'any address of its network'),
    })),
    externals: byName(input.externals, ([name, external]) => ({
      ...external,
      tls: external.tls ?? assume(`/externals/${name}/tls`, false, 'not given'),
      namespace:
        external.namespace ?? assume(`/externals/${name}/namespace`, target.namespace, 'the namespace of the target'),
    })),
    workloads: byName(input.workloads, ([name, workload]) =>
      expandWorkload(name, workload, { target, owner: input.owner, ports, assume }),
    ),
  }
  return { topology, assumed }
}

/** Picks the named fields of `object` that are there, so that an absent field stays absent. */
const picker =
  <Fields extends object>(object: Fields) =>
  <Key extends keyof Fields>(...keys: Key[]) =>
    Object.fromEntries(keys.filter((key) => object[key] !== undefined).map((key) => [key, object[key]])) as {
      [Picked in Key]?: Exclude<Fields[Picked], undefined>
    }

/** The owner's own `x-…` fields, kept as they are. */
const ownFields = (object: object): object =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key.startsWith('x-')))

const byName = <In, Out>(
  map: Record<string, In> | undefined,
  turn: (entry: [string, In]) => Out,
): Record<string, Out> => Object.fromEntries(Object.entries(map ?? {}).map((entry) => [entry[0], turn(entry)]))

function expandTarget(input: TopologyInput['target'], defaults: TargetDefaults, assume: Assume): Target {
  const at = (field: string) => `/target/${field}`
  const controller = input.controller ?? defaults.controller
  if (input.controller === undefined && controller !== undefined) {
    assume(at('controller'), controller, `the usual controller on ${input.provider}`)
  }
  const namespace = input.namespace ?? assume(at('namespace'), 'default', 'not given')
  const loadBalancers = input.provider === 'bare-metal' ? 'none' : 'cloud'
  return {
    ...ownFields(input),
    provider: input.provider,
    ...picker(input)('region'),
    environment: input.environment ?? assume(at('environment'), 'production', 'not given'),
    namespace,
    kubernetesVersion:
      input.kubernetesVersion ?? assume(at('kubernetesVersion'), BASELINE_VERSION, 'the safe baseline'),
    zones: input.zones ?? assume(at('zones'), 3, 'not given'),
    nodes: input.nodes ?? assume(at('nodes'), 3, 'not given'),
    loadBalancers:
      input.loadBalancers ??
      assume(
        at('loadBalancers'),
        loadBalancers,
        loadBalancers === 'none'
          ? 'bare metal has none until one is installed and named here'
          : `${input.provider} brings its own`,
      ),
    ...(controller === undefined ? {} : { controller }),
    entrances: byName(input.entrances, ([name, entrance]) => {
      const path = at(`entrances/${name}`)
      return {
        ...ownFields(entrance),
        api: entrance.api,
        class: entrance.class,
        ...picker(entrance)('controller'),
        scheme: entrance.scheme ?? assume(`${path}/scheme`, 'public', 'not given'),
        namespace: entrance.namespace ?? assume(`${path}/namespace`, namespace, 'the namespace of the target'),
        name: entrance.name ?? assume(`${path}/name`, name, 'its name in the topology'),
        rulesInUse: entrance.rulesInUse ?? assume(`${path}/rulesInUse`, 0, 'not given'),
        certificatesInUse: entrance.certificatesInUse ?? assume(`${path}/certificatesInUse`, 0, 'not given'),
        hosts: entrance.hosts ?? assume(`${path}/hosts`, [], 'it answers to any host'),
      }
    }),
    inUse: expandInUse(input.inUse, assume),
    ...picker(input)('podPrice'),
    routing: input.routing ?? assume(at('routing'), 'auto', 'the API that suits the provider'),
  }
}

function expandInUse(input: TopologyInput['target']['inUse'], assume: Assume): Target['inUse'] {
  const count = (field: keyof Target['inUse']) =>
    input?.[field] ?? assume(`/target/inUse/${field}`, 0, 'nothing else is there')
  return {
    ...ownFields(input ?? {}),
    forwardingRulesRegional: count('forwardingRulesRegional'),
    forwardingRulesGlobal: count('forwardingRulesGlobal'),
    loadBalancerRules: count('loadBalancerRules'),
    loadBalancers: count('loadBalancers'),
  }
}

type Surroundings = { target: Target; owner: string | undefined; ports: PortsByWorkload; assume: Assume }

function expandWorkload(name: string, input: WorkloadInput, around: Surroundings): Workload {
  const { target, assume } = around
  const path = `/workloads/${name}`
  const kind = input.kind ?? assume(`${path}/kind`, 'Deployment', 'not given')
  const owner = input.owner ?? around.owner
  if (input.owner === undefined && owner !== undefined) assume(`${path}/owner`, owner, 'the owner of the topology')
  const ports = byName(input.ports, ([portName, port]) =>
    expandPort(portName, port, `${path}/ports/${portName}`, assume),
  )
  const scaled = kind === 'Deployment' || kind === 'StatefulSet'
  const replicas = input.replicas ?? (scaled ? assume(`${path}/replicas`, 1, 'not given') : undefined)
  return {
    ...ownFields(input),
    kind,
    namespace: input.namespace ?? assume(`${path}/namespace`, target.namespace, 'the namespace of the target'),
    ...(owner === undefined ? {} : { owner }),
    ...(replicas === undefined ? {} : { replicas }),
    ...picker(input)('image', 'resources', 'description', 'pin'),
    selector: input.selector ?? assume(`${path}/selector`, { 'app.kubernetes.io/name': name }, 'the recommended label'),
    ...expandProbe(input.probe, ports, `${path}/probe`, assume),
    ports,
    calls: expandCalls(input.calls ?? [], around.ports, `${path}/calls`, assume),
    expose: (input.expose ?? []).map((exposure, index) =>
      expandExposure(exposure, entryOf(ports, exposure.port), `${path}/expose/${index}`, assume),
    ),
    discovery: input.discovery ?? assume(`${path}/discovery`, 'virtual-ip', 'not given'),
    locality: input.locality ?? assume(`${path}/locality`, 'any', 'not given'),
    traffic: { ...ownFields(input.traffic ?? {}), ...fillInTraffic(input.traffic, `${path}/traffic`, assume) },
  }
}

function expandPort(name: string, input: PortInput, path: string, assume: Assume): Port {
  const given = typeof input === 'number' ? { port: input } : input
  const targetPort = given.targetPort ?? assume(`${path}/targetPort`, given.port, 'the same as the port')
  const inferred = inferProtocol(name, [given.port, targetPort], given.transport)
  const protocol = given.protocol ?? assume(`${path}/protocol`, inferred.protocol, inferred.because)
  const named: Transport = protocol === 'dns' && name.split('-').includes('tcp') ? 'TCP' : PROTOCOLS[protocol].transport
  const transport = given.transport ?? assume(`${path}/transport`, named, `${protocol} runs over ${named}`)
  return { ...ownFields(given), port: given.port, targetPort, transport, protocol }
}

function expandExposure(input: ExposureInput, port: Port | undefined, path: string, assume: Assume): Exposure {
  const tls = expandTls(input, port, `${path}/tls`, assume)
  return {
    ...ownFields(input),
    port: input.port,
    to: typeof input.to === 'string' ? [input.to] : input.to,
    hosts: asSet([input.host ?? [], input.hosts ?? []].flat()),
    paths: asSet([input.path ?? [], input.paths ?? []].flat()),
    listen: input.listen ?? expandListen(port, tls, `${path}/listen`, assume),
    tls,
    ...(input.sticky === undefined
      ? {}
      : {
          sticky: {
            ...ownFields(input.sticky),
            by: input.sticky.by,
            // Kubernetes' own default for ClientIP affinity.
            ttlSeconds:
              input.sticky.ttlSeconds ?? assume(`${path}/sticky/ttlSeconds`, 10_800, 'the default of Kubernetes'),
          },
        }),
    preserveClientIP: input.preserveClientIP ?? assume(`${path}/preserveClientIP`, false, 'not asked for'),
    staticIP:
      input.staticIP === true ? [] : (input.staticIP ?? assume(`${path}/staticIP`, false as const, 'not asked for')),
    isolation: input.isolation ?? assume(`${path}/isolation`, 'shared', 'not asked for'),
    ...picker(input)('group', 'criticality', 'idleTimeoutSeconds', 'until', 'reason'),
  }
}

function expandTls(input: ExposureInput, port: Port | undefined, path: string, assume: Assume): Tls {
  if (input.tls !== undefined) return input.tls
  const owned = port?.protocol === 'https' || port?.protocol === 'tls'
  return {
    mode: owned
      ? assume(`${path}/mode`, 'passthrough', 'the port speaks TLS itself and nobody was asked to end it')
      : assume(`${path}/mode`, 'none', 'not asked for'),
  }
}

function expandListen(port: Port | undefined, tls: Tls, path: string, assume: Assume): number {
  if (port === undefined) return 443
  if (!speaksHttp(port.protocol)) return assume(path, port.port, 'the same as the port')
  return tls.mode === 'none' ? assume(path, 80, 'the port of http') : assume(path, 443, 'the port of https')
}

const overTcp = (port: Port) => port.transport === 'TCP'

// Which ports answer a probe, best first. The kubelet asks over HTTP/1.1, which HTTP/2 alone and gRPC do not answer.
const PROBED_BY: Readonly<Record<Probe['protocol'], readonly ((port: Port) => boolean)[]>> = {
  http: [({ protocol }) => ['http', 'https', 'websocket'].includes(protocol), ({ protocol }) => speaksHttp(protocol)],
  grpc: [({ protocol }) => protocol === 'grpc'],
  tcp: [],
}

function expandProbe(
  input: WorkloadInput['probe'],
  ports: Record<string, Port>,
  path: string,
  assume: Assume,
): { probe?: Probe } {
  if (input === undefined) return {}
  const given = typeof input === 'string' ? { path: input } : input
  const asked = given.protocol ?? (given.path === undefined ? 'tcp' : 'http')
  const named = Object.entries(ports).sort(([a], [b]) => compareText(a, b))
  const able = [...PROBED_BY[asked], overTcp, () => true].flatMap((fits) => named.filter(([, port]) => fits(port)))
  const port = given.port ?? assume(`${path}/port`, able[0]?.[0] ?? 'http', 'the first port that can answer it')
  const inferred = given.path !== undefined ? 'http' : entryOf(ports, port)?.protocol === 'grpc' ? 'grpc' : 'tcp'
  return {
    probe: { ...given, port, protocol: given.protocol ?? assume(`${path}/protocol`, inferred, 'what the port speaks') },
  }
}
