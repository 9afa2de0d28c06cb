// Findings of clouds whose balancers are proxies themselves (HAProxy and the like) before the node ports: they open a connection of
// their own to a node, so the caller's address is told in a header or not at all, and the proxies of a Gateway stand behind them.
import { type Entrance, referenceTo, type Service } from '../domain/design/design.ts'
import type { Finding } from '../domain/finding.ts'
import type { Topology } from '../domain/topology/index.ts'
import {
  type About,
  backendProtocolsNotWritten,
  cookiesNotWritten,
  idleTimeoutNotWritten,
  listenersNotWritten,
  longConnectionsCut,
  pathOf,
} from './findings.ts'

const GATEWAY_API = 'Gateway API v1.6 (its standard channel has no field for it)'

/** The caller's address was asked for on TCP: the workload must read the header it comes in. */
export const proxyProtocolExpected = (service: Service, source: string): Finding[] =>
  service.facing?.preserveClientIP === true && service.ports.some((port) => port.transport === 'TCP')
    ? [
        {
          code: 'PROXY_PROTOCOL_EXPECTED',
          severity: 'warning',
          path: pathOf.service(service),
          message: `${referenceTo.service(service)}: the balancer opens a connection of its own, so the caller's address comes in a PROXY protocol header before the first byte; a workload that does not read it takes it for data.`,
          fix: 'Let the workload read PROXY protocol, or leave out preserveClientIP.',
          source,
        },
      ]
    : []

/** For an entrance that runs in pods: what its balancer and the standard fields of a Gateway cannot give. `annotation` switches PROXY protocol on. */
export function checkGateway(
  entrance: Entrance,
  topology: Topology,
  { source, annotation, cutAfterSeconds }: { source: string; annotation: string; cutAfterSeconds?: number },
): Finding[] {
  const name = referenceTo.entrance(entrance)
  const path = pathOf.entrance(entrance)
  const because = `the implementation of class ${entrance.class} must say it in its own policy`
  const everywhere = [
    ...backendProtocolsNotWritten(entrance),
    ...listenersNotWritten(entrance),
    ...cookiesNotWritten(entrance, { because, source: GATEWAY_API }),
    ...idleTimeoutNotWritten(name, entrance.idleTimeoutSeconds, {
      path,
      because: `${because}; the balancer in front of it is told`,
      source: GATEWAY_API,
    }),
  ]
  if (entrance.existing) return everywhere
  return [
    ...everywhere,
    ...(cutAfterSeconds === undefined
      ? []
      : longConnectionsCut(entrance, {
          cut: `the balancer in front of it ends a connection that is silent for ${cutAfterSeconds} s`,
          source,
        })),
    ...callersReplaced(entrance, annotation, { path, source }),
    ...annotationsNotPassedOn(entrance, topology, path),
  ]
}

/** Where the balancer is a proxy, and nothing says yet that it tells the implementation who called. */
export const callersReplaced = (entrance: Entrance, annotation: string, { path, source }: About): Finding[] => [
  {
    code: 'CALLER_ADDRESS_REPLACED',
    severity: 'info',
    path,
    message: `${referenceTo.entrance(entrance)}: the balancer in front of it opens its own connections, so requests, and X-Forwarded-For, name a node or the balancer instead of the caller.`,
    fix: `Switch PROXY protocol on at both ends at once: ${annotation} in spec.infrastructure.annotations, and in the implementation's own policy.`,
    source,
  },
]

/** Traefik makes no Service for a Gateway: its own, from its installation, is what faces outside. */
const annotationsNotPassedOn = (entrance: Entrance, { target }: Topology, path: string): Finding[] =>
  target.controller === 'traefik'
    ? [
        {
          code: 'GATEWAY_ANNOTATIONS_NOT_READ',
          severity: 'error',
          path,
          message: `${referenceTo.entrance(entrance)}: Traefik reads no spec.infrastructure of a Gateway; all its Gateways share the Service of its installation.`,
          fix: 'Set the annotations written there on that Service (service.annotations of its Helm chart).',
          source: 'traefik/traefik-helm-chart#1157; GEP-1762',
        },
      ]
    : []

/** Nothing keeps an address for a balancer on these terms: what `because` says. */
export const staticAddressNotPossible = (
  name: string,
  staticIP: false | readonly string[],
  { path, source, because, fix }: About & { because: string; fix: string },
): Finding[] =>
  staticIP === false
    ? []
    : [
        {
          code: 'STATIC_ADDRESS_NOT_POSSIBLE',
          severity: 'error',
          path,
          message: `${name}: a fixed address is wanted, but ${because}.`,
          fix,
          source,
        },
      ]
