// What is known to go wrong on AWS, or is asked for and not written: of each Service, of each entrance, and of all together.
// Sources: kubernetes-sigs/aws-load-balancer-controller v3.5.0, kubernetes/cloud-provider-aws, docs.aws.amazon.com/elasticloadbalancing.
import type { Design } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { checkEntrance } from './check-entrances.ts'
import { checkLegacy, checkLegacyController } from './check-legacy.ts'
import { checkBalancersPerRegion } from './check-limits.ts'
import { checkNetwork, checkService } from './check-services.ts'

export function check(design: Design, topology: Topology): Finding[] {
  const services = design.services.filter((service) => service.type === 'LoadBalancer')
  const legacy = topology.target.controller === 'aws-cloud-provider'
  return [
    ...services.flatMap((service) => [
      ...checkService(service, topology),
      ...(legacy ? checkLegacy(service) : checkNetwork(service, topology)),
    ]),
    ...(legacy ? checkLegacyController(services) : []),
    ...design.entrances.flatMap((entrance) => checkEntrance(entrance, topology)),
    ...checkBalancersPerRegion(design),
  ]
}
