// What is known to go wrong with Application Gateway for Containers: what only the owner can write, and what a front end cannot do.
// Source: MicrosoftDocs/azure-docs articles/application-gateway/for-containers.
import { type Design, type Entrance, referenceTo } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import { kindsOfRoutes } from '../../domain/manifests/route-kinds.ts'
import type { Protocol, Topology } from '../../domain/topology/index.ts'
import { listenersNotWritten, pathOf, sourceRangesNotEnforced } from '../findings.ts'
import { limitOf } from '../limit.ts'
import {
  applicationLoadBalancer,
  FRONTEND_READS,
  GATEWAY_FOR_CONTAINERS,
  isFrontend,
  usesGatewayForContainers,
} from './entrance-class.ts'
import { limits } from './limits.ts'

const DOCS = 'MicrosoftDocs/azure-docs articles/application-gateway/for-containers'
const COMPONENTS = `${DOCS}/application-gateway-for-containers-components.md`
const PROBES = `${DOCS}/custom-health-probe.md`
const CONTROLLER = '/target/controller'

/** What concerns the gateway itself and all its front ends. */
export function checkGatewayForContainers({ entrances }: Design, topology: Topology): Finding[] {
  if (!usesGatewayForContainers(topology)) return []
  const made = entrances.filter(({ existing }) => !existing)
  const frontends = made.filter(isFrontend)
  const findings: Finding[] = made
    .filter(({ scheme }) => scheme === 'internal')
    .map((entrance) => ({
      code: 'CONTROLLER_NOT_FOLLOWED',
      severity: 'warning',
      path: CONTROLLER,
      message: `${referenceTo.entrance(entrance)}: Application Gateway for Containers has public front ends only; this internal entrance is a Gateway of the application routing add-on.`,
      source: COMPONENTS,
    }))
  if (frontends.length === 0) return findings
  const { name, namespace } = applicationLoadBalancer(topology)
  findings.push({
    code: 'APPLICATION_LOAD_BALANCER_NOT_WRITTEN',
    severity: 'warning',
    path: CONTROLLER,
    message: `The ApplicationLoadBalancer "${name}" in namespace ${namespace}, which all front ends name, is not written: it names a subnet by its id, and a topology has no field for that.`,
    fix: 'Apply it with spec.associations: the id of one /24 subnet delegated to Microsoft.ServiceNetworking/trafficControllers.',
    source: `${DOCS}/quickstart-create-application-gateway-for-containers-managed-by-alb-controller.md`,
  })
  const most = limitOf(limits, GATEWAY_FOR_CONTAINERS, 'front ends')
  if (frontends.length > most) {
    findings.push({
      code: 'LIMIT_EXCEEDED',
      severity: 'error',
      path: CONTROLLER,
      message: `ApplicationLoadBalancer "${name}" would have ${frontends.length} front ends, one for each entrance; it can have ${most}.`,
      fix: 'Share entrances, or split the topology: each gets an ApplicationLoadBalancer of its own.',
      source: 'MicrosoftDocs/azure-docs includes/application-gateway-for-containers-limits.md (2024-02)',
    })
  }
  return findings
}

export function checkFrontend(entrance: Entrance, topology: Topology): Finding[] {
  const path = pathOf.entrance(entrance)
  const name = referenceTo.entrance(entrance)
  return [
    ...checkListeners(entrance),
    ...listenersNotWritten(entrance),
    ...sourceRangesNotEnforced(entrance, {
      fix: 'Attach a web application firewall policy with a rule for them (WebApplicationFirewallPolicy).',
      source: `${DOCS}/web-application-firewall.md`,
    }),
    ...(entrance.staticIP === false
      ? []
      : [
          {
            code: 'STATIC_ADDRESS_NOT_POSSIBLE',
            severity: 'error' as const,
            path,
            message: `${name}: a front end of Application Gateway for Containers is reached by a name; it has no fixed address.`,
            fix: 'Point a CNAME or alias record at the name, or use the application routing add-on (controller cloud-provider-azure).',
            source: COMPONENTS,
          },
        ]),
    ...checkSilence(entrance),
    ...checkProtocols(entrance),
    ...checkHealth(entrance, topology),
  ]
}

const checkListeners = (entrance: Entrance): Finding[] =>
  entrance.api === 'ingress'
    ? []
    : entrance.listeners
        .filter(({ port }) => port !== 80 && port !== 443)
        .map(({ port }) => ({
          code: 'LISTEN_PORT_NOT_SUPPORTED',
          severity: 'error',
          path: pathOf.entrance(entrance),
          message: `${referenceTo.entrance(entrance)}: Application Gateway for Containers listens on 80 and 443 only, not on ${port}.`,
          fix: 'Leave `listen` out.',
          source: `${DOCS}/overview.md`,
        }))

const SILENCE = 300

/** Five minutes of silence close a connection, whatever is asked; ours lift the end of every request after 60 s. */
function checkSilence(entrance: Entrance): Finding[] {
  const { idleTimeoutSeconds: wanted } = entrance
  const about = { path: pathOf.entrance(entrance), source: COMPONENTS }
  const name = referenceTo.entrance(entrance)
  if (wanted === undefined) {
    return entrance.routes.some(({ protocol }) => protocol === 'websocket')
      ? [
          {
            ...about,
            code: 'LONG_CONNECTIONS_CUT',
            severity: 'warning',
            message: `${name}: it carries WebSockets, and a connection that is silent for 5 minutes is closed.`,
            fix: 'Send something at least every 4 minutes.',
          },
        ]
      : []
  }
  if (wanted <= SILENCE) return []
  return [
    {
      ...about,
      code: 'IDLE_TIMEOUT_CLAMPED',
      severity: 'warning',
      message: `${name}: an idle timeout of ${wanted} s is not possible here: silence for ${SILENCE} s closes a connection, and no setting changes it.`,
      fix: 'Send something at least every 4 minutes.',
    },
  ]
}

const BY_GATEWAY = 'Use the Gateway API (target.routing: gateway).'
const ELSEWHERE =
  'Use the application routing add-on (controller cloud-provider-azure), or give the workload a LoadBalancer.'

/** Pods are asked in HTTP/1.1; over TLS where an object says so; gRPC only through a GRPCRoute, WebSockets only through a Gateway. */
function checkProtocols(entrance: Entrance): Finding[] {
  const name = referenceTo.entrance(entrance)
  const kinds = kindsOfRoutes(entrance, entrance.api === 'gateway' ? FRONTEND_READS : [])
  const silent = entrance.routes.filter((route) => kinds.get(route) !== 'GRPCRoute')
  const asked = new Map(silent.map((route) => [`${route.workload}/ports/${route.port}`, route]))
  const notCarried: Partial<Record<Protocol, string>> = {
    grpc: `gRPC goes through a GRPCRoute of a Gateway only${entrance.api === 'gateway' ? ', which is written where a whole host speaks it, without paths' : ''}`,
    http2: 'pods are asked in HTTP/1.1',
    ...(entrance.api === 'ingress' ? { websocket: 'WebSockets go through a Gateway only' } : {}),
  }
  const fixes: Partial<Record<Protocol, string>> = {
    grpc: entrance.api === 'gateway' ? 'Give gRPC a host of its own, and no paths.' : BY_GATEWAY,
    websocket: BY_GATEWAY,
  }
  return [...asked].flatMap(([place, { workload, port, protocol }]): Finding[] => {
    const path = `/workloads/${place}`
    const because = notCarried[protocol]
    if (because !== undefined) {
      return [
        {
          code: 'BACKEND_PROTOCOL_NOT_WRITTEN',
          severity: 'error',
          path,
          message: `${name}: ${workload} speaks ${protocol} on ${port}, and ${because}.`,
          fix: fixes[protocol] ?? ELSEWHERE,
          source:
            protocol === 'websocket' ? `${DOCS}/websockets.md` : protocol === 'grpc' ? `${DOCS}/grpc.md` : COMPONENTS,
        },
      ]
    }
    if (protocol !== 'https') return []
    return [
      {
        code: 'BACKEND_CERTIFICATE_NOT_CHECKED',
        severity: 'info',
        path,
        message: `${name}: pods of ${workload} are asked over TLS on ${port}; whose certificate they show is not checked, for which authority signed it is not known here.`,
        fix:
          entrance.api === 'gateway'
            ? 'Name a Secret with its certificate in verify.caCertificateRef of the BackendTLSPolicy.'
            : 'Name a Secret with its certificate in trustedRootCertificate of the IngressExtension.',
        source: `${DOCS}/how-to-end-to-end-tls-${entrance.api}-api.md`,
      },
    ]
  })
}

const checkHealth = (entrance: Entrance, { workloads }: Topology): Finding[] =>
  [...new Set(entrance.routes.filter(({ protocol }) => protocol !== 'grpc').map((route) => route.workload))]
    .filter((workload) => workloads[workload]?.probe === undefined)
    .map((workload) => ({
      code: 'HEALTH_CHECK_ASKS_FOR_ROOT',
      severity: 'warning',
      path: `/workloads/${workload}`,
      message: `${referenceTo.entrance(entrance)}: without a probe the health check asks pods of ${workload} for "/"; those that answer it with an error go dark.`,
      fix: 'Say the path in `probe`.',
      source: PROBES,
    }))
