// Findings whose cause is the same on several clouds: what a balancer cannot do, and what was asked for and is written nowhere.
import { type Entrance, referenceTo, type Service } from '../domain/design/design.ts'
import type { Finding } from '../domain/finding.ts'
import type { Transport } from '../domain/topology/index.ts'

export type About = { path: string; source: string }

export const pathOf = {
  service: (service: Service): string => `/workloads/${service.workload}`,
  entrance: ({ routes: [first] }: Entrance): string =>
    first === undefined ? '/workloads' : `/workloads/${first.workload}`,
}

export const transportNotCarried = (
  service: Service,
  carried: readonly Transport[],
  { path, source }: About,
): Finding[] =>
  service.ports
    .filter((port) => !carried.includes(port.transport))
    .map((port) => ({
      code: 'TRANSPORT_NOT_SUPPORTED',
      severity: 'error',
      path,
      message: `${referenceTo.service(service)}: the load balancer carries ${carried.join(' and ')}, not ${port.transport} (port ${port.name}).`,
      fix: 'Reach it by pod or node address, or carry it over another transport.',
      source,
    }))

export const layer4EndsNoTls = (service: Service, { path, source }: About): Finding[] =>
  service.facing?.tls.mode === 'terminate'
    ? [
        {
          code: 'TLS_NOT_ENDED',
          severity: 'error',
          path,
          message: `${referenceTo.service(service)}: this load balancer passes bytes on and ends no TLS; what arrives at the workload is still encrypted.`,
          fix: 'End TLS in the workload and say so: tls: { mode: passthrough }.',
          source,
        },
      ]
    : []

/** A fixed address was wanted and none named: whatever the balancer gets is kept only as long as it lives. */
export const staticAddressUnnamed = (
  name: string,
  staticIP: false | readonly string[],
  { path, source, fix }: About & { fix: string },
): Finding[] =>
  staticIP !== false && staticIP.length === 0
    ? [
        {
          code: 'STATIC_ADDRESS_UNNAMED',
          severity: 'warning',
          path,
          message: `${name}: a fixed address is wanted but none is named; the balancer keeps its address only as long as it lives.`,
          fix,
          source,
        },
      ]
    : []

/** `because` says who could hold an idle connection that long instead. */
export const idleTimeoutNotWritten = (
  name: string,
  seconds: number | undefined,
  { path, source, because }: About & { because: string },
): Finding[] =>
  seconds === undefined
    ? []
    : [
        {
          code: 'IDLE_TIMEOUT_NOT_WRITTEN',
          severity: 'warning',
          path,
          message: `${name}: the idle timeout of ${seconds} s is not written: ${because}.`,
          source,
        },
      ]

export const idleTimeoutClamped = (
  name: string,
  seconds: number | undefined,
  written: number,
  { path, source }: About,
): Finding[] =>
  seconds === undefined || seconds === written
    ? []
    : [
        {
          code: 'IDLE_TIMEOUT_CLAMPED',
          severity: 'warning',
          path,
          message: `${name}: an idle timeout of ${seconds} s is not possible here; ${written} s is written.`,
          source,
        },
      ]

/** A balancer that brings a caller back to a node cannot choose the pod there. */
export const stickyToNodes = (name: string, { path, source }: About): Finding => ({
  code: 'STICKY_TO_NODE',
  severity: 'info',
  path,
  message: `${name}: the balancer brings a caller back to a node, not to a pod: where a node has several, any of them answers.`,
  fix: 'Spread the pods so that a node has one (a topology spread constraint by kubernetes.io/hostname).',
  source,
})

/** For each workload with cookie stickiness on an entrance whose API has no field for it. */
export const cookiesNotWritten = (
  entrance: Entrance,
  { source, because }: Omit<About, 'path'> & { because: string },
): Finding[] =>
  [...new Set(entrance.routes.filter((route) => route.sticky?.by === 'cookie').map((route) => route.workload))].map(
    (workload) => ({
      code: 'STICKINESS_NOT_WRITTEN',
      severity: 'warning',
      path: `/workloads/${workload}`,
      message: `${referenceTo.entrance(entrance)}: cookie stickiness of ${workload} is not written: ${because}.`,
      source,
    }),
  )

/** A Gateway learns TLS to its back ends from a BackendTLSPolicy only; what other Ingress classes read is their own affair. */
export function backendProtocolsNotWritten(entrance: Entrance): Finding[] {
  const gateway = entrance.api === 'gateway'
  const silent = gateway ? ['https'] : ['https', 'grpc', 'http2']
  const opened = entrance.routes.filter((route) => route.tls.mode !== 'passthrough')
  const told = new Map(opened.map((route) => [`${route.workload}/ports/${route.port}`, route]))
  return [...told].flatMap(([place, { workload, protocol, port }]) =>
    silent.includes(protocol)
      ? [
          {
            code: 'BACKEND_PROTOCOL_NOT_WRITTEN',
            severity: 'error',
            path: `/workloads/${place}`,
            message: `${referenceTo.entrance(entrance)}: ${workload} speaks ${protocol} on ${port}, and nothing written here tells the entrance so: it would be asked in ${protocol === 'https' ? 'clear text' : 'HTTP/1.1'}.`,
            fix: gateway ? 'Apply a BackendTLSPolicy for the Service.' : `Say it as class ${entrance.class} reads it.`,
            source: gateway
              ? 'gateway-api.sigs.k8s.io/api-types/backendtlspolicy'
              : 'the documentation of the implementation',
          },
        ]
      : [],
  )
}

/** An Ingress has no field for the number it listens on: HTTP is 80, HTTPS 443. */
export const listenersNotWritten = (entrance: Entrance): Finding[] =>
  entrance.api === 'ingress'
    ? entrance.listeners
        .filter(({ port, tls }) => port !== (tls ? 443 : 80))
        .map(({ port, tls }) => ({
          code: 'LISTEN_PORT_NOT_WRITTEN',
          severity: 'warning',
          path: pathOf.entrance(entrance),
          message: `${referenceTo.entrance(entrance)}: an Ingress of class ${entrance.class} listens on ${tls ? '443' : '80'}, not on ${port}.`,
          source: 'networking.k8s.io/v1 Ingress',
        }))
    : []

/** Connections that live long are cut by what stands between unless somebody says how long they may be silent. */
export const longConnectionsCut = (
  entrance: Entrance,
  { source, cut }: Omit<About, 'path'> & { cut: string },
): Finding[] =>
  entrance.idleTimeoutSeconds === undefined && entrance.routes.some((route) => route.protocol === 'websocket')
    ? [
        {
          code: 'LONG_CONNECTIONS_CUT',
          severity: 'warning',
          path: pathOf.entrance(entrance),
          message: `${referenceTo.entrance(entrance)}: it carries WebSockets, and ${cut}.`,
          fix: 'Say in idleTimeoutSeconds how long a connection may be silent.',
          source,
        },
      ]
    : []

export const sourceRangesNotEnforced = (
  entrance: Entrance,
  { fix, source }: Omit<About, 'path'> & { fix: string },
): Finding[] =>
  entrance.sourceRanges.length === 0
    ? []
    : [
        {
          code: 'SOURCE_RANGES_NOT_ENFORCED',
          severity: 'error',
          path: pathOf.entrance(entrance),
          message: `${referenceTo.entrance(entrance)}: the allowed networks ${entrance.sourceRanges.slice(0, 4).join(', ')} are not enforced: an ${entrance.api === 'ingress' ? 'Ingress' : 'HTTP Gateway'} has no field for them.`,
          fix,
          source,
        },
      ]

/** Rules that are there already change the price of what comes to them, and none are given. */
export const inUseAssumedZero = (what: string): Finding => ({
  code: 'IN_USE_ASSUMED_ZERO',
  severity: 'info',
  path: '/target/inUse',
  message: `No ${what} are given as in use, so the first five are counted as bought by this plan.`,
  fix: 'Give target.inUse: the first five share one price.',
})
