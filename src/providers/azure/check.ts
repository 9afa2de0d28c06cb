// What is known to go wrong on Azure. Sources: kubernetes-sigs/cloud-provider-azure docs, MicrosoftDocs/azure-aks-docs.
import { type Design, type Entrance, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import {
  backendProtocolsNotWritten,
  cookiesNotWritten,
  idleTimeoutClamped,
  idleTimeoutNotWritten,
  layer4EndsNoTls,
  listenersNotWritten,
  pathOf,
  staticAddressUnnamed,
  transportNotCarried,
} from '../findings.ts'
import { idleMinutes } from './annotate.ts'

const CPAZ = 'kubernetes-sigs/cloud-provider-azure docs (loadbalancer.md)'
const APP_ROUTING = 'MicrosoftDocs/azure-aks-docs articles/aks/app-routing-gateway-api.md'

export const check = (design: Design): Finding[] => [
  ...design.services.filter((service) => service.type === 'LoadBalancer').flatMap(checkService),
  ...design.entrances.flatMap(checkEntrance),
]

function checkService(service: Service): Finding[] {
  const { facing } = service
  if (facing === undefined) return []
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  const internal = facing.scheme === 'internal'
  const wanted = facing.idleTimeoutSeconds
  const about = { path, source: CPAZ }
  const findings: Finding[] = [
    ...transportNotCarried(service, internal ? ['TCP', 'UDP', 'SCTP'] : ['TCP', 'UDP'], about),
    ...layer4EndsNoTls(service, about),
    ...staticAddressUnnamed(name, facing.staticIP, { ...about, fix: addressFix(internal) }),
    ...idleTimeoutClamped(name, wanted, 60 * idleMinutes(wanted ?? 0), about),
    {
      code: 'FRONTEND_ON_SHARED_LOAD_BALANCER',
      severity: 'info',
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

const addressFix = (internal: boolean): string =>
  internal ? 'Name a free address of the subnet in staticIP.' : 'Create a public IP resource and name it in staticIP.'

function checkEntrance(entrance: Entrance): Finding[] {
  const path = pathOf.entrance(entrance)
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
  const managed = entrance.class === 'approuting-istio'
  return [
    ...ending,
    ...backendProtocolsNotWritten(entrance),
    ...listenersNotWritten(entrance),
    ...cookiesNotWritten(entrance, {
      because: managed
        ? 'no field of the standard channel has it, and application routing takes no Istio objects; the Istio add-on (class istio) does, by a DestinationRule'
        : `what class ${entrance.class} reads for it is not known here`,
      source: APP_ROUTING,
    }),
    ...idleTimeoutNotWritten(name, entrance.idleTimeoutSeconds, {
      path,
      because: 'application routing has no setting for it',
      source: APP_ROUTING,
    }),
    ...staticAddressUnnamed(name, entrance.staticIP, {
      path,
      fix: addressFix(entrance.scheme === 'internal'),
      source: CPAZ,
    }),
  ]
}
