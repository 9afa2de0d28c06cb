// How traffic gets from what AWS makes into the cluster. Source: kubernetes-sigs/aws-load-balancer-controller
// docs/guide/service/annotations.md, docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html.
import type { Service, ServicePort } from '../../domain/design/design.ts'
import { isAtLayer4 } from '../../domain/design/layer4.ts'
import type { Arrival, Provider } from '../../domain/provider.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { service as annotate, isTlsEnded } from './annotate.ts'
import { isApplicationLoadBalancer } from './provision.ts'

export const arrival: Provider['arrival'] = {
  service,
  // With target type ip both kinds of balancer send to pod addresses.
  entrance: (entrance) => (isApplicationLoadBalancer(entrance) || isAtLayer4(entrance) ? 'pods' : 'proxy'),
}

function service(planned: Service, port: ServicePort, topology: Topology): Arrival {
  // Its Network Load Balancers have instances as targets, for which the caller's address is kept unless told otherwise.
  if (topology.target.controller === 'aws-cloud-provider')
    return { at: 'node-ports', callerAddress: 'kept', tls: 'passed' }
  const datagrams = planned.ports.some((other) => other.port === port.port && other.transport === 'UDP')
  return {
    at: 'pods',
    // Always kept for UDP and TCP_UDP; for TCP and TLS to pod addresses only as we write it.
    callerAddress: datagrams || isWritten(planned, topology) ? 'kept' : 'replaced',
    tls: port.transport === 'TCP' && isTlsEnded(planned, topology) ? 'ended' : 'passed',
  }
}

const isWritten = (planned: Service, topology: Topology): boolean =>
  Object.values(annotate(planned, topology).annotations).some((value) =>
    value.includes('preserve_client_ip.enabled=true'),
  )
