// A Service as it is written → what it is reached by and whom it selects.
import type { Transport } from '../../../domain/topology/index.ts'
import { fieldsOf, listOf, portOf, textOf, textsIn, textsOf, valueAt } from '../read/fields.ts'
import type { KubernetesObject } from '../read/objects.ts'
import { type PodSet, transportOf } from './pods.ts'

export const SERVICE_FORMS = ['ClusterIP', 'Headless', 'NodePort', 'LoadBalancer', 'ExternalName'] as const
export type ServiceForm = (typeof SERVICE_FORMS)[number]

export type PortFacts = {
  name: string | undefined
  port: number
  /** A number, the name of a container port, or nothing: the port itself. */
  target: number | string | undefined
  transport: Transport
  nodePort: number | undefined
  appProtocol: string | undefined
  /** Pointer in the object. */
  at: string
}

export type ServiceFacts = {
  object: KubernetesObject
  name: string
  namespace: string
  form: ServiceForm
  selector: Readonly<Record<string, string>>
  ports: readonly PortFacts[]
  /** What it selects of what was sent; whoever makes its other pods is not known. */
  pods: readonly PodSet[]
  externalName: string | undefined
  sourceRanges: readonly string[]
  /** Addresses and names its status says it is reached at. */
  statusAddresses: readonly string[]
}

// core/v1 AnnotationLoadBalancerSourceRangesKey: the older way to say it, on every cloud.
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges'

export function serviceOf(object: KubernetesObject, pods: readonly PodSet[]): ServiceFacts {
  const { spec, annotations } = object
  const ranges = textsIn(spec.loadBalancerSourceRanges)
  return {
    object,
    name: object.name,
    namespace: object.namespace,
    form: formOf(object),
    selector: textsOf(spec.selector),
    ports: listOf(spec.ports).flatMap(portFacts),
    pods,
    externalName: textOf(spec.externalName)?.replace(/\.$/, '').toLowerCase(),
    sourceRanges: ranges.length > 0 ? ranges : (annotations[SOURCE_RANGES] ?? '').split(/[\s,]+/).filter(Boolean),
    statusAddresses: statusAddressesOf(object),
  }
}

export function formOf({ spec }: KubernetesObject): ServiceForm {
  if (spec.type === 'LoadBalancer' || spec.type === 'NodePort' || spec.type === 'ExternalName') return spec.type
  return spec.clusterIP === 'None' || listOf(spec.clusterIPs)[0] === 'None' ? 'Headless' : 'ClusterIP'
}

function portFacts(value: unknown, index: number): PortFacts[] {
  const { name, port, targetPort, protocol, nodePort, appProtocol } = fieldsOf(value)
  const number = portOf(port)
  if (number === undefined) return []
  return [
    {
      name: textOf(name),
      port: number,
      target: portOf(targetPort) ?? textOf(targetPort),
      transport: transportOf(protocol),
      nodePort: portOf(nodePort),
      appProtocol: textOf(appProtocol),
      at: `/spec/ports/${index}`,
    },
  ]
}

/** Of a Service, an Ingress or a Gateway. */
export function statusAddressesOf({ value }: KubernetesObject): string[] {
  const ways = listOf(valueAt(value, 'status', 'loadBalancer', 'ingress'))
  const gateway = listOf(valueAt(value, 'status', 'addresses'))
  return [
    ...ways.flatMap((one) => [textOf(fieldsOf(one).ip), textOf(fieldsOf(one).hostname)]),
    ...gateway.map((one) => textOf(fieldsOf(one).value)),
  ].flatMap((address) => (address === undefined ? [] : [address.toLowerCase()]))
}
