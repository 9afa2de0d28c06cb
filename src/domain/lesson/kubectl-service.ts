// The manifest of a Service → the `kubectl expose` that makes the same object. Flags say what there are flags for; the names of ports and
// what they speak have none and stand in --overrides. Where anything else has no flag there is no command: with all of it in
// --overrides, the command would be the manifest again. What kubectl makes of it is tried with kubectl 1.32.
import { command } from '../design/shell.ts'
import type { Manifest } from '../manifests/manifest.ts'
import type { Told } from './kubectl.ts'

/** What is exposed. */
export type Base = { kind: 'deployment' | 'service'; name: string } | { kind: 'nothing'; of: string }

type Port = { name: string; port: number; targetPort: number; protocol: string; appProtocol?: string }
type Spec = {
  type: string
  clusterIP?: string
  externalName?: string
  sessionAffinity?: string
  selector?: Record<string, string>
  ports?: Port[]
}

const FLAGS = new Set(['type', 'clusterIP', 'sessionAffinity', 'selector', 'ports'])

export function exposeService({ metadata, spec }: Manifest, base: Base): Told {
  const written = spec as Spec
  const { ports = [], selector = {} } = written
  const because = whyNone(metadata, written, base)
  if (because !== undefined || base.kind === 'nothing') return { command: null, because: because ?? '' }
  const [first] = ports
  const onlyTarget =
    ports.length === 1 && first?.targetPort !== first?.port ? [`--target-port=${first?.targetPort}`] : []
  const words = [
    ...['kubectl', '-n', metadata.namespace ?? '', 'expose', base.kind, base.name],
    ...[`--name=${metadata.name}`, `--type=${written.type}`],
    ...(written.clusterIP === undefined ? [] : [`--cluster-ip=${written.clusterIP}`]),
    ...[`--port=${ports.map(({ port }) => port).join(',')}`, ...onlyTarget],
    ...(first?.protocol === 'TCP' ? [] : [`--protocol=${first?.protocol}`]),
    ...(written.sessionAffinity === undefined ? [] : [`--session-affinity=${written.sessionAffinity}`]),
    ...[`--selector=${pairs(selector)}`, `--labels=${pairs(metadata.labels as Record<string, string>)}`],
    ...['--override-type=strategic', `--overrides=${JSON.stringify(overridesOf(ports))}`],
  ]
  return { command: command(...words), because: `It starts from the ${startOf(base)}. ${NO_FLAG}` }
}

const NO_FLAG = 'The names of ports and what they speak have no flag: they stand in --overrides.'

const startOf = ({ kind, name }: { kind: string; name: string }): string =>
  kind === 'service' ? `Service ${name}, which must be there` : `Deployment ${name}, which must be there`

const pairs = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')

/** Merged into the ports by their number, where the flags leave them short. */
const overridesOf = (ports: readonly Port[]) => ({
  apiVersion: 'v1',
  spec: {
    ports: ports.map(({ name, port, targetPort, appProtocol }) => ({
      port,
      name,
      // One --target-port is for all ports.
      ...(ports.length === 1 || targetPort === port ? {} : { targetPort }),
      ...(appProtocol === undefined ? {} : { appProtocol }),
    })),
  },
})

function whyNone(metadata: Manifest['metadata'], spec: Spec, base: Base): string | undefined {
  const { ports = [] } = spec
  if (spec.externalName !== undefined)
    return `kubectl create service externalname comes near, but gives it a label and a selector of its own (app=${metadata.name}), which no alias has a use for.`
  if (spec.selector === undefined)
    return 'Both kubectl expose and kubectl create service give it a selector, and this one has none: the addresses stand in an EndpointSlice beside it.'
  if (base.kind === 'nothing')
    return `kubectl expose starts from a Deployment, a ReplicaSet, a pod or another Service, not from a ${base.of}; kubectl create service gives it a selector and names of ports of its own.`
  if (ports.length === 0) return 'kubectl expose makes no Service without a port.'
  const unsaid = [
    ...Object.keys(spec).filter((field) => !FLAGS.has(field)),
    ...(metadata.annotations === undefined ? [] : ['annotations']),
  ]
  if (unsaid.length > 0)
    return `kubectl expose has no flag for ${unsaid.join(', ')}: with that in --overrides it would be the manifest again.`
  return new Set(ports.map(({ protocol }) => protocol)).size > 1
    ? 'kubectl expose has one --protocol for all ports, and these have several.'
    : undefined
}
