// A Service of a finished design → commands that try what leads to it: each call, from where the caller stands; each way in from
// outside that is its own. Routes are tried at their entrance. Each is one line of shell that ends by itself.
import { PROTOCOLS, type Topology, type Workload } from '../topology/index.ts'
import type { Service, ServicePort } from './design.ts'
import type { Edge } from './edges.ts'
import { command, labelsText, quoted, remark, type Shell } from './shell.ts'
import { curl, toAddress, tryPort } from './try-port.ts'
import type { Way } from './way.ts'
import type { Through } from './ways-through.ts'

export type VerifyContext = {
  topology: Topology
  edges: readonly Edge[]
  through: Through
  nameFor: (caller: string) => string
  endsTls: (port: ServicePort) => boolean
  shellFor: (caller: string, workload: Workload) => Shell
}

export function verifyOf(service: Service, context: VerifyContext): string[] {
  return [
    ...lookAt(service),
    ...inside(service, context),
    ...outside(service, context),
    ...context.through.forwarded.map((way, index) => forwarded(service, way, index)),
  ]
}

/** Behind an alias there are no endpoints to look at. */
function lookAt({ type, namespace, name }: Service): string[] {
  const get = `kubectl -n ${namespace} get`
  return type === 'ExternalName'
    ? [`${get} service ${name} -o jsonpath='{.spec.externalName}{"\\n"}'`]
    : [`${get} endpointslices -l ${quoted(`kubernetes.io/service-name=${name}`)}`]
}

/** A topology may have hundreds of callers of one thing: the first are tried, the others alike. */
const EDGES_AT_MOST = 25

function inside(service: Service, context: VerifyContext): string[] {
  const { edges, topology, shellFor } = context
  const own = topology.workloads[service.workload ?? '']
  if (service.type === 'Headless' && edges.length === 0 && own !== undefined && service.workload !== undefined)
    return lookUp(service, shellFor(service.workload, own))
  const commands = edges.slice(0, EDGES_AT_MOST).flatMap((edge, index) => {
    const first = edges.findIndex((other) => other.caller === edge.caller) === index
    return tryEdge(service, edge, first, context)
  })
  const more = edges.length - EDGES_AT_MOST
  return more > 0 ? [...commands, remark(`and ${more} more calls in the same way`)] : commands
}

function tryEdge(service: Service, edge: Edge, first: boolean, { nameFor, shellFor }: VerifyContext): string[] {
  const { caller, workload, port } = edge
  const shell = shellFor(caller, workload)
  const named = service.type === 'Headless' || service.type === 'ExternalName'
  const look = named && first ? lookUp(service, shell) : []
  if (port === undefined) return look
  const words = tryPort(port, service.dns.pods?.[0] ?? nameFor(caller))
  if (words !== undefined) return [...look, shell(...words)]
  return [
    ...look,
    remark(`SCTP from ${caller} to port ${port.port}: no tool of the image speaks it; see the endpoints above`),
  ]
}

/** By the full name: an `nslookup` of busybox does not try the search domains that the resolver of a program does. */
function lookUp({ type, dns }: Service, shell: Shell): string[] {
  const names =
    type === 'ExternalName'
      ? [['-type=cname', dns.full]]
      : [dns.full, ...(dns.pods?.slice(0, 1) ?? [])].map((name) => [name])
  return names.map((words) => shell('nslookup', ...words))
}

function outside(service: Service, { through, topology, endsTls }: VerifyContext): string[] {
  const { type, namespace, name, ports, facing } = service
  if (facing === undefined) return []
  const wayTo = (port: ServicePort) =>
    through.facing.find((way) => way.port.targetPort === port.targetPort && way.port.transport === port.transport)
  const get = `kubectl -n ${namespace} get service ${name} -o jsonpath=`
  if (type === 'NodePort') {
    const labels = labelsText(topology.workloads[service.workload ?? '']?.selector ?? {})
    const node = `${command('kubectl', '-n', namespace, 'get', 'pods', '-l', labels)} -o jsonpath='{.items[0].status.hostIP}'`
    return [
      `NODE=$(${node}); echo "$NODE" # a node that has a pod`,
      ...ports.map((port) => {
        const exposure = wayTo(port)?.exposure
        const tried = toAddress({ port, address: '"$NODE"', number: '"$PORT"', exposure, ended: false })
        return `PORT=$(${get}'{.spec.ports[?(@.name=="${port.name}")].nodePort}'); ${tried}`
      }),
    ]
  }
  const where = facing.scheme === 'internal' ? ' # an inner address: try it from inside the network' : ''
  const address = `${get}'{.status.loadBalancer.ingress[0].ip}{.status.loadBalancer.ingress[0].hostname}'`
  return [
    `ADDRESS=$(${address}); echo "$ADDRESS"${where}`,
    ...ports.map((port) => {
      const exposure = wayTo(port)?.exposure
      return toAddress({ port, address: '"$ADDRESS"', number: String(port.port), exposure, ended: endsTls(port) })
    }),
  ]
}

const LOCAL_PORT = 8080

/** Ends by itself: the forward is stopped once it has been tried. */
function forwarded({ namespace, name }: Service, { port }: Way, index: number): string {
  const local = LOCAL_PORT + index
  const forward = `kubectl -n ${namespace} port-forward service/${name} ${local}:${port.port}`
  const asks = PROTOCOLS[port.protocol].http && port.protocol !== 'grpc'
  const tried = asks
    ? curl({ protocol: port.protocol, url: `127.0.0.1:${local}/` })
    : command('nc', '-zv', '-w', 5, '127.0.0.1', local)
  return `${forward} >/dev/null & FORWARD=$!; sleep 3; ${tried}; kill "$FORWARD"`
}
