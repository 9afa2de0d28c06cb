// What is known to go wrong on Azure. Sources: kubernetes-sigs/cloud-provider-azure docs, MicrosoftDocs/azure-aks-docs.
import { type Design, type Entrance, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import { layer4EndsNoTls, transportNotCarried } from '../findings.ts'

const CPAZ = 'kubernetes-sigs/cloud-provider-azure docs (loadbalancer.md)'

export const check = (design: Design): Finding[] => [
  ...design.services.filter((service) => service.type === 'LoadBalancer').flatMap(checkService),
  ...design.entrances.flatMap(checkEntrance),
]

function checkService(service: Service): Finding[] {
  const { facing } = service
  if (facing === undefined) return []
  const path = `/workloads/${service.workload}`
  const name = referenceTo.service(service)
  const internal = facing.scheme === 'internal'
  const findings = [
    ...transportNotCarried(service, internal ? ['TCP', 'UDP', 'SCTP'] : ['TCP', 'UDP'], { path, source: CPAZ }),
    ...layer4EndsNoTls(service, { path, source: CPAZ }),
    {
      code: 'FRONTEND_ON_SHARED_LOAD_BALANCER',
      severity: 'info' as const,
      path,
      message: `${name}: on AKS it adds a frontend address and rules to the cluster's ${internal ? 'internal' : 'public'} load balancer, not a load balancer of its own.`,
      source: CPAZ,
    },
  ]
  if (facing.isolation === 'dedicated') {
    findings.push({
      code: 'DEDICATED_ADDRESS_ONLY',
      severity: 'info',
      path,
      message: `${name}: isolation: dedicated gives it an address of its own; the load balancer behind it stays the cluster's one.`,
      source: CPAZ,
    })
  }
  return findings
}

function checkEntrance(entrance: Entrance): Finding[] {
  const path = `/workloads/${entrance.routes[0]?.workload}`
  const name = referenceTo.entrance(entrance)
  const ending = /^webapprouting/.test(entrance.class)
    ? [
        {
          code: 'CONTROLLER_ENDS',
          severity: 'warning' as const,
          path,
          message: `${name}: the NGINX of the application routing add-on gets security fixes until November 2026 only.`,
          fix: 'Move to the Gateway API (class approuting-istio) or Application Gateway for Containers.',
          source: 'MicrosoftDocs/azure-aks-docs includes/ingress-nginx-retirement.md',
        },
      ]
    : []
  const sticky = entrance.routes
    .filter((route) => route.sticky?.by === 'cookie')
    .map((route) => ({
      code: 'STICKINESS_NOT_WRITTEN',
      severity: 'warning' as const,
      path: `/workloads/${route.workload}`,
      message: `${name}: cookie stickiness of ${route.workload} is not in the Gateway API's standard channel; an Istio DestinationRule (consistentHash.httpCookie) must say it.`,
      source: 'istio.io/latest/docs/reference/config/networking/destination-rule',
    }))
  return [...ending, ...sticky]
}
