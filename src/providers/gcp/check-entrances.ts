// What Google's Application Load Balancers do with Gateways and Ingresses that is not what one might think. Source:
// cloud.google.com/kubernetes-engine/docs (configure-gateway-resources, ingress-configuration, gatewayclass-capabilities).
import { type Design, type Entrance, referenceTo } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import {
  backendProtocolsNotWritten,
  cookiesNotWritten,
  listenersNotWritten,
  pathOf,
  sourceRangesNotEnforced,
  staticAddressUnnamed,
} from '../findings.ts'
import { isManaged } from './provision.ts'

const GKE = 'cloud.google.com/kubernetes-engine/docs'
export const GATEWAYS = `${GKE}/how-to/configure-gateway-resources`
export const INGRESSES = `${GKE}/how-to/ingress-configuration`
const DEPLOYING = `${GKE}/how-to/deploying-gateways`
const URL_MAPS = 'cloud.google.com/compute/docs/reference/rest/v1/urlMaps'

export const checkEntrances = ({ entrances }: Design): Finding[] => [
  ...entrances.flatMap((entrance) => (isManaged(entrance) ? checkManaged(entrance) : checkOther(entrance))),
  ...checkIngresses(entrances.filter(({ api, ...one }) => api === 'ingress' && isManaged(one))),
]

function checkOther(entrance: Entrance): Finding[] {
  const because = `what class ${entrance.class} reads for it is not known here`
  return [
    ...cookiesNotWritten(entrance, { because, source: 'the documentation of the implementation' }),
    ...backendProtocolsNotWritten(entrance),
    ...listenersNotWritten(entrance),
  ]
}

const checkManaged = (entrance: Entrance): Finding[] => [
  ...checkRanges(entrance),
  ...checkAddress(entrance),
  ...listenersNotWritten(entrance),
  ...checkProtocols(entrance),
  ...checkWildcards(entrance),
  ...checkRegion(entrance),
]

/** Only the owner can make a Cloud Armor policy; where it is named, is known. */
function checkRanges(entrance: Entrance): Finding[] {
  const gateway = entrance.api === 'gateway'
  const services = [...new Set(entrance.routes.map((route) => route.service))]
  return sourceRangesNotEnforced(entrance, {
    fix: `Create a ${isGlobal(entrance) ? '' : 'regional '}Cloud Armor security policy and name it in ${gateway ? 'spec.default.securityPolicy of the GCPBackendPolicy' : 'spec.securityPolicy.name of the BackendConfig'} for ${services.slice(0, 4).join(', ')}: one of these for a Service, so add it to the one written here if there is one.`,
    source: gateway ? GATEWAYS : INGRESSES,
  })
}

/** Global classes take global addresses, regional ones those of the region. */
const isGlobal = ({ class: name }: Entrance): boolean => /^gce$|^gke-l7-(?:global|gxlb)/.test(name)

function checkAddress(entrance: Entrance): Finding[] {
  const name = referenceTo.entrance(entrance)
  const path = pathOf.entrance(entrance)
  const source = entrance.api === 'ingress' ? INGRESSES : DEPLOYING
  const fits = isGlobal(entrance)
    ? 'a global external address'
    : entrance.scheme === 'public'
      ? 'an external address of the cluster’s region'
      : 'an internal address of the cluster’s region, with purpose SHARED_LOADBALANCER_VIP where listeners share it'
  const unnamed = staticAddressUnnamed(name, entrance.staticIP, {
    path,
    source,
    fix: `Reserve ${fits} and name it in staticIP.`,
  })
  if (entrance.staticIP === false || unnamed.length > 0) return unnamed
  return [
    {
      code: 'STATIC_ADDRESS_MUST_FIT',
      severity: 'info',
      path,
      message: `${name}: what staticIP names must be ${fits}; with any other the load balancer of class ${entrance.class} is not made.`,
      source,
    },
  ]
}

/** An Ingress of GKE speaks HTTP/2 to pods over TLS only; a Gateway takes the clear-text kind from appProtocol. */
const checkProtocols = ({ api, name, namespace, routes }: Entrance): Finding[] =>
  api === 'gateway'
    ? []
    : routes
        .filter((route) => route.protocol === 'grpc' || route.protocol === 'http2')
        .map((route) => ({
          code: 'HTTP_2_NEEDS_TLS',
          severity: 'error',
          path: `/workloads/${route.workload}/ports/${route.port}`,
          message: `${referenceTo.entrance({ namespace, name })}: an Ingress of GKE speaks ${route.protocol} to pods over TLS only.`,
          fix: 'Use the Gateway API (target.routing: gateway), or end TLS in the workload.',
          source: INGRESSES,
        }))

/** "*" in a host rule of Google's stands for any letters, digits, "-" and ".", so for several labels as well. */
function checkWildcards(entrance: Entrance): Finding[] {
  const wild = new Map(entrance.routes.filter(({ host }) => host?.startsWith('*.')).map((route) => [route.host, route]))
  return [...wild].map(([host = '', { workload }]) => ({
    code: 'WILDCARD_MATCHES_DEEPER',
    severity: 'info',
    path: `/workloads/${workload}`,
    message: `${referenceTo.entrance(entrance)}: Google's load balancer answers ${host} for deeper names too, such as ${host.replace('*', 'a.b')}, which a certificate for ${host} does not cover.`,
    source: URL_MAPS,
  }))
}

const checkRegion = (entrance: Entrance): Finding[] =>
  entrance.scheme === 'internal' && !entrance.existing
    ? [
        {
          code: 'ONE_REGION_ONLY',
          severity: 'info',
          path: pathOf.entrance(entrance),
          message: `${referenceTo.entrance(entrance)}: clients in other regions do not reach it${entrance.api === 'gateway' ? ' unless a GCPGatewayPolicy for it allows global access (allowGlobalAccess)' : ', and an Ingress has no field that lets them'}.`,
          source: entrance.api === 'gateway' ? GATEWAYS : INGRESSES,
        },
      ]
    : []

function checkIngresses(ingresses: readonly Entrance[]): Finding[] {
  if (ingresses.length < 2) return []
  return [
    {
      code: 'ONE_BALANCER_PER_INGRESS',
      severity: 'info',
      path: '/target/routing',
      message: `GKE makes a load balancer for each Ingress: ${ingresses.length} of them here, and no Ingress joins another's.`,
      fix: 'Use target.routing: gateway, where one Gateway takes the routes of many workloads.',
      source: INGRESSES,
    },
  ]
}
